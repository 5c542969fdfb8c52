"""Made-up numbers of documents: identity, organisations, vehicles, money, school, work and health.

Each function takes a `random.Random` and returns one number in its plain form, valid by the rules of its standard.
"""

from __future__ import annotations

from random import Random

from benchmarks import checkdigits as check


def listed(text: str) -> tuple[str, ...]:
    """Return the words of `text`."""
    return tuple(text.split())


REGIONS = listed(
    "110101 110105 120103 130102 140105 150102 210102 220104 230103 310101 310115 320106 330106 340104 350203 360103 "
    "370102 410105 420106 430102 440106 440305 450103 460105 500112 510104 520103 530102 540102 610113 620102 630104 "
    "640104 650102 110103 310103 440301 500181 412401"
)  # the last five are retired, or no county, yet stand on cards
PROVINCES_HAN = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LONG_BINS = listed("622202 621226 622848 621700 621661 622262 622700 621558 955880")
_SHORT_BINS = listed("622588 621483 622609 622155")


def digits(rng: Random, count: int) -> str:
    """Return `count` random digits."""
    return "".join(rng.choices("0123456789", k=count))


def date(rng: Random, first: int = 1940, last: int = 2015) -> str:
    """Return a day as yyyymmdd."""
    return f"{rng.randint(first, last)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"


def _with_date(rng: Random, region: str) -> str:
    body = region + date(rng) + f"{rng.randint(1, 899):03}"
    return body + check.mod_11_2(body)


def resident_id(rng: Random) -> str:
    return _with_date(rng, rng.choice(REGIONS))


def resident_id_bad_check(rng: Random) -> str:
    number = resident_id(rng)
    return number[:-1] + rng.choice("0123456789".replace(number[-1], ""))


def resident_id_15(rng: Random) -> str:
    return rng.choice(REGIONS[:30]) + date(rng, 1935, 1985)[2:] + f"{rng.randint(1, 899):03}"


def hmt_residence(rng: Random) -> str:
    return _with_date(rng, rng.choice(("810000", "820000", "830000")))


def foreign_pr(rng: Random) -> str:
    place = rng.choice(("11", "31", "44", "32", "51"))
    return _with_date(rng, "9" + place + rng.choice(listed("840 392 410 826 276 250 643 124")))


def foreign_pr_old(rng: Random) -> str:
    body = rng.choice(listed("USA JPN KOR GBR DEU FRA")) + rng.choice(listed("1101 3101 4403"))
    body += date(rng, 1940, 1999)[2:] + rng.choice("123456789")
    return body + check.icao_731(body)


def passport(rng: Random) -> str:
    shapes = ("E" + digits(rng, 8), "E" + rng.choice("ABCDEFGHJK") + digits(rng, 7), "G" + digits(rng, 8))
    return rng.choice((*shapes, "PE" + digits(rng, 7), "SE" + digits(rng, 7)))


def travel_permit(rng: Random) -> str:
    shapes = ("C" + digits(rng, 8), "C" + rng.choice("ABCDEFG") + digits(rng, 7), "W" + digits(rng, 8))
    return rng.choice((*shapes, "L" + digits(rng, 8), "T" + digits(rng, 8)))


def home_return_permit(rng: Random) -> str:
    return rng.choice("HM") + digits(rng, 8) + rng.choice(("", "00", "01"))


def hkid(rng: Random) -> str:
    body = rng.choice(("A", "C", "G", "K", "P", "R", "Y", "Z", "AB", "WX")) + digits(rng, 6)
    return f"{body}({check.hkid(body)})"


def macau_id(rng: Random) -> str:
    return rng.choice("157") + digits(rng, 6) + f"({rng.choice('0123456789')})"


def tw_id(rng: Random) -> str:
    body = rng.choice("ABCDEFGHJKLMNPQRSTUVXYWZIO") + rng.choice("1289") + digits(rng, 7)
    return body + check.tw_id(body)


def military_id(rng: Random) -> str:
    return rng.choice(("军", "士", "文", "武", "空", "海")) + "字第" + digits(rng, 7) + "号"


def uscc(rng: Random) -> str:
    unit = "".join(rng.choices(_USCC, k=8))
    body = rng.choice(("91", "92", "93", "12", "52")) + rng.choice(REGIONS[:30]) + unit + check.org_code(unit)
    return body + check.uscc(body) if set(body) <= set(_USCC) else uscc(rng)


