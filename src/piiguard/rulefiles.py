"""Reads recognizers from YAML rule files: Presidio's `recognizers:` schema and a few keys of ours.

Source of the schema: https://microsoft.github.io/presidio/analyzer/recognizer_registry_provider/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from piiguard import checks, legal
from piiguard.errors import InvalidChecksum, InvalidDate, ReadError, UsageError
from piiguard.recognizer import Mask, Pattern, Recognizer, Score

# What Presidio adds when a context word is near, and the least score it then gives.
_CONTEXT_BOOST: Final = 0.35
_CONTEXT_LEAST: Final = 0.4
_MAX_LENGTH: Final = 256
# ASCII makes \b and \w work beside Han characters; the other three are Presidio's own flags.
_FLAGS: Final = "(?aims)"
_PRESIDIO_KEYS: Final = frozenset(
    "name type enabled supported_entity supported_entities supported_language supported_languages patterns context "
    "deny_list deny_list_score country_code version".split()
)
_OUR_KEYS: Final = frozenset(
    "name_zh name_en validate mask legal examples counter_examples max_length source anti_context".split()
)
_MASK_KEYS: Final = frozenset(("keep_first", "keep_last", "strict_first", "strict_last"))


def load_rules(path: str | Path) -> tuple[Recognizer, ...]:
    """Return the recognizers of a YAML file, or of all `*.yaml` and `*.yml` files of a directory, in name order.

    Raises `UsageError` naming file and recognizer for anything that is not understood, `ReadError` for a file that
    cannot be read.
    """
    root = Path(path)
    if root.is_dir():
        files = sorted(each for each in root.iterdir() if each.suffix in (".yaml", ".yml"))
        if not files:
            raise UsageError(f"{root}: no *.yaml or *.yml rule file in this directory")
    else:
        files = [root]
    return tuple(each for file in files for each in _load_file(file))


def _load_file(file: Path) -> list[Recognizer]:
    import yaml

    try:
        data = yaml.safe_load(file.read_bytes())
    except OSError as error:
        raise ReadError(str(file), error.strerror or "cannot be read") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise UsageError(f"{file}{where}: not valid YAML") from None
    entries = data.get("recognizers") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise UsageError(f"{file}: expected a list under the key 'recognizers'")
    return [each for index, entry in enumerate(entries) for each in _Entry(file, index, entry).recognizers()]


class _Entry:
    """One item of the `recognizers:` list, with readers that say where something is wrong."""

    def __init__(self, file: Path, index: int, entry: object) -> None:
        self.where = f"{file}: recognizer {index + 1}"
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise UsageError(f"{self.where}: needs at least a 'name'")
        self.data: Mapping[str, object] = entry
        self.name: str = entry["name"]
        self.where = f"{file}: recognizer {self.name!r}"
        for key in entry:
            if key not in _PRESIDIO_KEYS | _OUR_KEYS:
                raise self.error(f"unknown key {key!r}{_suggestion(str(key), _PRESIDIO_KEYS | _OUR_KEYS)}")

    def error(self, why: str) -> UsageError:
        return UsageError(f"{self.where}: {why}")

    def recognizers(self) -> list[Recognizer]:
        """Return one recognizer for each pattern (each has its own score), and one for the deny list."""
        if self.data.get("enabled", True) is False:
            return []
        if self.data.get("type", "custom") != "custom":
            raise self.error("only 'type: custom' can be read here; predefined ones are named on the command line")
        found = [self._recognizer(*self._pattern(each)) for each in self._list("patterns")]
        words = self.strings("deny_list")
        if words:
            score = self._number("deny_list_score", 1.0)
            if score > 1:
                raise self.error("'deny_list_score' must be a number up to 1")
            found.append(self._recognizer(_any_of(words), score))
        if not found:
            raise self.error("needs 'patterns' or a 'deny_list'")
        return found

    def _pattern(self, item: object) -> tuple[str, float]:
        if not isinstance(item, dict) or not isinstance(item.get("regex"), str):
            raise self.error("each pattern needs a 'regex'")
        score = item.get("score", 0.5)
        if not isinstance(score, (int, float)) or not 0 <= score <= 1:
            raise self.error("a pattern's score must be a number from 0 to 1")
        return self._checked_regex(item["regex"]), float(score)

    def _checked_regex(self, source: str) -> str:
        import regex

        whole = f"{_FLAGS}{source}"
        try:
            compiled = regex.compile(whole)
        except regex.error as error:
            where = max(0, (getattr(error, "pos", None) or 0) - len(_FLAGS))
            why = getattr(error, "msg", "unknown")
            raise self.error(f"its regex is wrong at position {where}: {why}") from None
        if compiled.match("") is not None:
            raise self.error("its regex matches the empty text")
        return whole

    def _recognizer(self, pattern: str, score: float) -> Recognizer:
        entity = self.data.get("supported_entity") or next(iter(self.strings("supported_entities")), None)
        if not isinstance(entity, str) or not re.fullmatch("[A-Z][A-Z0-9_]*", entity):
            raise self.error("needs a 'supported_entity' in upper-case letters, digits and underscores")
        return Recognizer(
            entity_type=entity,
            name_zh=self._text("name_zh", self.name),
            name_en=self._text("name_en", self.name),
            candidates=(Pattern(pattern),),
            score=Score(score, max(score, min(1.0, max(_CONTEXT_LEAST, score + _CONTEXT_BOOST)))),
            legal=self._legal(),
            source=self._text("source", "rule file"),
            examples=self.strings("examples"),
            counter_examples=self.strings("counter_examples"),
            max_length=int(self._number("max_length", _MAX_LENGTH)),
            mask=self._mask(),
            cues=self.strings("context"),
            anti_cues=self.strings("anti_context"),
            validate=self._validator(),
            name=self.name,
        )

    def _mask(self) -> Mask:
        value = self.data.get("mask", {})
        if not isinstance(value, dict) or not set(value) <= _MASK_KEYS:
            raise self.error(f"'mask' takes {', '.join(sorted(_MASK_KEYS))}")
        if not all(isinstance(count, int) and count >= 0 for count in value.values()):
            raise self.error("counts in 'mask' must be whole numbers from 0 on")
        return Mask(**value)

    def _legal(self) -> str:
        value = self._text("legal", "basic")
        known = legal.keys()
        if value not in known:
            raise self.error(f"unknown legal class {value!r}{_suggestion(value, known)}")
        return value

    def _validator(self) -> Callable[[str], str | None] | None:
        value = self.data.get("validate")
        if value is None:
            return None
        if not isinstance(value, str) or value not in VALIDATORS:
            raise self.error(f"unknown check {value!r}; known: {', '.join(sorted(VALIDATORS))}")
        return VALIDATORS[value]

    def _list(self, key: str) -> Sequence[object]:
        value = self.data.get(key) or []
        if not isinstance(value, list):
            raise self.error(f"{key!r} must be a list")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list under `key` as strings; raises `UsageError` when it holds anything else."""
        values = self._list(key)
        if not all(isinstance(each, str) and each for each in values):
            raise self.error(f"{key!r} must be a list of non-empty strings")
        return tuple(str(each) for each in values)

    def _text(self, key: str, default: str) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"{key!r} must be a string")
        return value

    def _number(self, key: str, default: float) -> float:
        value = self.data.get(key, default)
        if not isinstance(value, (int, float)) or value <= 0:
            raise self.error(f"{key!r} must be a positive number")
        return value


