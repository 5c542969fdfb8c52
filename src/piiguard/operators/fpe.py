"""`fpe`: format-preserving encryption with FF1: a mobile number becomes another mobile number, and comes back.

Lengths, separators and leading parts stay (region, segment, issuer), check digits are worked out anew. Who has the
key can restore, and equal values stay equal, so the result is de-identified (去标识化), not anonymous (匿名化).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from piiguard.errors import InvalidNumber, UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.encrypt import EncryptOperator
from piiguard.operators.ff1 import FF1, LEAST_DOMAIN, Cipher
from piiguard.operators.fpe_births import Birth
from piiguard.operators.fpe_column import encrypted, encrypted_digits
from piiguard.operators.fpe_layouts import layout_of, numerals, with_check, written
from piiguard.operators.keys import Key
from piiguard.recognizer import Doubt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ZERO: Final = ord("0")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
# Region, date of birth, order number, check digit.
_WITH_BIRTH: Final = frozenset(("CN_RESIDENT_ID", "CN_HMT_RESIDENCE"))
_MEMO_LIMIT: Final = 4096
# A walk this long means that hardly any value of the form is valid: such a kind has a structure of its own.
_LONGEST_WALK: Final = 200


class FpeOperator:
    """Replaces a value by another of the same form; a value too small or unsuited is refused, or gets a token."""

    name = "fpe"
    needs_key = True
    by_canonical = False

    def __init__(
        self,
        key: Key,
        cipher: Cipher = "aes",
        keep_prefix: bool = True,
        keep_gender: bool = False,
        otherwise: str = "refuse",
    ) -> None:
        self._key = key
        self._settings = (cipher, keep_prefix, keep_gender, otherwise)
        self._cipher: Cipher = cipher
        self._keep_prefix = keep_prefix
        self._keep_gender = keep_gender
        self._fallback = EncryptOperator(key) if otherwise == "encrypt" else None
        self._machines: dict[tuple[str, str, int], FF1] = {}

    @classmethod
    def build(cls, params: Parameters, key: Key) -> FpeOperator:
        """Return the operator for `algorithm` (aes or sm4), `keep_prefix`, `keep_gender` and `otherwise`.

        `otherwise` says what happens to a value that has no form to keep or fewer than a million values: `refuse`
        (an error) or `encrypt` (a token).
        """
        cipher: Cipher = "sm4" if params.choice("algorithm", ("aes", "sm4")) == "sm4" else "aes"
        keep_prefix, keep_gender = params.flag("keep_prefix", True), params.flag("keep_gender")
        operator = cls(key, cipher, keep_prefix, keep_gender, params.choice("otherwise", ("refuse", "encrypt")))
        operator._machine("CN_MOBILE", "", 10)  # a missing extra is an error now
        return operator

    def apply(self, request: Request) -> str:
        """Return the encrypted value; raises `UsageError` for one that cannot be, unless a token may stand for it."""
        return self._changed(request, False)

    def restore(self, request: Request) -> str:
        """Return the value that `apply` turned into `request.value`."""
        return self._changed(request, True)

    def apply_column(
        self, template: Request, values: Sequence[str], _canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return what `apply` gives for each of `values`, all of the kind of `template`."""
        return self._changed_column(template, values, False)

    def restore_column(self, template: Request, values: Sequence[str]) -> list[str]:
        """Return the values that `apply_column` turned into `values`."""
        return self._changed_column(template, values, True)

    def apply_matrix(self, template: Request, forms: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
        """Return what `apply` gives for values of plain digits, one a row; None where that goes one by one only."""
        import numpy as np

        digits = forms - np.uint8(_ZERO)
        kind = template.entity_type
        if kind in _WITH_BIRTH or not (digits < np.uint8(10)).all():
            return None
        first = forms[0].tobytes().decode()
        layout = layout_of(kind, first, first, self._keep_prefix)
        if layout is None or 10 ** len(layout.body(first)) < LEAST_DOMAIN:
            return None
        found = encrypted_digits(
            digits, layout, lambda kept: self._machine(kind, kept, 10), partial(_validity, template), False
        )
        return None if found is None else found + np.uint8(_ZERO)

    def _changed_column(self, template: Request, values: Sequence[str], back: bool) -> list[str]:
        kind, first = template.entity_type, values[0] if values else ""
        layout = layout_of(kind, first, first, self._keep_prefix) if first.isdigit() else None
        if layout is not None and kind not in _WITH_BIRTH and 10 ** len(layout.body(first)) >= LEAST_DOMAIN:
            found = encrypted(
                values, layout, lambda kept: self._machine(kind, kept, 10), partial(_validity, template), back
            )
            if found is not None:
                return found
        known = {value: self._changed(template._replace(value=value), back) for value in dict.fromkeys(values)}
        return [known[value] for value in values]

    def as_token(self, request: Request) -> str:
        """Return an `encrypt` token, for a value that would not be found again where it stands."""
        return (self._fallback or EncryptOperator(self._key)).apply(request)

    def _changed(self, request: Request, back: bool) -> str:
        found = numerals(request.value)
        changed = None if found is None else self._permuted(request, found.text, back)
        if changed is None or found is None:
            if self._fallback is not None and not back:
                return self._fallback.apply(request)
            raise UsageError(
                f"operator 'fpe': a value of {request.entity_type} has no form to keep or fewer than "
                f'{LEAST_DOMAIN:,} possible values; use another operator, or otherwise = "encrypt"'
            )
        return written(request.value, found.places, changed)

    def _permuted(self, request: Request, text: str, back: bool) -> str | None:
        """Return other numerals of the same kind, as valid as `text`; None if there is no way."""
        if request.entity_type in _WITH_BIRTH:
            return self._other_identity(request, text, back)
        layout = layout_of(request.entity_type, text, request.value, self._keep_prefix)
        body = "" if layout is None else layout.body(text)
        if layout is None or not body or _domain(body) < LEAST_DOMAIN:
            return None
        machine = self._machine(request.entity_type, text[: layout.head], 10 if body.isdigit() else 2)
        valid, walked = _validity(request, text), text
        for _ in range(_LONGEST_WALK):
            walked = with_check(layout, walked, walked[: layout.head] + _body(machine, layout.body(walked), back))
            if _validity(request, walked) == valid and (not layout.starts or walked[layout.head] in layout.starts):
                return walked
        return None

    def _other_identity(self, request: Request, text: str, back: bool) -> str | None:
        """Return another resident ID of the region, with a real date and a check digit as right as that of `text`."""
        written_small, text = text[-1:] == "x", text.upper()
        birth = Birth.of(text)
        if birth is None:
            return None
        machine = self._machine(request.entity_type, text[:6], 10)
        valid = _validity(request, text)
        for _ in range(_LONGEST_WALK):
            number, parity = divmod(birth.number, 2) if self._keep_gender else (birth.number, 0)
            number = _within(machine, number, birth.size // (1 + self._keep_gender), back)
            birth = birth.moved(number * 2 + parity if self._keep_gender else number)
            walked = birth.written(text)
            # The X of a check digit written small has to be one again, or it would come back large.
            if birth.is_settled(valid == _validity(request, walked)) and not (written_small and walked[-1] != "X"):
                return walked[:-1] + "x" if written_small else walked
        return None

    def _machine(self, entity_type: str, kept: str, radix: int) -> FF1:
        """Return FF1 under the key of the entity type, with the numerals that stay as its tweak."""
        machine = self._machines.get((entity_type, kept, radix))
        if machine is None:
            if len(self._machines) >= _MEMO_LIMIT:
                self._machines.clear()
            size = 32 if self._cipher == "aes" else 16
            key = self._key.derive(f"piiguard fpe {self._cipher} {entity_type}")[:size]
            machine = self._machines[entity_type, kept, radix] = FF1(key, radix, kept.encode(), self._cipher)
        return machine

    def __reduce__(self) -> tuple[type[FpeOperator], tuple[object, ...]]:
        return FpeOperator, (self._key, *self._settings)

    def __repr__(self) -> str:
        return "FpeOperator()"


def _validity(request: Request, text: str) -> int:
    """Return how far `text` passes the checks of its kind: 0 another kind, 1 fails, 2 in part, 3 all."""
    if request.validate is None:
        return 3
    try:
        verdict = request.validate(text)
    except InvalidNumber:
        return 1
    return 0 if verdict is None else 2 if isinstance(verdict, Doubt) else 3


def _radices(body: str) -> list[int]:
    return [10 if char.isdigit() else 26 for char in body]


def _domain(body: str) -> int:
    size = 1
    for radix in _radices(body):
        size *= radix
    return size


def _body(machine: FF1, body: str, back: bool) -> str:
    """Return as many digits and letters of either case in the same places."""
    if machine.radix == 10:
        return machine.changed_digits(body, back)
    number = 0
    for char, radix in zip(body, _radices(body), strict=True):
        number = number * radix + (int(char) if radix == 10 else _LETTERS.index(char.lower()))
    number = _within(machine, number, _domain(body), back)
    found = []
    for char in reversed(body):
        number, numeral = divmod(number, 10 if char.isdigit() else 26)
        letter = str(numeral) if char.isdigit() else _LETTERS[numeral]
        found.append(letter.upper() if char.isupper() else letter)
    return "".join(reversed(found))


def _within(machine: FF1, number: int, size: int, back: bool) -> int:
    """Return another number below `size`: encrypted until it is one (cycle walking)."""
    change = machine.decrypt if back else machine.encrypt
    places = len(str(size - 1)) if machine.radix == 10 else (size - 1).bit_length()
    while True:
        if machine.radix == 10:
            number = int(machine.changed_digits(f"{number:0{places}d}", back))
        else:
            number = int("".join(map(str, change([int(char) for char in f"{number:0{places}b}"]))), 2)
        if number < size:
            return number
