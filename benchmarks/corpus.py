"""Deterministic corpora of any size: sparse log text, dense call records, and labelled texts.

text:  55 % Chinese prose, 43 % log lines with decoy numbers, 2 % lines with personal data; about 182 bytes a line.
calls: an export of call records, 主叫,被叫,开始时间,时长,类型,小区号,IMEI,IMSI.
json_lines: an object a line with name, mobile, identity number, e-mail and address: 25 values a kilobyte.
new_addresses: the same, no address like another one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random

from benchmarks import contacts
from benchmarks.documents import digits, resident_id
from benchmarks.kinds import KINDS
from benchmarks.labelled import cases, value_piece
from benchmarks.prose import log_line, prose_line, stamp

CALLS_HEADER = "主叫,被叫,开始时间,时长,类型,小区号,IMEI,IMSI"
_COMMON = tuple(kind for kind in KINDS if kind.weight >= 5) + tuple(
    kind for kind in KINDS if kind.entity_type == "PERSON"
)


def labelled(count: int, seed: int = 1) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield `count` texts with their true spans: (text, [(start, end, entity_type), ...])."""
    for case in cases(count, seed):
        yield case.text, [(span.start, span.end, span.entity_type) for span in case.spans]


def text_lines(seed: int = 1) -> Iterator[str]:
    """Yield lines of the text corpus without end."""
    rng = Random(seed)
    while True:
        chance = rng.random()
        if chance < 0.55:
            yield prose_line(rng)
        elif chance < 0.98:
            yield log_line(rng)
        else:
            yield personal_line(rng)


def personal_line(rng: Random) -> str:
    """Return a line of prose or log with one to three values in it."""
    pieces = [
        value_piece(rng.choice(_COMMON), rng).text.replace("\n", " ").replace("\r", "")
        for _ in range(rng.choice((1, 2, 3)))
    ]
    carrier = prose_line(rng)[: rng.randint(10, 40)] if rng.random() < 0.6 else log_line(rng)[:90] + " "
    return carrier + "；".join(pieces)


def call_lines(seed: int = 1) -> Iterator[str]:
    """Yield rows of call records without end (no header)."""
    rng = Random(seed)
    people = [(contacts.mobile(rng), contacts.imei(rng), contacts.imsi(rng)) for _ in range(5000)]
    while True:
        number, imei, imsi = rng.choice(people)
        other = contacts.mobile(rng) if rng.random() < 0.85 else contacts.landline(rng)
        cell = f"{rng.randint(4096, 65000)}-{digits(rng, 8)}"
        way = rng.choice(("主叫", "被叫", "短信"))
        yield f"{number},{other},{stamp(rng)},{rng.randint(1, 3600)},{way},{cell},{imei},{imsi}"


def json_rows(seed: int = 1, address: Callable[[Random], str] = contacts.address) -> Iterator[str]:
    """Yield objects of five kinds without end."""
    rng = Random(seed)
    while True:
        row = {
            "id": rng.randint(10**5, 10**6),
            "name": contacts.person(rng),
            "phone": contacts.mobile(rng),
            "id_card": resident_id(rng),
            "email": contacts.email(rng),
            "address": address(rng),
        }
        yield json.dumps(row, ensure_ascii=False)


def text(size: int, seed: int = 1) -> str:
    """Return the text corpus of at least `size` bytes in UTF-8, in whole lines."""
    return _collect(text_lines(seed), size)


def calls(size: int, seed: int = 1) -> str:
    """Return call records of at least `size` bytes in UTF-8, header first."""
    return CALLS_HEADER + "\n" + _collect(call_lines(seed), size - len(CALLS_HEADER.encode()) - 1)


def json_lines(size: int, seed: int = 1) -> str:
    """Return JSON Lines of at least `size` bytes in UTF-8."""
    return _collect(json_rows(seed), size)


def new_addresses(size: int, seed: int = 1) -> str:
    """Return JSON Lines like those of `json_lines`, of which each has an address that no other line has."""
    return _collect(json_rows(seed, contacts.new_address), size)


def _collect(lines: Iterator[str], size: int) -> str:
    kept, done = [], 0
    for line in lines:
        if done >= size:
            break
        kept.append(line)
        done += len(line.encode()) + 1
    return "\n".join(kept) + "\n"
