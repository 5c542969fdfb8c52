"""Findings as Presidio's results, and back."""

from __future__ import annotations

from presidio_analyzer import AnalysisExplanation, RecognizerResult

from piiguard.finding import Finding

NAME = RecognizerResult.RECOGNIZER_NAME_KEY
IDENTIFIER = RecognizerResult.RECOGNIZER_IDENTIFIER_KEY


def to_presidio(finding: Finding, name: str = "piiguard", identifier: str = "piiguard") -> RecognizerResult:
    """Return the result that Presidio would give for `finding`; its explanation names recognizer, check and cue."""
    explanation = AnalysisExplanation(
        recognizer=finding.recognizer,
        original_score=finding.score,
        validation_result=True if "checks passed" in finding.reason else None,
        textual_explanation=finding.reason,
    )
    metadata = {NAME: name, IDENTIFIER: identifier}
    kind, start, end, score = finding.entity_type, finding.start, finding.end, finding.score
    return RecognizerResult(kind, start, end, score, explanation, metadata)


def from_presidio(result: RecognizerResult, recognizer: str = "presidio") -> Finding:
    """Return the finding that a result of Presidio stands for; `recognizer` is its name where the result has none."""
    name = (result.recognition_metadata or {}).get(NAME) or recognizer
    explanation = result.analysis_explanation
    said = explanation.textual_explanation if explanation is not None else None
    if said is None and explanation is not None and explanation.pattern_name:
        said = f"pattern {explanation.pattern_name}"
    return Finding(
        result.entity_type, result.start, result.end, float(result.score), name, said or "found by Presidio"
    )
