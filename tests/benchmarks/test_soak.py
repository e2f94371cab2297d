"""The soak test itself: what it plays, what it counts, and when it says no."""

import json
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from benchmarks import soak
from benchmarks.memory import Reading
from benchmarks.soak import ALLOWED, MANY, ONE, TAKES, Soak, Soaked, lengths
from rig import fake_worker as fake
from rig.recognition import fake_command

from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.samples import SPEECH_RATE

SHORT = 0.02
"""Minutes."""

Worker = Callable[..., None]


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Return what gives soaks a worker without a model, which does these things."""

    def use(*behaviours: str) -> None:
        command = fake_command(tmp_path, *behaviours)
        monkeypatch.setattr(soak, "Recognizer", partial(Recognizer, command=command))

    monkeypatch.setattr(soak, "_sound", lambda _: np.zeros(SPEECH_RATE, dtype=np.float32))
    return use


def hour(*megabytes: float, restarts: int = 0, captions: int = 1) -> Soaked:
    """Return an hour of readings, evenly spread, so that the sixth is at five minutes or so."""
    step = 3600 / (len(megabytes) - 1)
    readings = [Reading(index * step, rss, rss / 2) for index, rss in enumerate(megabytes)]
    return Soaked(ONE, 3600.0, worker=readings, restarts=restarts, captions=captions)


def test_one_long_take_equals_many_takes_in_total() -> None:
    assert list(lengths(ONE, 60)) == [3600]
    assert sum(lengths(MANY, 60)) == 3600
    assert list(islice(lengths(MANY, 200), 6)) == [60 * take for take in (*TAKES, TAKES[0])]
    assert list(lengths(MANY, 3)) == [120, 60]


def test_memory_that_stays_constant_after_five_minutes_passes() -> None:
    # The model is loaded and its memory allocated before that.
    steady = hour(100, *[300] * 12)
    assert (steady.growth, steady.passed) == (0, True)


@pytest.mark.parametrize("end", [300 + ALLOWED + 1, 300 - ALLOWED - 1])
def test_memory_growth_fails(end: float) -> None:
    assert not hour(100, *[300] * 11, end).passed


def test_one_reading_during_work_does_not_count_as_growth() -> None:
    readings = [Reading(float(second), 300.0, 150.0) for second in range(0, 3600, 10)]
    busy = Soaked(ONE, 3600.0, worker=[*readings, Reading(3600.0, 500.0, 250.0)], captions=1)
    assert busy.passed


def test_the_end_is_measured_after_a_late_last_transcript() -> None:
    late = [Reading(float(second), 300.0 + second / 60, 150.0) for second in range(0, 7200, 10)]
    assert Soaked(ONE, 3600.0, worker=late).growth == pytest.approx(115, abs=1)


def test_a_replaced_or_missing_worker_fails() -> None:
    assert not hour(*[300] * 13, restarts=1).passed
    assert not Soaked(ONE, 3600.0, captions=1).passed


def test_an_hour_without_captions_fails() -> None:
    assert not hour(*[300] * 13, captions=0).passed


def test_takes_are_played_and_counted(worker: Worker, tmp_path: Path) -> None:
    worker(fake.CAPTION)
    soaked = Soak(tmp_path, ONE, SHORT).run()
    said = len(fake.spoken(round(SHORT * 60 * SPEECH_RATE)))
    assert (soaked.problem, soaked.restarts, soaked.words) == (None, 0, said)
    assert len(soaked.stops) == 1
    assert soaked.passed
    assert soaked.client[-1].seconds >= SHORT * 60
    assert not list(tmp_path.glob("*.wav"))


def test_a_worker_that_dies_is_counted(worker: Worker, tmp_path: Path) -> None:
    worker(fake.DIE_AT_FINISH, fake.WORK)
    soaked = Soak(tmp_path, ONE, SHORT).run()
    assert (soaked.restarts, soaked.passed) == (1, False)


def test_an_answer_that_cannot_be_transcribed_ends_with_status_1_and_the_reason(
    worker: Worker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    worker(fake.REFUSE)
    results = tmp_path / "results"
    parts = ["--part", ONE, "--part", MANY]
    monkeypatch.setattr("sys.argv", ["soak", "--minutes", "1", *parts, "--output", str(results)])
    assert soak.main() == 1
    assert capsys.readouterr().out.count("The model is damaged. Mend it.") == 2
    (kept,) = results.iterdir()
    assert [part["part"] for part in json.loads(kept.read_text("utf-8"))] == [ONE, MANY]
