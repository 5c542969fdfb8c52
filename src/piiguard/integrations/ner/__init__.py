"""Recognizers of spaCy, transformers, GLiNER and HanLP, from a folder on this machine, for Presidio and for a guard.

Each function returns a Presidio `EntityRecognizer`, to be given to `Guard(recognizers=[...])` or to an engine of
Presidio's. Nothing is downloaded: what is no folder is refused, and the libraries are told to stay offline.
"""

from piiguard.errors import MissingExtraError

try:
    import presidio_analyzer
except ImportError:
    raise MissingExtraError("piiguard.integrations.ner", "presidio") from None

from piiguard.integrations.ner.frameworks import (
    gliner as gliner,
    hanlp as hanlp,
    spacy as spacy,
    transformers as transformers,
)
from piiguard.integrations.ner.token_classifier import onnx as onnx

del presidio_analyzer
