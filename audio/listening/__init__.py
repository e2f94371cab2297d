"""Listening to the person for a whole session, beside the recordings of the takes."""
