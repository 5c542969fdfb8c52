"""The quality run: smoke over our labelled texts, other projects' data from a made-up folder, no value shown."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from benchmarks import gold, quality

PHONE = "13812345678"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder shaped like the real one, with one labelled set and one negative set."""
    labelled = {
        "id": "1",
        "text": f"请打{PHONE}找他",
        "spans": [{"start": 2, "end": 13, "type": "CN_MOBILE", "label": "m"}],
    }
    _write(tmp_path / "crosswoz", labelled)
    _write(tmp_path / "negative" / "laws", {"id": "1", "text": f"本法自公布之日起施行。\n{PHONE}"})
    return tmp_path


def _write(folder: Path, record: dict[str, object]) -> None:
    folder.mkdir(parents=True)
    with gzip.open(folder / "dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _run(tmp_path: Path, *arguments: str) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    target = tmp_path / "figures.json"
    assert quality.main([*arguments, "--json", str(target)]) == 0
    return json.loads(target.read_text())


def test_validated_kinds_are_found_and_decoys_left_alone(tmp_path, capsys):
    figures = _run(tmp_path, "--part", "labelled", "--count", "1500", "--seed", "42")["labelled"]["validated kinds"]
    assert figures["gold"] > 1000
    assert figures["recall"] >= 0.97
    assert figures["precision"] >= 0.97


def test_other_projects_sets_are_scored_by_their_own_types(tmp_path, data, capsys):
    figures = _run(tmp_path, "--part", "gold", "--data", str(data))["gold"]
    assert figures["crosswoz"]["CN_MOBILE"]["recall"] == 1.0
    assert figures["crosswoz"]["found CN_MOBILE"]["precision"] == 1.0
    assert "ccf_bdci2020_privacy: not here, skipped" in capsys.readouterr().out


def test_false_findings_are_counted_per_character_and_line(tmp_path, data, capsys):
    figures = _run(tmp_path, "--part", "negative", "--data", str(data))["negative"]["laws"]
    assert (figures["findings"], figures["lines"], figures["by_type"]) == (1, 2, {"CN_MOBILE": 1})
    assert figures["per_2000_lines"] == 1000


def test_no_value_is_shown_by_default(data, capsys):
    assert quality.main(["--part", "negative", "--data", str(data)]) == 0
    shown = capsys.readouterr()
    assert "99999999999" in shown.out
    assert PHONE not in shown.out + shown.err


def test_show_values_shows_them_on_a_terminal_of_ones_own(data, capsys, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert quality.main(["--part", "negative", "--data", str(data), "--show-values"]) == 0
    assert PHONE in capsys.readouterr().err


def test_show_values_is_refused_in_ci(data, capsys, monkeypatch):
    monkeypatch.setenv("CI", "1")
    assert quality.main(["--part", "negative", "--data", str(data), "--show-values"]) == 2
    assert PHONE not in "".join(capsys.readouterr())


@pytest.mark.skipif(not gold.DEFAULT_DATA.is_dir(), reason="the shared data is not beside this checkout")
@pytest.mark.parametrize("name", gold.LABELLED_SETS)
def test_labels_of_the_shared_data_point_at_text(name):
    for item in gold.items(gold.DEFAULT_DATA, name):
        for spans in item.spans.values():
            assert all(0 <= span.start < span.end <= len(item.text) for span in spans)


def test_wrong_check_digits_are_a_row_of_their_own(tmp_path):
    text = "号码11010519491231002X和110105194912310021。"
    spans = [{"start": 2, "end": 20, "type": "CN_ID_CARD"}, {"start": 21, "end": 39, "type": "CN_ID_CARD"}]
    _write(tmp_path / "multipriv_zh", {"id": "1", "text": text, "spans": spans})
    (item,) = gold.items(tmp_path, "multipriv_zh")
    assert {kind: len(each) for kind, each in item.spans.items()} == {"CN_ID_CARD": 1, "CN_ID_CARD (check fails)": 1}
