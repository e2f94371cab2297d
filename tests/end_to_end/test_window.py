"""The real window, driven with the keyboard, with sound in the air on both sides."""

import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from rig import candidate
from rig.pulse import PulseRig, no_devices
from rig.wait import wait_until
from rig.wer import word_error_rate, words
from rig.window import KNOWN, LED_BY_KEYS, Window, asked
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import write_machine_speed
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

pytestmark = [pytest.mark.rig, pytest.mark.model]

FAST = "tiny.en"
READY = "About"
"""What the start page says once the bank and the settings are read."""
ANALYZED = 300.0
"""Seconds within which an answer is analyzed, on a slow machine."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder whose settings make for a short session."""
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    settings = SettingsFile(folder.settings_file)
    wanted = {"question_count": 1, "think_time": 5, "follow_ups": 0, "shuffle": False}
    short = wanted | {"model": FAST}
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS) | short)
    return folder.root


def heard(data: Path, sound: Sound) -> str:
    """Return the words in a sound, as our own recognition hears them."""
    path = data / "heard.wav"
    write_wav(path, sound)
    text: str = asked(data, "transcribe", str(path))["text"]
    return text


def share_of(said: Iterable[str], text: str) -> float:
    """Return how many of the different words in ``said`` are found in ``text``."""
    wanted = set(said)
    return len(wanted & set(words(text))) / len(wanted)


