"""Token classifiers exported to ONNX, with onnxruntime and tokenizers alone: 100 MB to install instead of 2 GB."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from piiguard.errors import UsageError
from piiguard.integrations.ner.frameworks import PERSONS
from piiguard.integrations.ner.labels import chosen, plain
from piiguard.integrations.ner.local import LocalNer, folder_of, library


def onnx(
    folder: str | os.PathLike[str],
    entities: Sequence[str] = PERSONS,
    labels: Mapping[str, str] | None = None,
    language: str = "zh",
    file: str = "model.onnx",
) -> LocalNer:
    """Return what recognizes with a token classifier that was exported to ONNX, as by optimum.

    Args:
        folder: holds `file`, `tokenizer.json` and `config.json`.
        entities: what is reported, of PERSON, LOCATION and ORGANIZATION, or of the types that `labels` names.
        labels: what the model's labels stand for, where they are not the usual ones.
        language: the language that Presidio asks for.
        file: the export, for example `model_quantized.onnx`.

    Raises `UsageError` for what is no such folder, and for a library that is not installed.
    """
    where = folder_of(folder)
    classifier = _Classifier(where, file)
    wanted = chosen(labels, entities, classifier.labels)
    return LocalNer(f"onnx.{where.name}", classifier.read, wanted, language, classifier.fits)


class _Classifier:
    """The exported model with its tokenizer."""

    def __init__(self, folder: Path, file: str) -> None:
        runtime = library("onnxruntime", "onnxruntime")
        for each in (file, "tokenizer.json", "config.json"):
            if not (folder / each).is_file():
                raise UsageError(f"{folder / each}: no such file")
        self._tokenizer = library("tokenizers", "tokenizers").Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        config = json.loads((folder / "config.json").read_text("utf-8"))
        by_number = {int(number): label for number, label in config["id2label"].items()}
        self.labels = [by_number[number] for number in range(len(by_number))]
        self._most = config.get("max_position_embeddings", 512) - 2
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._net = runtime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])
        self._inputs = [each.name for each in self._net.get_inputs()]

    def fits(self, text: str) -> bool:
        """Return whether the model has a position for each token of `text`."""
        return bool(len(self._tokenizer.encode(text).ids) <= self._most)

    def read(self, text: str) -> Iterator[tuple[str, int, int, float]]:
        """Yield label, start, end and mean probability of what the model reads in `text`."""
        encoded = self._tokenizer.encode(text)
        given = {
            "input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "token_type_ids": encoded.type_ids,
        }  # fmt: skip
        arrays = {name: np.array([given[name]], np.int64) for name in self._inputs}
        scores: Any = self._net.run(None, arrays)[0][0]
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        best = shares.argmax(1).tolist()
        open_: tuple[str, int, int, list[float]] | None = None
        for number, (start, end), special, share in zip(
            best, encoded.offsets, encoded.special_tokens_mask, shares.max(1).tolist(), strict=True
        ):
            label = self.labels[number]
            kind = "" if special or label == "O" or end == start else plain(label)
            if open_ is not None and kind == open_[0] and label[:2].upper() not in ("B-", "S-", "U-"):
                open_ = (kind, open_[1], end, [*open_[3], share])
                continue
            if open_ is not None:
                yield open_[0], open_[1], open_[2], sum(open_[3]) / len(open_[3])
            open_ = (kind, start, end, [share]) if kind else None
        if open_ is not None:
            yield open_[0], open_[1], open_[2], sum(open_[3]) / len(open_[3])
