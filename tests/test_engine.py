"""How labels, scores and overlaps decide, seen through the real engine, and by made-up recognizers alone."""

from __future__ import annotations

import pickle

import pytest

from piiguard.engine import Engine
from piiguard.errors import RecognizerError
from piiguard.overlap import Raw, resolve
from piiguard.recognizer import Digits, Doubt, InvalidChecksum, Recognizer, Score
from piiguard.registry import built_in

MOBILE = "13800001234"
RESIDENT = "110105199003070151"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(built_in())


def kinds(engine: Engine, text: str) -> list[tuple[str, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in engine.scan(text)]


def made(name: str, validate: object = None, **fields: object) -> Recognizer:
    base = Recognizer(
        entity_type=name.upper(), name_zh=name, name_en=name, candidates=(Digits((6,)),), score=Score(0.6, 0.9),
        legal="basic", source="made up", examples=(), counter_examples=(), max_length=6, cues=(f"{name}_no",),
        name=name, validate=validate,  # type: ignore[arg-type]
    )  # fmt: skip
    return base._replace(**fields)  # type: ignore[arg-type]


class TestContext:
    def test_a_label_directly_before_the_value_counts(self, engine: Engine) -> None:
        assert kinds(engine, "QQ：12345678") == [("QQ", "12345678")]

    @pytest.mark.parametrize("border", list("\n\r\t，,；;。|"), ids=ascii)
    def test_a_label_does_not_count_across_a_line_field_or_sentence(self, engine: Engine, border: str) -> None:
        assert kinds(engine, f"QQ{border}订购数量12345678") == []

    def test_the_nearest_label_decides(self, engine: Engine) -> None:
        assert kinds(engine, f"手机 订单号：{MOBILE}") == []
        assert kinds(engine, f"订单号 手机：{MOBILE}") == [("CN_MOBILE", MOBILE)]

    @pytest.mark.parametrize("label", ["订单号：", "order_id=", "流水号", "trace_id: ", '"orderNo": "'])
    def test_a_decoy_label_keeps_a_look_alike_back(self, engine: Engine, label: str) -> None:
        assert kinds(engine, f"{label}{MOBILE}") == []

    @pytest.mark.parametrize("key", ["id_card", "idCard", "ID-CARD", "idcard"])
    def test_keys_are_read_in_any_case(self, engine: Engine, key: str) -> None:
        traces = engine.explain(f'{{"{key}": "{valid_resident()}"}}')
        assert "label beside" in next(each.reason for each in traces if each.verdict == "found")


def valid_resident() -> str:
    from piiguard.checks import mod_11_2

    return RESIDENT[:17] + mod_11_2(RESIDENT[:17])


class TestOverlaps:
    def test_a_composite_is_reported_and_not_its_part(self, engine: Engine) -> None:
        text = f"学籍号G{valid_resident()}"
        assert kinds(engine, text) == [("CN_STUDENT_REG_NO", f"G{valid_resident()}")]

    def test_a_part_is_reported_where_there_is_no_whole(self, engine: Engine) -> None:
        assert kinds(engine, f"号{valid_resident()}") == [("CN_RESIDENT_ID", valid_resident())]

    def test_of_two_the_better_evidence_wins(self) -> None:
        weak, strong = made("weak"), made("strong", strength=3)
        raws = [Raw(0, 6, 0.99, 1, weak, ""), Raw(2, 8, 0.6, 3, strong, "")]
        assert [each.recognizer.name for each in resolve(raws)] == ["strong"]

    def test_score_then_length_decide_between_equal_evidence(self) -> None:
        one, two = made("one"), made("two")
        assert [
            each.recognizer.name for each in resolve([Raw(0, 6, 0.6, 1, one, ""), Raw(0, 6, 0.7, 1, two, "")])
        ] == ["two"]
        assert resolve([Raw(0, 6, 0.6, 1, one, ""), Raw(0, 8, 0.6, 1, two, "")])[0].end == 8

    def test_neighbours_are_both_kept_in_order(self) -> None:
        one, two = made("one"), made("two")
        assert [each.start for each in resolve([Raw(6, 9, 0.6, 1, two, ""), Raw(0, 6, 0.6, 1, one, "")])] == [0, 6]

    def test_a_composite_covers_only_what_it_names(self) -> None:
        part, whole = made("part", strength=3), made("whole", contains=("PART",))
        inside = [Raw(0, 9, 0.6, 1, whole, ""), Raw(3, 9, 0.9, 3, part, "")]
        assert [each.recognizer.name for each in resolve(inside)] == ["whole"]
        other = [Raw(0, 9, 0.6, 1, whole._replace(contains=("X",)), ""), Raw(3, 9, 0.9, 3, part, "")]
        assert [each.recognizer.name for each in resolve(other)] == ["part"]

    def test_a_service_number_is_recognised_and_left_alone(self, engine: Engine) -> None:
        (trace,) = [each for each in engine.explain("客服400-810-8888") if each.verdict == "left alone"]
        assert trace.entity_type == "SERVICE_NUMBER"
        assert kinds(engine, "客服400-810-8888") == []


class TestVerdicts:
    @pytest.mark.parametrize(
        ("validate", "score", "verdict"),
        [
            (lambda value: value, Score(0.6, 0.9), ("found", "checks passed")),
            (lambda value: Doubt(value, "in part"), Score(0.9, 0.9, 0.5, 0.7), ("found", "in part")),
            (lambda value: Doubt(value, "in part"), Score(0.9, 0.9, 0.2, 0.3), ("below threshold", "in part")),
        ],
        ids=["passed", "in part", "weak"],
    )
    def test_explain_says_what_came_of_a_candidate(
        self, validate: object, score: Score, verdict: tuple[str, str]
    ) -> None:
        (trace,) = Engine([made("one", validate, score=score)]).explain("值 123456。")
        assert (trace.verdict, trace.reason) == verdict

    def test_a_failed_check_is_rejected_with_its_reason(self) -> None:
        def fails(value: str) -> str:
            raise InvalidChecksum

        engine = Engine([made("one", fails)])
        (trace,) = engine.explain("值 123456。")
        assert (trace.verdict, trace.reason) == ("rejected", InvalidChecksum.reason)
        assert engine.scan("值 123456。") == []

    def test_a_failed_check_beside_its_label_can_be_reported(self) -> None:
        def fails(value: str) -> str:
            raise InvalidChecksum

        engine = Engine([made("one", fails, score=Score(0.6, 0.9, invalid_with_cue=0.55))])
        assert [each.score for each in engine.scan("one_no: 123456")] == [0.55]
        assert engine.scan("值 123456。") == []

    def test_the_loser_of_an_overlap_is_shown(self) -> None:
        traces = Engine([made("one", strength=3), made("two")]).explain("值 123456。")
        assert {(each.recognizer, each.verdict) for each in traces} == {
            ("one", "found"), ("two", "beaten by better evidence")
        }  # fmt: skip

    def test_not_this_kind_leaves_no_trace(self) -> None:
        assert Engine([made("one", lambda value: None)]).explain("值 123456。") == []

    @pytest.mark.parametrize(("threshold", "count"), [(0.6, 1), (0.61, 0)])
    def test_the_threshold_is_the_least_score_reported(self, threshold: float, count: int) -> None:
        assert len(Engine([made("one")], threshold).scan("值 123456。")) == count

    def test_what_explain_calls_found_is_what_scan_finds(self, engine: Engine) -> None:
        text = f"手机{MOBILE}，客服95588，订单号{MOBILE}，身份证{valid_resident()}"
        found = [each[:5] for each in engine.explain(text) if each.verdict == "found"]
        assert found == [each[:5] for each in engine.scan(text)]
        assert len(found) == 2


def test_a_crash_in_a_check_names_the_recognizer_and_drops_the_cause() -> None:
    def crash(value: str) -> str:
        raise ValueError(value)

    with pytest.raises(RecognizerError, match="recognizer one failed: ValueError") as caught:
        Engine([made("one", crash)]).scan("值 123456。")
    assert caught.value.__cause__ is None
    assert "123456" not in str(caught.value)


def test_a_pickled_engine_finds_the_same(engine: Engine) -> None:
    text = f"手机{MOBILE}，QQ：12345678"
    again = pickle.loads(pickle.dumps(engine))
    assert again.scan(text) == engine.scan(text)
    assert again.margin == engine.margin


@pytest.mark.parametrize(
    "way", [MOBILE, "+86 138-0000-1234", "0086 13800001234", "１３８００００１２３４", "138 0000 1234"]
)
def test_every_way_of_writing_has_one_canonical_form(engine: Engine, way: str) -> None:
    text = f"手机：{way}"
    (found,) = engine.scan(text)
    (recognizer,) = [each for each in engine.recognizers if each.name == found.recognizer]
    assert engine.canonical(recognizer, text[found.start : found.end]) == MOBILE


def test_offsets_are_those_of_the_text_given(engine: Engine) -> None:
    text = "\ufeff手\u200b机：138\u200b0000\u200b1234\u200b。😀身份证" + valid_resident()
    assert kinds(engine, text) == [
        ("CN_MOBILE", "138\u200b0000\u200b1234"), ("CN_RESIDENT_ID", valid_resident())
    ]  # fmt: skip
