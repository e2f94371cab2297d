"""Fixtures for the tests of voices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.speaking import SpeakerOf

from mock_interviewer.audio.playback.device_player import SilentPlayer
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.audio.voices.voice import Voice


@pytest.fixture
def speaker_of() -> Iterator[SpeakerOf]:
    """Return a factory of speakers, which are closed afterwards."""
    silent = SilentPlayer()
    speakers: list[Speaker] = []

    def make(voice: Voice, player: SoundPlayer | None = None) -> Speaker:
        speakers.append(Speaker(voice, player or silent, rate=150))
        return speakers[-1]

    yield make
    for speaker in speakers:
        speaker.close()
    silent.close()


@pytest.fixture
def without_speech_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shadow the speech libraries with invalid files for all child processes."""
    for name in ("libespeak-ng.so.1", "libespeak.so.1"):
        (tmp_path / name).write_text("not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
