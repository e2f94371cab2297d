"""Import of banks from YAML, CSV, Markdown, and ZIP archives of these."""
