"""Chinese addresses: where they begin and end in running text, and which part of them is which level."""
