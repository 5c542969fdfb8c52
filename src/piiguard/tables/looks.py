"""Tells by its beginning whether a text is the table that its name says: rows of CSV, or JSON."""

from __future__ import annotations

from typing import Final

from piiguard.tables.csv_rows import Splitter, delimiter_of
from piiguard.tables.json_tokens import JsonReader, NotJsonError
from piiguard.tables.sheet import HEAD, common_width, may_be_name

# From this share of rows on, counted from the first of the usual width, that have it.
_SHARE: Final = 0.6
# Whether a text is JSON is told by so many characters.
_HEAD: Final = 1 << 16


def looks_like_csv(text: str, is_whole: bool) -> bool:
    """Return whether lines are rows of a table: most have as many cells as others, or one behind a header.

    `is_whole`: whether `text` is all there is, else its beginning. A quote that is not closed speaks for a table, so
    that it is told where it is.
    """
    if "\n" not in text and "\r" in text.strip("\r"):
        return False  # rows that end as they did on old Macs are no rows here
    splitter = Splitter(delimiter_of(text))
    rows, rest = splitter.rows(text + "\n" if is_whole and not text.endswith("\n") else text, HEAD)
    filled = [row.cells for row in rows if row.cells != [""]]
    if not filled:
        return bool(rest) or not text
    widths = [len(cells) for cells in filled]
    usual = common_width(widths)
    if usual == 1:
        return may_be_name(filled[0][0]) and not any(any(cells[1:]) for cells in filled)
    first = widths.index(usual)
    if first and widths.count(usual) == 1:
        return False
    widths = widths[first:]
    return widths.count(usual) >= _SHARE * len(widths)


def looks_like_json(text: str) -> bool:
    """Return whether a text begins as JSON: what ends too early, or goes on otherwise, is JSON that is damaged."""
    try:
        for _item in JsonReader(lambda quoted, _path: quoted).items(text[:_HEAD], False):
            pass
    except NotJsonError:
        return False
    return True
