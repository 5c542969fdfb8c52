"""What is said to people: lines on standard error."""

from __future__ import annotations

import sys

from piiguard.printable import printable


def complain(message: str) -> None:
    """Write a line to standard error, if it is open."""
    if sys.stderr is not None:  # `print` would take standard output instead
        print(f"piiguard: {printable(message)}", file=sys.stderr)  # noqa: T201
