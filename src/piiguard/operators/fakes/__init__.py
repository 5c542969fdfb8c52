"""Stand-ins for values, drawn with a key: they look real and belong to nobody."""
