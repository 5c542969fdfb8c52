"""What the counts of an evaluation promise, whatever is labelled and found."""

from __future__ import annotations

from hypothesis import given, strategies as st

from piiguard.evaluation.counting import Scores
from piiguard.evaluation.labelled import Labelled, Span
from piiguard.evaluation.mistakes import Mistakes

TYPES = ("CN_MOBILE", "IMEI", "PERSON")
LENGTH = 40
spans = st.lists(
    st.builds(
        lambda start, length, name: Span(start, min(start + length, LENGTH), name),
        st.integers(0, LENGTH - 1), st.integers(1, 12), st.sampled_from(TYPES),
    ),
    unique=True, max_size=8,
)  # fmt: skip
texts = st.lists(st.tuples(spans, spans), max_size=6)


def scored(pairs: list[tuple[list[Span], list[Span]]]) -> Scores:
    scores = Scores()
    for gold, found in pairs:
        scores.add(gold, found)
    return scores


@given(st.lists(spans, max_size=6))
def test_what_is_found_as_labelled_is_perfect(golds: list[list[Span]]) -> None:
    scores = scored([(gold, gold) for gold in golds])
    for counts in [*scores.types.values(), *([scores.total] if any(golds) else [])]:
        assert (counts.precision, counts.recall, counts.f1, counts.leak) == (1, 1, 1, 0)
        assert (counts.overlap_precision, counts.overlap_recall) == (1, 1)


@given(st.lists(spans, min_size=1, max_size=6).filter(any))
def test_without_findings_nothing_is_recalled_and_all_leaks(golds: list[list[Span]]) -> None:
    total = scored([(gold, []) for gold in golds]).total
    assert (total.precision, total.recall, total.f1, total.overlap_recall, total.leak) == (None, 0, 0, 0, 1)


@given(texts)
def test_shares_lie_between_0_and_1_and_touching_is_no_less_than_exact(
    pairs: list[tuple[list[Span], list[Span]]],
) -> None:
    scores = scored(pairs)
    for each in [*scores.types.values(), scores.total]:
        assert each.exact <= each.covered <= each.gold
        assert each.exact <= each.touching <= each.found
        assert each.leaked <= each.characters


@given(texts)
def test_spans_add_up_to_the_total_in_any_order_of_the_texts(pairs: list[tuple[list[Span], list[Span]]]) -> None:
    scores = scored(pairs)
    assert scored(pairs[::-1]).types == scores.types
    assert scored(pairs[::-1]).total == scores.total
    for name in ("gold", "found", "exact", "covered", "touching"):
        assert sum(getattr(each, name) for each in scores.types.values()) == getattr(scores.total, name)


@given(texts)
def test_each_miss_and_each_false_finding_is_of_one_kind(pairs: list[tuple[list[Span], list[Span]]]) -> None:
    mistakes = Mistakes(lambda _name, value: "*" * len(value))
    for line, (gold, found) in enumerate(pairs, 1):
        mistakes.add(Labelled("字" * LENGTH, gold, "gold.jsonl", line), found)
    total = scored(pairs).total
    counted = {"missed": 0, "false": 0}
    for kind, count, _ in mistakes.most(1000):
        counted[kind.verdict] += count
    assert counted == {"missed": total.gold - total.exact, "false": total.found - total.exact}
