"""Models of other frameworks, from a folder: real spaCy and ONNX, stand-ins where the framework is not installed."""

from __future__ import annotations

import base64
import json
import os
import sys
import warnings
import zlib
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard, UsageError
from piiguard.integrations import ner
from piiguard.registry import built_in

TEXT = "昨天王小明在北京。\n王小明走了"
_VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "王", "小", "明", "北", "京", "在", "了")
_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
# A graph of one node: each token of the vocabulary has its tag (王 B-PER, 小 and 明 I-PER, 北 B-LOC, 京 I-LOC).
_GRAPH = (
    "eNrj4LD6w8SlxMVakpiUk8rFmZlXUFoSn5lSLMSWk5+eWVKsxOaeWJKRWiTEUpKZV6n1hpGDm4NVgNEJosHrDiMDwwEHBgxAiRip4uSYQZw5UbLI"
    "ISLAxcfBLsTFxSzEmAQiSqKUuPgSS0pS80oy8/PicxOLszHVJMlxQUNSSIRLiINRiA8hx8XEwerEwsUgIAgAxfsxJA=="
)
_ALL = ("PERSON", "LOCATION")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")  # so that what is set is taken back


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("zh")
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns([{"label": "PERSON", "pattern": "王小明"}, {"label": "GPE", "pattern": "北京"}])
    folder = tmp_path_factory.mktemp("models") / "zh_rules"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("onnxruntime")
    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(zlib.decompress(base64.b64decode(_GRAPH)))
    config = {"id2label": dict(enumerate(_TAGS)), "max_position_embeddings": 12}
    (folder / "config.json").write_text(json.dumps(config))
    words = {word: number for number, word in enumerate(_VOCABULARY)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(words, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def spans(recognizer: Any, text: str = TEXT) -> list[tuple[str, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in recognizer.analyze(text, [])]


def test_a_pipeline_of_spacy(pipeline: Path) -> None:
    assert spans(ner.spacy(pipeline)) == [("PERSON", "王小明"), ("PERSON", "王小明")]
    places = ner.spacy(pipeline, entities=["LOCATION"])
    assert spans(places) == [("LOCATION", "北京")]
    assert {each.score for each in ner.spacy(pipeline, score=0.6).analyze(TEXT, ["PERSON"])} == {0.6}


def test_in_a_guard_it_joins_what_we_find(pipeline: Path) -> None:
    guard = Guard(recognizers=[*built_in(), ner.spacy(pipeline)], policy="tag", names="off")
    assert guard.redact("昨天王小明，手机13812345678") == "昨天<PERSON>，手机<CN_MOBILE>"
    assert [each.recognizer for each in guard.scan("昨天王小明")] == ["presidio.spacy.zh_rules.PERSON"]


def test_labels_can_be_told(pipeline: Path) -> None:
    assert spans(ner.spacy(pipeline, ["CITY"], {"GPE": "CITY"})) == [("CITY", "北京")]
    with pytest.raises(UsageError, match="no label stands for ORGANIZATION; the model has gpe, person: say which"):
        ner.spacy(pipeline, entities=["ORGANIZATION"])


def test_an_export_to_onnx(export: Path) -> None:
    recognizer = ner.onnx(export, _ALL)
    assert spans(recognizer) == [("PERSON", "王小明"), ("LOCATION", "北京"), ("PERSON", "王小明")]
    assert spans(ner.onnx(export)) == [("PERSON", "王小明"), ("PERSON", "王小明")]
    assert all(0.9 < each.score <= 1 for each in recognizer.analyze(TEXT, []))
    assert spans(recognizer, "王小明王小明北京") == [("PERSON", "王小明")] * 2 + [("LOCATION", "北京")]


@given(st.lists(st.sampled_from(("王小明", "北京", "在", "了", "，", "。", "\n", " ", "𠮷", "Ab")), max_size=80))
@settings(max_examples=40, deadline=None)
def test_what_is_longer_than_the_model_reads_is_read_in_parts(export: Path, parts: list[str]) -> None:
    text = "".join(parts)
    found = ner.onnx(export, _ALL).analyze(text, [])
    read = {at for each in found for at in range(each.start, each.end)}
    assert read == {at for at, character in enumerate(text) if character in "王小明北京"}


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_an_export_without_all_its_files_is_refused(export: Path, tmp_path: Path, name: str) -> None:
    for each in export.iterdir():
        if each.name != name:
            (tmp_path / each.name).write_bytes(each.read_bytes())
    with pytest.raises(UsageError, match=f"{name}: no such file"):
        ner.onnx(tmp_path)


@pytest.mark.parametrize("load", [ner.spacy, ner.transformers, ner.gliner, ner.hanlp, ner.onnx])
def test_the_name_of_a_model_elsewhere_is_refused(load: Any) -> None:
    with pytest.raises(UsageError, match="someone/model: not a folder on this machine, and nothing is downloaded"):
        load("someone/model")


@pytest.mark.parametrize(
    ("load", "missing", "packages"),
    [
        (ner.spacy, "spacy", "spacy"),
        (ner.transformers, "transformers", "transformers torch"),
        (ner.gliner, "gliner", "gliner"),
        (ner.hanlp, "hanlp", "hanlp"),
        (ner.onnx, "onnxruntime", "onnxruntime"),
    ],
    ids=["spacy", "transformers", "gliner", "hanlp", "onnx"],
)
def test_a_missing_library_is_named(
    load: Any, missing: str, packages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match=f"{missing} is not installed: pip install {packages}$"):
        load(tmp_path)
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


def test_gliner_is_asked_for_its_words_and_stays_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def from_pretrained(folder: str, **options: Any) -> Any:
        asked.append((folder, options))

        def predict(text: str, labels: list[str], threshold: float) -> list[dict[str, Any]]:
            asked.append((labels, threshold))
            start = text.find("王小明")
            found = {"start": start, "end": start + 3, "text": "", "label": "person", "score": 0.91}
            return [found] if start >= 0 else []

        return SimpleNamespace(predict_entities=predict)

    stand_in = SimpleNamespace(GLiNER=SimpleNamespace(from_pretrained=from_pretrained))
    monkeypatch.setitem(sys.modules, "gliner", stand_in)
    recognizer = ner.gliner(tmp_path, threshold=0.4, onnx_file="model.onnx")
    assert spans(recognizer) == [("PERSON", "王小明"), ("PERSON", "王小明")]
    options = {"local_files_only": True, "load_onnx_model": True, "onnx_model_file": "model.onnx"}
    assert asked[:2] == [(str(tmp_path.resolve()), options), (["person"], 0.4)]


def test_hanlp_reads_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(characters: list[str]) -> list[tuple[str, str, int, int]]:
        at = "".join(characters).find("王小明")
        return [("王小明", "NR", at, at + 3), ("北京", "NS", 0, 1)] if at >= 0 else []

    fetching = SimpleNamespace(download=lambda url: url)
    monkeypatch.setitem(sys.modules, "hanlp", SimpleNamespace(load=lambda _folder: read))
    monkeypatch.setitem(sys.modules, "hanlp.utils.io_util", fetching)
    assert spans(ner.hanlp(tmp_path)) == [("PERSON", "王小明"), ("PERSON", "王小明")]
    with pytest.raises(UsageError, match=r"asks for electra\.zip, and nothing is downloaded"):
        fetching.download("electra.zip")


@pytest.mark.skipif(find_spec("torch") is None or find_spec("transformers") is None, reason="needs transformers")
def test_a_token_classifier_of_transformers(tmp_path: Path) -> None:
    import torch
    import transformers

    (tmp_path / "vocab.txt").write_text("\n".join(_VOCABULARY), encoding="utf-8")
    transformers.BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    labels = dict(enumerate(_TAGS))
    config = transformers.BertConfig(
        vocab_size=len(_VOCABULARY), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=16, id2label=labels, label2id={label: number for number, label in labels.items()},
    )  # fmt: skip
    torch.manual_seed(1)
    transformers.BertForTokenClassification(config).save_pretrained(tmp_path)
    recognizer = ner.transformers(tmp_path, _ALL)
    text = "王小明在北京了" * 40
    found = recognizer.analyze(text, [])
    assert all(0 <= each.start < each.end <= len(text) and 0 <= each.score <= 1 for each in found)
    assert {each.entity_type for each in found} <= set(_ALL)
    assert found == recognizer.analyze(text, [])
