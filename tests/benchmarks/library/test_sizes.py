"""Libraries of several sizes are measured in one run without losing results."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.library import sizes
from benchmarks.library.made import SESSION
from benchmarks.library.measures import Measure

from mock_interviewer.app.data_folder.data_folder import DataFolder


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(data: DataFolder) -> Iterator[Measure]:
        yield Measure("takes", float(data.root.name.split("-")[0]), "", 10.0)

    def fail(data: DataFolder) -> Iterator[Measure]:
        if data.root.name.startswith(f"{2 * SESSION}-"):
            raise RuntimeError("no screen")
        return iter(())

    monkeypatch.setattr(sizes, "PARTS", {"count": count, "fail": fail})


@pytest.mark.usefixtures("parts")
def test_missing_libraries_are_created_and_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes.measure([2 * SESSION, SESSION], ["count"], tmp_path)
    assert "| takes | 8  | 16  | 2.0 times | 10 , missed |" in capsys.readouterr().out
    (kept,) = tmp_path.glob("*.json")
    figures = json.loads(kept.read_text("utf-8"))
    assert figures["slopes"] == {"takes": 2.0}
    assert [each["met"] for each in figures["sizes"]["16"]] == [False]


@pytest.mark.usefixtures("parts")
def test_results_before_a_failure_are_kept(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no screen"):
        sizes.measure([SESSION, 2 * SESSION], ["count", "fail"], tmp_path)
    (kept,) = tmp_path.glob("*.json")
    assert json.loads(kept.read_text("utf-8"))["slopes"] == {"takes": 2.0}
