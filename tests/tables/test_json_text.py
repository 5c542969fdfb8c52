"""JSON and lines of JSON: values treated by their paths, every other byte kept, what is no JSON refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings, strategies as st

from piiguard.errors import ReadError, UsageError
from piiguard.guard import Guard
from piiguard.tables import plan_file
from piiguard.tables.json_text import JsonRewriter

GUARD = Guard()
MOBILE, MASKED = "13800001234", "138****1234"


def redacted(text: str, size: int = 0) -> str:
    blocks = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return "".join(JsonRewriter(GUARD, "t").rewritten(blocks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{{"phone": "{MOBILE}", "n" : 1}}\n', f'{{"phone": "{MASKED}", "n" : 1}}\n'),
        (f'[{{"用户":{{"手机":[ "{MOBILE}" ]}}}}]', f'[{{"用户":{{"手机":[ "{MASKED}" ]}}}}]'),
        (f'{{"phone":{MOBILE}}}', f'{{"phone":"{MASKED}"}}'),
        (f'{{"phone":"\\u0031{MOBILE[1:]}","a":"\\u4e2d"}}', f'{{"phone":"{MASKED}","a":"\\u4e2d"}}'),
        (f'{{"备注":"他说\\"{MOBILE}\\"\\n"}}', f'{{"备注":"他说\\"{MASKED}\\"\\n"}}'),
        (f'{{"{MOBILE}":1}}', f'{{"{MASKED}":1}}'),
        ('{"姓名":"王小明","x":null,"y":true,"z":-1.5e3}', '{"姓名":"王**","x":null,"y":true,"z":-1.5e3}'),
        ('"text" 1\n[]\n{}', '"text" 1\n[]\n{}'),
        ("", ""),
    ],
    ids=["object", "nested", "number", "escaped", "quotes", "key", "name", "several", "nothing"],
)
@pytest.mark.parametrize("size", [0, 1, 7], ids=["whole", "by character", "by sevens"])
def test_values_are_treated_and_all_else_stays(text: str, expected: str, size: int) -> None:
    assert redacted(text, size) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a":1,}', 1), ("[1 2]", 1), ('{"a" 1}', 1), ('{\n"a":"x\n"}', 2), ("\n\n[1", 3), ('"abc', 1), ("tru", 1),
        ("}", 1), ('[{"a":1]', 1), ("[,]", 1), ("{1:2}", 1), ("01", 1), ('"\\x"', 1), ("[" * 2000, 1),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ReadError, match=f"^t: line {line}(, column [0-9]+)?: ") as caught:
        redacted(text)
    assert "x" not in str(caught.value).replace("text", "").removeprefix("t: ")


# Some words of Latin letters say that a number is another one.
KEYS = st.text(max_size=4).filter(lambda key: not (key.isascii() and key.isalpha()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just(MOBILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=3), st.booleans(), st.integers(1, 9), st.sampled_from([None, 1]))
@settings(max_examples=80, deadline=None)
def test_any_json_stays_json_of_the_same_shape(values: list[object], ascii_: bool, size: int, indent: int) -> None:
    text = "\n".join(json.dumps(value, ensure_ascii=ascii_, indent=indent) for value in values)
    done = redacted(text, size)
    assert done == redacted(text)
    assert MOBILE not in done
    if done != text:
        decoder = json.JSONDecoder()
        at = 0
        for value in values:
            at += len(done[at:]) - len(done[at:].lstrip())
            new, at = decoder.raw_decode(done, at)
            assert type(new) is type(value) or isinstance(new, str)


def test_a_plan_names_paths(tmp_path: object) -> None:
    text = f'{{"user":{{"tel":"{MOBILE}"}},"note":"无"}}'
    rewriter = JsonRewriter(GUARD, "t")
    list(rewriter.rewritten([text]))
    assert [each.name for each in rewriter.plan.columns] == ["user.tel", "note"]
    assert MOBILE not in plan_file.written(rewriter.plan)
    gone = rewriter.plan._replace(columns=(rewriter.plan.columns[0]._replace(treatment="redact", params={}),))
    assert "".join(JsonRewriter(GUARD, "t", gone).rewritten([text])) == '{"user":{"tel":""},"note":"无"}'
    with pytest.raises(UsageError, match=r"no column 'user\.tel'"):
        list(JsonRewriter(GUARD, "t", gone).rewritten(["{}"]))
