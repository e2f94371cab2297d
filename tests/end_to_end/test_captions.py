"""Words on the real window while they are spoken; a worker without a model hears numbers."""

from pathlib import Path

import pytest
from rig import captioning_program
from rig.processes import running
from rig.pulse import PulseRig
from rig.wait import wait_until
from rig.window import KNOWN, LED_BY_KEYS, Window, asked
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import write_machine_speed
from mock_interviewer.app.settings.file import SettingsFile

pytestmark = pytest.mark.rig

READY = "About"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder whose settings make for a short session."""
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    settings = SettingsFile(folder.settings_file)
    wanted = {"question_count": 1, "think_time": 5, "shuffle": False}
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS) | wanted)
    return folder.root


def speak_until_words_are_seen(window: Window) -> None:
    """Begin a session and its first answer."""
    window.wait_for_text(READY)
    window.key("Return")
    window.wait_for_state("thinking")
    window.key("space")
    window.wait_for_state("listening")
    window.wait_for_text("two three four five")


def test_words_are_seen_while_one_speaks_and_settle_into_the_transcript(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    program = captioning_program.command(tmp_path)
    with Window(data, screen, pulse, program=program) as window:
        speak_until_words_are_seen(window)
        window.wait_for_text("Listening")
        window.key("space")
        window.wait_for_state("transcribed")
        window.wait_for_text("two three four five six")
        assert window.close() == 0
    (session,) = asked(data, "sessions", "list")
    (take,) = asked(data, "sessions", "show", session["id"])["takes"]
    assert take["transcript"]["text"].startswith("one two three four five six")


def test_a_worker_that_dies_while_one_speaks_is_explained_until_words_come_again(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    program = captioning_program.command(tmp_path)
    with Window(data, screen, pulse, program=program) as window:
        speak_until_words_are_seen(window)
        for worker in running("fake_worker", of=window.process.pid):
            worker.kill()
        window.wait_for_text("Captions will resume in a moment.")
        window.wait_for_text("Listening")
        window.wait_for_text("two three four five")
        (tmp_path / "load").touch()
        wait_until(
            lambda: "Captions will resume" not in window.text(), 60.0, what="the sentence is gone"
        )
        window.key("space")
        window.wait_for_state("transcribed")
        assert window.close() == 0
    (session,) = asked(data, "sessions", "list")
    (take,) = asked(data, "sessions", "show", session["id"])["takes"]
    assert take["transcript"]["text"].startswith("one two three four five six")
