"""Keys of keyed operators: read from a file, the environment or a key provider, never from the command line.

A key file holds one key a line, in hex or base64: the first is in use, the others are former ones, which still
restore what they encrypted.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from piiguard.errors import ReadError, UsageError

ENVIRONMENT: Final = "PIIGUARD_KEY"
ENVIRONMENT_FILE: Final = "PIIGUARD_KEY_FILE"
ENVIRONMENT_PROVIDER: Final = "PIIGUARD_KEY_PROVIDER"
PROVIDERS: Final = "piiguard.key_providers"
_LEAST_BYTES: Final = 16
_NEW_BYTES: Final = 32
_MOST_FILE_BYTES: Final = 16_384
_HELP: Final = f"give one with --key-file FILE, or set {ENVIRONMENT}, {ENVIRONMENT_FILE} or {ENVIRONMENT_PROVIDER}"
# Letters that cannot be taken for digits, nor make a number that could be found: 4 bits each.
LETTERS: Final = bytes.maketrans(b"0123456789abcdef", b"ghjkmnpqrtabcdef")


class Key:
    """Secret bytes, 128 bits or more, and the keys used before it; neither `repr` nor an error shows them.

    `id` names the key in tokens: six letters that tell nothing about it.
    """

    __slots__ = ("_derived", "_secret", "former", "id")

    def __init__(self, secret: bytes, former: Sequence[Key] = ()) -> None:
        if len(secret) < _LEAST_BYTES:
            raise UsageError(f"the key is too short: {len(secret)} bytes, at least {_LEAST_BYTES} are needed")
        if len(set(secret)) < 6:
            raise UsageError("the key repeats too few different bytes to be random")
        self._secret = secret
        self._derived: dict[str, bytes] = {}
        self.former = tuple(former)
        self.id = self.derive("piiguard key id").hex()[:6].encode().translate(LETTERS).decode()

    def derive(self, label: str) -> bytes:
        """Return 32 bytes for one purpose (HKDF-SHA-256, RFC 5869, no salt, one block)."""
        import hmac

        derived = self._derived.get(label)
        if derived is None:
            extracted = hmac.digest(bytes(32), self._secret, "sha256")
            derived = self._derived[label] = hmac.digest(extracted, label.encode() + b"\x01", "sha256")
        return derived

    def all(self) -> tuple[Key, ...]:
        """Return this key and the former ones."""
        return (self, *self.former)

    def by_id(self, key_id: str) -> Key | None:
        """Return the key, this or a former one, that tokens call `key_id`."""
        return next((each for each in self.all() if each.id == key_id), None)

    def __repr__(self) -> str:
        return "Key(***)"

    def __reduce__(self) -> tuple[type[Key], tuple[bytes, tuple[Key, ...]]]:
        # Worker processes need it; a pickle that holds a key must be kept like the key.
        return Key, (self._secret, self.former)


def load_key(file: str | None = None, environment: Mapping[str, str] | None = None) -> Key | None:
    """Return the key of `file`, else of $PIIGUARD_KEY, $PIIGUARD_KEY_FILE or $PIIGUARD_KEY_PROVIDER, else None.

    Keys are written as hex or base64, one a line, the current one first; a file may also be the raw bytes of one key.
    $PIIGUARD_KEY_PROVIDER is `NAME` or `NAME:ARGUMENT`; NAME is an entry point of the group `piiguard.key_providers`,
    a function that takes ARGUMENT and returns the secret bytes, or a list of them, current one first.

    Raises `UsageError` for a short or worn-out key, a key file that others can read or an unknown provider,
    `ReadError` for a file that cannot be read or a provider that fails.
    """
    env = os.environ if environment is None else environment
    if file is None and env.get(ENVIRONMENT):
        return _ring(_secrets(env[ENVIRONMENT].encode()), ENVIRONMENT)
    path = file or env.get(ENVIRONMENT_FILE)
    if path:
        return _ring(_secrets(_read(path)), path)
    if env.get(ENVIRONMENT_PROVIDER):
        return _ring(_provided(env[ENVIRONMENT_PROVIDER]), ENVIRONMENT_PROVIDER)
    return None


def required(key: Key | None, operator: str) -> Key:
    """Return `key`; raises `UsageError` that says how to give one when it is missing, or none."""
    if key is None:
        raise UsageError(f"operator {operator!r} needs a key: {_HELP}")
    if not isinstance(key, Key):  # text that somebody made up would not be secret bytes
        raise UsageError(f"the key of operator {operator!r} must be a piiguard.Key; load_key reads one from a file")
    return key


def new_secret() -> str:
    """Return a new random key of 256 bits as a line of a key file."""
    return os.urandom(_NEW_BYTES).hex()


def former_lines(path: str) -> list[str]:
    """Return the keys of a key file as lines of another one."""
    return [secret.hex() for secret in _secrets(_read(path))]


def _ring(secrets: Sequence[bytes], source: str) -> Key:
    """Return the first of `secrets` as the key, with the others as its former ones."""
    try:
        former = [Key(secret) for secret in secrets[1:]]
        return Key(secrets[0] if secrets else b"", former)
    except UsageError as error:
        raise UsageError(f"{source}: {error}") from None


def _provided(named: str) -> list[bytes]:
    from importlib.metadata import entry_points

    name, _, argument = named.partition(":")
    found = entry_points(group=PROVIDERS, name=name)
    if not found:
        known = ", ".join(sorted(each.name for each in entry_points(group=PROVIDERS))) or "none is installed"
        raise UsageError(f"{ENVIRONMENT_PROVIDER}: unknown key provider {name!r}; known: {known}")
    try:
        provider: Callable[[str], bytes | Sequence[bytes]] = next(iter(found)).load()
        secrets = provider(argument)
    except Exception as error:
        # Its message could hold the secret.
        raise ReadError(f"key provider {name}", f"failed: {type(error).__name__}") from None
    return [secrets] if isinstance(secrets, bytes) else list(secrets)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise UsageError(f"{path}: the key file can be read by others; make it private with chmod 600")
            data = file.read(_MOST_FILE_BYTES + 1)
    except OSError as error:
        raise ReadError(path, f"key file: {error.strerror}") from None
    if len(data) > _MOST_FILE_BYTES:
        raise UsageError(f"{path}: a key file holds at most {_MOST_FILE_BYTES} bytes")
    return data


def _secrets(data: bytes) -> list[bytes]:
    """Return the keys written in `data`, one a line; raw bytes are one key."""
    lines = [line.split(b"#")[0].strip() for line in data.splitlines()]
    written = [_decoded(line) for line in lines if line]
    if written and None not in written:
        return [secret for secret in written if secret is not None]
    stripped = data.strip()
    return [stripped if stripped.isascii() else data]


def _decoded(line: bytes) -> bytes | None:
    """Return the bytes that `line` writes in hex or base64, or None if it is neither."""
    if re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", line):
        return bytes.fromhex(line.decode())
    if re.fullmatch(rb"[0-9A-Za-z+/_-]{22,}={0,2}", line):
        from base64 import b64decode

        try:
            return b64decode(line.replace(b"-", b"+").replace(b"_", b"/") + b"=" * (-len(line) % 4))
        except ValueError:
            return None
    return None
