"""The generated corpora are the same for the same seed, and the truth about them holds."""

from __future__ import annotations

import re

import pytest
from benchmarks import corpus
from benchmarks.decoys import DECOYS
from benchmarks.kinds import KINDS, VALIDATED
from benchmarks.labelled import cases
from benchmarks.writing import plain


@pytest.mark.parametrize("make", [corpus.text, corpus.calls], ids=["text", "calls"])
def test_a_corpus_is_the_same_for_the_same_seed_and_has_the_size(make):
    assert make(30_000, 7) == make(30_000, 7)
    assert make(30_000, 7) != make(30_000, 8)
    assert 30_000 <= len(make(30_000, 7).encode()) < 31_000


def test_text_lines_have_about_the_length_of_a_log():
    lines = corpus.text(400_000).splitlines()
    assert 160 < sum(len(line.encode()) for line in lines) / len(lines) < 200


def test_calls_have_the_columns_of_their_header():
    header, *rows = corpus.calls(20_000).splitlines()
    assert {row.count(",") for row in rows} == {header.count(",")}


def test_labelled_spans_lie_in_their_text_and_never_overlap():
    for text, spans in corpus.labelled(2000, seed=3):
        at = 0
        for start, end, _ in spans:
            assert at <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
            at = end


def test_labelled_texts_hold_every_kind_and_every_decoy():
    drawn = list(cases(6000, seed=5))
    assert {span.entity_type for case in drawn for span in case.spans} == {kind.entity_type for kind in KINDS}
    assert {decoy.__name__ for decoy in DECOYS} <= {shape for case in drawn for _, _, shape in case.pieces}


def test_labelled_texts_hold_the_validated_kinds_in_every_way():
    ways = {way.__name__ for kind in KINDS if kind.entity_type in VALIDATED for way in kind.ways}
    shapes = {span.shape.split(" in ")[0] for case in cases(9000, seed=2) for span in case.spans}
    assert ways <= shapes | {plain.__name__}


def test_no_value_is_glued_to_letters_or_digits_that_could_belong_to_it():
    for case in cases(4000, seed=11):
        for span in case.spans:
            value, before = case.text[span.start : span.end], case.text[: span.start][-1:]
            assert not re.match("(?!QQ)[0-9A-Za-z]", case.text[span.end :])
            assert not re.match("[0-9A-Za-z]", before) or (before.isalpha() and value[0].isdecimal())
