"""The real window, stopped in the middle of an answer on a computer that is awake."""

import os
import signal
import time
from pathlib import Path

import pytest
from rig.pulse import PulseRig
from rig.wait import wait_until
from rig.window import KNOWN, LED_BY_KEYS, Window
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import write_machine_speed
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import BYTES_PER_SAMPLE
from mock_interviewer.audio.recording.microphone_faults import FROZEN
from mock_interviewer.audio.samples import SPEECH_RATE

pytestmark = [pytest.mark.rig, pytest.mark.model]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    settings = SettingsFile(folder.settings_file)
    wanted = {"question_count": 1, "think_time": 5, "follow_ups": 0, "model": "tiny.en"}
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS) | wanted)
    return folder.root


def _recorded(data: Path) -> float:
    size = sum(path.stat().st_size for path in data.glob("sessions/*/*.wav"))
    return size / BYTES_PER_SAMPLE / SPEECH_RATE


def test_an_answer_during_which_the_program_is_stopped_is_kept_paused_and_continued(
    pulse: PulseRig, screen: Screen, data: Path
) -> None:
    with Window(data, screen, pulse) as window:
        window.wait_for_text("About")
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        wait_until(lambda: _recorded(data) > 2.0, 20.0, what="two seconds are recorded")
        os.kill(window.process.pid, signal.SIGSTOP)
        before = _recorded(data)
        time.sleep(FROZEN + 1.0)
        os.kill(window.process.pid, signal.SIGCONT)
        window.wait_for_state("paused")
        window.wait_for_text(
            "Mock Interviewer stopped responding for a while. Your answer so far is saved."
        )
        paused = _recorded(data)
        assert before <= paused < before + 1.0
        window.key("p")
        wait_until(lambda: _recorded(data) > paused + 1.0, 20.0, what="it records again")
        window.key("space")
        window.wait_for_state("saved")
    with Library.open(DataFolder.at(data), read_only=True) as library:
        [session] = library.sessions()
        [take] = library.takes(session.id)
    assert take.flags == ("stalled",)
    assert paused + 1.0 < take.duration < paused + 6.0
