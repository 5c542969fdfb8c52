"""Values of SQL as dumps write them: strings in quotes, fields of COPY; read, and written in the same way."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SLASHED: Final = r"'(?:[^'\\]|\\.|'')*'"
_QUOTED: Final = r"'(?:[^']|'')*'"
_MYSQL: Final = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
_ESCAPED: Final = str.maketrans({"\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z", "\\": "\\\\", "'": "\\'"})
_COPY: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_TO_COPY: Final = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\\": "\\\\"}
_ESCAPE: Final = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)


class Dialect(NamedTuple):
    """How a dump writes: whether a backslash escapes in plain strings, and what a value in a list looks like.

    `piece`: a string in quotes, a sign of the list, or other text; never empty.
    """

    slashes: bool
    piece: re.Pattern[str]
    literal: re.Pattern[str]


def _dialect(slashes: bool) -> Dialect:
    string = _SLASHED if slashes else rf"(?:(?<![0-9A-Za-z_$])[eE]{_SLASHED}|{_QUOTED})"
    other = r"[^'(),;]+" if slashes else r"(?:(?![eE]')[^'(),;])+|[eE](?=')"
    quoted = _SLASHED if slashes else rf"{_QUOTED}|(?<=[eE]){_SLASHED}"
    literal = rf"(?P<before>\s*(?:[nNeE]|_[0-9A-Za-z]+\s*)?)(?P<string>{quoted})(?P<after>\s*)"
    return Dialect(slashes, re.compile(f"{string}|[(),;]|{other}", re.DOTALL), re.compile(literal, re.DOTALL))


MYSQL: Final = _dialect(True)
STANDARD: Final = _dialect(False)
NUMBER: Final = re.compile(r"\s*[-+]?[0-9]+(?:\.[0-9]+)?\s*")


class Literal(NamedTuple):
    """A value as written: what stands around it, its text, and how it is quoted ('' for a number)."""

    before: str
    text: str
    after: str
    quotes: str

    def written(self, text: str) -> str:
        """Return another value written in the same way; a number becomes a string, or NULL if nothing is left."""
        value = "NULL" if not self.quotes and not text else _string(text, self.quotes == "slashes")
        return f"{self.before}{value}{self.after}"


def _string(text: str, slashes: bool) -> str:
    if text.isalnum():
        return f"'{text}'"
    inner = text.translate(_ESCAPED) if slashes else text.replace("'", "''")
    return f"'{inner}'"


def as_string(text: str, dialect: Dialect) -> str:
    """Return a string in quotes."""
    return _string(text, dialect.slashes)


def literal(raw: str, dialect: Dialect) -> Literal | None:
    """Return the string or number that `raw` is, or None for anything else (NULL, a function, hexadecimal)."""
    if raw[:1] == "'" == raw[-1:] and "'" not in (inner := raw[1:-1]) and "\\" not in inner and len(raw) > 1:
        return Literal("", inner, "", "slashes" if dialect.slashes else "quotes")
    match = dialect.literal.fullmatch(raw)
    if match is not None:
        before, quoted, after = match["before"], match["string"], match["after"]
        slashes = dialect.slashes or before.strip() in ("e", "E")
        inner = quoted[1:-1].replace("''", "'")
        text = _ESCAPE.sub(_unescaped, inner) if slashes and "\\" in inner else inner
        return Literal(before, text, after, "slashes" if slashes else "quotes")
    if NUMBER.fullmatch(raw):
        text = raw.strip()
        start = raw.index(text)
        return Literal(raw[:start], text, raw[start + len(text) :], "")
    return None


def _unescaped(match: re.Match[str]) -> str:
    return _MYSQL.get(match[1], match[1])


def copied(field: str) -> str:
    r"""Return the value of a field of COPY; `\N` is none and not asked for."""
    return field if "\\" not in field else _ESCAPE.sub(_of_copy, field)


def _of_copy(match: re.Match[str]) -> str:
    sign = match[1]
    if sign[0] == "x" and len(sign) > 1:
        return chr(int(sign[1:], 16))
    return chr(int(sign, 8)) if sign.isdigit() and sign[0] < "8" else _COPY.get(sign, sign)


def as_copied(value: str) -> str:
    """Return a value as a field of COPY."""
    return "".join([_TO_COPY.get(sign, sign) for sign in value])
