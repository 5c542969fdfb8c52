"""Where keys come from, and which are refused."""

from __future__ import annotations

import base64
import os
import pickle
from pathlib import Path

import pytest

from piiguard import Key, ReadError, UsageError, load_key

SECRET = bytes(range(40, 72))
LABEL = "a test"
WAYS = {
    "hex": SECRET.hex().encode(),
    "hex in capitals with a line end": SECRET.hex().upper().encode() + b"\n",
    "base64": base64.b64encode(SECRET),
    "base64 for addresses": base64.urlsafe_b64encode(SECRET),
    "base64 without padding": base64.b64encode(SECRET).rstrip(b"="),
    "raw bytes": b"\xff" + SECRET,
}


def private(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    path.chmod(0o600)
    return str(path)


@pytest.mark.parametrize("data", WAYS.values(), ids=WAYS.keys())
def test_a_key_file_is_read_in_every_notation(tmp_path: Path, data: bytes) -> None:
    key = load_key(private(tmp_path / "key", data), {})
    wanted = Key(data if data.startswith(b"\xff") else SECRET)
    assert key is not None
    assert key.derive(LABEL) == wanted.derive(LABEL)


def test_the_environment_gives_a_key_or_a_file(tmp_path: Path) -> None:
    path = private(tmp_path / "key", SECRET.hex().encode())
    wanted = Key(SECRET).derive(LABEL)
    for environment in ({"PIIGUARD_KEY": SECRET.hex()}, {"PIIGUARD_KEY_FILE": path}):
        key = load_key(None, environment)
        assert key is not None
        assert key.derive(LABEL) == wanted


def test_a_file_goes_before_the_environment(tmp_path: Path) -> None:
    key = load_key(private(tmp_path / "key", SECRET.hex().encode()), {"PIIGUARD_KEY": SECRET[::-1].hex()})
    assert key is not None
    assert key.derive(LABEL) == Key(SECRET).derive(LABEL)


def test_no_key_is_none() -> None:
    assert load_key(None, {}) is None
    assert load_key(None, {"PIIGUARD_KEY": "", "PIIGUARD_KEY_FILE": ""}) is None


@pytest.mark.parametrize("length", [0, 1, 15])
def test_a_short_key_is_refused(length: int) -> None:
    with pytest.raises(UsageError, match=f"too short: {length} bytes"):
        Key(SECRET[:length])


def test_a_key_of_few_bytes_is_refused() -> None:
    with pytest.raises(UsageError, match="too few different bytes"):
        Key(b"abcde" * 8)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_use_is_refused(tmp_path: Path, mode: int) -> None:
    path = Path(private(tmp_path / "key", SECRET.hex().encode()))
    path.chmod(mode)
    with pytest.raises(UsageError, match="chmod 600"):
        load_key(str(path), {})


def test_a_file_that_is_not_there_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="key file: No such file"):
        load_key(str(tmp_path / "none"), {})


def test_a_file_too_long_to_be_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at most 16384 bytes"):
        load_key(private(tmp_path / "key", os.urandom(20_000)), {})


def test_neither_print_nor_error_shows_a_key() -> None:
    assert repr(Key(SECRET)) == str(Key(SECRET)) == "Key(***)"
    with pytest.raises(UsageError) as caught:
        load_key(None, {"PIIGUARD_KEY": "hunter2-secret"})
    assert "hunter2" not in str(caught.value)


def test_purposes_have_keys_of_their_own() -> None:
    key = Key(SECRET)
    assert key.derive("a") != key.derive("b")
    assert key.derive("a") == pickle.loads(pickle.dumps(key)).derive("a")
    # RFC 5869 without salt, one block, by hand: what other programs would compute.
    import hmac

    extracted = hmac.new(b"\0" * 32, SECRET, "sha256").digest()
    assert key.derive("a") == hmac.new(extracted, b"a\x01", "sha256").digest()
