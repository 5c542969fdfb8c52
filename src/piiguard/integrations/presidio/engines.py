"""Ready engines: Chinese for Presidio's analyzer without model or download, all operators for its anonymizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from presidio_anonymizer import AnonymizerEngine, DeanonymizeEngine

from piiguard.guard import Guard
from piiguard.integrations.presidio.conflicts import resolve_conflicts, without_parts
from piiguard.integrations.presidio.generic import FLAGS, generic_recognizers
from piiguard.integrations.presidio.operators import OPERATORS, PiiguardRestore
from piiguard.integrations.presidio.recognizers import PiiguardRecognizer, context_words

_SIMILARITY = 0.35
_LEAST = 0.4


class CharacterWindow(ContextAwareEnhancer):
    """Raises the score of results with a context word near by, in characters on both sides; 10 µs a result.

    Presidio's own looks at words, which Chinese text has none of, before a result alone.
    """

    def __init__(self, before: int = 12, after: int = 6) -> None:
        super().__init__(_SIMILARITY, _LEAST, before, after)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: object,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the results, those with a context word beside them with a higher score."""
        words = {each.id: each.context for each in recognizers if each.context}
        if not words:
            return raw_results
        outside = " ".join(context or ()).lower()
        for each in raw_results:
            known = words.get((each.recognition_metadata or {}).get(RecognizerResult.RECOGNIZER_IDENTIFIER_KEY, ""))
            if known:
                self._raise(text, each, known, outside)
        return raw_results

    def _raise(self, text: str, result: RecognizerResult, words: list[str], outside: str) -> None:
        before = text[max(0, result.start - self.context_prefix_count) : result.start]
        after = text[result.end : result.end + self.context_suffix_count]
        near = f"{outside}\n{before}\n{after}".lower()
        word = next((word for word in words if word.lower() in near), None)
        if word is None:
            return
        result.score = min(
            1.0, max(result.score + self.context_similarity_factor, self.min_score_with_context_similarity)
        )
        if result.analysis_explanation is not None:
            result.analysis_explanation.set_supportive_context_word(word)
            result.analysis_explanation.set_improved_score(result.score)


class PiiguardAnalyzerEngine(AnalyzerEngine):
    """An analyzer that hands context words to piiguard, and drops what is only a part of another kind."""

    def analyze(self, text: str, language: str = "zh", *given: Any, **named: Any) -> list[RecognizerResult]:
        """Return Presidio's results for `text`; parameters are those of `AnalyzerEngine.analyze`."""
        with context_words(named.get("context")):
            alone = None if given or not named.keys() <= _SIMPLE else self._alone(language)
            if alone is None:
                return without_parts(super().analyze(text, language, *given, **named))
            return _results(alone, text, **{"score_threshold": None, "return_decision_process": False, **named})

    def _alone(self, language: str) -> PiiguardRecognizer | None:
        """Return the only recognizer if it is piiguard's: then there is nothing to merge, enhance or sort."""
        if self.log_decision_process:
            return None
        chosen = [each for each in self.registry.recognizers if each.supported_language == language]
        only = chosen[0] if len(chosen) == 1 else None
        plain = type(only) is PiiguardRecognizer and not only.score_thresholds and not self.default_score_threshold
        return only if plain else None


_SIMPLE = {"score_threshold", "return_decision_process", "context"}


def _results(
    recognizer: PiiguardRecognizer,
    text: str,
    score_threshold: float | None,
    return_decision_process: bool | None,
    context: object = None,
) -> list[RecognizerResult]:
    """Return what the engine would give for this recognizer alone, without its work for many."""
    results = recognizer.analyze(text, None)
    least = score_threshold or 0.0
    kept = [each for each in results if each.score >= least]
    if not return_decision_process:
        for each in kept:
            each.analysis_explanation = None
    return kept


def analyzer(
    languages: Sequence[str] = ("zh",),
    guard: Guard | None = None,
    with_presidio: bool = False,
    recognizers: Sequence[EntityRecognizer] = (),
    **named: Any,
) -> PiiguardAnalyzerEngine:
    """Return a ready analyzer without any model, download or network.

    Args:
        languages: what Presidio may be asked for; piiguard reads mixed text under any of them.
        guard: a guard of your own.
        with_presidio: also load those of Presidio's generic recognizers whose kinds piiguard does not have (dates,
            IBAN, URL, UUID, crypto addresses), such that they stop at Han characters.
        recognizers: further recognizers of yours.
        named: further arguments of `AnalyzerEngine`.
    """
    chosen: list[EntityRecognizer] = [PiiguardRecognizer(language, guard=guard) for language in languages]
    if with_presidio:
        chosen += [each for language in languages for each in generic_recognizers(language)]
    registry = registry_of([*chosen, *recognizers], languages)
    named.setdefault("context_aware_enhancer", CharacterWindow())
    return PiiguardAnalyzerEngine(
        registry=registry, nlp_engine=no_model(languages), supported_languages=list(languages), **named
    )


def registry_of(recognizers: Sequence[EntityRecognizer], languages: Sequence[str] = ("zh",)) -> RecognizerRegistry:
    """Return a registry of these recognizers alone, with flags under which Han characters are no part of a word."""
    return RecognizerRegistry(list(recognizers), FLAGS, list(languages))


def no_model(languages: Sequence[str] = ("zh",)) -> NoOpNlpEngine:
    """Return an engine without a model, which downloads nothing."""
    return NoOpNlpEngine([{"lang_code": language, "model_name": "no_op"} for language in languages])


class PiiguardAnonymizerEngine(AnonymizerEngine):
    """Presidio's anonymizer with piiguard's operators; overlaps go to the better evidence where that is chosen."""

    def __init__(self, better_evidence: bool = True) -> None:
        super().__init__()
        self._better_evidence = better_evidence
        for operator in OPERATORS.values():
            self.add_anonymizer(operator)

    def anonymize(
        self,
        text: str,
        analyzer_results: list[RecognizerResult],
        operators: dict[str, Any] | None = None,
        **named: Any,
    ) -> Any:
        """Return Presidio's `EngineResult`; the arguments given are left as they were."""
        results = resolve_conflicts(analyzer_results) if self._better_evidence else analyzer_results
        return super().anonymize(text, results, dict(operators) if operators else None, **named)


def anonymizer(better_evidence: bool = True) -> PiiguardAnonymizerEngine:
    """Return an anonymizer that also knows `piiguard_mask`, `piiguard_hash`, `piiguard_fpe` and the others."""
    return PiiguardAnonymizerEngine(better_evidence)


def deanonymizer() -> DeanonymizeEngine:
    """Return a deanonymizer that also knows `piiguard_restore`."""
    engine = DeanonymizeEngine()
    engine.add_deanonymizer(PiiguardRestore)
    return engine
