"""Treats many texts of one column: as bytes where they are so many that numpy is worth its start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from piiguard.tables.treat import ColumnTreatment

if TYPE_CHECKING:
    from piiguard.tables.dense_cells import DenseColumn

_WORTH: Final = 5000
_WORTH_IF_LOADED: Final = 256


class ManyTexts:
    """One column, whose cells come in parts of any size."""

    def __init__(self, treatment: ColumnTreatment) -> None:
        self._treatment = treatment
        self._dense: DenseColumn | None = None
        self._seen = 0

    def texts(self, values: Sequence[str]) -> list[str]:
        """Return cells treated."""
        self._seen += len(values)
        if self._dense is None and self._seen >= (_WORTH_IF_LOADED if "numpy" in sys.modules else _WORTH):
            from piiguard.tables.dense_cells import DenseColumn

            self._dense = DenseColumn(self._treatment)
        return self._treatment.apply(values) if self._dense is None else self._dense.texts(values)
