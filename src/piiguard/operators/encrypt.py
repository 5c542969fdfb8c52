"""`encrypt`: deterministic authenticated encryption to a token that `restore` turns back.

AES-SIV (RFC 5297), or SM4 in counter mode under a synthetic IV from HMAC-SM3 (GB/T 32907-2016, GB/T 32905-2016): the
same value gives the same token, a changed token is noticed, and no nonce can repeat. Who has the key can restore, so
the result is de-identified (去标识化), not anonymous (匿名化).
"""

from __future__ import annotations

import hmac
from typing import Any, Final

from piiguard.errors import MissingExtraError, UsageError
from piiguard.operators import tokens
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key

_SCHEMES: Final = {"aes-siv": "e", "sm4": "s"}
_TAG: Final = 16


class EncryptOperator:
    """Replaces a value by `<ENTITY_TYPE:e-key-letters>`; the value as written comes back."""

    name = "encrypt"
    needs_key = True
    by_canonical = False

    def __init__(self, key: Key, algorithm: str = "aes-siv") -> None:
        self._key = key
        self._algorithm = algorithm
        self._ciphers: dict[tuple[str, str], Any] = {}
        self._cipher(key, "PERSON")  # a missing extra is an error now

    @classmethod
    def build(cls, params: Parameters, key: Key) -> EncryptOperator:
        """Return the operator for `algorithm`: aes-siv (default) or sm4."""
        algorithm = params.text("algorithm", "aes-siv")
        if algorithm not in _SCHEMES:
            raise UsageError(f"operator 'encrypt': unknown algorithm {algorithm!r}; known: {', '.join(_SCHEMES)}")
        return cls(key, algorithm)

    def apply(self, request: Request) -> str:
        """Return the token of the value as written."""
        kind = request.entity_type
        payload = self._cipher(self._key, kind).encrypt(request.value.encode("utf-8", "surrogatepass"), [])
        return tokens.written(kind, _SCHEMES[self._algorithm], self._key.id, payload)

    def _cipher(self, key: Key, entity_type: str) -> Any:
        cipher = self._ciphers.get((key.id, entity_type))
        if cipher is None:
            cipher = self._ciphers[key.id, entity_type] = new_cipher(key, entity_type, self._algorithm)
        return cipher

    def __reduce__(self) -> tuple[type[EncryptOperator], tuple[Key, str]]:
        return EncryptOperator, (self._key, self._algorithm)

    def __repr__(self) -> str:
        return f"EncryptOperator(algorithm={self._algorithm!r})"


def decrypted(token: tokens.Token, key: Key) -> str | None:
    """Return the value that a token of this operator hides, None if it was changed or made with another key."""
    algorithm = next((name for name, letter in _SCHEMES.items() if letter == token.scheme), None)
    own = key.by_id(token.key_id)
    if algorithm is None or own is None or token.payload is None or len(token.payload) < _TAG:
        return None
    from cryptography.exceptions import InvalidTag

    try:
        plain: bytes = new_cipher(own, token.entity_type, algorithm).decrypt(token.payload, [])
        return plain.decode("utf-8", "surrogatepass")
    except (InvalidTag, UnicodeDecodeError):
        return None


def new_cipher(key: Key, entity_type: str, algorithm: str) -> Any:
    """Return what encrypts values of one entity type, under a key of its own."""
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV
    except ImportError:
        raise MissingExtraError("operator 'encrypt'", "crypto") from None
    label = f"piiguard encrypt {algorithm} {entity_type}"
    if algorithm == "sm4":
        return _SM4SIV(key.derive(label + " mac"), key.derive(label + " cipher")[:16])
    return AESSIV(key.derive(label + " 1") + key.derive(label + " 2"))


class _SM4SIV:
    """The SIV construction (Rogaway and Shrimpton 2006) of HMAC-SM3 and SM4-CTR."""

    def __init__(self, mac_key: bytes, cipher_key: bytes) -> None:
        self._mac_key = mac_key
        self._cipher_key = cipher_key

    def encrypt(self, data: bytes, _associated: list[bytes]) -> bytes:
        tag = self._tag(data)
        return tag + self._stream(tag, data)

    def decrypt(self, data: bytes, _associated: list[bytes]) -> bytes:
        from cryptography.exceptions import InvalidTag

        plain = self._stream(data[:_TAG], data[_TAG:])
        if not hmac.compare_digest(self._tag(plain), data[:_TAG]):
            raise InvalidTag
        return plain

    def _tag(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.hmac import HMAC

        mac = HMAC(self._mac_key, hashes.SM3())
        mac.update(data)
        return mac.finalize()[:_TAG]

    def _stream(self, tag: bytes, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        return Cipher(algorithms.SM4(self._cipher_key), modes.CTR(tag)).encryptor().update(data)
