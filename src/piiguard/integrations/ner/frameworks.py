"""Models of spaCy, transformers, GLiNER and HanLP as Presidio recognizers, one function for each framework.

What they have in common:
    folder: where the model lies; nothing is ever downloaded.
    entities: what is reported, of PERSON, LOCATION and ORGANIZATION, or of the types that `labels` names.
    labels: what the model's labels stand for, where they are not the usual ones.
    language: the language that Presidio asks for.

Each raises `UsageError` for what is no folder, a library that is not installed, and labels that do not fit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from piiguard.errors import UsageError
from piiguard.integrations.ner.labels import chosen
from piiguard.integrations.ner.local import LocalNer, folder_of, library

PERSONS: Final = ("PERSON",)
_OF_SPACY: Final = ("ner", "entity_ruler")
_ROOM: Final = 2  # positions that a tokenizer or a model keeps for itself
_Path = str | os.PathLike[str]
_Found = Iterator[tuple[str, int, int, float]]


def spacy(
    folder: _Path,
    entities: Sequence[str] = PERSONS,
    labels: Mapping[str, str] | None = None,
    language: str = "zh",
    score: float = 0.85,
) -> LocalNer:
    """Return what recognizes with a pipeline of spaCy; spaCy gives no scores, so each result has `score`."""
    where = folder_of(folder)
    pipeline = library("spacy", "spacy").load(where)
    finders = [name for name in pipeline.pipe_names if pipeline.get_pipe_meta(name).factory in _OF_SPACY]
    known = [label for name in finders for label in pipeline.pipe_labels[name]]

    def read(text: str) -> _Found:
        for each in pipeline(text).ents:
            yield each.label_, each.start_char, each.end_char, score

    return LocalNer(f"spacy.{where.name}", read, chosen(labels, entities, known or None), language)


def transformers(
    folder: _Path,
    entities: Sequence[str] = PERSONS,
    labels: Mapping[str, str] | None = None,
    language: str = "zh",
    device: int | str = "cpu",
) -> LocalNer:
    """Return what recognizes with a token classifier of transformers, on the `device` that its pipeline is given."""
    where = folder_of(folder)
    hugging = library("transformers", "transformers torch")
    library("torch", "torch")
    tokenizer = hugging.AutoTokenizer.from_pretrained(where, local_files_only=True)
    model = hugging.AutoModelForTokenClassification.from_pretrained(where, local_files_only=True)
    if not tokenizer.is_fast:
        raise UsageError(f"{folder}: its tokenizer tells no offsets; save it with a tokenizer.json")
    pipeline = hugging.pipeline(
        "token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple", device=device
    )
    positions = getattr(model.config, "max_position_embeddings", None) or 512
    most = min(tokenizer.model_max_length, positions - _ROOM)

    def read(text: str) -> _Found:
        for each in pipeline(text):
            yield each["entity_group"], each["start"], each["end"], float(each["score"])

    def fits(text: str) -> bool:
        return bool(len(tokenizer(text, truncation=False, verbose=False)["input_ids"]) <= most)

    known = chosen(labels, entities, model.config.id2label.values())
    return LocalNer(f"transformers.{where.name}", read, known, language, fits)


def gliner(
    folder: _Path,
    entities: Sequence[str] = PERSONS,
    labels: Mapping[str, str] | None = None,
    language: str = "zh",
    threshold: float = 0.5,
    onnx_file: str | None = None,
) -> LocalNer:
    """Return what recognizes with a GLiNER model, asked for the words of `labels` (person, location, organization).

    `onnx_file`: its export in the folder, which runs without torch's kernels. A model whose words end at blanks alone
    takes a run of Han characters for one word: it needs `words_splitter_type` in its configuration.
    """
    where = folder_of(folder)
    wanted = chosen(labels or {"person": "PERSON", "location": "LOCATION", "organization": "ORGANIZATION"}, entities)
    export: dict[str, Any] = {} if onnx_file is None else {"load_onnx_model": True, "onnx_model_file": onnx_file}
    model = library("gliner", "gliner").GLiNER.from_pretrained(str(where), local_files_only=True, **export)

    def read(text: str) -> _Found:
        for each in model.predict_entities(text, list(wanted), threshold=threshold):
            yield each["label"], each["start"], each["end"], float(each["score"])

    return LocalNer(f"gliner.{where.name}", read, wanted, language)


def hanlp(
    folder: _Path,
    entities: Sequence[str] = PERSONS,
    labels: Mapping[str, str] | None = None,
    language: str = "zh",
    score: float = 0.85,
) -> LocalNer:
    """Return what recognizes with a model of HanLP that reads characters (its `ner` models, not the multi-task ones).

    It gives no scores, so each result has `score`.
    """
    where = folder_of(folder)
    framework = library("hanlp", "hanlp")
    # Its models may name more files, which it would fetch.
    library("hanlp.utils.io_util", "hanlp").download = _no_download
    model = framework.load(str(where))

    def read(text: str) -> _Found:
        for _, label, start, end in model(list(text)):
            yield label, start, end, score

    return LocalNer(f"hanlp.{where.name}", read, chosen(labels, entities), language)


def _no_download(url: object, *_rest: object, **_options: object) -> None:
    raise UsageError(f"the model asks for {url}, and nothing is downloaded: put the file where HanLP looks for it")
