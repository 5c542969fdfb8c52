"""The chunk of a text as the bulk executor sees it: its codes and classes, however it was made or changed."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

np = pytest.importorskip("numpy")

from piiguard.bulk import chunk as chunks  # noqa: E402
from piiguard.bulk.chunk import PAD, Chunk, class_table  # noqa: E402
from piiguard.bulk.demands import demands_of  # noqa: E402

TABLE = class_table([(1, "0123456789"), (2, "王"), (4, "\n")])
texts = st.text("ab王，１\u200b\n7", max_size=20)


@given(texts | st.text())
def test_a_chunk_holds_each_character_and_its_class(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "_CACHED", 4)
        chunk = Chunk(text, TABLE)
    padding = [ord("\n")] * PAD
    expected = np.array([*padding, *(min(ord(char), 0xFFFF) for char in text), *padding], np.uint16)
    assert (chunk.codes == expected).all()
    assert (chunk.kinds[PAD:-PAD] == TABLE[expected[PAD:-PAD]]).all()
    assert not chunk.kinds[:PAD].any()
    assert not chunk.kinds[-PAD:].any()
    assert chunk.is_wide is any(ord(char) > 0xFFFF for char in text)


@given(texts, st.booleans())
def test_a_changed_chunk_is_that_of_the_changed_text(text: str, many: bool) -> None:
    text *= 600 if many else 1
    chunk = Chunk(text, TABLE)
    places, gone = (
        np.array([place for place, char in enumerate(text, PAD) if char == sign], np.int64) for sign in "１\u200b"
    )
    chunk.change(places, np.full(len(places), ord("1"), np.uint16), gone)
    expected = Chunk(text.replace("１", "1").replace("\u200b", ""), TABLE)
    assert chunk.text == expected.text
    assert (chunk.codes == expected.codes).all()
    assert (chunk.kinds == expected.kinds).all()


def test_what_stands_before_is_kept_apart_where_there_are_too_many_ways_to_match() -> None:
    many = "(?:a|b|cd){9}"
    assert len(demands_of(many)) == 1
    demands = demands_of(many, 0, "(?:(?<=x)|(?<=yz))")
    assert [sorted(place for place in each if place < 0) for each in demands] == [[-1], [-2, -1]]
