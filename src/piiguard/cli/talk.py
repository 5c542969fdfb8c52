"""What is said to people: lines on standard error."""

from __future__ import annotations

import sys


def complain(message: str) -> None:
    """Write a line to standard error, if it is open."""
    if sys.stderr is not None:  # `print` would take standard output instead
        print(f"piiguard: {message}", file=sys.stderr)  # noqa: T201
