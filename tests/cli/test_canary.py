"""No command, format or fault ever shows a value that is found; `redact` shows no more than the mask keeps."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from piiguard.checks import mod_11_2
from piiguard.guard import Guard

from .conftest import MOBILE

if TYPE_CHECKING:
    from .conftest import Cli


def _luhn(body: str) -> str:
    total = sum(int(digit) * 2 // 10 + int(digit) * 2 % 10 for digit in body[::-2])
    return body + str(-(total + sum(map(int, body[-2::-2]))) % 10)


_BODIES = ["44030419850214301", "31010419920630024", "51010819780917115"]
CANARIES = {
    "手机": ["13900001357", "18800002468", "19100003691"],
    "身份证号": [body + mod_11_2(body) for body in _BODIES],
    "银行卡号": [_luhn("622202100112345"), _luhn("621700001234567890")],
    "邮箱": ["canary.one@example.com", "canary.two@example.cn"],
    "车牌号": ["粤B7Q951", "沪AD52816"],
    "QQ": ["846205173", "1795306284"],
    "微信号": ["wxid_canary20591x", "canary_bird_77"],
    "姓名": ["欧阳金雀", "诸葛鸣禽"],
    "住址": ["广东省深圳市南山区金雀路731号9栋1204室"],
    "IP": ["114.247.88.201"],
    "定位": ["22.543096,114.057865"],
}
VALUES = [value for values in CANARIES.values() for value in values]
TEXT = "".join(f"{label}：{value}\n" for label, values in CANARIES.items() for value in values)
DIGITS = [re.sub("[^0-9]", "", value) for value in VALUES]


def _leaks(*shown: str | bytes) -> list[int]:
    """Return which values are shown, as they are or by their digits: their places in the list, not themselves."""
    text = "\n".join(each.decode("utf-8", "replace") if isinstance(each, bytes) else each for each in shown)
    digits = re.sub("[^0-9\n]", "", text)
    return [
        index
        for index, (value, plain) in enumerate(zip(VALUES, DIGITS, strict=True))
        if value in text or (len(plain) > 7 and plain in digits)
    ]


COMMANDS = [
    *(("redact", "--policy", policy) for policy in ("mask", "strict", "tag", "redact", "hash")),
    ("redact", "--diff"), ("redact", "--diff", "--policy", "tag"), ("redact", "--check"), ("redact", "-i"),
    ("redact", "-o", "out"), ("redact", "--jobs", "2"), ("redact", "-i", "--jobs", "2"),
    *(("scan", "--output-format", form) for form in ("full", "concise", "jsonl")),
    ("scan", "--jobs", "2"), ("scan", "--output-file", "out"), ("scan", "--threshold", "0"), ("explain",),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIIGUARD_KEY", "00112233445566778899aabbccddeeff")


def test_every_canary_is_found(cli: Cli) -> None:
    assert _leaks(TEXT) == list(range(len(VALUES)))
    assert _leaks(cli("redact", stdin=TEXT).out) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("damage", [b"", b"\xff\xff\n"], ids=["sound", "damaged"])
def test_no_command_shows_a_value(cli: Cli, folder: Path, command: tuple[str, ...], damage: bytes) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(TEXT.encode() + damage)
    done = cli(*command, "a.txt", "b.txt")
    written = [path.read_bytes() for path in folder.iterdir() if path.name == "out"]
    assert _leaks(done.out, done.err, *written) == []
    assert (done.code == 3) is bool(damage)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "error", [ValueError, OSError, KeyboardInterrupt, MemoryError], ids=lambda kind: kind.__name__
)
def test_no_fault_of_the_product_shows_a_value(
    cli: Cli, folder: Path, command: tuple[str, ...], error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "--jobs" in command and error is KeyboardInterrupt:
        return  # worker processes leave the keyboard to their parent

    def fail(_guard: Guard, text: str, *_rest: object) -> None:
        raise error(text)

    monkeypatch.setattr(Guard, "find", fail)
    monkeypatch.setattr(Guard, "explain", fail)
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    done = cli(*command, "a.txt", "b.txt")
    assert done.code in (3, 130)
    assert _leaks(done.out, done.err) == []
    assert "Traceback" not in done.err


@pytest.mark.parametrize("verb", ["redact", "scan"])
def test_no_wrong_configuration_shows_a_value(cli: Cli, folder: Path, verb: str) -> None:
    (folder / "note.txt").write_text(TEXT, "utf-8")
    options = (
        ("--config", "--policy", "--key-file", "--recognizers") if verb == "redact" else ("--config", "--recognizers")
    )
    for option, suffix in itertools.product(options, (".toml", ".yaml", ".json")):
        (folder / f"bad{suffix}").write_text(TEXT, "utf-8")
        (folder / f"bad{suffix}").chmod(0o600)
        done = cli(verb, option, f"bad{suffix}", "note.txt")
        assert _leaks(done.out, done.err) == []


def test_findings_guards_and_keys_do_not_show_values() -> None:
    from piiguard import Guard, load_key

    guard = Guard(policy="hash", key=load_key())
    result = guard.redact_with_findings(TEXT)
    assert _leaks(repr(result.findings), repr(result.edits), repr(guard), repr(guard.explain(TEXT))) == []
    assert "00112233" not in repr(guard.key)


def test_the_canary_test_sees_a_leak() -> None:
    assert _leaks(f"x{VALUES[0]}y") == [0]
    assert _leaks("139-0000-1357") == [0]
    assert MOBILE not in VALUES
