"""Lays out help texts: written lines stay as they are, and the width is asked for only when help is shown."""

from __future__ import annotations

import argparse
import os


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the examples' lines, and finds the terminal's width without importing `shutil` at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=_width())


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 20:
        return int(columns) - 2
    try:
        return max(os.get_terminal_size().columns - 2, 40)
    except (OSError, ValueError):
        return 100
