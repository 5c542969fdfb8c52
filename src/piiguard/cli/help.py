"""The parser of arguments: one line for each error, no guessed abbreviations, help laid out as it is written."""

from __future__ import annotations

import argparse
import os
from typing import Any, NoReturn

from piiguard.cli.talk import complain


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the examples' lines, and finds the terminal's width without importing `shutil` at every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=_width())


class Parser(argparse.ArgumentParser):
    """Takes options by their full names only: `--key` must not be taken for `--key-file`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, formatter_class=HelpFormatter, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and leave with exit code 2."""
        complain(f"{message}; `{self.prog} --help` shows the options")
        raise SystemExit(2)


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 20:
        return int(columns) - 2
    try:
        return max(os.get_terminal_size().columns - 2, 40)
    except (OSError, ValueError):
        return 100
