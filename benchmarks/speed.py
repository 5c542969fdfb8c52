"""Speed side by side in one run on one core: `python -m benchmarks.speed`.

piiguard with every recognizer on, beside bare `re`, helan, argus-redact and presidio where they are installed.
MB are 10^6 bytes of UTF-8. Rounds are interleaved, figures are medians.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import corpus, peers
from benchmarks.clock import interleaved, pin

WITHOUT_DIGITS = (
    "春天刚到的时候，村里的木匠在院子里种下两棵石榴树，邻居们围着看了半天，说话声渐渐低了下去，远处传来几声鸟叫，"
    "路灯一盏接一盏亮了。大家约好等树开花的那天再来坐坐，喝一壶新茶，听老人讲从前的故事，孩子们也跟着来听。"
)
WITH_DIGITS = {
    "ASCII log": "2024-06-18 09:14:55.201 INFO [exec-17] c.e.OrderService - order_id=202406180914559027 cost=35ms "
    "size=1832 ok",
    "Han prose": "据统计，2023年全年降水比往年多出18%，参加活动的人数从1260人增加到3480人，这条新修的路全长约27公里，"
    "课程安排在9月进行，仓库里还有315箱货没有拆封，大约用了12天才完成全部工作。",
    "mixed": '{"ts":1718673295201,"level":"INFO","msg":"任务处理完成，共写入4096行","id":1802934857203948571,'
    '"cost":"35ms","retry":0}',
}
Job = Callable[[], object]


def chunks(text: str, size: int = 1_000_000) -> list[str]:
    """Return `text` cut behind newlines into pieces of about `size` bytes."""
    pieces, piece, done = [], [], 0
    for line in text.splitlines(keepends=True):
        piece.append(line)
        done += len(line.encode())
        if done >= size:
            pieces.append("".join(piece))
            piece, done = [], 0
    return [*pieces, "".join(piece)] if piece else pieces


def each(call: Callable[[str], object], texts: Sequence[str]) -> None:
    """Call `call` on every text."""
    for text in texts:
        call(text)


def throughput(built: Sequence[peers.Peer], size: int, rounds: int) -> dict[str, float]:
    """Return MB/s of every job on the sparse text and the dense call records."""
    import piiguard

    guard = piiguard.Guard()
    jobs: dict[str, Job] = {}
    volumes: dict[str, int] = {}

    def add(name: str, call: Callable[[str], object], texts: Sequence[str]) -> None:
        jobs[name] = partial(each, call, texts)
        volumes[name] = sum(len(text.encode()) for text in texts)

    for kind, make in (("text", corpus.text), ("calls", corpus.calls)):
        whole = make(size)
        add(f"{kind}: piiguard redact, 1 MB chunks", guard.redact, chunks(whole))
        add(f"{kind}: piiguard redact, by line", guard.redact, whole.splitlines(keepends=True))
        add(
            f"{kind}: piiguard redact_batch, lines",
            lambda block: guard.redact_batch(block.splitlines()),
            chunks(whole),
        )
        for peer in built:
            sample = make(min(size, peer.sample))
            add(f"{kind}: {peer.name}, by line", peer.call, sample.splitlines(keepends=True))
            if peer.name.startswith("re"):
                add(f"{kind}: {peer.name}, 1 MB chunks", peer.call, chunks(sample))
    seconds = interleaved(jobs, rounds)
    return {name: round(volumes[name] / 1e6 / seconds[name], 3) for name in jobs}


def per_call(rounds: int, repeats: int = 2000) -> dict[str, float]:
    """Return µs per `scan` of a 100-character line without a finding."""
    import piiguard

    guard = piiguard.Guard()
    lines = {"without digits": WITHOUT_DIGITS[:100]} | {name: line[:100] for name, line in WITH_DIGITS.items()}
    for name, line in lines.items():
        if guard.scan(line):
            raise SystemExit(f"the line '{name}' is meant to hold no finding")
    seconds = interleaved({name: partial(each, guard.scan, [line] * repeats) for name, line in lines.items()}, rounds)
    return {name: round(seconds[name] / repeats * 1e6, 2) for name in lines}


def ratios(figures: dict[str, float]) -> list[str]:
    """Return Markdown rows: each job, its MB/s, and how many times faster piiguard is on the same corpus."""
    rows = ["| corpus and job | MB/s | piiguard by line is faster by |", "|---|---|---|"]
    for name, speed in figures.items():
        reference = figures[f"{name.partition(':')[0]}: piiguard redact, by line"]
        rows.append(f"| {name} | {speed:.2f} | × {reference / speed:.2f} |")
    return rows


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--size", type=float, default=8, help="MB of each corpus for piiguard (peers get samples)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="*", default=list(peers.BUILDERS), choices=list(peers.BUILDERS))
    parser.add_argument("--core", type=int, help="core to pin to; the last one by default")
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print Markdown, and return the exit code."""
    options = _arguments(argv)
    where = pin(options.core)
    built, notes = peers.installed(options.peers)
    figures = throughput(built, int(options.size * 1e6), options.rounds)
    calls = per_call(options.rounds)
    print(f"Python {platform.python_version()}, {where}, {options.size:g} MB, median of {options.rounds} rounds\n")
    for peer in built:
        print(f"- {peer.name}: {peer.version}")
    print(
        "\n".join(
            ["", *notes, *ratios(figures), "", "| `scan` of a 100-character line, no finding | µs |", "|---|---|"]
        )
    )
    print("\n".join(f"| {name} | {value} |" for name, value in calls.items()))
    if options.json:
        options.json.write_text(
            json.dumps({"MB/s": figures, "µs per call": calls}, ensure_ascii=False, indent=1) + "\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
