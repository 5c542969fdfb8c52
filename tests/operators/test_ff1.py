"""FF1 gives NIST's own answers, comes back, and gives a column what it gives each value."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, strategies as st

from piiguard.errors import UsageError

np = pytest.importorskip("numpy")
pytest.importorskip("cryptography")
ff1 = pytest.importorskip("piiguard.operators.ff1")

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_128 = "2B7E151628AED2A6ABF7158809CF4F3C"
_192 = _128 + "EF4359D8D580AA4F"
_256 = _192 + "7F036D6F04FC6A94"
_DIGITS = "0123456789"
_TWEAK = "39383736353433323130"
_WORD_TWEAK = "3737373770717273373737"
_WORD = "0123456789abcdefghi"
# https://csrc.nist.gov/CSRC/media/Projects/Cryptographic-Standards-and-Guidelines/documents/examples/FF1samples.pdf
SAMPLES = [
    (1, _128, 10, "", _DIGITS, "2433477484"),
    (2, _128, 10, _TWEAK, _DIGITS, "6124200773"),
    (3, _128, 36, _WORD_TWEAK, _WORD, "a9tv40mll9kdu509eum"),
    (4, _192, 10, "", _DIGITS, "2830668132"),
    (5, _192, 10, _TWEAK, _DIGITS, "2496655549"),
    (6, _192, 36, _WORD_TWEAK, _WORD, "xbj3kv35jrawxv32ysr"),
    (7, _256, 10, "", _DIGITS, "6657667009"),
    (8, _256, 10, _TWEAK, _DIGITS, "1001623463"),
    (9, _256, 36, _WORD_TWEAK, _WORD, "xs8a0azh2avyalyzuwd"),
]


def numerals(text: str) -> list[int]:
    return [_LETTERS.index(char) for char in text]


@pytest.mark.parametrize(
    ("key", "radix", "tweak", "plain", "cipher"),
    [each[1:] for each in SAMPLES],
    ids=[f"sample {n[0]}" for n in SAMPLES],
)
def test_nist_sample(key: str, radix: int, tweak: str, plain: str, cipher: str) -> None:
    machine = ff1.FF1(bytes.fromhex(key), radix, bytes.fromhex(tweak))
    assert machine.encrypt(numerals(plain)) == numerals(cipher)
    assert machine.decrypt(numerals(cipher)) == numerals(plain)
    column = np.array([numerals(plain), numerals(plain)], np.uint8)
    assert machine.encrypt_column(column).tolist() == [numerals(cipher)] * 2


@given(st.data(), st.integers(2, 256), st.binary(max_size=40), st.sampled_from(["aes", "sm4"]))
def test_column_equals_value_by_value_and_comes_back(
    data: st.DataObject, radix: int, tweak: bytes, cipher: str
) -> None:
    least = next(size for size in range(2, 21) if radix**size >= ff1.LEAST_DOMAIN)
    size = data.draw(st.integers(least, least + 16))
    rows = data.draw(st.lists(st.lists(st.integers(0, radix - 1), min_size=size, max_size=size), max_size=4))
    machine = ff1.FF1(bytes(range(16)), radix, tweak, cipher)
    encrypted = machine.encrypt_column(np.array(rows, np.uint8).reshape(-1, size))
    assert encrypted.tolist() == [machine.encrypt(row) for row in rows]
    assert machine.decrypt_column(encrypted).tolist() == rows
    assert [machine.decrypt(row) for row in encrypted.tolist()] == rows


@pytest.mark.parametrize(("radix", "size"), [(10, 5), (2, 19), (36, 3)])
def test_small_domain_is_refused(radix: int, size: int) -> None:
    machine = ff1.FF1(bytes(range(16)), radix)
    with pytest.raises(UsageError, match="fewer than 1,000,000 values"):
        machine.encrypt([0] * size)
    with pytest.raises(UsageError, match="fewer than 1,000,000 values"):
        machine.encrypt_column(np.zeros((1, size), np.uint8))


def test_wrong_key_size_is_refused() -> None:
    with pytest.raises(UsageError, match="AES takes no key of 15 bytes"):
        ff1.FF1(bytes(15))


def test_machine_can_be_pickled() -> None:
    machine = ff1.FF1(bytes(range(16)), 10, b"t")
    assert pickle.loads(pickle.dumps(machine)).encrypt([1] * 9) == machine.encrypt([1] * 9)


def test_million_numbers_do_not_collide() -> None:
    matrix = np.arange(13_800_000_000, 13_801_000_000, dtype=np.uint64)[:, None] // 10 ** np.arange(
        10, -1, -1, dtype=np.uint64
    )
    encrypted = ff1.FF1(bytes(range(32))).encrypt_column((matrix % 10).astype(np.uint8))
    numbers = encrypted.astype(np.uint64) @ 10 ** np.arange(10, -1, -1, dtype=np.uint64)
    assert len(np.unique(numbers)) == 1_000_000
