"""The pages that a report came on, beside its text."""
