"""piiguard inside Presidio: its recognizers, the ready engine, the behaviour that Chinese text needs."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from piiguard import Guard
from piiguard.integrations import presidio
from piiguard.registry import built_in
from piiguard.selftest import unmarked

Found = list[tuple[str, str]]


def spans(text: str, results: list[RecognizerResult]) -> Found:
    return sorted((each.entity_type, text[each.start : each.end]) for each in results)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("邮箱zhang.san@qq.com，谢谢", [("EMAIL_ADDRESS", "zhang.san@qq.com")]),
        ("zhang.san@qq.com的邮箱", [("EMAIL_ADDRESS", "zhang.san@qq.com")]),
        ("地址192.168.1.1登录", [("IP_ADDRESS", "192.168.1.1")]),
        ("日期2024-05-01提交", [("DATE_TIME", "2024-05-01")]),
        ("设备00:1A:2B:3C:4D:5E上线", [("MAC_ADDRESS", "00:1A:2B:3C:4D:5E")]),
        ("网址https://www.baidu.com/s?wd=1查看", [("URL", "https://www.baidu.com/s?wd=1")]),
        ("手机13800138000", [("CN_MOBILE", "13800138000")]),
        ("手机号：13812345678", [("CN_MOBILE", "13812345678")]),
        ("手机１３８１２３４５６７８", [("CN_MOBILE", "１３８１２３４５６７８")]),
        ("卡号6222020200112233445", [("BANK_CARD", "6222020200112233445")]),
        ("座机010-65529988", [("CN_LANDLINE", "010-65529988")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_chinese_text_is_read_as_it_should_be(full_engine: Any, text: str, wanted: Found) -> None:
    assert spans(text, full_engine.analyze(text, "zh")) == wanted


def test_deny_lists_work_beside_han_characters() -> None:
    names = PatternRecognizer("VIP", deny_list=["张三"], supported_language="zh", global_regex_flags=presidio.FLAGS)
    engine = presidio.analyzer(recognizers=[names])
    assert ("VIP", "张三") in spans("客户张三来电", engine.analyze("客户张三来电", "zh"))


EXAMPLES = [
    (each.name, example) for each in built_in() if each.personal and not each.on_request for example in each.examples
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name} {k}" for k, (name, _) in enumerate(EXAMPLES)])
def test_every_example_is_found_through_presidio(engine: Any, name: str, example: str) -> None:
    text, wanted = unmarked(example)
    kind = next(each.entity_type for each in built_in() if each.name == name)
    found = {(each.start, each.end) for each in engine.analyze(text, "zh") if each.entity_type == kind}
    assert set(wanted) <= found


COUNTER = [(each.entity_type, text) for each in built_in() if each.personal for text in each.counter_examples]


def test_no_counter_example_is_found_through_presidio(engine: Any) -> None:
    by_type = {each.entity_type: 0 for each in built_in()}
    guard = Guard()
    for kind, text in COUNTER:
        through = spans(text, [each for each in engine.analyze(text, "en") if each.entity_type == kind])
        alone = sorted(
            (each.entity_type, text[each.start : each.end]) for each in guard.scan(text) if each.entity_type == kind
        )
        by_type[kind] += through != alone
    assert not any(by_type.values())


@pytest.mark.parametrize("kind", sorted(presidio.KINDS))
def test_each_kind_is_a_recognizer_of_its_own(kind: str) -> None:
    recognizer = presidio.recognizer_for(kind)
    assert recognizer.supported_entities == [kind]
    prefix = kind.partition("_")[0]
    assert (prefix.lower() if prefix in ("CN", "HK", "MO", "TW") else None) == recognizer.COUNTRY_CODE
    example = next(example for each in built_in() if each.entity_type == kind for example in each.examples)
    text, wanted = unmarked(example)
    results = recognizer.analyze(text, [kind], None)
    assert {each.entity_type for each in results} == {kind}
    assert all(0 <= each.score <= 1 for each in results)
    assert set(wanted) <= {(each.start, each.end) for each in results}
    assert recognizer.analyze(text, ["OTHER"], None) == []


def test_kinds_can_be_named_in_presidios_yaml(tmp_path: Any) -> None:
    from presidio_analyzer import AnalyzerEngineProvider

    config = {
        "supported_languages": ["zh"],
        "nlp_configuration": {"nlp_engine_name": "no_op", "models": [{"lang_code": "zh", "model_name": "no_op"}]},
        "recognizer_registry": {
            "supported_languages": ["zh"],
            "recognizers": [
                {"name": "PiiguardCnMobileRecognizer", "type": "predefined", "supported_languages": ["zh"]},
                {"name": "PiiguardCnResidentIdRecognizer", "type": "predefined", "supported_languages": ["zh"]},
            ],
        },
    }
    path = tmp_path / "analyzer.yaml"
    path.write_text(yaml.safe_dump(config), "utf-8")
    engine = AnalyzerEngineProvider(analyzer_engine_conf_file=str(path)).create_engine()
    text = "手机13812345678，邮箱zhang@example.com"
    assert spans(text, engine.analyze(text, "zh")) == [("CN_MOBILE", "13812345678")]


def test_one_line_adds_it_to_an_engine_of_ones_own() -> None:
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.add_recognizer(presidio.PiiguardRecognizer())
    nlp = NoOpNlpEngine([{"lang_code": "zh", "model_name": "no_op"}])
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["zh"])
    text = "身份证11010519491231002X"
    assert spans(text, engine.analyze(text, "zh")) == [("CN_RESIDENT_ID", "11010519491231002X")]


def test_the_explanation_names_recognizer_check_and_cue(engine: Any) -> None:
    (result,) = engine.analyze("手机13812345678", "zh", return_decision_process=True)
    explanation = result.analysis_explanation
    assert (explanation.recognizer, explanation.validation_result) == ("telecom.mobile", True)
    assert explanation.textual_explanation == "checks passed, label beside"
    assert "13812345678" not in str(explanation)
    assert engine.analyze("手机13812345678", "zh")[0].analysis_explanation is None


def test_parameters_of_analyze_keep_their_meaning(engine: Any) -> None:
    text = "手机13812345678，卡号6222020200112233445"
    assert spans(text, engine.analyze(text, "zh", entities=["BANK_CARD"])) == [("BANK_CARD", "6222020200112233445")]
    assert spans(text, engine.analyze(text, "zh", score_threshold=0.9)) == [("CN_MOBILE", "13812345678")]
    assert spans(text, engine.analyze(text, "zh", allow_list=["13812345678"])) == [
        ("BANK_CARD", "6222020200112233445")
    ]
    ad_hoc = PatternRecognizer("WORD", patterns=[Pattern("w", "卡号", 0.7)], supported_language="zh")
    assert ("WORD", "卡号") in spans(text, engine.analyze(text, "zh", ad_hoc_recognizers=[ad_hoc]))
    with pytest.raises(ValueError, match="No matching recognizers"):
        engine.analyze(text, "zh", entities=["NOT_A_KIND"])


def test_context_from_outside_is_a_label(engine: Any) -> None:
    assert engine.analyze("774512368", "zh") == []
    assert spans("774512368", engine.analyze("774512368", "zh", context=["QQ"])) == [("QQ", "774512368")]


def test_a_dictionarys_keys_are_labels(engine: Any) -> None:
    batch = BatchAnalyzerEngine(engine)
    found = {
        each.key: each.recognizer_results
        for each in batch.analyze_dict({"qq": "774512368", "手机": ["13812345678", "无"]}, "zh")
    }
    assert [each.entity_type for each in found["qq"]] == ["QQ"]
    assert [[each.entity_type for each in one] for one in found["手机"]] == [["CN_MOBILE"], []]


def test_words_beside_raise_the_score_of_other_recognizers() -> None:
    weak = PatternRecognizer(
        "TICKET", patterns=[Pattern("t", "[0-9]{5}", 0.2)], supported_language="zh", context=["票"]
    )
    engine = presidio.analyzer(recognizers=[weak])
    scores = {text: engine.analyze(text, "zh")[0].score for text in ("票12345", "12345是票", "共12345")}
    assert scores == {"票12345": 0.55, "12345是票": 0.55, "共12345": 0.2}


def test_mixed_text_is_read_in_either_language(engine: Any) -> None:
    text = "Call 张先生 at 13812345678 or mail zhang@example.com"
    assert spans(text, engine.analyze(text, "en")) == spans(text, engine.analyze(text, "zh"))
    assert ("CN_MOBILE", "13812345678") in spans(text, engine.analyze(text, "en"))


def test_many_hits_in_one_text(engine: Any) -> None:
    text = "手机13812345678，" * 20_000
    assert len(engine.analyze(text, "zh")) == 20_000


def test_the_smaller_span_with_better_evidence_wins() -> None:
    outer, inner = RecognizerResult("A", 0, 20, 0.1), RecognizerResult("B", 5, 16, 0.9)
    assert presidio.resolve_conflicts([outer, inner]) == [inner]
    assert presidio.resolve_conflicts([inner, RecognizerResult("C", 16, 20, 0.2)])[1].entity_type == "C"
