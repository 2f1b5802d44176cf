"""What is a document, an annotation, a review, a change? Values and laws; no I/O, clock or random."""
