"""Medical record numbers."""
