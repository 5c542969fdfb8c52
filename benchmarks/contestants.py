"""One contestant in a process: `python -m benchmarks.contestants NAME FOLDER CORE`, asked by `benchmarks.contest`.

Says its version, then for every line on standard input (a file in FOLDER) how many MB it took in how many seconds of
processor time, its children's included.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import peers
from benchmarks.clock import pin
from piiguard.engine import Names

# From a file and how much of it to take (0: all) to the bytes that were taken; 0 for what it is not made for.
Job = Callable[[Path, int], int]
_BLOCK = 1 << 20
_DIGITS = "[0-9]{7,20}[Xx]?"


def _own(names: Names) -> tuple[str, Job]:
    import piiguard

    guard = piiguard.Guard(names=names)

    def redact(path: Path, _: int) -> int:
        guard.redact_stream(str(path), f"{path}.out")
        return path.stat().st_size

    return f"{piiguard.__version__}, all recognizers, names {names}, file to file", redact


def _own_table() -> tuple[str, Job]:
    import piiguard
    from piiguard.cli.forms import Asked
    from piiguard.cli.table_files import rewrite_text
    from piiguard.text.decode import TextSource
    from piiguard.text.encode import TextSink

    guard = piiguard.Guard()

    def redact(path: Path, _: int) -> int:
        form = peers.FORMS.get(path.name)
        if form is None:
            return 0
        with path.open("rb") as source, open(f"{path}.out", "wb") as target:
            rewrite_text(form, TextSource(source, "in"), TextSink(target, "out"), guard, Asked(form))
        return path.stat().st_size

    return f"{piiguard.__version__}, columns planned, file to file", redact


def _structured() -> tuple[str, Job]:
    version, run, most = peers.structured()

    def redact(path: Path, _: int) -> int:
        return run(path, Path(f"{path}.out"), most) if path.name in peers.FORMS else 0

    return f"{version}, file to file", redact


def _split() -> tuple[str, Job]:
    def split(path: Path, _: int) -> int:
        for block in _blocks(path, 0):
            block.split("\n")
        return path.stat().st_size

    return "blocks of 1 MB", split


def _ripgrep() -> tuple[str, Job]:
    found = shutil.which("rg")
    if found is None:
        raise ImportError

    def count(path: Path, _: int) -> int:
        subprocess.run([found, "--count-matches", _DIGITS, str(path)], check=True, stdout=subprocess.DEVNULL)
        return path.stat().st_size

    version = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    return f"{version}, counts {_DIGITS}", count


def _peer(name: str) -> tuple[str, Job]:
    built = peers.BUILDERS[name]()
    by_block = name.startswith("re")
    way = "blocks of 1 MB" if by_block else "line by line"

    def run(path: Path, most: int) -> int:
        taken = 0
        with open(f"{path}.out", "w", encoding="utf-8", newline="") as target:
            for block in _blocks(path, most):
                taken += len(block.encode())
                for text in [block] if by_block else block.splitlines(keepends=True):
                    result = built.call(text)
                    target.write(result if isinstance(result, str) else "")
        return taken

    return f"{built.version}, {way}", lambda path, _: run(path, built.sample)


def _blocks(path: Path, most: int) -> Iterator[str]:
    """Yield a file, or its first `most` bytes, as text in blocks that end with a line."""
    with path.open("rb") as source:
        while block := source.read(min(most, _BLOCK) if most else _BLOCK):
            block += source.readline()
            yield block.decode()
            if most and source.tell() >= most:
                return


CONTESTANTS: dict[str, Callable[[], tuple[str, Job]]] = {
    "read, decode, split": _split,
    "ripgrep, counting only": _ripgrep,
    "piiguard": lambda: _own("off"),
    "piiguard, names read": lambda: _own("recall"),
    "piiguard, as a table": _own_table,
    "re, ten patterns": lambda: _peer("re"),
    "re, one pattern per type": lambda: _peer("re, every type"),
    "helan": lambda: _peer("helan"),
    "argus-redact": lambda: _peer("argus-redact"),
    "jionlp": lambda: _peer("jionlp"),
    "presidio": lambda: _peer("presidio"),
    "presidio-structured": _structured,
}


def _seconds() -> float:
    if sys.platform == "win32":
        return time.process_time()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> int:
    """Build the contestant, answer what is asked, and return the exit code."""
    name, folder, core = sys.argv[1:]
    # Some greet on standard output, or look for files on the internet and complain.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    logging.disable()
    pin(int(core) if core else None)
    try:
        version, job = CONTESTANTS[name]()
    except ImportError:
        return 1
    print(version, file=answers, flush=True)
    for line in sys.stdin:
        start = _seconds()
        taken = job(Path(folder, line.rstrip("\n")), 0)
        print(json.dumps([taken / 1e6, _seconds() - start]), file=answers, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
