"""Texts with the truth about them: values of every kind in every way of writing, among decoys.

Stands in for data that nobody has seen; holds only what a competent reader would label without doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from benchmarks import contacts
from benchmarks.decoys import DECOYS
from benchmarks.frames import ALONE, FILLERS, JOINTS, KEYED, LABEL_BEHIND, LABELLED
from benchmarks.kinds import KINDS, Kind


class Span(NamedTuple):
    """One value in a text, with the way it is written and framed (never the value)."""

    start: int
    end: int
    entity_type: str
    shape: str


class Piece(NamedTuple):
    """A fragment of a text with its spans; a decoy has none, and its name as `shape`."""

    text: str
    spans: tuple[Span, ...]
    shape: str


class Case(NamedTuple):
    """A text, its true spans, and which stretch of it is which piece."""

    text: str
    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, int, str], ...]

    def shape_at(self, at: int) -> str:
        """Return what stands at `at`: a decoy's or a frame's name."""
        return next((shape for start, end, shape in self.pieces if start <= at < end), "between pieces")


_WEIGHTS = [kind.weight for kind in KINDS]


def cases(count: int, seed: int = 1) -> Iterator[Case]:
    """Yield `count` cases; the same for the same seed."""
    rng = Random(seed)
    for _ in range(count):
        yield _joined([_piece(rng) for _ in range(rng.choice((1, 1, 2, 3)))], rng)


def _piece(rng: Random) -> Piece:
    chance = rng.random()
    if chance < 0.30:
        decoy = rng.choice(DECOYS)
        return Piece(decoy(rng), (), decoy.__name__)
    if chance < 0.36:
        return Piece(rng.choice(FILLERS), (), "filler")
    if chance < 0.42:
        return record(rng)
    if chance < 0.45:
        return listing(rng)
    if chance < 0.48:
        return signature(rng)
    return value_piece(rng.choices(KINDS, _WEIGHTS)[0], rng)


def value_piece(kind: Kind, rng: Random) -> Piece:
    """Return one value of `kind` in one of its ways and one of the frames that suit it."""
    way = rng.choice(kind.ways)
    value = way(kind.make(rng), rng)
    frame = _frame(kind, rng)
    if "{l}{v}" in frame and not value.isdecimal():
        frame = frame.replace("{l}{v}", "{l} {v}")  # VINLSV… has no border that anyone could see
    before, after = frame.format(l=rng.choice(kind.labels), k=rng.choice(kind.keys), v="\0").split("\0")
    shape = f"{way.__name__} in {frame!a}" if frame in ALONE else f"{way.__name__} in {_group(frame)}"
    span = Span(len(before), len(before) + len(value), kind.entity_type, shape)
    return Piece(before + value + after, (span,), shape)


def _frame(kind: Kind, rng: Random) -> str:
    if kind.sure_alone and rng.random() < 0.45:
        return rng.choice(ALONE)
    if rng.random() < 0.08 and kind.entity_type in ("CN_MOBILE", "QQ", "CN_RESIDENT_ID", "BANK_CARD"):
        return rng.choice(LABEL_BEHIND)
    return rng.choice(rng.choice((LABELLED, LABELLED, KEYED)))


def _group(frame: str) -> str:
    return frame.encode("unicode_escape").decode() if frame in KEYED else frame


_SURE = tuple(kind for kind in KINDS if kind.sure_alone and kind.weight > 1)


def record(rng: Random) -> Piece:
    """Return a row of several values: JSON with keys, or CSV of kinds that need no label."""
    chosen = rng.sample(_SURE, rng.choice((2, 3, 4)))
    as_json = rng.random() < 0.5
    text, spans = ("{" if as_json else str(rng.randint(1, 9999)) + ","), []
    for index, kind in enumerate(chosen):
        value = kind.make(rng)
        if as_json:
            text += (", " if index else "") + f'"{rng.choice(kind.keys)}": "'
        elif "," in value:
            text += '"'
        start = len(text)
        text += value + ('"' if as_json or "," in value else "") + ("" if as_json else ",")
        spans.append(Span(start, start + len(value), kind.entity_type, "JSON record" if as_json else "CSV record"))
    return Piece(text + ("}" if as_json else "ok"), tuple(spans), "record")


_LISTED = tuple(kind for kind in _SURE if kind.make in (contacts.mobile, contacts.landline, contacts.email))


def listing(rng: Random) -> Piece:
    """Return one label and two or three values of a kind behind it, as contact lines have them."""
    kind, between = rng.choice(_LISTED), rng.choice(("、", "/", "，", ", ", " ", "或", " / ", "；", "和"))
    parts: list[str | tuple[str, str]] = [rng.choice(kind.labels) + "："]
    for index in range(rng.choice((2, 3))):
        parts += [between] if index else []
        parts.append((kind.entity_type, kind.make(rng)))
    return _assembled(parts, f"list by {between!a}")


def signature(rng: Random) -> Piece:
    """Return a contact line without a sign or with little between its parts, as people type them."""
    mobile, mail = ("CN_MOBILE", contacts.mobile(rng)), ("EMAIL_ADDRESS", contacts.email(rng))
    number, landline = ("QQ", contacts.qq(rng)), ("CN_LANDLINE", contacts.landline(rng))
    parts: list[str | tuple[str, str]] = rng.choice(
        [
            ["Tel:", mobile, " Email:", mail],
            ["电话", mobile, "邮箱", mail, "，谢谢"],
            ["手机", mobile, "QQ", number, "，欢迎来访"],
            ["联系人电话：", mobile, "（同微信）"],
            ["Please call ", mobile, " or write to ", mail, "."],
            ["T: ", landline, " | M: ", mobile, " | E: ", mail],
            ["商务合作请加QQ：", number, "或致电", mobile],
            ["INSERT INTO t_user VALUES (17, '", mobile, "', '", mail, "', NULL);"],
            ["tel:", mobile, "\tmail:", mail],
        ]
    )
    return _assembled(parts, "signature")


def _assembled(parts: list[str | tuple[str, str]], shape: str) -> Piece:
    """Return the parts in a row; a pair is a value with its entity type."""
    text, spans = "", []
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        entity_type, value = part
        spans.append(Span(len(text), len(text) + len(value), entity_type, shape))
        text += value
    return Piece(text, tuple(spans), shape)


def _joined(pieces: list[Piece], rng: Random) -> Case:
    text, spans, places = "", [], []
    for index, piece in enumerate(pieces):
        text += rng.choice(JOINTS) if index else ""
        shift = len(text)
        spans += [span._replace(start=span.start + shift, end=span.end + shift) for span in piece.spans]
        text += piece.text
        places.append((shift, len(text), piece.shape))
    return Case(text, tuple(spans), tuple(places))
