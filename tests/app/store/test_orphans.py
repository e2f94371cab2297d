from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import (
    DAMAGED,
    NO_RECORDING,
    RECOVERED,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import RecordingWriter

Leave = Callable[[Path], None]


@pytest.fixture
def interrupted(data: DataFolder, plan: Plan) -> Callable[[Leave], TakeRecord]:
    """Leave a take open with a recording as given, and return it as the next start makes it."""

    def run(leave: Leave) -> TakeRecord:
        with Library.open(data) as library:
            session = library.create_session(plan)
            take = library.create_take(session.id, plan.questions[0], 1, 1)
            assert take.recording is not None
            leave(take.recording)
        with Library.open(data) as library:
            [recovered] = library.recovered
            assert library.take(take.id) == recovered
            assert library.unfinished() == []
        return recovered

    return run


Interrupted = Callable[[Leave], TakeRecord]


def _record(path: Path, seconds: float = 1.5) -> None:
    writer = RecordingWriter(path)
    writer.write(np.full(int(seconds * 16_000), 0.25, dtype=np.float32))
    writer.close()


def test_a_recording_keeps_its_true_length(interrupted: Interrupted) -> None:
    take = interrupted(_record)
    assert (take.status, take.duration, take.flags) == (TakeStatus.SAVED, 1.5, (RECOVERED,))


def test_a_header_with_a_wrong_length_is_repaired(interrupted: Interrupted) -> None:
    def lie(path: Path) -> None:
        _record(path)
        content = bytearray(path.read_bytes())
        content[40:44] = bytes(4)
        path.write_bytes(content)

    assert interrupted(lie).duration == 1.5


@pytest.mark.parametrize(
    "leave",
    [lambda _: None, Path.touch, lambda path: _record(path, 0.0)],
    ids=["missing", "empty", "header only"],
)
def test_a_take_without_sound_is_flagged(interrupted: Interrupted, leave: Leave) -> None:
    take = interrupted(leave)
    assert take.flags == (RECOVERED, NO_RECORDING)
    assert (take.status, take.duration, take.recording) == (TakeStatus.SAVED, 0.0, None)


def test_a_file_that_is_not_a_recording_is_left_and_flagged(interrupted: Interrupted) -> None:
    def spoil(path: Path) -> None:
        path.write_bytes(b"something else" * 100)

    take = interrupted(spoil)
    assert take.flags == (RECOVERED, DAMAGED)
    assert take.recording is not None
    assert take.recording.read_bytes() == b"something else" * 100


def test_one_bad_take_does_not_prevent_the_recovery_of_another(
    data: DataFolder, plan: Plan
) -> None:
    with Library.open(data) as library:
        session = library.create_session(plan)
        for attempt, content in ((1, b"no recording"), (2, None)):
            take = library.create_take(session.id, plan.questions[0], 1, attempt)
            assert take.recording is not None
            if content is None:
                _record(take.recording)
            else:
                take.recording.write_bytes(content)
    with Library.open(data) as library:
        assert [take.duration for take in library.recovered] == [0.0, 1.5]
