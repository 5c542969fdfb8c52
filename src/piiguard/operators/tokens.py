"""The text form of reversible tokens: `<CN_MOBILE:e-kabcde-…>`, found again after copying, wrapping and escaping.

Letters alone, in lower case, stand for the bytes: no digit that could be taken for a number, nothing that JSON, CSV,
HTML or an e-mail writes in another way but the two brackets, whose escapes are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern
from piiguard.operators.keys import LETTERS

_BACK: Final = bytes.maketrans(b"ghjkmnpqrtabcdef", b"0123456789abcdef")
_LETTER: Final = "[abcdefghjkmnpqrt]"
# A long line may be wrapped, with a quote mark before the rest.
_WRAP: Final = r"(?:=?\r?\n[> \t]*)"
_TOKEN: Final = LazyPattern(
    r"(?:<|&lt;|\\u003[cC]|＜)"
    r"(?P<type>[A-Z][A-Z0-9_]{0,63}):(?P<scheme>[a-z])-"
    rf"(?P<key>{_LETTER}{{6}})-(?P<payload>{_LETTER}+(?:{_WRAP}{_LETTER}+)*)"
    r"(?:>|&gt;|\\u003[eE]|＞)"
)
_DAMAGED: Final = LazyPattern(r"(?:<|&lt;|\\u003[cC]|＜)?[A-Z][A-Z0-9_]{0,63}:[a-z]-[a-z]{1,16}-")


class Token(NamedTuple):
    """A token found in a text: where it stands, the type it hides, and its parts."""

    start: int
    end: int
    entity_type: str
    scheme: str
    key_id: str
    payload: bytes | None

    def __repr__(self) -> str:
        return f"Token({self.start}:{self.end}, {self.entity_type})"


def written(entity_type: str, scheme: str, key_id: str, payload: bytes) -> str:
    """Return the token for `payload`, made by the `scheme` (a letter) with the key `key_id`."""
    return f"<{entity_type}:{scheme}-{key_id}-{letters(payload)}>"


def letters(data: bytes) -> str:
    """Return two letters for each byte."""
    return data.hex().encode().translate(LETTERS).decode()


def found(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order; what begins like one and is none has the payload None."""
    at = 0
    for begun in _DAMAGED.finditer(text):
        if begun.start() < at:
            continue
        match = _TOKEN.match(text, begun.start())
        if match is None:
            yield Token(begun.start(), begun.end(), "", "", "", None)
            at = begun.end()
            continue
        code = "".join(char for char in match["payload"] if char.isalpha())
        payload = bytes.fromhex(code.encode().translate(_BACK).decode()) if len(code) % 2 == 0 else None
        yield Token(*match.span(), match["type"], match["scheme"], match["key"], payload)
        at = match.end()
