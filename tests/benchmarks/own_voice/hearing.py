"""The times at which a speech detector would report that somebody begins to speak."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from benchmarks.recognition.corpus import human
from benchmarks.recognition.noise import audible, speech_rms

from mock_interviewer.audio.listening.echo_cancellation import HeardSound
from mock_interviewer.audio.listening.listener import SPEECH_BARS
from mock_interviewer.audio.listening.resetting_detector import load_detector
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    SpeechPresence,
    VoiceActivity,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

_PERSON: Final = -26.0
"""Level of somebody who speaks over the voice, in dBFS: that of an ordinary recording."""
_HUNDREDTH: Final = SPEECH_RATE // 100
_HEARD: Final = -15.0
"""Decibels, from the level of the speech, from which on a sound is its beginning."""
_LOUD: Final = -8.0
_ENOUGH: Final = 5
_GAP: Final = 5
"""Hundredths of a second that end a stretch."""


def noticed(sound: Samples) -> list[SpeechPresence]:
    """Return each beginning of speech that is detected in 16 kHz sound."""
    return noticed_over([HeardSound(sound)])


def noticed_over(blocks: Iterable[HeardSound]) -> list[SpeechPresence]:
    """Return each beginning of speech that is detected in blocks of sound."""
    detector, activity = load_detector(), VoiceActivity()
    begun: list[SpeechPresence] = []
    speaking = False
    for block in blocks:
        chances = detector.feed(to_pcm(block.samples)).tolist()
        for each in activity.feed(chances, bar=SPEECH_BARS[block.origin]):
            if each.speaking and not speaking:
                begun.append(each)
            speaking = each.speaking
    return begun


def onset(speech: Samples) -> int | None:
    """Return the sample at which somebody begins to speak, to a hundredth of a second.

    There begins the first stretch of sound at most 15 dB below the level of the speech, without a
    gap of 0.05 s, in which five hundredths come within 8 dB of it: neither a breath nor a click.
    """
    powers = np.mean(np.square(whole(speech), dtype=np.float64), axis=1)
    level = speech_rms(speech) ** 2
    begun, last, loud = 0, -_GAP, 0
    for place in np.flatnonzero(powers > level * 10 ** (_HEARD / 10)).tolist():
        if place - last > _GAP:
            begun, loud = place, 0
        last = place
        loud += powers[place] > level * 10 ** (_LOUD / 10)
        if loud >= _ENOUGH:
            return begun * _HUNDREDTH
    return None


def whole(sound: Samples) -> Samples:
    """Return a sound in frames of a hundredth of a second, shape (frames, samples)."""
    return sound[: len(sound) // _HUNDREDTH * _HUNDREDTH].reshape(-1, _HUNDREDTH)


def interrupters(folder: Path) -> list[Samples]:
    """Return a second and a half of each human recording, from its first sound on, at 16 kHz."""
    found = []
    for each in human(folder):
        start, _ = audible(each.samples)
        part = each.samples[start : start + round(1.5 * SPEECH_RATE)]
        found.append((part * 10 ** (_PERSON / 20) / speech_rms(part)).astype(np.float32))
    return found
