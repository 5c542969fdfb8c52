"""Presidio, both ways: piiguard as Presidio's recognizers and operators, Presidio's recognizers in piiguard.

Importing this imports presidio-analyzer, which takes over a second; nothing else in piiguard does.
"""

from piiguard.errors import MissingExtraError

try:
    import presidio_analyzer
    import presidio_anonymizer
except ImportError:
    raise MissingExtraError("piiguard.integrations.presidio", "presidio") from None

from piiguard.integrations.presidio.conflicts import resolve_conflicts as resolve_conflicts
from piiguard.integrations.presidio.conversion import from_presidio as from_presidio, to_presidio as to_presidio
from piiguard.integrations.presidio.engines import (
    CharacterWindow as CharacterWindow,
    PiiguardAnalyzerEngine as PiiguardAnalyzerEngine,
    PiiguardAnonymizerEngine as PiiguardAnonymizerEngine,
    analyzer as analyzer,
    anonymizer as anonymizer,
    deanonymizer as deanonymizer,
    no_model as no_model,
    registry_of as registry_of,
)
from piiguard.integrations.presidio.foreign import PresidioRecognizer as PresidioRecognizer
from piiguard.integrations.presidio.generic import FLAGS as FLAGS
from piiguard.integrations.presidio.operators import OPERATORS as OPERATORS, PiiguardRestore as PiiguardRestore
from piiguard.integrations.presidio.recognizers import (
    KINDS as KINDS,
    PiiguardRecognizer as PiiguardRecognizer,
    recognizer_for as recognizer_for,
)

del presidio_analyzer, presidio_anonymizer
