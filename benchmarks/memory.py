"""Peak memory of `piiguard redact` on a long stream and on one long line: `python -m benchmarks.memory`.

The input is fed through a pipe and made on the way; the output is read and counted, never kept.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import IO, NamedTuple

from benchmarks.corpus import text

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
    options = parser.parse_args(argv)
    redact = [sys.executable, "-m", "piiguard", "redact"]
    print("| input | MB in | MB out | peak RSS, MiB | MB/s |\n|---|---|---|---|---|")
    for name, source in (
        ("nothing", iter([b""])),
        ("stream", stream(int(options.stream * 1e6))),
        ("one line", long_line(int(options.line * 1e6))),
    ):
        peak = measure(redact, source)
        rate = peak.megabytes_in / peak.seconds
        print(f"| {name} | {peak.megabytes_in:.0f} | {peak.megabytes_out:.0f} | {peak.peak_rss:.0f} | {rate:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
