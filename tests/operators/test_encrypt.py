"""`encrypt` gives tokens that come back under their key alone, also after copying, wrapping and escaping."""

from __future__ import annotations

import html
import json
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from piiguard import Key, UsageError
from piiguard.operators import build, tokens
from piiguard.operators.base import Request
from piiguard.operators.encrypt import decrypted
from piiguard.recognizer import Mask

pytest.importorskip("cryptography")

KEY = Key(bytes(range(40, 72)))
OTHER = Key(bytes(range(80, 112)))
ALGORITHMS = ["aes-siv", "sm4"]


def request_of(value: str, kind: str = "CN_MOBILE") -> Request:
    return Request(kind, value, value, Mask(3, 4), "contact")


def token_of(text: str) -> tokens.Token:
    (token,) = tokens.found(text)
    return token


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@given(value=st.text(min_size=1))
def test_any_value_comes_back(algorithm: str, value: str) -> None:
    written = build("encrypt", {"algorithm": algorithm}, KEY).apply(request_of(value))
    assert decrypted(token_of(f"甲{written}乙"), KEY) == value


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_equal_values_of_a_kind_give_equal_tokens_and_kinds_are_apart(algorithm: str) -> None:
    operator = build("encrypt", {"algorithm": algorithm}, KEY)
    again = pickle.loads(pickle.dumps(operator))
    assert operator.apply(request_of("13800001234")) == again.apply(request_of("13800001234"))
    payloads = {token_of(operator.apply(request_of("13800001234", kind))).payload for kind in ("CN_MOBILE", "QQ")}
    assert len(payloads) == 2


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_another_key_and_a_changed_token_give_nothing(algorithm: str) -> None:
    written = build("encrypt", {"algorithm": algorithm}, KEY).apply(request_of("13800001234"))
    assert decrypted(token_of(written), OTHER) is None
    swapped = written.replace("CN_MOBILE", "QQ")
    changed = written[:-2] + ("a" if written[-2] != "a" else "b") + ">"
    assert decrypted(token_of(swapped), KEY) is None
    assert decrypted(token_of(changed), KEY) is None


def test_a_former_key_still_restores() -> None:
    written = build("encrypt", {}, KEY).apply(request_of("13800001234"))
    ring = Key(bytes(range(80, 112)), [KEY])
    assert decrypted(token_of(written), ring) == "13800001234"
    assert token_of(build("encrypt", {}, ring).apply(request_of("13800001234"))).key_id == ring.id != KEY.id


@pytest.mark.parametrize(
    "way",
    [
        lambda text: html.escape(text),
        lambda text: json.dumps(text),
        lambda text: text.replace("<", "\\u003c").replace(">", "\\u003E"),
        lambda text: text.replace("<", "＜").replace(">", "＞"),
        lambda text: "> " + text[:50] + "\n> " + text[50:],
        lambda text: text[:50] + "=\r\n" + text[50:],
    ],
    ids=["HTML", "JSON", "JSON escapes", "full width", "quoted mail", "quoted-printable"],
)
def test_a_token_survives(way) -> None:  # type: ignore[no-untyped-def]
    assert decrypted(token_of(way(build("encrypt", {}, KEY).apply(request_of("13800001234")))), KEY) == "13800001234"


@pytest.mark.parametrize(
    "text", ["<CN_MOBILE:e-abcdef-", "<CN_MOBILE:e-abcdefa-gg>", "CN_MOBILE:e-abcdef-ggg>", "<QQ:e-zzzzzz-gg"]
)
def test_what_begins_like_a_token_and_is_none_is_told(text: str) -> None:
    assert token_of(text).payload is None


def test_no_digit_and_no_value_in_a_token() -> None:
    written = build("encrypt", {}, KEY).apply(request_of("13800001234"))
    assert not any(char.isdigit() for char in written)
    assert "13800001234" not in repr(token_of(written))


@pytest.mark.parametrize(
    ("params", "why"),
    [({"algorithm": "des"}, "unknown algorithm 'des'"), ({"size": 4}, "has no parameter 'size'")],
    ids=["algorithm", "parameter"],
)
def test_wrong_parameter_is_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        build("encrypt", params, KEY)


def test_no_key_is_refused() -> None:
    with pytest.raises(UsageError, match="operator 'encrypt' needs a key"):
        build("encrypt", {})


def test_another_process_gives_the_same_tokens() -> None:
    code = (
        "from piiguard import Key; from piiguard.operators import build, Request;"
        "from piiguard.recognizer import Mask;"
        "ops = [build(name, {}, Key(bytes(range(40, 72)))) for name in ('hash', 'encrypt', 'fpe')];"
        "print([op.apply(Request('CN_MOBILE', v, v, Mask(3, 4), 'contact')) for op in ops"
        " for v in map(str, range(13800000000, 13800000050))])"
    )
    operators = [build(name, {}, KEY) for name in ("hash", "encrypt", "fpe")]
    here = [op.apply(request_of(str(value))) for op in operators for value in range(13800000000, 13800000050)]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == str(here)
    other = {build(name, {}, OTHER).apply(request_of("13800000000")) for name in ("hash", "encrypt", "fpe")}
    assert not other & set(here)
