"""The database: connection, schema, rows, and checks."""
