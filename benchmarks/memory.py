"""Peak memory of `piiguard redact` on a long stream, one long line and a table: `python -m benchmarks.memory`.

The input is fed through a pipe and made on the way; the output is read and counted, never kept. With
`--records 10000` 10 GB of call records go through it, too, as a table. With `--table 5` a CSV of 5 GB of call records
is written to a folder (`--folder`) with twice that room, redacted from file to file, as a table and as text, and
removed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks.corpus import calls, text

BLOCK = 64_000_000


class Peak(NamedTuple):
    """What one run took."""

    megabytes_in: float
    megabytes_out: float
    peak_rss: float
    seconds: float


def stream(size: int) -> Iterator[bytes]:
    """Yield about `size` bytes of the text corpus, one generated block again and again, cut between characters."""
    block = text(min(size, BLOCK)).encode()
    while size > 0:
        yield block[:size].decode(errors="ignore").encode()
        size -= len(block)


def long_line(size: int) -> Iterator[bytes]:
    """Yield one line of `size` bytes: the corpus with commas for its newlines."""
    for block in stream(size):
        yield block.replace(b"\n", b",")
    yield b"\n"


def records(size: int) -> Iterator[bytes]:
    """Yield about `size` bytes of call records with one header: one generated block of rows again and again."""
    header, _, rows = calls(min(size, BLOCK)).partition("\n")
    block = rows.encode()
    yield f"{header}\n".encode()
    while size > 0:
        yield block
        size -= len(block)


def write_table(path: Path, size: int) -> None:
    """Write about `size` bytes of call records."""
    with path.open("wb") as target:
        target.writelines(records(size))


def files(folder: Path, size: int) -> Iterator[tuple[str, Peak]]:
    """Yield what a CSV of `size` bytes takes from file to file, as a table and as text."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        source, target = Path(name, "calls.csv"), Path(name, "out.csv")
        write_table(source, size)
        for form in ("csv", "text"):
            command = [sys.executable, "-m", "piiguard", "redact", "--format", form, str(source), "-o", str(target)]
            peak = measure(command, [])
            yield (
                f"CSV of call records as {'a table' if form == 'csv' else form}",
                peak._replace(megabytes_in=source.stat().st_size / 1e6, megabytes_out=target.stat().st_size / 1e6),
            )
            target.unlink()


# A small process starts the measured one and waits for it: what `wait4` counts begins with the size of the process
# that was forked, and this one holds the input.
_LAUNCHER = """
import os, sys
answer = int(sys.argv[1])
child = os.fork()
if not child:
    os.close(answer)
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
os.write(answer, str(usage.ru_maxrss).encode())
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""


def measure(command: Sequence[str], source: Iterable[bytes]) -> Peak:
    """Run `command` with `source` on its stdin and return sizes, peak resident memory and time."""
    start = time.perf_counter()
    told, answer = os.pipe()
    launch = [sys.executable, "-S", "-c", _LAUNCHER, str(answer), *command]
    with subprocess.Popen(launch, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[answer]) as process:
        os.close(answer)
        assert process.stdin is not None
        assert process.stdout is not None
        feeder = _Feeder(process.stdin, source)
        feeder.start()
        written = sum(map(len, iter(partial(process.stdout.read, 1 << 20), b"")))
        feeder.join()
    with open(told, "rb") as pipe:
        peak = int(pipe.read() or 0) / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    if process.returncode:
        raise SystemExit(f"piiguard ended with {process.returncode}")
    return Peak(feeder.sent / 1e6, written / 1e6, peak, time.perf_counter() - start)


class _Feeder(threading.Thread):
    def __init__(self, pipe: IO[bytes], source: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        self.pipe, self.source, self.sent = pipe, source, 0

    def run(self) -> None:
        try:
            for block in self.source:
                self.pipe.write(block)
                self.sent += len(block)
            self.pipe.close()
        except BrokenPipeError:
            return


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--stream", type=float, default=2000, help="MB of the long stream")
    parser.add_argument("--line", type=float, default=200, help="MB of the single line")
    parser.add_argument("--records", type=float, default=0, help="MB of call records through a pipe, as a table")
    parser.add_argument("--names", default="recall", help="how persons are read in the stream and the line")
    parser.add_argument("--table", type=float, default=0, help="GB of a CSV of call records; 0: none")
    parser.add_argument("--folder", type=Path, help="where the CSV is written, twice its size free")
    options = parser.parse_args(argv)
    start = [sys.executable, "-m", "piiguard", "redact"]
    redact, table = [*start, "--names", options.names], [*start, "--format", "csv"]
    print("| input | MB in | MB out | peak RSS, MiB | MB/s |\n|---|---|---|---|---|")
    sources = (
        ("nothing", redact, iter([b""])),
        ("stream", redact, stream(int(options.stream * 1e6))),
        ("one line", redact, long_line(int(options.line * 1e6))),
        ("call records as a table", table, records(int(options.records * 1e6))),
    )
    peaks = (
        (name, measure(command, source)) for name, command, source in sources if options.records or command is redact
    )
    tables = files(options.folder, int(options.table * 1e9)) if options.table else iter(())
    for name, peak in chain(peaks, tables):
        rate = peak.megabytes_in / peak.seconds
        print(f"| {name} | {peak.megabytes_in:.0f} | {peak.megabytes_out:.0f} | {peak.peak_rss:.0f} | {rate:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
