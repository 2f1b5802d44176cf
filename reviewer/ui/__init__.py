"""What does the reviewer see and do? The only room that speaks Qt."""
