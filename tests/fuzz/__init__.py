"""Broken files by the ten thousand: `make fuzz`, and a short run in the suite."""
