"""Tables: what each column holds, and whole columns treated at once."""

from typing import Final

# What is done to rows of a CSV that have more cells than its header; see `piiguard.tables.ragged`.
RAGGED: Final = ("error", "treat")
