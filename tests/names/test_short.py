"""Short texts, which are read in a way of their own: the same names, scores and traces."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.agreement import DATA, files
from hypothesis import given, settings, strategies as st

from piiguard.engine import Engine
from piiguard.names import finder
from piiguard.names.finder import shared_model
from piiguard.names.runs import spread
from piiguard.names.short import LONGEST, is_short
from piiguard.names.short_features import ShortFeatures
from piiguard.registry import built_in

_PIECES = (
    "王小明", "小明", "李建国", "欧阳静怡", "诸葛", "约翰·史密斯", "约翰-史密斯", "约翰－史密斯", "陳志強",
    "张某", "说", "表示", "和", "、", "董事长", "先生", "思想", "路", "，", "。", "记者", "姓名：", "收件人：",
    "北京", "13800138000", "有限公司", "高中", "老", "·", " ", "\r", "\u200b", "\ud800", "（", "）", "(", "Anna",
    "abc ", "Ben", "Tom Smith", "J.R", "Python", "user_name", "iPhone", "２", "木" * 130,
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from([*_PIECES, "\n"]) | st.text(max_size=4), max_size=24).map("".join)
# With places and bodies, too, all texts are read as long ones.
_KINDS = [each for each in built_in() if not each.on_request]
_ENGINES = {names: Engine(_KINDS, executor="exact", names=names) for names in ("recall", "strict")}


def is_read_alike(text: str, names: str) -> bool:
    """Return whether a text is read as it is when it is taken for a long one."""
    engine = _ENGINES[names]
    found, traces = engine.scan(text), engine.explain(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "is_short", lambda _text: False)
        return engine.scan(text) == found and engine.explain(text) == traces


def test_short_texts_are_not_read_as_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(finder, "Reader")
    assert _ENGINES["recall"].scan("董事长王小明先生表示，公司今年将扩大生产。")


@given(_TEXTS, st.sampled_from(["recall", "strict"]))
@settings(max_examples=300, deadline=None)
def test_a_short_text_is_read_as_a_long_one(text: str, names: str) -> None:
    assert is_read_alike(text, names)


@pytest.mark.skipif(not DATA.is_dir(), reason="no shared data beside the checkout")
@pytest.mark.parametrize("folder", ["people_daily_199801", "cluener2020", "negative/logs_loghub"])
def test_parts_of_real_texts_are_read_as_long_ones(folder: str) -> None:
    lines = [line for _, text in files(DATA / folder) for line in text.split("\n")]
    some = range(0, len(lines), len(lines) // 200 + 1)
    parts = {number: "\n".join(lines[number : number + number % 3 + 1])[:LONGEST] for number in some}
    assert not [number for number, part in parts.items() if not is_read_alike(part, "recall")]


@given(_TEXTS.map(spread).filter(lambda text: text and is_short(text)))
@settings(max_examples=200, deadline=None)
def test_all_sums_of_a_short_text_are_those_of_the_model(text: str) -> None:
    model = shared_model()
    features, rows = ShortFeatures(model.weights), np.arange(len(text))
    codes, window = features.codes(text), model.window(model.fold(text))
    around = features.around(codes)
    assert features.may_open(around) == model.may_open(window).tobytes()
    sums, expected = features.small_sums(around, rows), model.small_sums(window, rows)
    assert (sums == expected).all()
    features.add_hashed(codes, rows, sums)
    model.add_hashed(window, rows, expected)
    assert (sums == expected).all()


def test_longer_texts_and_rare_characters_are_read_as_long_ones() -> None:
    assert is_short("王" * LONGEST)
    assert not any(map(is_short, ("王" * (LONGEST + 1), "王" * (LONGEST - 1) + "\n", "一\0二", "𠀀")))
