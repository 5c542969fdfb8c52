"""The bulk executor finds what the exact one finds, in any text."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.mixtures import SEEDS, Mixtures
from hypothesis import given, strategies as st

from piiguard.engine import Engine
from piiguard.registry import built_in
from piiguard.selftest import unmarked

pytest.importorskip("numpy")

EXACT = Engine(built_in(), executor="exact")
BULK = Engine(built_in(), executor="bulk")
TEXTS = sorted({unmarked(text)[0] for each in built_in() for text in (*each.examples, *each.counter_examples)})
CUES = sorted({cue for each in built_in() for cue in (*each.cues, *each.anti_cues)})
JOINTS = [
    *" \t\n,，：:=|-_./()（）\"'“”　０１一三幺\u200b\u00a0。;；{}[]<>【】是为号码和、的\x00é😀𠀀",
    "\r\n",
    "是我的",
    "86.",
    "+86 ",
    "tel",
]
PIECES = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(CUES),
    st.sampled_from(JOINTS),
    st.text("0123456789", min_size=1, max_size=34),
    st.text("0123456789abcXYZ-_. ", min_size=1, max_size=45),
    st.text(max_size=3),
)


def assert_same(text: str) -> None:
    # Not the findings themselves: they would be shown.
    assert [tuple(each) for each in BULK.scan(text)] == [tuple(each) for each in EXACT.scan(text)]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text(text: str) -> None:
    assert_same(text)


@given(st.integers(0, 10**9))
def test_mixtures_of_everything(seed: int) -> None:
    assert_same("\n".join(Mixtures(seed).texts(20)))


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
@pytest.mark.parametrize("around", ["", "\n", "1", "，"], ids=repr)
def test_what_once_differed(text: str, around: str) -> None:
    assert_same(f"{around}{text}{around}")


@pytest.mark.parametrize("joint", ["", "\n", "，", " ", "\t", "|"], ids=repr)
def test_all_examples_joined(joint: str) -> None:
    assert_same(joint.join(TEXTS))


def test_cut_examples_in_random_order() -> None:
    chance = random.Random(4)
    cut = [text[: chance.randrange(1, len(text) + 1)] for text in TEXTS] + [
        text[chance.randrange(len(text)) :] for text in TEXTS
    ]
    chance.shuffle(cut)
    assert_same("".join(cut))


@pytest.mark.parametrize(
    "text", ["", "\n", "1", "13800001234", "\n13800001234", "手机13800001234\n", "\ud800手机13800001234\udfff"]
)
def test_ends_of_a_text(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize("unit", ["1", "号", "12345 ", "1-", "@", "a.", "：", "一", "　", "1.1.", "张"], ids=str)
def test_one_thing_over_and_over(unit: str) -> None:
    assert_same(unit * 3000)


def texts_of(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield data.decode("utf-8", "replace")[:300_000]


def test_real_texts(shared_data: Path) -> None:
    texts = list(texts_of(shared_data))
    assert texts
    for text in texts:
        assert_same(text)


def test_large_text_is_scanned_in_bulk_and_a_small_one_is_not(child: object) -> None:
    code = (
        "import sys, piiguard; g = piiguard.Guard(names='off'); line = '手机13800001234\\n'; g.scan(line * 500);"
        "small = 'numpy' in sys.modules; found = g.scan(line * 100_000);"
        "print(small, 'numpy' in sys.modules, len(found))"
    )
    done = child("-c", code)  # type: ignore[operator]
    assert done.stdout.split() == [b"False", b"True", b"100000"]
