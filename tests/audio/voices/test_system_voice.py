"""The system's voices, and what a person sees when their child process goes wrong."""

import os
import re
import shutil
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rig.wait import wait_until

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices import system_voice
from mock_interviewer.audio.voices.system_voice import (
    NoSpeechLibraryError,
    NoSuchVoiceError,
    SystemVoice,
    list_system_voices,
)
from mock_interviewer.audio.voices.voice import SynthesisCancelled, VoiceInfo

STAND_IN = Path(__file__).with_name("stand_ins") / "system_stand_in.py"
STANDING_IN = VoiceInfo("system:stand-in", "Stand-in", "system", "en")
QUESTION = "How do you evaluate a language model?"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write utterances to a folder of this test, and check that none are left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def _voice(mode: str) -> SystemVoice:
    return SystemVoice(STANDING_IN, command=[sys.executable, str(STAND_IN), mode])


def _default() -> SystemVoice:
    return SystemVoice(list_system_voices().default)


def test_a_child_that_hangs_is_ended_at_its_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_voice, "_LEAST_LIMIT", 0.5)
    begun = time.monotonic()
    with pytest.raises(
        VoiceError, match=r"“?Stand-in”? didn't respond within \d+ seconds?"
    ) as seen:
        _voice("hangs").synthesize(QUESTION, rate=170)
    assert time.monotonic() - begun < 5
    assert seen.value.remedy


def test_an_endless_text_has_a_time_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_voice, "_MOST_LIMIT", 0.5)
    begun = time.monotonic()
    with pytest.raises(VoiceError, match="didn't respond within"):
        _voice("hangs").synthesize("word " * 100_000, rate=170)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("crashes", "stopped before it finished"),
        ("half-said", "stopped before it finished"),
        ("no-file", "produced no sound"),
        ("empty-file", "produced no sound"),
        ("header-alone", "produced no sound"),
        ("silence", "produced only silence"),
    ],
)
def test_a_child_without_sound_is_an_error_with_a_remedy(mode: str, said: str) -> None:
    with pytest.raises(VoiceError, match=said) as seen:
        _voice(mode).synthesize(QUESTION, rate=170)
    assert seen.value.remedy


def test_the_stderr_of_a_failed_child_is_logged_without_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(VoiceError):
        _voice("no-such-mode").synthesize(QUESTION, rate=170)
    assert "ValueError" in caplog.text
    assert "no-such-mode" not in caplog.text
    assert "evaluate" not in caplog.text


def test_a_canceled_child_is_ended_at_once(temporary: Path) -> None:
    cancel = threading.Event()

    def cancel_once_it_writes() -> None:
        wait_until(lambda: bool(list(temporary.glob("*/*.wav"))), 20)
        cancel.set()

    threading.Thread(target=cancel_once_it_writes).start()
    begun = time.monotonic()
    with pytest.raises(SynthesisCancelled):
        _voice("hangs").synthesize(QUESTION, rate=170, cancel=cancel)
    assert time.monotonic() - begun < 8


def test_utterances_are_written_to_a_private_folder(
    temporary: Path,
) -> None:
    cancel = threading.Event()
    modes: list[int] = []

    def look() -> None:
        wait_until(lambda: bool(list(temporary.iterdir())), 20)
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in temporary.iterdir())
        cancel.set()

    umask = os.umask(0)
    try:
        threading.Thread(target=look).start()
        with pytest.raises(SynthesisCancelled):
            _voice("hangs").synthesize(QUESTION, rate=170, cancel=cancel)
    finally:
        os.umask(umask)
    assert modes == [0o700]


def test_a_child_that_cannot_be_started_is_a_user_error() -> None:
    voice = SystemVoice(STANDING_IN, command=["/no-such-program"])
    with pytest.raises(VoiceError, match="couldn't be started"):
        voice.synthesize(QUESTION, rate=170)


@pytest.mark.model
def test_the_systems_voices_have_names_and_languages() -> None:
    found = list_system_voices()
    assert found.default in found.voices
    assert len({voice.id for voice in found.voices}) == len(found.voices)
    assert all(voice.id.startswith("system:") and voice.name for voice in found.voices)
    assert any(re.match("en", voice.language) for voice in found.voices)


@pytest.mark.model
def test_a_higher_rate_speaks_faster() -> None:
    voice = _default()
    slow, usual, fast = (voice.synthesize(QUESTION, rate=rate).duration for rate in (100, 170, 260))
    assert slow > 1.3 * usual > 1.3 * 1.2 * fast


@pytest.mark.model
def test_the_rate_is_applied_every_time() -> None:
    voice = _default()
    durations = {voice.synthesize("Ready?", rate=260).duration for _ in range(40)}
    assert len(durations) == 1


@pytest.mark.model
def test_different_voices_sound_different() -> None:
    voices = [info for info in list_system_voices().voices if info.language.startswith("en")]
    first, second = (SystemVoice(info).synthesize("Hello.", rate=170) for info in voices[:2])
    assert not np.array_equal(first.samples, second.samples)


@pytest.mark.model
def test_a_missing_voice_is_named_in_the_error() -> None:
    gone = VoiceInfo("system:no/such", "Aunt Agatha", "system", "en")
    with pytest.raises(NoSuchVoiceError, match="Aunt Agatha"):
        SystemVoice(gone).synthesize(QUESTION, rate=170)


@pytest.mark.model
@pytest.mark.parametrize("text", ["word " * 2_000, "x" * 10_000, "A sentence of words. " * 476])
def test_a_text_of_ten_thousand_characters_is_spoken_completely(text: str) -> None:
    begun = time.monotonic()
    assert _default().synthesize(text, rate=170).duration > 60
    assert time.monotonic() - begun < 5 * 60


@pytest.mark.model
def test_a_text_is_not_read_past_its_end() -> None:
    # espeak crashes here if it is given ten times the length, as pyttsx3 does.
    assert _default().synthesize("Hi" + "." * 1_000_000, rate=170).duration < 5


@pytest.mark.model
def test_a_voice_needs_no_aplay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    voice = _default()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("aplay") is None
    assert voice.synthesize(QUESTION, rate=170).duration > 1


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="hides a library in the way of Linux")
def test_without_a_speech_library_the_error_says_how_to_install_one(
    without_speech_library: None,
) -> None:
    with pytest.raises(NoSpeechLibraryError) as seen:
        list_system_voices()
    assert seen.value.what == "This system has no speech library."
    assert "espeak-ng" in seen.value.remedy
