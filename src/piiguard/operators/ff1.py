"""FF1 of NIST SP 800-38G: encrypts numerals to numerals of the same number, one value or a whole column at a time.

The column form runs the ten rounds over all values together, with one call of the block cipher a round.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from piiguard.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numerals = NDArray[np.uint8]
    Halves = NDArray[np.uint64]

_FORWARDS: Final = tuple(range(10))
_BACKWARDS: Final = _FORWARDS[::-1]
_BLOCK: Final = 16
# SP 800-38G rev. 1 draft, section 5.1: a smaller domain can be searched.
LEAST_DOMAIN: Final = 1_000_000
# Up to here a remainder times 2^16 fits into 64 bits.
_WIDEST_HALF: Final = 1 << 47
# So many rows at once stay in the processor's cache.
_ROWS: Final = 1 << 13
Cipher = Literal["aes", "sm4"]


class FF1:
    """FF1 for numerals 0 to `radix` - 1 under `key` (16, 24 or 32 bytes; 16 for SM4) and `tweak`.

    Raises `UsageError` for a wrong key size or radix, `MissingExtraError` without the extra `crypto`.
    """

    def __init__(self, key: bytes, radix: int = 10, tweak: bytes = b"", cipher: Cipher = "aes") -> None:
        if not 2 <= radix <= 256:
            raise UsageError(f"FF1: the radix must lie between 2 and 256, not {radix}")
        self.radix = radix
        self._tweak = tweak
        self._encrypt_blocks = block_cipher(key, cipher)
        self._started: dict[int, tuple[bytes, bytes]] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._widths: dict[int, int] = {}

    def encrypt(self, numerals: Sequence[int]) -> list[int]:
        """Return as many numerals; raises `UsageError` if so few of them have less than a million values."""
        return self._single(numerals, _FORWARDS)

    def decrypt(self, numerals: Sequence[int]) -> list[int]:
        """Return what `encrypt` made `numerals` of."""
        return self._single(numerals, _BACKWARDS)

    def changed_digits(self, digits: str, back: bool) -> str:
        """Return what `encrypt`, or `decrypt` if `back`, makes of decimal digits; the radix must be 10."""
        size, split = len(digits), len(digits) // 2
        self.require_domain(size)
        left, right = self._halves(int(digits[:split]), int(digits[split:]), size, _BACKWARDS if back else _FORWARDS)
        return f"{left:0{split}d}{right:0{size - split}d}"

    def encrypt_column(self, numerals: Numerals) -> Numerals:
        """Return a matrix of the shape of `numerals`: one value a row, one numeral a column."""
        return self._column(numerals, _FORWARDS)

    def decrypt_column(self, numerals: Numerals) -> Numerals:
        """Return what `encrypt_column` made `numerals` of."""
        return self._column(numerals, _BACKWARDS)

    def _single(self, numerals: Sequence[int], rounds: Sequence[int]) -> list[int]:
        size, split = len(numerals), len(numerals) // 2
        self.require_domain(size)
        left, right = _number(numerals[:split], self.radix), _number(numerals[split:], self.radix)
        left, right = self._halves(left, right, size, rounds)
        return _numerals(left, split, self.radix) + _numerals(right, size - split, self.radix)

    def _halves(self, left: int, right: int, size: int, rounds: Sequence[int]) -> tuple[int, int]:
        """Return both halves of a value of `size` numerals after `rounds`, forwards or backwards."""
        split, forwards = size // 2, rounds[0] == 0
        moduli = self.radix**split, self.radix ** (size - split)
        round_function = self._short_round if self._width(size) < _BLOCK else self._round
        for number in rounds:
            if forwards:
                left, right = right, (left + round_function(size, number, right)) % moduli[number % 2]
            else:
                left, right = (right - round_function(size, number, left)) % moduli[number % 2], left
        return left, right

    def require_domain(self, size: int) -> None:
        """Raise `UsageError` if values of `size` numerals are fewer than a million."""
        if self.radix**size < LEAST_DOMAIN:
            raise UsageError(
                f"FF1: {size} numerals of {self.radix} have fewer than {LEAST_DOMAIN:,} values, which can be searched"
            )

    def _width(self, size: int) -> int:
        """Return `b` of the standard: how many bytes hold half a value."""
        width = self._widths.get(size)
        if width is None:
            largest: int = self.radix ** (size - size // 2) - 1
            width = self._widths[size] = (largest.bit_length() + 7) // 8
        return width

    def _start(self, size: int) -> tuple[bytes, bytes]:
        """Return the cipher's state behind all whole blocks that no round changes, and the begun block."""
        if size not in self._started:
            head = bytes((1, 2, 1)) + self.radix.to_bytes(3, "big") + bytes((10, size // 2 % 256))
            head += size.to_bytes(4, "big") + len(self._tweak).to_bytes(4, "big")
            head += self._tweak + bytes((-len(self._tweak) - self._width(size) - 1) % _BLOCK)
            whole = len(head) // _BLOCK * _BLOCK
            self._started[size] = self._mac(head[:whole]), head[whole:]
        return self._started[size]

    def _mac(self, data: bytes, state: bytes = bytes(_BLOCK)) -> bytes:
        """Return the last block of `data` in CBC mode, begun with `state`."""
        for at in range(0, len(data), _BLOCK):
            state = self._encrypt_blocks(_xor(state, data[at : at + _BLOCK]))
        return state

    def _short_round(self, size: int, number: int, half: int) -> int:
        """Return the round function where the half fits into one block: all but the half is known beforehand."""
        known = self._known.get((size, number))
        if known is None:
            state, begun = self._start(size)
            block = _xor(state, (begun + bytes((number,))).ljust(_BLOCK, b"\0"))
            known = self._known[size, number] = int.from_bytes(block, "big")
        encrypted = self._encrypt_blocks((known ^ half).to_bytes(_BLOCK, "big"))
        return int.from_bytes(encrypted, "big") >> 8 * (_BLOCK - _stream_size(self._width(size)))

    def _round(self, size: int, number: int, half: int) -> int:
        state, begun = self._start(size)
        width = self._width(size)
        stream = first = self._mac(begun + bytes((number,)) + half.to_bytes(width, "big"), state)
        wanted = _stream_size(width)
        for counter in range(1, -(-wanted // _BLOCK)):
            stream += self._encrypt_blocks(_xor(first, counter.to_bytes(_BLOCK, "big")))
        return int.from_bytes(stream[:wanted], "big")

    def _column(self, numerals: Numerals, rounds: Sequence[int]) -> Numerals:
        import numpy as np

        count, size = numerals.shape
        self.require_domain(size)
        if self.radix ** (size - size // 2) >= _WIDEST_HALF or self._width(size) + 1 > _BLOCK:
            rows = [self._single(row, rounds) for row in numerals.tolist()]
            return np.array(rows, np.uint8).reshape(count, size)
        found = np.empty_like(numerals)
        for at in range(0, count, _ROWS):
            found[at : at + _ROWS] = self._rows(numerals[at : at + _ROWS], rounds)
        return found

    def _rows(self, numerals: Numerals, rounds: Sequence[int]) -> Numerals:
        import numpy as np

        size = numerals.shape[1]
        split, width = size // 2, self._width(size)
        state, begun = self._start(size)
        left, right = _numbers(numerals[:, :split], self.radix), _numbers(numerals[:, split:], self.radix)
        for number in rounds:
            modulus = np.uint64(self.radix ** (split if number % 2 == 0 else size - split))
            block = _xor(state, (begun + bytes((number,))).ljust(_BLOCK, b"\0"))
            if rounds[0] == 0:
                left, right = right, (left + self._rounds(block, right, width, modulus)) % modulus
            else:
                left, right = (right + modulus - self._rounds(block, left, width, modulus)) % modulus, left
        return np.concatenate((_spread(left, split, self.radix), _spread(right, size - split, self.radix)), axis=1)

    def _rounds(self, block: bytes, half: Halves, width: int, modulus: np.uint64) -> Halves:
        """Return the round function of all halves, below `modulus`; `block` is the last block without the half."""
        import numpy as np

        blocks = np.tile(np.frombuffer(block, np.uint8), (len(half), 1))
        blocks[:, _BLOCK - width :] ^= half.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - width :]
        stream = np.frombuffer(self._encrypt_blocks(blocks.tobytes()), ">u2").reshape(-1, _BLOCK // 2)
        size = _stream_size(width)
        if size == 8:
            return np.ascontiguousarray(stream[:, :4]).view(">u8")[:, 0].astype(np.uint64) % modulus
        found = np.zeros(len(half), np.uint64)
        for word in range(size // 2):
            found = ((found << np.uint64(16)) | stream[:, word]) % modulus
        return found


class _Blocks:
    """Encrypts whole blocks, each by itself."""

    def __init__(self, key: bytes, cipher: Cipher) -> None:
        self._arguments = (key, cipher)
        try:
            from cryptography.hazmat.primitives.ciphers import Cipher as Machine, algorithms, modes
        except ImportError:
            raise MissingExtraError("encryption", "crypto") from None
        try:
            algorithm = algorithms.AES(key) if cipher == "aes" else algorithms.SM4(key)
        except ValueError:
            raise UsageError(f"FF1: {cipher.upper()} takes no key of {len(key)} bytes") from None
        self._update = Machine(algorithm, modes.ECB()).encryptor().update  # noqa: S305 - a building block of FF1

    def __call__(self, data: bytes) -> bytes:
        return self._update(data)

    def __reduce__(self) -> tuple[type[_Blocks], tuple[bytes, Cipher]]:
        return _Blocks, self._arguments


def block_cipher(key: bytes, cipher: Cipher = "aes") -> _Blocks:
    """Return a function that encrypts a multiple of 16 bytes block by block."""
    return _Blocks(key, cipher)


def _stream_size(width: int) -> int:
    """Return `d` of the standard: how many bytes of the cipher's stream a round takes."""
    return 4 * ((width + 3) // 4) + 4


def _xor(one: bytes, two: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(two, "big")).to_bytes(_BLOCK, "big")


def _number(numerals: Sequence[int], radix: int) -> int:
    number = 0
    for each in numerals:
        number = number * radix + each
    return number


def _numerals(number: int, size: int, radix: int) -> list[int]:
    found = [0] * size
    for place in range(size - 1, -1, -1):
        number, found[place] = divmod(number, radix)
    return found


def _numbers(numerals: Numerals, radix: int) -> Halves:
    import numpy as np

    numbers = np.zeros(len(numerals), np.uint64)
    for place in range(numerals.shape[1]):
        numbers *= np.uint64(radix)
        numbers += numerals[:, place]
    return numbers


def _spread(numbers: Halves, size: int, radix: int) -> Numerals:
    import numpy as np

    found = np.empty((len(numbers), size), np.uint8)
    for place in range(size - 1, -1, -1):
        rest = numbers // np.uint64(radix)
        found[:, place] = numbers - rest * np.uint64(radix)
        numbers = rest
    return found
