"""Writes every digit of a text as 0: to the grammar of addresses one is like another, so what it says is remembered.

Houses and rooms differ, the street and the number of digits mostly do not.
"""

from __future__ import annotations

from typing import Final

_ZEROS: Final = bytes.maketrans(b"123456789", b"0" * 9)


def plain(text: str) -> bytes:
    """Return `text`, each of its ASCII digits as 0, in a form that is quickly made and compared."""
    return text.encode("utf-8", "surrogatepass").translate(_ZEROS)


def written(form: bytes) -> str:
    """Return the text that `plain` made the form of, with its zeros."""
    return form.decode("utf-8", "surrogatepass")
