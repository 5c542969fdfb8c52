"""Keys of keyed operators: read from a file or the environment, never from the command line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from typing import Final

from piiguard.errors import ReadError, UsageError

ENVIRONMENT: Final = "PIIGUARD_KEY"
ENVIRONMENT_FILE: Final = "PIIGUARD_KEY_FILE"
_LEAST_BYTES: Final = 16
_HELP: Final = f"give one with --key-file FILE, or set {ENVIRONMENT} or {ENVIRONMENT_FILE}"


class Key:
    """Secret bytes, 128 bits or more; neither `repr` nor an error shows them."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) < _LEAST_BYTES:
            raise UsageError(f"the key is too short: {len(secret)} bytes, at least {_LEAST_BYTES} are needed")
        if len(set(secret)) < 6:
            raise UsageError("the key repeats too few different bytes to be random")
        self._secret = secret

    def derive(self, label: str) -> bytes:
        """Return 32 bytes for one purpose (HKDF-SHA-256, RFC 5869, no salt, one block)."""
        import hmac

        extracted = hmac.digest(bytes(32), self._secret, "sha256")
        return hmac.digest(extracted, label.encode() + b"\x01", "sha256")

    def __repr__(self) -> str:
        return "Key(***)"

    def __reduce__(self) -> tuple[type[Key], tuple[bytes]]:
        # Worker processes need it; a pickle that holds a key must be kept like the key.
        return Key, (self._secret,)


def load_key(file: str | None = None, environment: Mapping[str, str] | None = None) -> Key | None:
    """Return the key of `file`, else of $PIIGUARD_KEY, else of the file $PIIGUARD_KEY_FILE names, else None.

    Keys are written as hex, base64, or raw bytes. Raises `UsageError` for a short or worn-out key or a key file that
    others can read, `ReadError` for a file that cannot be read.
    """
    env = os.environ if environment is None else environment
    if file is None and env.get(ENVIRONMENT):
        return Key(_decoded(env[ENVIRONMENT].encode()))
    path = file or env.get(ENVIRONMENT_FILE)
    return Key(_decoded(_read(path))) if path else None


def required(key: Key | None, operator: str) -> Key:
    """Return `key`; raises `UsageError` that says how to give one when it is missing."""
    if key is None:
        raise UsageError(f"operator {operator!r} needs a key: {_HELP}")
    return key


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise UsageError(f"{path}: the key file can be read by others; make it private with chmod 600")
            data = file.read(4097)
    except OSError as error:
        raise ReadError(path, f"key file: {error.strerror}") from None
    if len(data) > 4096:
        raise UsageError(f"{path}: a key file holds at most 4096 bytes")
    return data


def _decoded(data: bytes) -> bytes:
    stripped = data.strip()
    if re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", stripped):
        return bytes.fromhex(stripped.decode())
    if re.fullmatch(rb"[0-9A-Za-z+/_-]{22,}={0,2}", stripped):
        from base64 import b64decode

        try:
            return b64decode(stripped.replace(b"-", b"+").replace(b"_", b"/") + b"=" * (-len(stripped) % 4))
        except ValueError:
            return stripped
    return stripped if stripped.isascii() else data
