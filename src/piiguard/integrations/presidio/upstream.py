"""The resident ID and the mobile number as plain Presidio recognizers, with nothing of piiguard in them.

Small enough to be offered to Presidio itself. They know the form, the date and the check digit, not regions, ways of
writing or context on both sides; `PiiguardRecognizer` does.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from presidio_analyzer import Pattern, PatternRecognizer

# 16, 8 and 2 are Presidio's own; 128 is ASCII in the package `regex`: Han characters are no part of a word then.
_FLAGS = 16 | 8 | 2 | 128
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class _CnRecognizer(PatternRecognizer):
    """A kind of mainland China: patterns, context words and a check as class-level data."""

    COUNTRY_CODE: ClassVar[str | None] = "cn"
    ENTITY: ClassVar[str]
    PATTERNS: ClassVar[list[Pattern]]
    CONTEXT: ClassVar[list[str]]

    def __init__(
        self,
        patterns: list[Pattern] | None = None,
        context: list[str] | None = None,
        supported_language: str = "zh",
        supported_entity: str | None = None,
        name: str | None = None,
        **given: Any,
    ) -> None:
        super().__init__(
            supported_entity=supported_entity or self.ENTITY,
            patterns=patterns or list(self.PATTERNS),
            context=context or list(self.CONTEXT),
            supported_language=supported_language,
            name=name,
            global_regex_flags=_FLAGS,
            **given,
        )


class CnResidentIdRecognizer(_CnRecognizer):
    """Resident identity number (GB 11643-1999): region, date of birth, order, ISO 7064 MOD 11-2 check character."""

    ENTITY = "CN_RESIDENT_ID"
    PATTERNS: ClassVar[list[Pattern]] = [
        Pattern("18 characters", r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:18|19|20)[0-9]{9}[0-9X](?![0-9A-Za-z])", 0.3)
    ]
    CONTEXT: ClassVar[list[str]] = ["身份证", "身份证号", "公民身份号码", "证件号", "id card", "resident id"]

    def validate_result(self, pattern_text: str) -> bool:
        """Return whether date and check character are right."""
        digits = pattern_text.upper()
        try:
            born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
        except ValueError:
            return False
        total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
        return born <= date.today() and digits[17] == _CHECK_DIGITS[total % 11]


class CnMobileRecognizer(_CnRecognizer):
    """Mobile number: eleven digits from 1, in issued blocks, with or without +86 and separators."""

    ENTITY = "CN_MOBILE"
    PATTERNS: ClassVar[list[Pattern]] = [
        Pattern(
            "11 digits",
            r"(?<![0-9A-Za-z])(?:(?:\+|00)?86[ -]?)?1(?:3[0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])"
            r"(?:[0-9]{8}|[ -][0-9]{4}[ -][0-9]{4})(?![0-9A-Za-z])",
            0.6,
        )
    ]
    CONTEXT: ClassVar[list[str]] = ["手机", "电话", "联系方式", "mobile", "phone", "tel"]
