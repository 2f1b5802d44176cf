"""What the views show, as item models: they hear the session and hold no truth of their own."""