def test_an_interview_by_keyboard_is_heard_answered_kept_and_replayed(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    answer, said = candidate.answer(tmp_path)
    with pulse.record_speaker() as asking, Window(data, screen, pulse) as window:
        window.wait_for_text(READY)
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        pulse.speak(answer)
        window.key("space")
        window.wait_for_state("transcribed")
        window.wait_for_text("key points", ANALYZED)
        window.key("Return")
        window.wait_for_state("finished")
        window.key("ctrl+2")
        window.wait_for_text("1 of 1 question")
        assert window.close() == 0
    (session,) = asked(data, "sessions", "list")
    (take,) = asked(data, "sessions", "show", session["id"])["takes"]
    assert share_of(words(take["text"]), heard(data, asking.sound())) >= 0.8
    assert word_error_rate(said, take["transcript"]["text"]) < 0.2
    assert take["duration"] >= read_sound(answer).duration

    with Window(data, screen, pulse) as window:
        window.wait_for_text("Custom session")
        window.key("ctrl+2")
        window.wait_for_text("1 of 1 question")
        window.key("Right", "Down", "Return")
        window.wait_for_text(" ".join(take["text"].split()[:3]))
        with pulse.record_speaker() as replayed:
            window.key("space")
            wait_until(
                lambda: replayed.sound().duration > take["duration"] + 1.0,
                take["duration"] + 20.0,
                what="the whole take is replayed",
            )
        assert word_error_rate(said, heard(data, replayed.sound())) < 0.25
        assert window.close() == 0


def test_a_question_that_is_skipped_in_silence_is_no_answer_and_its_recording_stays(
    pulse: PulseRig, screen: Screen, data: Path
) -> None:
    def shown() -> dict[str, Any]:
        (session,) = asked(data, "sessions", "list")
        found: dict[str, Any] = asked(data, "sessions", "show", session["id"])
        return found

    with Window(data, screen, pulse) as window:
        window.wait_for_text(READY)
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        wait_until(lambda: recorded(data) > 2.0, 20.0, what="two seconds are recorded")
        window.key("s")
        window.wait_for_state("finished")
        window.wait_for_text("answer any questions in this session.")
        wait_until(
            lambda: shown()["takes"][0]["status"] == "skipped",
            60.0,
            what="silence is heard as that",
        )
        assert window.close() == 0
    session = shown()
    (take,) = session["takes"]
    assert (session["takes"], session["answered"]) == ([take], 0)
    assert take["duration"] >= 2.0
    assert Path(take["recording"]).is_file()
    assert take["coverage"] is None


def test_after_a_restart_of_the_sound_server_the_answer_continues_only_once_one_presses_resume(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    def states() -> list[str]:
        return re.findall(r"question 1: (\w+)$", window.log(), re.MULTILINE)

    answer, _ = candidate.answer(tmp_path)
    with Window(data, screen, pulse) as window:
        window.wait_for_text(READY)
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        pulse.speak(answer)
        pulse.kill()
        window.wait_for_state("paused")
        window.wait_for_text("Your answer so far is saved.")
        shown = window.text()
        pulse.start()
        assert states()[-1] == "paused"
        window.key("p")
        wait_until(lambda: states()[-1] == "listening", 30.0, what="the answer continues")
        wait_until(
            lambda: "is saved" not in window.text(), 20.0, what="nothing is said of the microphone"
        )
        pulse.speak(answer)
        window.key("space")
        window.wait_for_state("transcribed")
        assert window.close() == 0
    assert "PortAudio" not in shown
    assert "Error" not in shown
    (session,) = asked(data, "sessions", "list")
    (take,) = asked(data, "sessions", "show", session["id"])["takes"]
    assert take["duration"] >= 2 * read_sound(answer).duration - 1.0


def test_an_answer_that_a_kill_cuts_short_is_offered_and_transcribed_at_the_next_start(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    answer, said = candidate.answer(tmp_path)
    with Window(data, screen, pulse) as window:
        window.wait_for_text(READY)
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        began = time.monotonic()
        pulse.speak(answer)
        spoken = time.monotonic() - began
        window.kill()

    with Window(data, screen, pulse) as window:
        window.wait_for_text("recovered")
        take = wait_for_transcript(data)
        assert "recovered" in take["flags"]
        assert take["duration"] >= spoken - 1.0
        assert word_error_rate(said, take["transcript"]["text"]) < 0.3
        assert window.close() == 0
    # The offer to continue is made once: closing the window refuses it.
    (session,) = asked(data, "sessions", "list")
    assert session["ended_at"] is not None


def test_a_session_that_a_kill_interrupts_continues_at_its_question_at_the_next_start(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    settings = SettingsFile(DataFolder.at(data).settings_file)
    settings.save(settings.load().values.snapshot() | {"question_count": 2})
    answer, _ = candidate.answer(tmp_path)
    with Window(data, screen, pulse) as window:
        window.wait_for_text(READY)
        window.key("Return")
        for question in (1, 2):
            window.wait_for_state("thinking", question=question)
            window.key("space")
            window.wait_for_state("listening", question=question)
            pulse.speak(answer)
            if question == 1:
                window.key("space")
                window.wait_for_state("transcribed")
                window.key("Return")
        window.kill()

    with Window(data, screen, pulse) as window:
        window.wait_for_text("Continue the interview, question 2 of 2?")
        window.key("alt+c")
        window.wait_for_state("thinking", question=2)
        window.key("space")
        window.wait_for_state("listening", question=2)
        pulse.speak(answer)
        window.key("space")
        window.wait_for_state("transcribed", question=2)
        window.key("Return")
        window.wait_for_state("finished", question=2)
        assert window.close() == 0
    (session,) = asked(data, "sessions", "list")
    found = asked(data, "sessions", "show", session["id"])
    assert session["ended_at"] is not None
    assert [(take["position"], take["attempt"]) for take in found["takes"]] == [
        (1, 1),
        (2, 1),
        (2, 2),
    ]
    assert "recovered" in found["takes"][1]["flags"]


def recorded(data: Path) -> float:
    """Return how many seconds of the only recording are on the disk."""
    sizes = [path.stat().st_size for path in data.glob("sessions/*/*.wav")]
    return sum(sizes) / (2 * SPEECH_RATE)


def wait_for_transcript(data: Path) -> dict[str, Any]:
    """Return the only take once it is transcribed."""
    takes: list[dict[str, Any]] = []

    def transcribed() -> bool:
        (session,) = asked(data, "sessions", "list")
        takes[:] = asked(data, "sessions", "show", session["id"])["takes"]
        return takes[0]["transcript"] is not None

    wait_until(transcribed, 120.0, what="the recovered take is transcribed")
    return takes[0]


def test_without_a_microphone_the_window_gives_the_reason_and_a_demo_that_works(
    pulse: PulseRig, screen: Screen, data: Path, tmp_path: Path
) -> None:
    nothing = {"ALSA_CONFIG_PATH": str(no_devices(tmp_path))}
    with Window(data, screen, pulse, nothing) as window:
        window.wait_for_text("No microphone was found")
        window.key("alt+d")
        window.wait_for_state("transcribed", timeout=90.0)
        assert window.close() == 0
    (session,) = asked(data, "sessions", "list")
    assert asked(data, "sessions", "show", session["id"])["takes"][0]["transcript"]["words"]


def test_a_first_start_introduces_itself_once_and_asks_a_first_question(
    pulse: PulseRig, screen: Screen, tmp_path: Path
) -> None:
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    with Window(folder.root, screen, pulse) as window:
        window.wait_for_text("Practice interviews out loud")
        window.key("Return")
        window.wait_for_state("thinking")
        window.wait_for_text("1 of 1")
        window.kill()
    with Window(folder.root, screen, pulse) as window:
        window.wait_for_text("Custom session")
        assert window.close() == 0
