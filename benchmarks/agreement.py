"""Whether the bulk executor finds what the exact one finds: `python -m benchmarks.agreement`.

On random mixtures of everything (`--cases`, many lines at a time) and on every file of a folder (`--data`, by default
../shared/data, left out where it is absent). Names what differs by recognizer and place, never by value; ends with 1
if anything does.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.mixtures import Mixtures
from piiguard.engine import Engine, Names
from piiguard.registry import built_in

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
_LINES = 150
_PIECE = 1 << 20
_SHOWN = 20
_Parts = list[tuple[object, ...]]


class Agreement:
    """The two executors, and what they differed in."""

    def __init__(self, names: Names) -> None:
        self.exact = Engine(built_in(), executor="exact", names=names)
        self.bulk = Engine(built_in(), executor="bulk", names=names)
        self.differences: list[str] = []
        self.findings = 0

    def look(self, text: str, where: str) -> None:
        """Compare the findings of a text; remember the differences."""
        exact: _Parts = [tuple(each) for each in self.exact.scan(text)]
        bulk: _Parts = [tuple(each) for each in self.bulk.scan(text)]
        self.findings += len(exact)
        if exact != bulk:
            for side, one, other in (("exact", exact, bulk), ("bulk", bulk, exact)):
                for kind, start, _, score, name, reason, *_ in sorted(set(one) - set(other), key=str)[:_SHOWN]:
                    self.differences.append(f"{where}, {start}: only {side} has {kind} ({name}, {score}, {reason})")


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a folder as text, in pieces of a million characters, each with its name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = data.decode("utf-8", "replace")
        for at in range(0, len(text), _PIECE):
            yield f"{path.relative_to(folder)} +{at}", text[at : at + _PIECE]


def main(argv: Sequence[str] | None = None) -> int:
    """Compare, print what differs, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000, help="random texts (default 200,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of files to compare on")
    parser.add_argument(
        "--names", choices=("off", "strict", "recall"), default="off", help="with the name model or not"
    )
    options = parser.parse_args(argv)
    agreement = Agreement(options.names)
    texts = Mixtures(options.seed).texts(options.cases)
    for number, lines in enumerate(iter(lambda: list(islice(texts, _LINES)), [])):
        agreement.look("\n".join(lines), f"random batch {number}")
    print(f"{options.cases} random cases of seed {options.seed}: {agreement.findings} findings")
    if options.data.is_dir():
        before = agreement.findings
        for where, text in files(options.data):
            agreement.look(text, where)
        print(f"{options.data}: {agreement.findings - before} findings")
    print("\n".join(agreement.differences))
    print(f"{len(agreement.differences)} differences")
    return 1 if agreement.differences else 0


if __name__ == "__main__":
    sys.exit(main())
