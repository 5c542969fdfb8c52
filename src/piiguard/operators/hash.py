"""`hash`: a keyed token (HMAC) that is the same for every way of writing the same value.

Without the key a token cannot be traced to its value by trying all numbers; with an unkeyed hash it could, within
minutes. Tokens link records of one person, so the result is de-identified (去标识化), not anonymous (匿名化).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import LETTERS, Key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from piiguard.operators.token_table import TokenTable

_BLOCK: Final = 64
# Tokens are remembered for values up to this length, in so many tables, of 3 MB each.
_LONGEST_KEPT: Final = 32
_MOST_TABLES: Final = 12
_INNER: Final = bytes(0x36 ^ byte for byte in range(256))
_OUTER: Final = bytes(0x5C ^ byte for byte in range(256))
_ALGORITHMS: Final = ("sha256", "sm3")


class HashOperator:
    """Replaces a value by `<ENTITY_TYPE:token>` with an HMAC token of `length` letters (4 bits each)."""

    name = "hash"
    needs_key = True

    def __init__(self, key: Key, algorithm: str = "sha256", length: int = 24, alphabet: str = "letters") -> None:
        self._key = key
        self._alphabet = alphabet
        self._table = None if alphabet == "hex" else LETTERS
        self._algorithm = algorithm
        self._length = length
        self._digest = _digest_of(algorithm)
        self._states: dict[str, tuple[Any, Any]] = {}
        self._tables: dict[tuple[str, int], TokenTable] = {}

    @classmethod
    def build(cls, params: Parameters, key: Key) -> HashOperator:
        """Return the operator for `algorithm` (sha256, sm3), `length` (16 to 64) and `alphabet` (letters, hex)."""
        algorithm = params.text("algorithm", "sha256")
        if algorithm not in _ALGORITHMS:
            raise UsageError(f"operator 'hash': unknown algorithm {algorithm!r}; known: {', '.join(_ALGORITHMS)}")
        length = params.count("length", 24, 16, 64)
        return cls(key, algorithm, length, params.choice("alphabet", ("letters", "hex")))

    def apply(self, request: Request) -> str:
        """Return the token of the canonical value, in the domain of its entity type."""
        return f"<{request.entity_type}:{self.token(request.entity_type, request.canonical)}>"

    def token(self, entity_type: str, canonical: str) -> str:
        """Return the letters of the token; a key of its own for each entity type keeps domains apart."""
        inner, outer = self._states.get(entity_type) or self._start(entity_type)
        first = inner.copy()
        first.update(canonical.encode("utf-8", "surrogatepass"))
        second = outer.copy()
        second.update(first.digest())
        written: bytes = second.digest().hex().encode()
        return (written if self._table is None else written.translate(self._table))[: self._length].decode()

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return what `apply` gives for each of `values`, all of the kind of `template`."""
        kind = template.entity_type
        forms = values if canonical is None else map(canonical, values)
        digests = self._digests(kind, [form.encode("utf-8", "surrogatepass") for form in forms])
        letters = b"".join(digests).hex().encode()
        written = (letters if self._table is None else letters.translate(self._table)).decode()
        step, size = 2 * len(digests[0]) if digests else 1, self._length
        return [f"<{kind}:{written[at : at + size]}>" for at in range(0, len(written), step)]

    def apply_matrix(self, template: Request, forms: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the tokens of canonical values, one a row, in UTF-8."""
        import numpy as np

        count, size = forms.shape
        kind, length = template.entity_type, self._length
        if not 0 < size <= _LONGEST_KEPT:
            data = forms.tobytes()
            values = [data[at * size : (at + 1) * size] for at in range(count)]
            tokens = self._letters(kind, values)
        else:
            tokens = self._table_of(kind, size).tokens(forms)
        before = f"<{kind}:".encode()
        found = np.empty((count, len(before) + length + 1), np.uint8)
        found[:, : len(before)] = np.frombuffer(before, np.uint8)
        found[:, len(before) : -1] = tokens
        found[:, -1] = ord(">")
        return found

    def _table_of(self, kind: str, size: int) -> TokenTable:
        table = self._tables.get((kind, size))
        if table is None:
            from piiguard.operators.token_table import TokenTable

            if len(self._tables) >= _MOST_TABLES:
                self._tables.clear()
            table = self._tables[kind, size] = TokenTable(size, self._length, partial(self._letters, kind))
        return table

    def _letters(self, kind: str, forms: Sequence[bytes]) -> NDArray[np.uint8]:
        """Return the letters of the tokens of `forms`, one a row."""
        import numpy as np

        digests = np.frombuffer(b"".join(self._digests(kind, forms)), np.uint8).reshape(len(forms), -1)
        letters = digests[:, : (self._length + 1) // 2].tobytes().hex().encode()
        letters = letters if self._table is None else letters.translate(self._table)
        return np.frombuffer(letters, np.uint8).reshape(len(forms), -1)[:, : self._length]

    def _digests(self, kind: str, forms: Sequence[bytes]) -> list[bytes]:
        """Return the HMAC of each of `forms`."""
        states = self._states.get(kind) or self._start(kind)
        begin, finish = states[0].copy, states[1].copy
        digests = []
        for form in forms:
            inner = begin()
            inner.update(form)
            outer = finish()
            outer.update(inner.digest())
            digests.append(outer.digest())
        return digests

    def _start(self, entity_type: str) -> tuple[Any, Any]:
        """Return the two hash states of HMAC (RFC 2104) after the padded key; copying them saves half the work."""
        subkey = self._key.derive(f"piiguard hash {self._algorithm} {entity_type}").ljust(_BLOCK, b"\0")
        states = self._digest(subkey.translate(_INNER)), self._digest(subkey.translate(_OUTER))
        self._states[entity_type] = states
        return states

    def __reduce__(self) -> tuple[type[HashOperator], tuple[Key, str, int, str]]:
        return HashOperator, (self._key, self._algorithm, self._length, self._alphabet)

    def __repr__(self) -> str:
        return f"HashOperator(algorithm={self._algorithm!r}, length={self._length})"


def _digest_of(algorithm: str) -> Callable[[bytes], Any]:
    if algorithm == "sha256":
        return hashlib.sha256
    if "sm3" not in hashlib.algorithms_available:
        raise UsageError("operator 'hash': this Python's OpenSSL has no SM3; use algorithm = \"sha256\"")
    return lambda data: hashlib.new("sm3", data)
