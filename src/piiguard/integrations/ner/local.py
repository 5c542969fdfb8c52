"""A Presidio recognizer around a model in a folder: texts are cut to what it can read, its labels named as ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from presidio_analyzer import EntityRecognizer, RecognizerResult

from piiguard.errors import UsageError
from piiguard.integrations.ner.labels import plain
from piiguard.names.pieces import cuts

# Yields label, start, end and score of what a model reads in a sentence.
Read = Callable[[str], Iterable[tuple[str, int, int, float]]]
# Halves overlap by so many characters to each side: a name that the cut runs through is read whole by the left one.
_OVERLAP: Final = 32
_LEAST: Final = 8
_OFFLINE: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")


class LocalNer(EntityRecognizer):
    """Reads sentence by sentence with a model; `fits` says whether it can read as much at once."""

    def __init__(
        self,
        name: str,
        read: Read,
        labels: Mapping[str, str],
        language: str,
        fits: Callable[[str], bool] = lambda _text: True,
    ) -> None:
        self._read = read
        self._labels = labels
        self._fits = fits
        super().__init__(sorted(set(labels.values())), name=name, supported_language=language)

    def load(self) -> None:
        """Do nothing: the model is there from the start."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> list[RecognizerResult]:
        """Return what the model reads in `text` of the types `entities`, all of them when it is empty."""
        results = []
        for first, last in cuts(text):
            if text[first:last].isspace():
                continue
            for label, start, end, score in self._parts(text, first, last):
                kind = self._labels.get(plain(label))
                if kind is not None and (not entities or kind in entities):
                    results.append(RecognizerResult(kind, start, end, score))
        return results

    def _parts(self, text: str, first: int, last: int) -> list[tuple[str, int, int, float]]:
        """Return what is read from `first` to `last`, in halves that overlap where it is too long for the model."""
        size = last - first
        if size <= _LEAST or self._fits(text[first:last]):
            found = self._read(text[first:last])
            return [(label, first + int(start), first + int(end), float(score)) for label, start, end, score in found]
        middle, reach = first + size // 2, min(_OVERLAP, size // 4)
        left = [each for each in self._parts(text, first, middle + reach) if each[1] < middle]
        right = [each for each in self._parts(text, middle - reach, last) if each[1] >= middle]
        return left + right


def folder_of(path: str | os.PathLike[str]) -> Path:
    """Return the folder of a model; raises `UsageError` for anything else, the name of a model in a hub above all.

    From here on the libraries of Hugging Face stay offline in this process.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(f"{path}: not a folder on this machine, and nothing is downloaded")
    for name in _OFFLINE:
        os.environ[name] = "1"
    return folder.resolve()


def library(name: str, packages: str) -> Any:
    """Return the module `name`; raises `UsageError` that says which `packages` to install."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"{name} is not installed: pip install {packages}") from None
