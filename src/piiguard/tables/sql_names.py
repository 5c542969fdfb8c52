"""Names in SQL: of tables and columns in INSERT, COPY and CREATE TABLE, with the comments on columns."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NAME: Final = r"""(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|\[[^\]]+\]|[^\W\d][\w$]*)"""
_TABLE: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_LIST: Final = rf"\(\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\)"
INSERT: Final = re.compile(
    rf"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+)*INTO\s+(?P<table>{_TABLE})\s*"
    rf"(?P<columns>{_LIST})?\s*(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\s*(?=\()",
    re.IGNORECASE,
)
COPY: Final = re.compile(
    rf"COPY\s+(?P<table>{_TABLE})\s*(?P<columns>{_LIST})?\s*FROM\s+stdin\b[^\n;]*;[ \t]*\r?\n",
    re.IGNORECASE | re.ASCII,
)
CREATE: Final = re.compile(
    rf"CREATE\s+(?:\w+\s+){{0,3}}TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>{_TABLE})\s*\(", re.IGNORECASE
)
STATEMENT: Final = re.compile(r"[ \t]*(?:INSERT|REPLACE|COPY|CREATE)[ \t\r\n]", re.IGNORECASE)
_ONE: Final = re.compile(_NAME)
_NO_COLUMN: Final = re.compile(
    r"(?:PRIMARY|KEY|UNIQUE|INDEX|CONSTRAINT|FOREIGN|FULLTEXT|SPATIAL|CHECK|EXCLUDE|LIKE|PERIOD)(?![\w$])",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"COMMENT\s+'((?:[^'\\]|\\.|'')*)'", re.IGNORECASE)


class Column(NamedTuple):
    """A column of a table, with the comment on it."""

    name: str
    comment: str = ""


def plain(name: str) -> str:
    """Return a name, or the last part of one, without its quotes."""
    last: str = _ONE.findall(name)[-1]
    return last[1:-1].replace(last[0] * 2, last[0]) if last[0] in '`"' else last.strip("[]")


def listed(columns: str | None) -> list[Column] | None:
    """Return the columns named in brackets."""
    return None if columns is None else [Column(plain(name)) for name in _ONE.findall(columns)]


def created(parts: list[str]) -> list[Column]:
    """Return the columns that the parts of CREATE TABLE, between its commas, define."""
    found = []
    for part in map(str.strip, parts):
        name = _ONE.match(part)
        if name is not None and _NO_COLUMN.match(part) is None:
            comment = _COMMENT.search(part)
            found.append(Column(plain(name.group()), comment[1] if comment else ""))
    return found
