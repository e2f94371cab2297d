import sys
import threading
import time
from pathlib import Path

import pytest
from rig.wait import wait_until

from mock_interviewer.audio.errors import ModelError, RecognitionError
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.speed_measurement import (
    SpeedMeasurement,
    memory,
    reference_model,
    usable_cores,
)
from mock_interviewer.audio.recognition.models.store import ModelStore

PATIENCE = 30.0


def child(code: str) -> list[str]:
    """Return the command of a child that does this with ``line``, what it was asked."""
    return [
        sys.executable,
        "-c",
        f"import json, os, sys, time; line = sys.stdin.readline(); {code}",
    ]


def measuring(folder: Path, code: str, limit: float = PATIENCE) -> SpeedMeasurement:
    return SpeedMeasurement(ModelStore(folder / "models"), command=child(code), limit=limit)


def test_the_result_of_the_child_is_returned_with_the_machine(tmp_path: Path) -> None:
    found = measuring(tmp_path, "print(json.dumps({'seconds': 0.4}))").run()
    assert found == MachineMeasurement("base", 0.4, usable_cores(), memory())


def test_the_child_is_asked_to_measure_with_a_model_that_can_be_used(tmp_path: Path) -> None:
    broken = tmp_path / "models" / "base"
    broken.mkdir(parents=True)
    assert reference_model(ModelStore(tmp_path / "models")) == "tiny.en"
    code = "print(json.dumps({'seconds': len(json.loads(line)['model'])}))"
    assert measuring(tmp_path, code).run() == MachineMeasurement(
        "tiny.en", len("tiny.en"), usable_cores(), memory()
    )


def test_an_error_of_the_child_is_raised(tmp_path: Path) -> None:
    answer = "{'kind': 'ModelError', 'what': 'It is damaged.', 'remedy': 'Mend it.'}"
    with pytest.raises(ModelError, match=r"It is damaged\. Mend it\."):
        measuring(tmp_path, f"print(json.dumps({answer}))").run()


@pytest.mark.parametrize("code", ["os._exit(9)", "print('no answer')"])
def test_a_child_that_dies_or_answers_nonsense_is_an_error(tmp_path: Path, code: str) -> None:
    with pytest.raises(RecognitionError, match="could not be measured"):
        measuring(tmp_path, code).run()


def test_a_child_that_hangs_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError, match="did not answer in time"):
        measuring(tmp_path, "time.sleep(600)", limit=0.3).run()


def test_a_canceled_measurement_ends_at_once_without_a_result(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    under_way = measuring(tmp_path, f"open({str(begun)!r}, 'w').close(); time.sleep(600)")
    found: list[MachineMeasurement | None] = []
    thread = threading.Thread(target=lambda: found.append(under_way.run()))
    thread.start()
    wait_until(begun.exists, PATIENCE, what="the child is at work")
    began = time.monotonic()
    under_way.cancel()
    thread.join(PATIENCE)
    assert found == [None]
    assert time.monotonic() - began < 10.0


def test_a_measurement_canceled_before_its_start_starts_nothing(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    early = measuring(tmp_path, f"open({str(begun)!r}, 'w').close()")
    early.cancel()
    assert early.run() is None
    assert not begun.exists()


@pytest.mark.model
def test_this_machine_is_measured_with_a_real_model(tmp_path: Path) -> None:
    found = SpeedMeasurement(ModelStore(tmp_path / "models")).run()
    assert found is not None
    assert found.model == "base"
    assert 0.01 < found.seconds < PATIENCE
    assert found.cores >= 1
    assert found.memory > 100_000_000


@pytest.mark.model
def test_a_flipped_bit_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    weights = store.verified_folder("base") / "model.bin"
    data = bytearray(weights.read_bytes())
    data[1000] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match="wrong checksum"):
        SpeedMeasurement(store).run()
