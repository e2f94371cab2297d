"""Makes banks of what people keep their questions in: YAML, CSV, Markdown, and ZIP of these."""
