"""Splits an SQL dump into rows of INSERT and COPY, tables that are created, and other text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.tables.sql_names import COPY, CREATE, INSERT, STATEMENT, Column, created, listed, plain
from piiguard.tables.sql_values import MYSQL, STANDARD, Dialect

_LONGEST: Final = 1 << 26
# Lines of other text are taken together up to so many characters.
_TEXT: Final = 1 << 16
_SIGNS: Final = re.compile(
    r"^-- (?:MySQL|MariaDB) dump|^[ \t]*(?:INSERT|REPLACE|CREATE|DROP)[A-Z ]{1,40}`", re.IGNORECASE | re.MULTILINE
)
_NEXT_ROW: Final = re.compile(r"\s*,\s*(?=\()")
_MAY_BE_ONE: Final = re.compile(r"\s*(?:,\s*)?\Z")


class Syntax(NamedTuple):
    """Text that is no value."""

    text: str


class Other(NamedTuple):
    """Comments and statements that are neither INSERT nor COPY."""

    text: str


class Table(NamedTuple):
    """A table with its columns, as it is created."""

    name: str
    columns: list[Column]


class Row(NamedTuple):
    """Values as written; `columns`: those that the statement names. In a row of COPY, values are fields of a line."""

    table: str
    columns: list[Column] | None
    values: list[str]
    is_copied: bool = False


Part = Syntax | Other | Table | Row


class SqlReader:
    """Reads a dump that comes in blocks.

    `dialect` is told by the beginning: backticks and the name of MySQL or MariaDB speak for backslashes in strings.
    """

    def __init__(self, blocks: Iterable[str], name: str) -> None:
        self._blocks = iter(blocks)
        self._name = name
        self._text = ""
        self._at = 0
        self._ended = False
        self._passed = 0
        self.dialect: Dialect = STANDARD

    @property
    def line(self) -> int:
        """Return the number of the line that is being read."""
        return self._passed + self._text.count("\n", 0, self._at) + 1

    def parts(self) -> Iterator[Part]:
        """Yield what the dump is made of; between the values of a row stand a comma, or a tab if it is of COPY."""
        while len(self._text) < _TEXT and not self._ended:
            self._more()
        self.dialect = MYSQL if _SIGNS.search(self._text[:_TEXT]) else STANDARD
        while self._has_text():
            statement = self._statement() if STATEMENT.match(self._text, self._at) else None
            if statement is not None:
                yield from statement
                continue
            text = [self._taken(self._line_end())]
            size = len(text[0])
            while size < _TEXT and self._has_text() and STATEMENT.match(self._text, self._at) is None:
                text.append(self._taken(self._line_end()))
                size += len(text[-1])
            yield Other("".join(text))

    def _more(self) -> bool:
        """Read on; what was passed is let go."""
        block = next(self._blocks, None)
        if block is None:
            self._ended = True
            return False
        self._passed += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + block
        self._at = 0
        if len(self._text) > _LONGEST:
            raise ReadError(self._name, f"line {self.line}: longer than any statement; a quote that is not closed?")
        return True

    def _has_text(self) -> bool:
        while self._at >= len(self._text):
            if self._ended or not self._more():
                return False
        return True

    def _line_end(self) -> int:
        while (end := self._text.find("\n", self._at)) < 0:
            if self._ended or not self._more():
                return len(self._text)
        return end + 1

    def _taken(self, end: int) -> str:
        text = self._text[self._at : end]
        self._at = end
        return text

    def _statement(self) -> Iterator[Part] | None:
        """Return the parts of the INSERT, COPY or CREATE TABLE that begins here; None for another statement."""
        while True:
            rest = self._text[self._at : self._at + _TEXT]
            for pattern in (INSERT, COPY, CREATE):
                match = pattern.match(self._text, self._at)
                if match is not None:
                    return self._parts_of(match, pattern)
            if ";" in rest or len(rest) == _TEXT or self._ended or not self._more():
                return None

    def _parts_of(self, match: re.Match[str], pattern: re.Pattern[str]) -> Iterator[Part]:
        table, head = plain(match["table"]), match.end()
        if pattern is CREATE:
            return self._create(table, head)
        columns = listed(match["columns"])
        return self._insert(table, columns, head) if pattern is INSERT else self._copy(table, columns, head)

    def _create(self, table: str, head: int) -> Iterator[Part]:
        text = self._taken(head)
        pieces = self._to_bracket()
        yield Table(table, created(_parts(pieces)))
        yield Other(text + "".join(pieces))

    def _insert(self, table: str, columns: list[Column] | None, head: int) -> Iterator[Part]:
        yield Syntax(self._taken(head))
        while True:
            yield Syntax(self._taken(self._at + 1))
            yield Row(table, columns, _parts(self._to_bracket()))
            yield Syntax(")")
            between = self._between_rows()
            if not between:
                return
            yield Syntax(between)

    def _between_rows(self) -> str:
        """Return the comma between two rows, with what stands around it; nothing where no other row follows."""
        while True:
            match = _NEXT_ROW.match(self._text, self._at)
            if match is not None:
                return self._taken(match.end())
            if _MAY_BE_ONE.match(self._text, self._at) is None or self._ended or not self._more():
                return ""

    def _copy(self, table: str, columns: list[Column] | None, head: int) -> Iterator[Part]:
        yield Syntax(self._taken(head))
        while self._has_text():
            line = self._taken(self._line_end())
            end = len(line.rstrip("\r\n"))
            if line[:end] == "\\.":
                yield Syntax(line)
                return
            yield Row(table, columns, line[:end].split("\t"), True)
            yield Syntax(line[end:])
        raise ReadError(self._name, f"line {self.line}: ends within the rows of COPY")

    def _to_bracket(self) -> list[str]:
        """Return the pieces up to the bracket that closes the list which is open here."""
        while True:
            pieces, depth, at = [], 1, self._at
            while match := self.dialect.piece.match(self._text, at):
                piece, at = match.group(), match.end()
                if at >= len(self._text) and not self._ended and piece not in "(),;":
                    break  # it may go on
                pieces.append(piece)
                depth += (piece == "(") - (piece == ")")
                if depth == 0:
                    self._at = at
                    return pieces
            if self._ended or not self._more():
                raise ReadError(self._name, f"line {self.line}: a statement that does not end")


def _parts(pieces: list[str]) -> list[str]:
    """Return what stands between the commas of a list, given in pieces with the bracket that closes it."""
    parts, depth = [""], 0
    for piece in pieces[:-1]:
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
