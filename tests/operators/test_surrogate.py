"""Stand-ins: the same for the same value and key, of the same form, and belonging to nobody."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from datetime import date

import phonenumbers
import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError
from piiguard.checks import luhn_ok, mod_11_2, mod_31
from piiguard.errors import InvalidNumber
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.fakes import contacts
from piiguard.operators.surrogate import kinds
from piiguard.recognizer import Doubt, Recognizer
from piiguard.recognizers.data import area_codes, divisions
from piiguard.registry import built_in
from piiguard.selftest import unmarked

KEY, OTHER = Key(bytes(range(40, 72))), Key(bytes(range(90, 122)))
GUARD = Guard()
SUR, VALID = build("surrogate", {}, KEY), build("surrogate", {"valid": True}, KEY)


def _examples() -> list[tuple[Recognizer, str, str]]:
    found = []
    for each in built_in():
        for example in each.examples if each.entity_type in kinds() else ():
            text, spans = unmarked(example)
            for start, end in spans:
                found.append((each, text[start:end], GUARD.engine.canonical(each, text[start:end])))
    return found


EXAMPLES = _examples()


def request(recognizer: Recognizer, value: str, canonical: str | None = None) -> Request:
    form = GUARD.engine.canonical(recognizer, value) if canonical is None else canonical
    return Request(recognizer.entity_type, value, form, recognizer.mask, recognizer.legal, recognizer.validate)


def of(entity_type: str) -> Recognizer:
    return next(each for each in built_in() if each.entity_type == entity_type)


def fake(entity_type: str, value: str, *, valid: bool = False) -> str:
    return (VALID if valid else SUR).apply(request(of(entity_type), value))


def verdict(recognizer: Recognizer, value: str) -> str:
    """Return how a value passes the checks of its kind: right, doubtful, wrong."""
    assert recognizer.validate is not None
    try:
        found = recognizer.validate(re.sub("[ ()（）-]", "", value))
    except InvalidNumber:
        return "wrong"
    return "wrong" if found is None else "doubtful" if isinstance(found, Doubt) else "right"


@pytest.mark.parametrize("index", range(len(EXAMPLES)), ids=lambda index: f"{EXAMPLES[index][0].name}-{index}")
def test_every_example_gets_another_value_and_the_same_each_time(index: int) -> None:
    recognizer, value, canonical = EXAMPLES[index]
    asked = request(recognizer, value, canonical)
    first = SUR.apply(asked)
    assert first not in (value, canonical)
    assert SUR.apply(asked) == first
    assert build("surrogate", {}, KEY).apply(asked) == first
    assert build("surrogate", {}, OTHER).apply(asked) != first


@pytest.mark.parametrize(
    "entity_type", ["BANK_CARD", "CN_RESIDENT_ID", "CN_USCC", "VIN", "IMEI", "HK_ID", "TW_ID", "CN_HMT_RESIDENCE"]
)
@given(salt=st.integers(0, 10**9))
def test_checks_fail_on_purpose_and_pass_when_asked_for(entity_type: str, salt: int) -> None:
    recognizer = of(entity_type)
    text, spans = unmarked(recognizer.examples[0])
    value = text[slice(*spans[0])]
    asked = request(recognizer, value)._replace(value=value)
    made = build("surrogate", {}, Key(salt.to_bytes(16) + bytes(range(16))))
    assert verdict(recognizer, made.apply(asked)) == "wrong"
    valid = build("surrogate", {"valid": True}, Key(salt.to_bytes(16) + bytes(range(16))))
    assert verdict(recognizer, valid.apply(asked)) != "wrong"


@given(st.from_regex("1[3-9][0-9]{9}", fullmatch=True))
def test_a_mobile_number_gets_one_of_a_block_that_was_never_issued(value: str) -> None:
    made = fake("CN_MOBILE", value)
    assert re.fullmatch("[0-9]{11}", made)
    assert not phonenumbers.is_valid_number(phonenumbers.parse(made, "CN"))
    assert phonenumbers.is_valid_number(phonenumbers.parse(fake("CN_MOBILE", value, valid=True), "CN"))


@pytest.mark.parametrize("block", contacts._FREE_BLOCKS)
def test_no_number_of_a_free_block_is_known_to_the_numbering_plan(block: str) -> None:
    assert not any(
        phonenumbers.is_valid_number(phonenumbers.parse(f"{block}{number:08d}", "CN"))
        for number in range(0, 10**8, 73_939)
    )


@pytest.mark.parametrize("value", ["+852 9123 4567", "+1 415-555-2671", "+44 20 7946 0958", "00852-91234567"])
def test_a_foreign_number_keeps_country_and_layout_and_is_assigned_to_nobody(value: str) -> None:
    made = fake("PHONE_NUMBER", value)
    assert re.sub("[0-9]", "0", made) == re.sub("[0-9]", "0", value)
    number = phonenumbers.parse(re.sub("^00", "+", made))
    assert number.country_code == phonenumbers.parse(re.sub("^00", "+", value)).country_code
    assert not phonenumbers.is_valid_number(number)


def test_a_fixed_line_keeps_its_area_and_has_no_subscriber() -> None:
    made = fake("CN_LANDLINE", "0531-88776655")
    assert made.startswith("0531-9")
    assert area_codes.split(made.replace("-", "")) is None


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("张三", "[㐀-鿿]{2}"), ("李小四", "[㐀-鿿]{3}"), ("欧阳小明", "[㐀-鿿]{4}"), ("张 三", "[㐀-鿿] [㐀-鿿]"),
        ("阿卜杜拉·买买提", "[㐀-鿿]+·[㐀-鿿]+"),
        ("Li Xiaosi", "[A-Z][a-z]+ [A-Z][a-z]+"), ("LI SI", "[A-Z]+ [A-Z]+"),
        ("王某某", "[㐀-鿿]某某"), ("赵先生", "[㐀-鿿]先生"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_form(value: str, shape: str) -> None:
    made = fake("PERSON", value)
    assert re.fullmatch(shape, made)
    assert made != value


def test_a_compound_surname_becomes_a_compound_one() -> None:
    from piiguard.operators.names import is_compound

    assert all(is_compound(fake("PERSON", f"欧阳{given}")) for given in "明亮芳华国伟")
    assert not any(is_compound(fake("PERSON", f"王{given}文")) for given in "明亮芳华国伟")


@pytest.mark.parametrize(
    ("value", "city"),
    [
        ("山东省济南市槐荫区经十路21382号3号楼2单元501室", "山东省济南市"), ("北京市海淀区中关村南大街5号", "北京市"),
        ("浙江杭州余杭区五常街道文一西路969号", "浙江杭州"), ("阳光花园3栋2单元501室", ""),
    ],
)  # fmt: skip
def test_an_address_stays_in_its_city(value: str, city: str) -> None:
    made = fake("CN_ADDRESS", value)
    assert made.startswith(city)
    match = re.search("([0-9]+)号", made)
    assert match is not None
    assert int(match[1]) > 9000
    county = made[len(city) :]
    assert not city or any(county.startswith(name) for name in divisions.names().values() if len(name) > 1)
    assert ("室" in made) == ("室" in value)


@given(
    st.dates(min_value=date(1800, 1, 1), max_value=date(2999, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]),
)
def test_a_birth_date_stays_in_its_year(day: date, layout: str) -> None:
    value = f"{day:{layout}}"
    made = SUR.apply(request(of("BIRTH_DATE"), value, value))
    assert made[:4] == value[:4]
    assert len(made) in (len(value), len(value) - 1, len(value) - 2)


def test_a_document_number_keeps_its_province_and_has_a_real_date() -> None:
    made = fake("CN_RESIDENT_ID", "11010519491231002X")
    assert made[:2] == "11"
    assert divisions.is_known(made[:6])
    assert mod_11_2(made[:17]) != made[17]
    first_generation = next(each for each in built_in() if each.name == "identity.resident_id_15")
    old = SUR.apply(request(first_generation, "110105 491231 002"))
    assert re.fullmatch("[0-9]{6} [0-9]{6} [0-9]{3}", old)
    assert not divisions.is_known(old[:6])


@pytest.mark.parametrize(
    ("entity_type", "value"), [("BANK_CARD", "6222020000000000000"), ("IMEI", "861234056789012")]
)
def test_a_number_keeps_issuer_and_length(entity_type: str, value: str) -> None:
    made = fake(entity_type, value)
    assert len(made) == len(value)
    assert made[:6] == value[:6]
    assert not luhn_ok(made)
    assert luhn_ok(fake(entity_type, value, valid=True))


def test_a_credit_code_keeps_authority_and_region() -> None:
    made = fake("CN_USCC", "91350100M000100Y43")
    assert made[:8] == "91350100"
    assert mod_31(made[:17]) != made[17]


@pytest.mark.parametrize("value", ["京A12345", "粤B·D12345", "鲁H1234挂", "使123456", "WJ京1234X"])
def test_a_plate_has_a_letter_that_no_plate_has(value: str) -> None:
    made = fake("CN_LICENSE_PLATE", value)
    assert len(made) == len(value)
    assert re.search("[IO]", made[2 if value[0] != "使" else 1 :])
    assert not re.search("[IO]", fake("CN_LICENSE_PLATE", value, valid=True))


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("114.114.114.114", r"198\.1[89]\.[0-9]+\.[0-9]+"), ("192.168.3.4", r"192\.168\.[0-9]+\.[0-9]+"),
        ("10.2.3.4", r"10\..*"), ("172.20.1.1", r"172\.(1[6-9]|2[0-9]|3[01])\..*"), ("2408:8207::1", "2001:db8:.*"),
    ],
)  # fmt: skip
def test_a_network_address_is_of_a_range_kept_for_tests_or_stays_private(value: str, shape: str) -> None:
    assert re.fullmatch(shape, fake("IP_ADDRESS", value))


@given(st.emails())
def test_mail_goes_to_a_domain_kept_for_examples(value: str) -> None:
    assert re.fullmatch(r"[a-z._]+[0-9]{4}@example\.(com|net|org)", fake("EMAIL_ADDRESS", value))


def test_a_kind_without_stand_in_gets_a_keyed_token() -> None:
    assert re.fullmatch("<WECHAT_ID:[a-z]{24}>", fake("WECHAT_ID", "zhang_san_88"))


def test_all_ways_of_writing_a_number_get_the_same_one() -> None:
    made = {fake("CN_MOBILE", way).replace("-", "")[-11:] for way in ("13800001234", "+86 138-0000-1234")}
    assert len(made) == 1


def test_two_processes_draw_the_same() -> None:
    code = (
        "from piiguard import Guard, Key; print(Guard(policy='pseudonym', key=Key(bytes(range(40, 72))))"
        ".redact('姓名：张三丰，手机13800001234，邮箱li@example.com'))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60).stdout for _ in "ab"
    }
    here = Guard(policy="pseudonym", key=KEY).redact("姓名：张三丰，手机13800001234，邮箱li@example.com")
    assert [each.decode().strip() for each in runs] == [here]
    assert "张三丰" not in here


def test_a_pickled_operator_draws_the_same_and_shows_no_key() -> None:
    asked = request(of("CN_MOBILE"), "13800001234")
    assert pickle.loads(pickle.dumps(SUR)).apply(asked) == SUR.apply(asked)
    assert repr(SUR) == "SurrogateOperator(valid=False)"


def test_it_needs_a_key() -> None:
    with pytest.raises(UsageError, match="operator 'surrogate' needs a key"):
        build("surrogate", {})
