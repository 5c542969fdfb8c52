"""`fpe` keeps the form of a value, its validity and what the options say, and comes back."""

from __future__ import annotations

import pickle
import random
from datetime import date

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError
from piiguard.checks import luhn_ok, mod_11_2
from piiguard.finding import Finding
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.columns import apply_column
from piiguard.operators.fpe_layouts import luhn
from piiguard.recognizer import Recognizer
from piiguard.registry import built_in
from piiguard.selftest import unmarked

pytest.importorskip("cryptography")

KEY = Key(bytes(range(40, 72)))
GUARD = Guard()
BY_TYPE: dict[str, Recognizer] = {}
for _each in built_in():
    BY_TYPE.setdefault(_each.entity_type, _each)


def request_of(value: str, kind: str) -> Request:
    recognizer = BY_TYPE[kind]
    return Request(kind, value, value, recognizer.mask, recognizer.legal, recognizer.validate)


def both_ways(value: str, kind: str, **params: object) -> str:
    operator = build("fpe", params, KEY)
    changed = operator.apply(request_of(value, kind))
    assert operator.restore(request_of(changed, kind)) == value  # type: ignore[attr-defined]
    return changed


def card(prefix: str, body: str) -> str:
    return prefix + body + luhn(prefix + body)


@given(st.sampled_from(["134", "138", "170", "199", "1349"]), st.integers(0, 10**7 - 1), st.booleans())
def test_mobile_stays_a_mobile(prefix: str, rest: int, keep: bool) -> None:
    value = f"{prefix}{rest:07}0"[:11].ljust(11, "7")
    changed = both_ways(value, "CN_MOBILE", keep_prefix=keep)
    assert len(changed) == 11
    assert changed[0] == "1"
    assert changed[:3] == value[:3] or not keep
    mobile = BY_TYPE["CN_MOBILE"].validate
    assert mobile is not None
    assert type(mobile(changed)) is type(mobile(value))


@pytest.mark.parametrize(
    "value", ["138-1234-5678", "+86 138 1234 5678", "１３８１２３４５６７８", "8613812345678", "138-1234-5678转801"]
)
def test_separators_width_and_country_code_stay(value: str) -> None:
    changed = both_ways(value, "CN_MOBILE")
    shape = str.maketrans("123456789１２３４５６７８９", "0" * 9 + "０" * 9)
    assert changed.translate(shape) == value.translate(shape)
    assert changed != value
    assert changed.startswith(value[: value.index("3") if "3" in value else 1])


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 999), st.booleans())
def test_resident_id_keeps_region_date_and_check_digit(born: date, order: int, keep_gender: bool) -> None:
    body = f"110105{born:%Y%m%d}{order:03}"
    changed = both_ways(body + mod_11_2(body), "CN_RESIDENT_ID", keep_gender=keep_gender)
    assert changed[:6] == "110105"
    assert mod_11_2(changed[:17]) == changed[17]
    assert date.fromisoformat(f"{changed[6:10]}-{changed[10:12]}-{changed[12:14]}")
    assert not keep_gender or int(changed[16]) % 2 == order % 2


def test_small_x_and_old_id_come_back() -> None:
    body = next(f"11010519491231{order:03}" for order in range(1000) if mod_11_2(f"11010519491231{order:03}") == "X")
    assert both_ways(body + "x", "CN_RESIDENT_ID")[-1] == "x"
    assert both_ways("110105491231002", "CN_RESIDENT_ID")[:6] == "110105"


@given(st.sampled_from(["622202", "621700", "622848"]), st.integers(0, 10**12 - 1), st.integers(9, 12))
def test_card_keeps_issuer_and_luhn(prefix: str, body: int, size: int) -> None:
    value = card(prefix, f"{body:012}"[-size:])
    changed = both_ways(value, "BANK_CARD")
    assert changed[:6] == prefix
    assert luhn_ok(changed)
    assert len(changed) == len(value)


def test_a_wrong_check_digit_stays_as_wrong() -> None:
    value = card("622202", "0200112233")
    wrong = value[:-1] + str((int(value[-1]) + 3) % 10)
    changed = both_ways(wrong, "BANK_CARD")
    assert (int(changed[-1]) - int(luhn(changed[:-1]))) % 10 == 3


