"""Kinds of record: what has to stand together in a row, or in a line, for it to be more than its values."""