def _suggestion(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _any_of(words: Sequence[str]) -> str:
    """Return a regex for any of `words`; ASCII words must stand alone, Han words may stand inside a sentence."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?ai)" + "|".join(_alone(word) for word in longest_first)


def _alone(word: str) -> str:
    left = r"(?<![0-9A-Za-z])" if word[0].isascii() and word[0].isalnum() else ""
    right = r"(?![0-9A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{left}{re.escape(word)}{right}"


def _digits(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()


def _luhn(value: str) -> str:
    digits = _digits(value)
    if not digits.isdigit() or not checks.luhn_ok(digits):
        raise InvalidChecksum
    return digits


def _mod_11_2(value: str) -> str:
    number = _digits(value)
    if len(number) != 18 or not number[:17].isdigit() or checks.mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    return number


def _mod_31(value: str) -> str:
    number = _digits(value)
    if len(number) != 18 or checks.mod_31(number[:17]) != number[17]:
        raise InvalidChecksum
    return number


def _mod_11_10(value: str) -> str:
    number = _digits(value)
    if not number.isdigit() or checks.mod_11_10(number[:-1]) != number[-1]:
        raise InvalidChecksum
    return number


def _date(value: str) -> str:
    number = _digits(value)
    if len(number) != 8 or not number.isdigit() or not checks.is_date(number):
        raise InvalidDate
    return number


VALIDATORS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "luhn": _luhn,
    "mod_11_2": _mod_11_2,
    "mod_31": _mod_31,
    "mod_11_10": _mod_11_10,
    "date": _date,
}
