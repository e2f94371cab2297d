"""Where the lines and words of a chart go; the templates draw them. Lengths are in pixels."""
