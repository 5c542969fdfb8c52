"""Writes a sample log with made-up persons, to try piiguard on: `python -m piiguard.sample | piiguard redact`."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from piiguard.checks import luhn_ok, mod_11_2

_SURNAMES = "赵钱孙李周吴郑王冯陈"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛"


def lines(count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` log lines, the same ones for the same seed; numbers are built from their rules at random."""
    rng = random.Random(seed)  # noqa: S311
    for number in range(count):
        clock = ":".join([f"{rng.randint(0, most):02}" for most in (23, 59, 59)])
        yield f"2026-11-{rng.randint(1, 28):02} {clock} INFO [{number:06}] {_KINDS[number % len(_KINDS)](rng)}"


def _mobile(rng: random.Random) -> str:
    return f"13{rng.randint(0, 9)}{rng.randint(0, 99_999_999):08}"


def _resident_id(rng: random.Random) -> str:
    born = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"110105{born}{rng.randint(0, 999):03}"
    return body + mod_11_2(body)


def _card(rng: random.Random) -> str:
    body = f"622202{rng.randint(0, 10**12 - 1):012}"
    return next(body + str(check) for check in range(10) if luhn_ok(body + str(check)))


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)


def _address(rng: random.Random) -> str:
    return f"北京市朝阳区建国路{rng.randint(1, 200)}号{rng.randint(1, 9)}号楼{rng.randint(101, 909)}室"


def _email(rng: random.Random) -> str:
    return f"user{rng.randint(1, 999)}@example.com"


_KINDS = (
    lambda rng: f"姓名：{_name(rng)}，手机{_mobile(rng)}，身份证号{_resident_id(rng)}",
    lambda rng: f"order_id={rng.randint(10**17, 10**18 - 1)} status=200 cost={rng.randint(1, 900)}ms",
    lambda rng: f"收件人：{_name(rng)} 电话：{_mobile(rng)} 地址：{_address(rng)}",
    lambda rng: f"转账到卡号{_card(rng)}，金额{rng.randint(1, 9999)}.00元，回执发至{_email(rng)}",
    lambda rng: f"GET /health 200 {rng.randint(1, 40)}ms trace={rng.getrandbits(64):016x}",
    lambda rng: f"主叫{_mobile(rng)} 被叫010-{rng.randint(60000000, 69999999)} 通话时长{rng.randint(1, 59)}秒",
)

if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(f"{line}\n" for line in lines(wanted))
