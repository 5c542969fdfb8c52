"""Presidio's generic recognizers in a form that is safe beside Han characters and never asks the network."""

from __future__ import annotations

import re
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.predefined_recognizers import (
    CryptoRecognizer,
    DateRecognizer,
    IbanRecognizer,
    IpRecognizer,
    UrlRecognizer,
)

# Presidio's own flags (DOTALL, MULTILINE, IGNORECASE) and ASCII of the package `regex`: without it Han characters are
# word characters, and no number has a border beside them. `re.ASCII` has another value.
FLAGS = 16 | 8 | 2 | 128
# A page's address is written in these (RFC 3986); Han characters behind it belong to the sentence.
_NOT_URL = re.compile(r"[^!-~]")


class HanSafeUrlRecognizer(UrlRecognizer):
    """Addresses of pages, which end where a character stands that none can hold."""

    def analyze(self, text: str, *given: Any, **named: Any) -> list[RecognizerResult]:
        """Return Presidio's results, cut at the first such character."""
        results: list[RecognizerResult] = super().analyze(text, *given, **named)
        for each in results:
            end = _NOT_URL.search(text, each.start, each.end)
            if end is not None:
                each.end = end.start()
        return [each for each in results if each.end > each.start]


def generic_recognizers(language: str) -> list[EntityRecognizer]:
    """Return the recognizers for kinds that piiguard does not have.

    E-mail, MAC and phone numbers are piiguard's: Presidio's take Han characters in, or ask the network for a list.
    Its IP addresses are taken in, because piiguard leaves private ones alone.
    """
    kinds = (CryptoRecognizer, DateRecognizer, IbanRecognizer, IpRecognizer, HanSafeUrlRecognizer)
    made = [kind(supported_language=language) for kind in kinds]
    for each in made:
        each.global_regex_flags = FLAGS
    return list(made)
