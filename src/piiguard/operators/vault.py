"""`vault`: a random token in place of the value, which a SQLite file keeps, encrypted, until it is restored.

The file is safe for several processes and after a crash: a token is on disk before it is given away.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from piiguard.errors import ReadError, UsageError, WriteError
from piiguard.operators import tokens
from piiguard.operators.base import Parameters, Request
from piiguard.operators.encrypt import new_cipher
from piiguard.operators.keys import Key

SCHEME: Final = "v"
_TOKEN_BYTES: Final = 10
_WAIT_SECONDS: Final = 30.0
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS tokens (lookup BLOB PRIMARY KEY, token BLOB NOT NULL UNIQUE, value BLOB NOT NULL) "
    "WITHOUT ROWID"
)


class Vault:
    """The tokens of a SQLite file; opened when first used, and anew in another process."""

    def __init__(self, path: str, create: bool = True) -> None:
        self.path = path
        self._create = create
        self._open: tuple[int, sqlite3.Connection] | None = None

    def give(self, entity_type: str, values: Sequence[str], key: Key) -> list[bytes]:
        """Return the token of each value, a new one for a value that has none; all are on disk then."""
        cipher = new_cipher(key, entity_type, "aes-siv")
        lookup_key = key.derive(f"piiguard vault {entity_type}")
        found = []
        with self._working() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for value in values:
                data = value.encode("utf-8", "surrogatepass")
                lookup = hmac.digest(lookup_key, data, "sha256")
                row = connection.execute("SELECT token FROM tokens WHERE lookup = ?", (lookup,)).fetchone()
                token = row[0] if row else os.urandom(_TOKEN_BYTES)
                if row is None:
                    encrypted = cipher.encrypt(data, [])
                    connection.execute("INSERT INTO tokens VALUES (?, ?, ?)", (lookup, token, encrypted))
                found.append(token)
            connection.execute("COMMIT")
        return found

    def value(self, token: tokens.Token, key: Key) -> str | None:
        """Return the value behind a token, None if the file does not hold it or the key is another one."""
        own = key.by_id(token.key_id)
        if own is None or token.payload is None:
            return None
        with self._working() as connection:
            row = connection.execute("SELECT value FROM tokens WHERE token = ?", (token.payload,)).fetchone()
        if row is None:
            return None
        from cryptography.exceptions import InvalidTag

        try:
            plain: bytes = new_cipher(own, token.entity_type, "aes-siv").decrypt(row[0], [])
        except InvalidTag:
            return None
        return plain.decode("utf-8", "surrogatepass")

    @contextlib.contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection; an error undoes what was begun and says what is wrong with the file."""
        connection = self._connection()
        try:
            yield connection
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise WriteError(self.path, f"vault: {_what(error)}") from None

    def _connection(self) -> sqlite3.Connection:
        if self._open is None or self._open[0] != os.getpid():
            self._open = os.getpid(), self._connected()
        return self._open[1]

    def _connected(self) -> sqlite3.Connection:
        try:
            if self._create and not os.path.exists(self.path):
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            elif not os.path.isfile(self.path):
                raise ReadError(self.path, "vault: no such file")
            connection = sqlite3.connect(
                self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            if self._create:
                connection.execute(_TABLE)
            connection.execute("SELECT lookup, token, value FROM tokens LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise ReadError(self.path, f"vault: {_what(error)}") from None
        except OSError as error:
            raise WriteError(self.path, f"vault: {error.strerror}") from None
        return connection

    def __reduce__(self) -> tuple[type[Vault], tuple[str, bool]]:
        return Vault, (self.path, self._create)


class VaultOperator:
    """Replaces a value by `<ENTITY_TYPE:v-key-letters>`, twenty random letters that the vault knows."""

    name = "vault"
    needs_key = True
    by_canonical = False

    def __init__(self, key: Key, vault: Vault) -> None:
        self._key = key
        self.vault = vault

    @classmethod
    def build(cls, params: Parameters, key: Key) -> VaultOperator:
        """Return the operator for the file `path`, made when the first value comes."""
        path = params.text("path", "")
        if not path:
            raise UsageError("operator 'vault': path must name the file of the vault")
        new_cipher(key, "PERSON", "aes-siv")  # a missing extra is an error now
        return cls(key, Vault(path))

    def apply(self, request: Request) -> str:
        """Return the token of the value as written."""
        return self.apply_column(request, [request.value])[0]

    def apply_column(
        self, template: Request, values: Sequence[str], _canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the token of each of `values`, written to the vault in one go."""
        kind = template.entity_type
        given = self.vault.give(kind, values, self._key)
        return [tokens.written(kind, SCHEME, self._key.id, token) for token in given]

    def __reduce__(self) -> tuple[type[VaultOperator], tuple[Key, Vault]]:
        return VaultOperator, (self._key, self.vault)

    def __repr__(self) -> str:
        return "VaultOperator()"


def _what(error: sqlite3.Error) -> str:
    """Return what SQLite says, which names tables and states but no values."""
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
