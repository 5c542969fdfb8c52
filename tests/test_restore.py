"""What reversible operators write comes back, wherever it ends up; what cannot come back is named and stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError
from piiguard.registry import built_in
from piiguard.selftest import unmarked

pytest.importorskip("cryptography")

KEY = Key(bytes(range(40, 72)))
OTHER = Key(bytes(range(80, 112)))
GUARDS = {
    "encrypt": Guard(policy={"default": "encrypt"}, key=KEY),
    "SM4": Guard(policy={"default": {"operator": "encrypt", "algorithm": "sm4"}}, key=KEY),
    "fpe": Guard(policy={"default": {"operator": "fpe", "otherwise": "encrypt"}}, key=KEY),
}
EXAMPLES = sorted({unmarked(text)[0] for each in built_in() for text in (*each.examples, *each.counter_examples)})
PIECES = st.one_of(
    st.sampled_from(EXAMPLES),
    st.sampled_from(["手机", "：", "，", "\n", " ", "-", "<CN_MOBILE_1>", "<", ">", "&lt;", "\u200b", "１", "一"]),
    st.text("0123456789", min_size=1, max_size=20),
    st.text(max_size=5),
    st.sampled_from(["\x00", "\ud800", "\U0010ffff", "😀"]),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
NOTE = "姓名：王小明，手机13812345678，身份证11010519491231002X"


@pytest.mark.parametrize("name", GUARDS)
@given(text=TEXTS)
def test_any_text_comes_back(name: str, text: str) -> None:
    guard = GUARDS[name]
    result = guard.restore_with_problems(guard.redact(text))
    assert result.text == text
    assert not result.problems


@pytest.mark.parametrize("name", ["encrypt", "SM4"])
@given(text=TEXTS, before=st.text("甲乙丙 ,.\n", max_size=9), after=st.text("甲乙丙 ,.\n", max_size=9))
def test_tokens_come_back_between_other_words(name: str, text: str, before: str, after: str) -> None:
    guard = GUARDS[name]
    for edit in guard.redact_with_findings(text).edits:
        assert guard.restore(before + edit.replacement + after) == before + text[edit.start : edit.end] + after


def test_vault_comes_back(tmp_path: Path) -> None:
    guard = Guard(policy={"default": {"operator": "vault", "path": str(tmp_path / "v.db")}}, key=KEY)
    for text in EXAMPLES[:100]:
        assert guard.restore(guard.redact(text)) == text


def test_reordered_and_partly_copied_text_comes_back() -> None:
    guard = GUARDS["encrypt"]
    tokens = [edit.replacement for edit in guard.redact_with_findings(NOTE).edits]
    assert guard.restore(" / ".join(reversed(tokens))) == "11010519491231002X / 13812345678 / 王小明"
    assert guard.restore(tokens[1] * 2) == "13812345678" * 2


def test_fpe_keeps_kinds_and_changes_values() -> None:
    guard = GUARDS["fpe"]
    safe = guard.redact(NOTE)
    assert [each.entity_type for each in guard.scan(safe)] == ["CN_MOBILE", "CN_RESIDENT_ID"]
    assert "13812345678" not in safe
    assert guard.restore(safe) == NOTE


def test_another_key_is_named_by_position_and_the_text_stays() -> None:
    safe = GUARDS["encrypt"].redact(NOTE)
    result = GUARDS["encrypt"].restore_with_problems(safe, OTHER)
    assert result.text == safe
    assert [each.entity_type for each in result.problems] == ["PERSON", "CN_MOBILE", "CN_RESIDENT_ID"]
    assert {each.why for each in result.problems} == {f"a token of another key ({KEY.id})"}
    assert result.problems[0].start == safe.index("<")
    assert "13812345678" not in repr(result)


def test_a_changed_token_is_named_and_the_others_come_back() -> None:
    safe = GUARDS["encrypt"].redact(NOTE)
    at = safe.index("<CN_MOBILE") + 25
    broken = safe[:at] + ("a" if safe[at] != "a" else "b") + safe[at + 1 :]
    result = GUARDS["encrypt"].restore_with_problems(broken)
    assert [(each.entity_type, each.why) for each in result.problems] == [("CN_MOBILE", "a changed token")]
    assert result.values == 2


def test_rotated_keys_restore_old_tokens() -> None:
    ring = Key(bytes(range(80, 112)), [KEY])
    guard = Guard(policy={"default": "encrypt"}, key=ring)
    assert guard.restore(GUARDS["encrypt"].redact(NOTE)) == NOTE


def test_without_a_key_nothing_is_restored() -> None:
    with pytest.raises(UsageError, match="'restore' needs a key"):
        Guard().restore(NOTE)
