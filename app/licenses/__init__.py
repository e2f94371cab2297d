"""Third-party licenses and the bill of materials."""
