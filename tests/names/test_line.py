"""Lines that are read by themselves: the same names, scores and traces as in a text."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.agreement import DATA, files
from hypothesis import given, settings, strategies as st

from piiguard.engine import Engine
from piiguard.names import finder
from piiguard.names.finder import shared_model
from piiguard.names.line import LONGEST, is_line
from piiguard.names.line_features import LineFeatures
from piiguard.registry import built_in

_PIECES = (
    "王小明", "小明", "李建国", "欧阳静怡", "诸葛", "约翰·史密斯", "约翰-史密斯", "约翰－史密斯", "陳志強",
    "张某", "说", "表示", "和", "、", "董事长", "先生", "思想", "路", "，", "。", "记者", "姓名：", "收件人：",
    "北京", "13800138000", "有限公司", "高中", "老", "·", " ", "\r", "\u200b", "\ud800", "（", "）", "(", "Anna",
    "abc ", "Ben", "Tom Smith", "J.R", "Python", "user_name", "iPhone", "２", "木" * 130,
)  # fmt: skip
_LINES = st.lists(st.sampled_from(_PIECES) | st.text(st.characters(exclude_characters="\n"), max_size=4), max_size=24)
_ENGINES = {names: Engine(built_in(), executor="exact", names=names) for names in ("recall", "strict")}


def is_read_alike(line: str, names: str) -> bool:
    """Return whether a line is read as it is when it is taken for a text."""
    engine = _ENGINES[names]
    found, traces = engine.scan(line), engine.explain(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "is_line", lambda _text: False)
        return engine.scan(line) == found and engine.explain(line) == traces


@given(_LINES.map("".join), st.sampled_from(["recall", "strict"]))
@settings(max_examples=300, deadline=None)
def test_a_line_is_read_as_a_text_is(line: str, names: str) -> None:
    assert is_read_alike(line, names)


@pytest.mark.skipif(not DATA.is_dir(), reason="no shared data beside the checkout")
@pytest.mark.parametrize("folder", ["people_daily_199801", "cluener2020", "negative/logs_loghub"])
def test_lines_of_real_texts_are_read_as_texts_are(folder: str) -> None:
    lines = [line for _, text in files(DATA / folder) for line in text.split("\n")]
    some = range(0, len(lines), len(lines) // 200 + 1)
    assert not [number for number in some if not is_read_alike(lines[number][:LONGEST], "recall")]


@given(_LINES.map("".join).filter(lambda line: line and is_line(line)))
@settings(max_examples=200, deadline=None)
def test_all_sums_of_a_line_are_those_of_the_model(line: str) -> None:
    model = shared_model()
    features, rows = LineFeatures(model.weights), np.arange(len(line))
    codes, window = features.codes(line), model.window(model.fold(line))
    around = features.around(codes)
    assert features.may_open(around) == model.may_open(window).tobytes()
    sums, expected = features.small_sums(around, rows), model.small_sums(window, rows)
    assert (sums == expected).all()
    features.add_hashed(codes, rows, sums)
    model.add_hashed(window, rows, expected)
    assert (sums == expected).all()


def test_longer_texts_and_rare_characters_are_no_lines() -> None:
    assert is_line("王" * LONGEST)
    assert not any(map(is_line, ("王" * (LONGEST + 1), "一\n二", "一\0二", "𠀀")))
