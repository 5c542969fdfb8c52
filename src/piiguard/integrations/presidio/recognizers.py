"""piiguard as Presidio recognizers: all kinds in one, or a class for each kind that Presidio's YAML can name."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Final

from presidio_analyzer import LocalRecognizer, RecognizerResult

from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.integrations.presidio.conversion import to_presidio
from piiguard.registry import built_in, entity_types, installed

_context: ContextVar[tuple[str, ...]] = ContextVar("piiguard_presidio_context", default=())
_shared: dict[str, Guard] = {}
_last = threading.local()


def shared_guard() -> Guard:
    """Return the guard with all recognizers that the classes of single kinds share; made when first used."""
    if not _shared:
        # Presidio applies thresholds of its own, so weaker evidence is handed on to it; kinds found on request are
        # there for whoever asks for them by name.
        _shared["guard"] = Guard(threshold=0.5, entities=entity_types((*built_in(), *installed())))
    return _shared["guard"]


@contextmanager
def context_words(words: Sequence[str] | None) -> Iterator[None]:
    """Let recognizers take `words` for what is said beside the text, as a column's header is."""
    token = _context.set(tuple(words or ()))
    try:
        yield
    finally:
        _context.reset(token)


def _scanned(guard: Guard, text: str) -> list[Finding]:
    """Return the findings; the classes of single kinds, asked one after the other, share one scan."""
    context = _context.get()
    known = getattr(_last, "known", None)
    if known is not None and known[0] is guard and known[1] is text and known[2] == context:
        found: list[Finding] = known[3]
        return found
    found = guard.scan(text, context)
    _last.known = (guard, text, context, found)
    return found


class PiiguardRecognizer(LocalRecognizer):
    """All of piiguard in one pass.

    Args:
        supported_language: the language Presidio asks for; piiguard itself reads any text.
        supported_entities: report these types only; all by default.
        guard: a guard of your own (other recognizers, threshold, allowed values).
        name, version, context, country_code, score_thresholds: as in Presidio.
    """

    def __init__(
        self,
        supported_language: str = "zh",
        supported_entities: Sequence[str] | None = None,
        guard: Guard | None = None,
        name: str | None = None,
        version: str = "1",
        context: list[str] | None = None,
        country_code: str | None = None,
        score_thresholds: dict[str, float] | None = None,
    ) -> None:
        self.guard = guard or shared_guard()
        types = sorted({each.entity_type for each in self.guard.recognizers if each.personal and not each.on_request})
        given: dict[str, Any] = {"country_code": country_code} if country_code is not None else {}
        if score_thresholds is not None:
            given["score_thresholds"] = score_thresholds
        super().__init__(
            supported_entities=list(supported_entities or types),
            name=name or type(self).__name__,
            supported_language=supported_language,
            version=version,
            context=context,
            **given,
        )
        self._wanted = frozenset(self.supported_entities)

    def load(self) -> None:
        """Nothing to load: no model."""

    def analyze(
        self, text: str, entities: Sequence[str] | None, nlp_artifacts: object = None
    ) -> list[RecognizerResult]:
        """Return the findings of `text` as results; of `entities` alone where these are given."""
        wanted = self._wanted if not entities else self._wanted.intersection(entities)
        return [
            to_presidio(each, self.name, self.id) for each in _scanned(self.guard, text) if each.entity_type in wanted
        ]

    def enhance_using_context(
        self, text: str, raw_recognizer_results: list[RecognizerResult], *_: object, **__: object
    ) -> list[RecognizerResult]:
        """Return the results as they are: piiguard has looked at what stands around them."""
        return raw_recognizer_results


class KindRecognizer(PiiguardRecognizer):
    """One kind of information; a subclass for each is made from piiguard's own list."""

    ENTITY: ClassVar[str]

    def __init__(
        self,
        supported_language: str = "zh",
        supported_entity: str | None = None,
        name: str | None = None,
        version: str = "1",
        context: list[str] | None = None,
        country_code: str | None = None,
        score_thresholds: dict[str, float] | None = None,
        guard: Guard | None = None,
    ) -> None:
        super().__init__(
            supported_language, [self.ENTITY], guard, name, version, context, country_code, score_thresholds
        )


def _class_name(entity_type: str) -> str:
    return "Piiguard" + "".join(part.capitalize() for part in entity_type.split("_")) + "Recognizer"


def _country(entity_type: str) -> str | None:
    prefix = entity_type.partition("_")[0]
    return prefix.lower() if prefix in ("CN", "HK", "MO", "TW") else None


def _kinds() -> dict[str, type[KindRecognizer]]:
    found: dict[str, type[KindRecognizer]] = {}
    for each in built_in():
        if each.personal and each.entity_type not in found:
            members = {
                "ENTITY": each.entity_type,
                "COUNTRY_CODE": _country(each.entity_type),
                "__doc__": f"{each.name_en} ({each.name_zh}). Source: {each.source}",
                "__module__": __name__,
            }
            found[each.entity_type] = type(_class_name(each.entity_type), (KindRecognizer,), members)
    return found


# Presidio finds classes for `type: predefined` among the subclasses of EntityRecognizer, so importing this is enough.
KINDS: Final[Mapping[str, type[KindRecognizer]]] = _kinds()
globals().update({each.__name__: each for each in KINDS.values()})


def recognizer_for(entity_type: str, language: str = "zh") -> KindRecognizer:
    """Return the Presidio recognizer of one kind; raises `KeyError` for a type that piiguard does not know."""
    return KINDS[entity_type](supported_language=language)
