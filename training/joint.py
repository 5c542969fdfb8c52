"""Sets the scores of `names="ner"`: `python -m training.joint --sources FOLDER`.

`judged.tsv` says where persons are named in lines of KdConv, labelled for this, one line a row: topic, dialogue,
message, attribute (empty for the message itself), spans. Prints how well the model, and the model with the network,
do on these lines and on generated ones, and the calibration for `piiguard.names.joint`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from piiguard.names import joint
from piiguard.names.finder import shared_model
from piiguard.names.readings import readings
from piiguard.names.refine import refined
from training import logistic
from training.generate import Writer

Judged = tuple[str, set[tuple[int, int]]]
# Margins beyond this say no more.
_PLENTY = 20.0


class Scored(NamedTuple):
    """A reading: what is read, by what margin, whether the span is right, and whether it touches a right one."""

    name: str
    margin: float
    exact: bool
    touches: bool


def judged(folder: Path) -> Iterator[Judged]:
    """Yield the lines of `judged.tsv`, whose text is in the checkout of KdConv in `folder`, with their persons."""
    topics: dict[str, list[dict[str, list[dict[str, object]]]]] = {}
    for row in Path(__file__).with_name("judged.tsv").read_text("utf-8").splitlines():
        topic, dialogue, message, attribute, marks = row.split("\t")
        if topic not in topics:
            topics[topic] = json.loads((folder / f"KdConv/data/{topic}/test.json").read_text("utf-8"))
        said = topics[topic][int(dialogue)]["messages"][int(message)]
        text = said["attrs"][int(attribute)]["attrvalue"] if attribute else said["message"]
        spans = [mark.split("-") for mark in marks.split()]
        yield str(text).split("\n")[0], {(int(start), int(end)) for start, end in spans}


def generated(characters: int) -> Iterator[Judged]:
    """Yield lines that no model was trained on, with their persons."""
    for text, marks in Writer(2026).lines(characters):
        yield text, {(start, end) for start, end, kind in marks if kind == "PER" and end - start > 1}


def read(lines: Sequence[Judged], with_network: bool) -> tuple[list[Scored], int]:
    """Return each reading of a person, and how many persons there are."""
    model, network = shared_model(), joint.shared_network()
    slope, offset = joint.CALIBRATION if with_network else (1.0, 0.0)
    found: list[Scored] = []
    for text, gold in lines:
        second = joint.SecondReader(network, text) if with_network else None
        for kind, start, end, score in readings(model, text, second=second).listed():
            name = refined(text, start, end) if kind == "PER" else None
            if name is not None and name[1] - name[0] > 1:
                chance = min(max(score, 1e-12), 1 - 1e-12)
                margin = (math.log(chance / (1 - chance)) - offset) / slope
                touches = any(start < name[1] and name[0] < end for start, end in gold)
                found.append(Scored(text[name[0] : name[1]], margin, name in gold, touches))
    return found, sum(len(gold) for _, gold in lines)


def calibration(scored: Sequence[Scored]) -> tuple[float, float]:
    """Return slope and offset of the scores: how likely it is that somebody is named there, wherever the name ends.

    What is said again of the same name counts once.
    """
    by_name: dict[tuple[str, bool], list[float]] = {}
    for each in scored:
        by_name.setdefault((each.name, each.touches), []).append(min(each.margin, _PLENTY))
    margins = np.array([sum(each) / len(each) for each in by_name.values()])
    return logistic.fitted(margins, np.array([right for _, right in by_name], float))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, fit and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.joint", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder with a checkout of KdConv")
    options = parser.parse_args(argv)
    lines = [*judged(options.sources)]
    print("| lines | read by | precision | recall | F1 |\n|---|---|---|---|---|")
    for label, some in (("judged", lines), ("generated", [*generated(100_000)])):
        for with_network in (False, True):
            found, wanted = read(some, with_network)
            right = sum(each.exact for each in found)
            precision, recall = right / len(found), right / wanted
            both = 2 * precision * recall / (precision + recall)
            who = "model and network" if with_network else "model"
            print(f"| {label} | {who} | {precision:.3f} | {recall:.3f} | {both:.3f} |", flush=True)
    slope, offset = calibration(read(lines, True)[0])
    print(f"CALIBRATION: Final = ({slope:.3f}, {offset:.3f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
