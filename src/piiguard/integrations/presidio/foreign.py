"""Any Presidio `EntityRecognizer` in a piiguard guard: its results are checked, and it has a time budget."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, Final

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, NoOpNlpEngine

from piiguard.errors import BudgetError, RecognizerError
from piiguard.finding import Finding
from piiguard.integrations.presidio.conversion import from_presidio
from piiguard.recognizer import Mask, Recognizer, Score

BUDGET_SECONDS: Final = 60.0


class PresidioRecognizer:
    """Runs an `EntityRecognizer` over whole texts.

    Args:
        recognizer: the recognizer; spaCy, transformers, GLiNER, a remote one, or your own.
        nlp_engine: gives it the tokens it may need; by default it gets none.
        budget: seconds that one text may take; a `BudgetError` says that it took longer, and nothing is returned.
        legal: the legal class of what it finds.

    Raises `RecognizerError` if it fails, or returns anything but results inside the text.
    """

    def __init__(
        self,
        recognizer: EntityRecognizer,
        nlp_engine: NlpEngine | None = None,
        budget: float = BUDGET_SECONDS,
        legal: str = "basic",
    ) -> None:
        self.recognizer = recognizer
        self.name = f"presidio.{recognizer.name}"
        self._language = recognizer.supported_language
        self._engine = nlp_engine or _no_tokens(self._language)
        self._budget = budget
        self.kinds = tuple(self._kind(each, legal) for each in recognizer.supported_entities)
        if not recognizer.is_loaded:
            recognizer.load()
            recognizer.is_loaded = True

    def _kind(self, entity_type: str, legal: str) -> Recognizer:
        """Return how piiguard describes one of its kinds: nothing is known of it but its name."""
        return Recognizer(
            entity_type=entity_type,
            name_zh=entity_type,
            name_en=entity_type,
            candidates=(),
            score=Score(0.0, 0.0),
            legal=legal,
            source=f"Presidio recognizer {self.recognizer.name}",
            examples=(),
            counter_examples=(),
            max_length=1,
            mask=Mask(0, 0),
            name=f"{self.name}.{entity_type}",
        )

    def scan(self, text: str) -> list[Finding]:
        """Return its results as findings."""
        if not text:
            return []
        outcome: list[Any] = []
        thread = threading.Thread(target=self._run, args=(text, outcome), daemon=True)
        thread.start()
        thread.join(self._budget)
        if thread.is_alive():
            raise BudgetError(f"recognizer {self.name}: did not finish in {self._budget:g} s")
        done, value = outcome
        if not done:
            raise RecognizerError(f"recognizer {self.name} failed: {value}")
        return [self._checked(each, len(text)) for each in value]

    def _run(self, text: str, outcome: list[Any]) -> None:
        try:
            artifacts: NlpArtifacts = self._engine.process_text(text, self._language)
            entities = list(self.recognizer.supported_entities)
            results = list(self.recognizer.analyze(text=text, entities=entities, nlp_artifacts=artifacts) or ())
        except Exception as error:
            # Its message could hold the text.
            outcome += (False, type(error).__name__)
        else:
            outcome += (True, results)

    def _checked(self, result: object, size: int) -> Finding:
        if not isinstance(result, RecognizerResult):
            raise RecognizerError(
                f"recognizer {self.name}: returned a {type(result).__name__}, not a RecognizerResult"
            )
        start, end, score = result.start, result.end, result.score
        whole = isinstance(start, int) and isinstance(end, int) and not isinstance(start, bool)
        if not whole or not 0 <= start < end <= size:
            raise RecognizerError(f"recognizer {self.name}: returned a span that is not in the text")
        if not isinstance(score, (int, float)) or not 0 <= score <= 1:
            raise RecognizerError(f"recognizer {self.name}: returned a score that is not between 0 and 1")
        if result.entity_type not in self.recognizer.supported_entities:
            raise RecognizerError(f"recognizer {self.name}: returned a type that it does not declare")
        return from_presidio(result)._replace(recognizer=f"{self.name}.{result.entity_type}")


def adapted(given: Sequence[object]) -> tuple[PresidioRecognizer, ...]:
    """Return what runs each of `given`, `EntityRecognizer`s or adapters made before."""
    from piiguard.errors import UsageError

    found = []
    for each in given:
        if isinstance(each, EntityRecognizer):
            found.append(PresidioRecognizer(each))
        elif isinstance(each, PresidioRecognizer):
            found.append(each)
        else:
            raise UsageError(f"recognizers: a {type(each).__name__} is neither piiguard's nor Presidio's")
    return tuple(found)


def _no_tokens(language: str) -> NlpEngine:
    engine = NoOpNlpEngine([{"lang_code": language, "model_name": "no_op"}])
    engine.load()
    return engine