def examples() -> list[tuple[Finding, str]]:
    texts = sorted({unmarked(text)[0] for each in built_in() for text in each.examples})
    return [(finding, text[finding.start : finding.end]) for text in texts for finding in GUARD.scan(text)]


def test_every_example_comes_back_or_is_refused() -> None:
    operator, kept = build("fpe", {}, KEY), 0
    for finding, value in examples():
        recognizer = GUARD.recognizer(finding.recognizer)
        request = Request(finding.entity_type, value, value, recognizer.mask, recognizer.legal, recognizer.validate)
        try:
            changed = operator.apply(request)
        except UsageError:
            continue
        kept += 1
        assert operator.restore(request._replace(value=changed)) == value, recognizer.name  # type: ignore[attr-defined]
        assert len(changed) == len(value), recognizer.name
    assert kept > 200


def test_column_equals_value_by_value() -> None:
    chance = random.Random(2)
    values = [f"1{chance.choice('3456789')}{chance.randrange(10**9):09}" for _ in range(3000)]
    operator = build("fpe", {}, KEY)
    request = request_of("", "CN_MOBILE")
    changed = apply_column(operator, request, values)
    assert changed == [operator.apply(request._replace(value=value)) for value in values]
    assert operator.restore_column(request, changed) == values  # type: ignore[attr-defined]
    mixed = [*values[:5], "138-1234-5678", *values[:5]]
    assert apply_column(operator, request, mixed)[-5:] == changed[:5]


@pytest.mark.parametrize("value", ["12345", "一三八零零零零一二三四"], ids=["too few digits", "Han digits"])
def test_what_has_no_form_is_refused_or_gets_a_token(value: str) -> None:
    with pytest.raises(UsageError, match="fewer than 1,000,000 possible values") as caught:
        build("fpe", {}, KEY).apply(request_of(value, "QQ"))
    assert value not in str(caught.value)
    assert build("fpe", {"otherwise": "encrypt"}, KEY).apply(request_of(value, "QQ")).startswith("<QQ:e-")


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"algorithm": "des"}, "unknown algorithm 'des'"),
        ({"otherwise": "mask"}, "unknown otherwise 'mask'"),
        ({"keep_prefix": "yes"}, "keep_prefix must be true or false"),
    ],
    ids=["algorithm", "otherwise", "keep_prefix"],
)
def test_wrong_parameter_is_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        build("fpe", params, KEY)


def test_operator_can_be_pickled() -> None:
    operator = build("fpe", {"algorithm": "sm4"}, KEY)
    again = pickle.loads(pickle.dumps(operator))
    assert again.apply(request_of("13812345678", "CN_MOBILE")) == operator.apply(
        request_of("13812345678", "CN_MOBILE")
    )
    assert "13812345678" not in repr(request_of("13812345678", "CN_MOBILE"))


@pytest.mark.parametrize(
    ("kind", "heads"), [("IMEI", ("35693803", "86123405", "77123456")), ("IMSI", ("46000", "46099"))]
)
@pytest.mark.parametrize("params", [{}, {"keep_prefix": False}], ids=["prefix kept", "all"])
def test_a_column_becomes_what_each_value_becomes(
    kind: str, heads: tuple[str, ...], params: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    np = pytest.importorskip("numpy")
    from piiguard.operators import fpe

    chance = random.Random(4)
    values = [chance.choice(heads) + "".join(chance.choices("0123456789", k=15)) for _ in range(120)]
    values = [value[:15] for value in values]
    values += [value[:14] + luhn(value[:14]) for value in values]
    operator, request = build("fpe", params, KEY), request_of("", kind)
    one_by_one = [operator.apply(request._replace(value=value)) for value in values]
    calls: list[bool] = []
    whole = fpe.encrypted_digits
    monkeypatch.setattr(fpe, "encrypted_digits", lambda *given: (calls.append(True), whole(*given))[1])
    assert operator.apply_column(request, values) == one_by_one
    matrix = np.frombuffer("".join(values).encode(), np.uint8).reshape(-1, 15)
    found = operator.apply_matrix(request, matrix)
    assert calls
    assert found is not None
    assert ["".join(map(chr, row)) for row in found.tolist()] == one_by_one
    assert operator.restore_column(request, one_by_one) == values
