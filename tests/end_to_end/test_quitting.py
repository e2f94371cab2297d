"""Fault 32: a window that is closed while an answer is being transcribed."""

import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from rig.processes import is_over, running
from rig.pulse import PulseRig
from rig.spoken import ANSWER, speak
from rig.wait import wait_until
from rig.window import KNOWN, Window, asked
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import write_machine_speed
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

pytestmark = [pytest.mark.rig, pytest.mark.model]

TARGET = 2.0
"""Seconds from the closed window to the end of the program; a test allows five times that."""
WORKED = 0.3
"""Seconds of the processor after which a worker is surely at the answer."""
QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a saved answer of some minutes that has no transcript."""
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    settings = SettingsFile(folder.settings_file)
    settings.save(settings.load().values.snapshot() | {"model": "tiny.en"})
    _keep(folder, speak(ANSWER, tmp_path / "answer.wav").times(10, tmp_path / "long.wav").samples)
    return folder.root


def _keep(folder: DataFolder, samples: Samples) -> None:
    with closing(Library.open(folder)) as library:
        session = library.create_session(Plan((QUESTION,)))
        take = library.create_take(session.id, QUESTION, 1, 1)
        assert take.recording is not None
        with closing(RecordingWriter(take.recording)) as recording:
            recording.write(samples)
        library.close_take(take.id, len(samples) / SPEECH_RATE)
        library.end_session(session.id)


def _worker_at_work(window: Window) -> psutil.Process:
    """Wait until the window's recognition worker is at the answer, and return it."""
    found: list[psutil.Process] = []

    def started() -> bool:
        found[:] = running(
            "mock_interviewer.audio.recognition.worker.worker", of=window.process.pid
        )
        return bool(found)

    wait_until(started, 60.0, what="the worker is started")
    # While it loads the model it checks every byte: a sound file is opened only for an answer.
    wait_until(
        lambda: "sndfile" in _mapped(found[0]), 60.0, what="the worker has read the recording"
    )
    before = found[0].cpu_times().user
    wait_until(lambda: found[0].cpu_times().user > before + WORKED, 60.0, what="the worker works")
    return found[0]


def _mapped(process: psutil.Process) -> str:
    """Return the names of the libraries that a process has loaded."""
    return " ".join(mapped.path for mapped in process.memory_maps())


def test_a_window_closed_in_mid_transcription_is_gone_and_goes_on_at_the_next_start(
    pulse: PulseRig, screen: Screen, data: Path
) -> None:
    with Window(data, screen, pulse) as window:
        worker = _worker_at_work(window)
        began = time.monotonic()
        assert window.close() == 0
        wait_until(lambda: is_over(worker), 5 * TARGET, what="the worker is gone")
        assert time.monotonic() - began < 5 * TARGET
    (session,) = asked(data, "sessions", "list")
    (take,) = asked(data, "sessions", "show", session["id"])["takes"]
    assert take["transcript"] is None

    def transcribed() -> bool:
        (take,) = asked(data, "sessions", "show", session["id"])["takes"]
        return take["transcript"] is not None

    with Window(data, screen, pulse) as window:
        wait_until(transcribed, 120.0, what="the answer is transcribed")
        assert window.close() == 0