def org_code(rng: Random) -> str:
    body = rng.choice(("MA", "M0", "73", "75", "L0")) + digits(rng, 5) + rng.choice("0123456789XYK")
    return f"{body}-{check.org_code(body)}"


def business_reg_no(rng: Random) -> str:
    body = rng.choice(REGIONS[:30]) + rng.choice("0126") + digits(rng, 7)
    return body + check.mod_11_10(body)


def plate(rng: Random) -> str:
    head = rng.choice(PROVINCES_HAN) + rng.choice("ABCDEFGHJKLMN")
    body = "".join(rng.choices(_PLATE[:24], k=1)) + digits(rng, 4)
    usual = head + "".join(rng.sample(body, 5))
    green = head + rng.choice("DFABC") + rng.choice(_PLATE) + digits(rng, 4)
    lorry = head + digits(rng, 5) + rng.choice("DF")
    return rng.choice((usual, usual, green, green, lorry, head + digits(rng, 4) + rng.choice("学警挂")))


def vin(rng: Random) -> str:
    head = rng.choice(("LSVAA49J", "LFV2A21K", "LGBH52E0", "LVSHCAMB", "LBEXDAEB"))
    body = head + rng.choice("ABCDEFGHJ12345678") + rng.choice("ABCDEFGHJK") + digits(rng, 6)
    return body[:8] + check.vin(body) + body[8:]


def bank_card(rng: Random) -> str:
    if rng.random() < 0.7:
        body = rng.choice(_LONG_BINS) + digits(rng, 12)
    else:
        body = rng.choice(_SHORT_BINS) + digits(rng, 9)
    return body + check.luhn(body)


def foreign_card(rng: Random) -> str:
    body = rng.choice(
        ("4" + digits(rng, 14), "5" + rng.choice("12345") + digits(rng, 13), "35" + "30" + digits(rng, 11))
    )
    return body + check.luhn(body)


def bank_card_bad_luhn(rng: Random) -> str:
    number = bank_card(rng)
    return number[:-1] + rng.choice("0123456789".replace(number[-1], ""))


def bank_account(rng: Random) -> str:
    return rng.choice(("1", "2", "7")) + "".join(rng.choices("013579", k=3)) + digits(rng, rng.choice((8, 10, 13)))


def alipay_uid(rng: Random) -> str:
    return "2088" + digits(rng, 12)


def credit_report_no(rng: Random) -> str:
    time = f"{rng.randint(0, 23):02}{rng.randint(0, 59):02}{rng.randint(0, 59):02}"
    return date(rng, 2012, 2025) + time + digits(rng, 8)


def student_reg_no(rng: Random) -> str:
    return "G" + resident_id(rng)


def student_no(rng: Random) -> str:
    return str(rng.randint(2005, 2025)) + digits(rng, rng.choice((4, 6, 8)))


def exam_no(rng: Random) -> str:
    return f"{rng.randint(10, 25)}" + rng.choice(REGIONS[:30]) + rng.choice(("11", "15")) + digits(rng, 4)


def diploma_no(rng: Random) -> str:
    return (
        rng.choice(("10001", "10486", "11646", "10335"))
        + rng.choice("15")
        + f"{rng.randint(2002, 2024)}05"
        + digits(rng, 6)
    )


def degree_no(rng: Random) -> str:
    return (
        rng.choice(("10001", "10486", "11646", "10335"))
        + rng.choice("234")
        + f"{rng.randint(2002, 2024)}"
        + digits(rng, 6)
    )


def teacher_cert_no(rng: Random) -> str:
    head = f"{rng.randint(2009, 2024)}" + rng.choice(("11", "31", "44", "51")) + f"{rng.randint(1, 120):03}"
    return head + rng.choice("1234567") + rng.choice("12") + digits(rng, 6)


def doctor_cert_no(rng: Random) -> str:
    return "1" + rng.choice(("10", "20", "30", "41")) + rng.choice(REGIONS[:30]) + digits(rng, 6)


def medical_record_no(rng: Random) -> str:
    return rng.choice(("", "Z", "M", "00")) + digits(rng, rng.choice((7, 8)))


def social_insurance_no(rng: Random) -> str:
    return rng.choice("ABFK") + digits(rng, 8)


def housing_fund_no(rng: Random) -> str:
    return rng.choice("123") + digits(rng, rng.choice((9, 11)))


def driver_archive_no(rng: Random) -> str:
    return rng.choice(REGIONS[:30]) + digits(rng, 6)
