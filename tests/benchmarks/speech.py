"""Speech of a chosen length: human if available, else the neural voice."""

import os
from pathlib import Path

import numpy as np
from rig.spoken import ANSWER, speak

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

_PAUSE = 0.6


def speech(folder: Path, seconds: float) -> Samples:
    """Return so many seconds of speech at 16 kHz, in sentences with pauses."""
    pause = np.zeros(round(_PAUSE * SPEECH_RATE), dtype=np.float32)
    spoken = [part for samples in _sentences(folder) for part in (samples, pause)]
    once = np.concatenate(spoken)
    wanted = round(seconds * SPEECH_RATE)
    return np.tile(once, -(-wanted // len(once)))[:wanted]


def _sentences(folder: Path) -> list[Samples]:
    named = os.environ.get("MOCK_INTERVIEWER_SPEECH")
    if named is None:
        return [speak(ANSWER, folder / "answer.wav").samples]
    files = [Path(named) / "jfk.wav", Path(named) / "sonnet1.mp3"]
    files += sorted(Path(named).glob("sense_*.wav"))
    return [read_sound(file, SPEECH_RATE).samples for file in files]
