"""The reading view: only what is on screen is laid out, marks are painted and never laid out."""
