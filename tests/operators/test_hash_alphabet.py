"""The alphabet of `hash`: letters, or hex for those whose systems want it; neither is found again."""

from __future__ import annotations

import pickle

import pytest

from piiguard import Guard, Key, UsageError

KEY = Key(bytes(range(40, 72)))
TEXT = "手机13812345678，身份证11010519491231002X，邮箱zhang@example.com"


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
@pytest.mark.parametrize("length", [16, 64])
def test_hex_tokens_are_hex_and_stay_when_redacted_again(algorithm: str, length: int) -> None:
    policy = {"default": {"operator": "hash", "alphabet": "hex", "length": length, "algorithm": algorithm}}
    guard = Guard(policy=policy, key=KEY)
    safe = guard.redact(TEXT)
    tokens = [part.split(">")[0] for part in safe.split(":")[1:]]
    assert all(len(token) == length and int(token, 16) >= 0 for token in tokens)
    assert len(tokens) == 3
    assert guard.redact(safe) == safe
    assert pickle.loads(pickle.dumps(guard)).redact(TEXT) == safe


def test_an_unknown_alphabet_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown alphabet 'base99'; known: letters, hex"):
        Guard(policy={"default": {"operator": "hash", "alphabet": "base99"}}, key=KEY)
