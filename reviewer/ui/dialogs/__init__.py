"""Questions that want more than one answer."""
