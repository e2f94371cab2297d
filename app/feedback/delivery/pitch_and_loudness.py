"""Variation of the voice's pitch and loudness while the person speaks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Loudness,
    NotMeasurable,
    Pitch,
)
from mock_interviewer.app.feedback.delivery.intervals import between, total, united
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord
from mock_interviewer.app.feedback.delivery.timing import NO_RECORDING, SILENT, SpeechTiming
from mock_interviewer.audio.prosody.pitch import STEP, PitchTrack, join_tracks
from mock_interviewer.audio.prosody.prosody import FRAME_SECONDS, Prosody, smooth_levels

PITCH_WINDOW = 10.0
"""Seconds of the windows over which the variation of pitch is averaged."""
CURVE_STEP = 0.5
"""Seconds per reading of the pitch curve."""

NO_VOICE = "There's too little voice in the recording to measure its pitch."
OTHER_TONES = "Background sound prevented pitch measurement."
TOO_SHORT = "There's too little speech in the recording to measure how its loudness varies."

_MIN_VOICE = round(1.0 / STEP)
"""Readings of the pitch track that a measurement requires: a second of voice."""
_MIN_IN_READING = 5
_LOUDNESS_FRAMES = round(0.05 / FRAME_SECONDS)
_MIN_LOUDNESS = round(3.0 / FRAME_SECONDS)
"""Levels that the variation requires: three seconds of speech."""
_LOUDNESS_RANGE = 25.0
"""Decibels below loud moments that count as speech; quieter moments are closed lips and room."""
_LOUD_PERCENTILE = 95.0
_MAX_TONE = 0.3
"""Share of the time between words that may have a tone, if speech was not detected."""
_MIN_GAP = 1.0


def pitch(words: Sequence[SpokenWord], timing: SpeechTiming, prosody: Prosody | None) -> Pitch:
    """Return the pitch of the speech; raises NotMeasurable if there is too little.

    The variation is Hincks's (2004, Proc. InSTIL/ICALL, paper 016).
    """
    if prosody is None:
        raise NotMeasurable(NO_RECORDING)
    if prosody.is_silent:
        raise NotMeasurable(SILENT)
    voice = _voice(words, timing, prosody.pitch)
    if len(voice.hertz) < _MIN_VOICE:
        raise NotMeasurable(NO_VOICE)
    windows = _cut(voice, timing.first, PITCH_WINDOW)
    enough = [hertz for _, hertz in windows if len(hertz) >= _MIN_VOICE] or [voice.hertz]
    variation = float(np.mean([np.std(hertz) / np.mean(hertz) for hertz in enough]))
    curve = tuple(
        CurveReading(float(np.mean(times)), float(np.median(hertz)))
        for times, hertz in _cut(voice, timing.first, CURVE_STEP)
        if len(hertz) >= _MIN_IN_READING
    )
    return Pitch(float(np.mean(voice.hertz)), variation, curve)


def loudness(timing: SpeechTiming, prosody: Prosody | None) -> Loudness:
    """Return how much the level of the speech varies; may raise NotMeasurable."""
    if prosody is None:
        raise NotMeasurable(NO_RECORDING)
    if timing.spoken is None:
        raise NotMeasurable(timing.caveat)
    speaking = np.zeros(len(prosody.levels), dtype=bool)
    for start, end in timing.spoken:
        speaking[round(start / FRAME_SECONDS) : round(end / FRAME_SECONDS)] = True
    levels = smooth_levels(prosody.levels, _LOUDNESS_FRAMES)
    whole = np.convolve(speaking, np.ones(_LOUDNESS_FRAMES), mode="valid") == _LOUDNESS_FRAMES
    spoken = levels[whole[: len(levels)]].astype(np.float64)
    if len(spoken) < _MIN_LOUDNESS:
        raise NotMeasurable(TOO_SHORT)
    loud = np.percentile(spoken, _LOUD_PERCENTILE)
    return Loudness(float(np.std(spoken[spoken > loud - _LOUDNESS_RANGE])))


def _voice(words: Sequence[SpokenWord], timing: SpeechTiming, track: PitchTrack) -> PitchTrack:
    """Return the pitch of the detected speech or, without detection, of the words."""
    if timing.spoken is not None:
        return join_tracks([track.within(*interval) for interval in timing.spoken])
    spoken = united(word.interval for word in words)
    gaps = between(spoken)
    sounding = sum(len(track.within(*gap).times) for gap in gaps) * STEP
    if total(gaps) >= _MIN_GAP and sounding > _MAX_TONE * total(gaps):
        raise NotMeasurable(OTHER_TONES)
    return join_tracks([track.within(*interval) for interval in spoken])


def _cut(
    voice: PitchTrack, first: float, length: float
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return the times and pitches (hertz) of each window of ``length`` seconds with a voice."""
    windows = np.floor((voice.times - first) / length)
    breaks = np.flatnonzero(np.diff(windows)) + 1
    return list(zip(np.split(voice.times, breaks), np.split(voice.hertz, breaks), strict=True))
