"""Judges addresses in many stretches of text for one rule: all at once that look like some read before."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from piiguard.bulk.address_forms import AddressForms
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import PAD, Chunk, Mask, Places
from piiguard.bulk.forms import FormReader
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Ids
from piiguard.bulk.readings import Read, Readings, Span
from piiguard.bulk.templates import Templates, Values, hashes_before
from piiguard.rules import Rule

# Nobody who writes a text can know them.
_ODD: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(2)]
_UNTOLD: Final = -1


class PostalJudge:
    """Weighs the values found in many stretches for one rule."""

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter, forms: Sequence[AddressForms]) -> None:
        self.rule = rule
        self._judge = judge
        self._labels = labels
        self._templates = Templates()
        self._forms = [(each, Readings()) for each in forms]

    def of_form(self, chunk: Chunk, stretches: tuple[Places, Places, Mask], read: Read) -> tuple[Mask, Values]:
        """Return for which stretches it is told by their form that an address fills them, and these addresses.

        `stretches`: where they begin and end, and whether more than the sign before them counts.
        """
        starts, ends, ahead = stretches
        outcomes = np.full(len(starts), _UNTOLD, np.int32)
        for forms, readings in self._forms:
            rows = np.flatnonzero(outcomes == _UNTOLD)
            reader = forms.met(len(rows))
            if reader is not None:
                these = starts[rows], ends[rows], ahead[rows]
                outcomes[rows] = self._read_by(reader, readings, chunk, these, partial(_read_row, read, rows))
        rows = np.flatnonzero(outcomes != _UNTOLD)
        return outcomes != _UNTOLD, Values(rows, starts[rows], ends[rows], outcomes[rows])

    def _read_by(
        self, reader: FormReader, readings: Readings, chunk: Chunk, stretches: tuple[Places, Places, Mask],
        read: Read,
    ) -> Ids:  # fmt: skip
        """Return the number of what the check says of addresses that fill stretches, `_UNTOLD` where none does."""
        starts, ends, ahead = stretches
        forms = reader.of(chunk.text, chunk.codes[PAD:], starts - PAD, ends - PAD)
        around = hashes_before(chunk, starts, ahead) * _ODD[0] + chunk.codes.take(ends) * _ODD[1]
        forms = forms._replace(keys=forms.keys + around)
        ids = readings.of(forms, lambda row: chunk.text[int(starts[row]) - PAD : int(ends[row]) - PAD], read)
        # Of each reading there is one span, all of the stretch.
        outcomes = np.array([spans[0][0] if spans else _UNTOLD for spans in readings.found], np.int32)
        return outcomes.take(ids)

    def weigh(self, chunk: Chunk, values: Values) -> tuple[Hits, Mask]:
        """Return the hits among values, and those to look at one by one."""
        _, starts, ends, outcomes = values
        labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
        return self._judge.judged(chunk, starts, ends, self.rule, outcomes, labels)


def _read_row(read: Read, rows: Places, row: int, address: str) -> Sequence[Span] | None:
    return read(int(rows[row]), address)
