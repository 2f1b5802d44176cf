"""Reviewer (审阅): open a Chinese official report, annotate it, hand it in."""

__version__ = "0.1.0"
