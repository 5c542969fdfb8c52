"""Treats cells that are wholly of one kind: which are, by their layout where it is enough, and what becomes of them.

A layout is a cell with a zero for every digit. Once a cell of a column was checked and is of a kind, others of digits
in the same layout are taken for it, so that a mask costs no check each; what is keyed is checked one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from piiguard.engine import compacting
from piiguard.errors import InvalidNumber
from piiguard.guard import Guard
from piiguard.operators import build
from piiguard.operators.base import Operator, Request
from piiguard.operators.columns import apply_column
from piiguard.operators.mask import MaskOperator
from piiguard.operators.mask_styles import STYLES
from piiguard.policy.model import Rule
from piiguard.recognizer import Recognizer, Validate

if TYPE_CHECKING:
    from piiguard.tables.told import Step
    from piiguard.tables.whole_masks import WholeMask

_TO_ZERO: Final = str.maketrans("123456789", "000000000")
_IN_LAYOUT: Final = frozenset("0- Xx")
_LONGEST: Final = 40
_ENDS: Final = frozenset("0123456789Xx")
_REMEMBERED: Final = 1 << 10


def layout_of(core: str) -> str:
    """Return the layout of a cell of digits, with hyphens and spaces between them; nothing for other cells.

    An X may stand for a check digit.
    """
    if not core.isascii() or core[-1:] not in _ENDS or len(core) > _LONGEST or not core[:1].isdigit():
        return ""
    if core.isdigit():
        return "0" * len(core)
    layout = core.translate(_TO_ZERO)
    return layout if _IN_LAYOUT.issuperset(layout) else ""


class KindCells:
    """One kind in a column, and the operator for it."""

    def __init__(self, guard: Guard, recognizer: Recognizer, rule: Rule) -> None:
        self._engine = guard.engine
        self._compact = compacting(recognizer)
        self._recognizer = recognizer
        self._operator: Operator = build(rule.operator, rule.params, guard.key)
        kind = recognizer.entity_type
        self.template = Request(kind, "", "", recognizer.mask, recognizer.legal, recognizer.validate)
        self._keyed = bool(getattr(self._operator, "by_canonical", self._operator.needs_key))
        self._places: dict[str, tuple[int, ...] | None] = {}
        self._forms: dict[str, str] = {}

    @property
    def goes_by_layout(self) -> bool:
        """Return whether one cell of a layout speaks for the others."""
        return not self._keyed

    def is_own(self, core: str) -> bool:
        """Return whether a cell passes the checks of the kind, at least in part; what is keyed remembers its form."""
        if self._recognizer.validate is None:
            # A mask or a token that an earlier run left is no value any more.
            return bool(core) and "*" not in core and core[0] != "<"
        form = self._form(core)
        if form is not None and self._keyed:
            self._forms[core] = form
        return form is not None

    def _form(self, core: str) -> str | None:
        """Return the canonical form of a cell of the kind, None for others."""
        validate = self._recognizer.validate
        if validate is None or not core:
            return core or None
        try:
            if core.isascii() and core.isalnum():
                return validate(core)
            if "*" in core:  # checks go by length and beginning where the digits between do not matter
                return None
            return _checked(validate, self._compact(core))
        except ValueError:
            return None

    def step(self, layout: str, fits: Callable[[str], object] | None = None) -> Step | None:
        """Return how cells of a layout are told, and treated, many at once; None where that goes one by one.

        `fits` says of a cell whether the kind is to be asked at all.
        """
        whole = getattr(self._operator, "apply_matrix", None)
        if whole is None:
            return None
        from piiguard.tables.told import Step, every_one, teller_of

        if not self._keyed:
            return Step(every_one, partial(whole, self.template))
        teller = teller_of(
            self._recognizer, layout, lambda core: self._form(core) if fits is None or fits(core) else None
        )
        return None if teller is None else Step(teller.tell, partial(whole, self.template))

    def whole(self, guard: Guard, name: str) -> WholeMask | None:
        """Return how cells of the kind in a column called `name` are masked all at once; None where they are not."""
        accepted = self._recognizer.accepted
        from piiguard.tables.whole_masks import whole_mask

        return whole_mask(guard, self._operator, self.template.entity_type, accepted, name) if accepted else None

    def apply(self, cores: list[str]) -> list[str]:
        """Return what becomes of cells that are of the kind, after `is_own` said so."""
        new = apply_column(self._operator, self.template, cores, self._canonical if self._keyed else None)
        self._forms.clear()
        return new

    def apply_one(self, value: str) -> str:
        """Return what becomes of a cell that is damaged, or of no kind; a mask shows none of it."""
        if isinstance(self._operator, MaskOperator):
            return "".join(self.sign if char.isalnum() else char for char in value)
        return self._operator.apply(self.template._replace(value=value, canonical=value))

    def _canonical(self, value: str) -> str:
        return self._forms.get(value) or self._engine.canonical(self._recognizer, value)

    def hidden(self, layout: str) -> tuple[int, ...] | None:
        """Return which places of cells of a layout are overwritten, by `sign`; None where it depends on more."""
        if layout not in self._places:
            self._places[layout] = self._hidden(layout)
        return self._places[layout]

    @property
    def sign(self) -> str:
        """Return the character that hides others."""
        return getattr(self._operator, "char", "")

    def _hidden(self, layout: str) -> tuple[int, ...] | None:
        operator = self._operator
        if not isinstance(operator, MaskOperator) or self.template.entity_type in STYLES or not self.sign.isascii():
            return None
        return _places(operator.given, self.template._replace(validate=None), layout)


@lru_cache(_REMEMBERED)
def _places(given: tuple[Any, ...], template: Request, layout: str) -> tuple[int, ...] | None:
    """Return which places of values of a layout a mask hides; None where it makes them longer or shorter."""
    one = layout.replace("0", "1")
    masked = MaskOperator(*given).apply(template._replace(value=one, canonical=one))
    if len(masked) != len(one):
        return None
    return tuple(place for place, (old, new) in enumerate(zip(one, masked, strict=True)) if old != new)


def _checked(validate: Validate, compact: str) -> str | None:
    """Return the canonical form of a compact value that passes the checks as this form, too."""
    try:
        form = validate(compact)
    except InvalidNumber:
        return validate(compact.upper())
    # One that is its own form does.
    return form if form is None or form == compact else validate(form)


def own_of(kinds: Sequence[KindCells], cores: Sequence[str], layouts: dict[str, int], learns: bool) -> list[int]:
    """Return for each cell which of `kinds` it is of, the first that fits; -1 for none.

    `layouts`: which kind cells of a layout are of, as far as it is known; more is added if it `learns`.
    """
    only = kinds[0].is_own if len(kinds) == 1 else None

    def own(core: str) -> int:
        if only is not None:
            return 0 if only(core) else -1
        return next((index for index, kind in enumerate(kinds) if kind.is_own(core)), -1)

    if not any(kind.goes_by_layout for kind in kinds):
        return [own(core) for core in cores]
    found = []
    for core in cores:
        layout = layout_of(core)
        place = layouts.get(layout, -1) if layout else -1
        if place < 0:
            place = own(core)
            if learns and layout and place >= 0 and kinds[place].goes_by_layout:
                layouts[layout] = place
        found.append(place)
    return found
