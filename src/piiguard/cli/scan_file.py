"""Shares the scan of one large file out to processes, and counts lines and characters through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from piiguard.cli.one_file import ranges_of, shared
from piiguard.cli.parallel import own_guard
from piiguard.cli.progress import tell
from piiguard.errors import PiiguardError, ReadError, WorkerError
from piiguard.files.allow import MARK, Allows
from piiguard.report.located import Located, Locator
from piiguard.streaming import open_bytes, texts
from piiguard.text.decode import BLOCK, TextSource
from piiguard.text.ranges import PartSource, Range

if TYPE_CHECKING:
    from piiguard.guard import Guard

# Of the findings of so much text few are held at once.
_RANGE = BLOCK
_END = 400


class _Task(NamedTuple):
    path: str
    part: Range
    show_values: bool


class _Piece(NamedTuple):
    """A piece of a range: its number of lines, its last characters, itself where it may hold allows, its findings."""

    lines: int
    end: str
    text: str | None
    found: list[Located]


class _Scanned(NamedTuple):
    """What a range held, up to what is wrong in it; lines and characters are counted from its start."""

    pieces: list[_Piece]
    lines: int
    chars: int
    size: int
    problem: PiiguardError | None


def located(
    source: TextSource, guard: Guard, jobs: int, show_values: bool, allows: Allows | None
) -> Iterator[Located]:
    """Yield the findings of a file in order, as `locate_all` does, scanned in `jobs` processes.

    `source`: its text, not yet read. Raises `ReadError` where a process dies, and what one process would raise.
    """
    tasks = (_Task(source.path, part, show_values) for part in ranges_of(source, _RANGE, jobs))
    lines = chars = 0
    try:
        for scanned in shared(guard, jobs, _scan, tasks):
            for piece in scanned.pieces:
                if allows is not None and piece.text is not None:
                    allows.feed(piece.text)
                elif allows is not None:
                    allows.skip(piece.lines, piece.end)
                for each in piece.found:
                    if allows is None or not allows.covers(each.line + lines, each.entity_type):
                        yield _moved(each, lines, chars)
            if scanned.problem is not None:
                raise scanned.problem
            lines, chars = lines + scanned.lines, chars + scanned.chars
            tell(source.stream, scanned.size)
    except WorkerError as error:
        raise ReadError(source.path, str(error)) from None


def _moved(each: Located, lines: int, chars: int) -> Located:
    return each._replace(
        line=each.line + lines,
        end_line=each.end_line + lines,
        start=each.start + chars,
        end=each.end + chars,
    )


def _scan(task: _Task) -> _Scanned:
    guard, pieces = own_guard(), []
    locator = Locator(task.path, guard, task.show_values, first_byte=task.part.start)
    problem = None
    try:
        with open_bytes(task.path) as raw:
            for piece, encoding, bom in texts(PartSource(raw, task.path, task.part), guard.find, guard.engine.margin):
                text = piece.text
                found = list(locator.locate(piece, encoding, bom))
                pieces.append(_Piece(text.count("\n"), text[-_END:], text if MARK in text else None, found))
    except PiiguardError as error:
        problem = error  # what came before it is told
    return _Scanned(pieces, locator.lines, locator.chars, locator.bytes - task.part.start, problem)
