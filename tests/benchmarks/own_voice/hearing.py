"""When a detector of speech would tell that somebody begins to speak."""

from pathlib import Path
from typing import Final

import numpy as np
from benchmarks.recognition.corpus import human
from benchmarks.recognition.noise import audible, speech_rms

from mock_interviewer.audio.recognition.activity import Presence, VoiceActivity
from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.messages import to_pcm
from mock_interviewer.audio.recognition.silence import SURE
from mock_interviewer.audio.types import SPEECH_RATE, Samples

_PERSON: Final = -26.0
"""Level of somebody who speaks over the voice, in dBFS: that of an ordinary recording."""


def noticed(sound: Samples, sure: float = SURE) -> list[Presence]:
    """Return each beginning of speech that the detector tells of in 16 kHz sound.

    ``sure`` is the chance from which on speech is sure.
    """
    from faster_whisper.vad import get_vad_model

    detector = StreamingDetector(get_vad_model().session.run)
    begun: list[Presence] = []
    speaking = False
    for each in VoiceActivity().feed(detector.feed(to_pcm(sound)).tolist(), sure=sure):
        if each.speaking and not speaking:
            begun.append(each)
        speaking = each.speaking
    return begun


def interrupters(folder: Path) -> list[Samples]:
    """Return a second and a half of each human recording, from its first sound on, at 16 kHz."""
    found = []
    for each in human(folder):
        start, _ = audible(each.samples)
        part = each.samples[start : start + round(1.5 * SPEECH_RATE)]
        found.append((part * 10 ** (_PERSON / 20) / speech_rms(part)).astype(np.float32))
    return found
