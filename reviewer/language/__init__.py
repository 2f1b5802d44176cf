"""What do we know about Chinese official writing? Pure functions."""
