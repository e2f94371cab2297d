"""Measurement of the delivery of an answer from its transcript and its recording."""

import logging
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    NotMeasurable,
    Pauses,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.intervals import Interval, total
from mock_interviewer.app.feedback.delivery.pitch_and_loudness import loudness, pitch
from mock_interviewer.app.feedback.delivery.repetitions import repetitions
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, spoken_words
from mock_interviewer.app.feedback.delivery.timing import (
    SpeechTiming,
    articulation,
    pace,
    pace_curve,
    refuse_short,
    timing_of,
)
from mock_interviewer.app.feedback.delivery.word_choice import hedges, richness
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, read_blocks
from mock_interviewer.audio.prosody.prosody import Prosody, prosody_of, prosody_of_blocks
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

T = TypeVar("T")

log = logging.getLogger(__name__)

NOBODY = "No speech was found in this recording."
WITHOUT_SPACES = "This language is written without spaces, so its words cannot be counted."
ENGLISH_ONLY = "This is available for answers in English only."
NOT_SOUGHT = "This recording hasn't been checked for fillers."

_WITHOUT_SPACES = frozenset(["ja", "zh", "yue", "th", "lo", "my", "km", "bo"])
"""Whisper's codes of the languages that do not put spaces between words."""
_OF_SPEECH = (
    *("words", "pace", "articulation", "pace_curve", "first_word", "pauses", "fillers"),
    *("repetitions", "hedges", "pitch", "loudness", "richness"),
)
"""Keys of ``MEASURES`` that are not available without speech."""
_CUT_SHORT = 1.0
"""Seconds by which words may outlast their recording, whose last second may be lost."""
_MINUTE = 60.0


def measure_delivery(transcript: Transcript, recording: Path | None) -> Delivery:
    """Measure an answer whose recording is a sound file of any length, or None if it is missing.

    A recording that cannot be read counts as missing; nothing is raised. Takes some milliseconds
    per second of sound and keeps a minute of it in memory, so never call it on the GUI thread.
    """
    return _measure(transcript, None if recording is None else _read_prosody(recording))


def measure_delivery_of_sound(transcript: Transcript, sound: Sound | None) -> Delivery:
    """Measure an answer whose recording is in memory; accepts any sound and transcript."""
    return _measure(transcript, None if sound is None else prosody_of(sound))


def _read_prosody(recording: Path) -> Prosody | None:
    try:
        blocks = read_blocks(existing_recording_path(recording), SPEECH_RATE, longest=LONGEST_SOUND)
        return prosody_of_blocks((part.samples for part in blocks), SPEECH_RATE)
    except (MachineError, OSError) as error:
        log.warning("a recording cannot be read: %s", error)
        return None


def _measure(transcript: Transcript, prosody: Prosody | None) -> Delivery:
    if prosody is not None and prosody.duration + _CUT_SHORT < _last_end(transcript):
        prosody = None
    duration = _possible(transcript.duration) if prosody is None else prosody.duration
    words = spoken_words(transcript, duration)
    if not words or not transcript.speech_detected:
        return Delivery(
            duration, 0, untold=tuple(UnavailableMeasure(key, NOBODY) for key in _OF_SPEECH)
        )
    fillers = _fillers(transcript, duration)
    sounds = [(one.start, one.end) for one in fillers or ()]
    timing = timing_of(words, sounds, prosody)
    spaceless = WITHOUT_SPACES if transcript.language in _WITHOUT_SPACES else ""
    foreign = spaceless or ("" if transcript.language == ENGLISH else ENGLISH_ONLY)
    unsought = (foreign or NOT_SOUGHT) if fillers is None else ""
    figures = _MeasuredFigures()
    return Delivery(
        duration=duration,
        words=figures.measure("words", lambda: len(words), spaceless) or 0,
        pace=figures.measure("pace", lambda: pace(words, timing), spaceless),
        articulation=figures.measure(
            "articulation", lambda: articulation(words, sounds, timing), spaceless
        ),
        pace_curve=figures.measure("pace_curve", lambda: pace_curve(words, timing), spaceless)
        or (),
        first_word=timing.first,
        pauses=figures.pauses(timing),
        fillers=fillers,
        filler_rate=figures.measure("fillers", lambda: _rate(sounds, words, timing), unsought),
        repetitions=figures.measure("repetitions", lambda: repetitions(words), foreign),
        hedges=figures.measure("hedges", lambda: hedges(words), foreign),
        pitch=figures.measure("pitch", lambda: pitch(words, timing, prosody)),
        loudness=figures.measure("loudness", lambda: loudness(timing, prosody)),
        richness=figures.measure("richness", lambda: richness(words), foreign),
        untold=tuple(figures.untold),
        last_word=timing.last,
    )


class _MeasuredFigures:
    """Measures figures one by one; ``untold`` collects why some are not available."""

    def __init__(self) -> None:
        self.untold: list[UnavailableMeasure] = []

    def measure(self, measure: str, figure: Callable[[], T], obstacle: str = "") -> T | None:
        """Return a figure, or None if it is not measurable or there is an ``obstacle``."""
        if not obstacle:
            try:
                return figure()
            except NotMeasurable as error:
                obstacle = str(error)
        self.untold.append(UnavailableMeasure(measure, obstacle))
        return None

    def pauses(self, timing: SpeechTiming) -> Pauses | None:
        """Return the pauses; for rough ones, also note where they come from."""
        if timing.caveat:
            self.untold.append(UnavailableMeasure("pauses", timing.caveat))
        if timing.pauses is None:
            return None
        moments = tuple(SpeechMoment(start, end) for start, end in timing.pauses)
        return Pauses(moments, total(timing.pauses))


def _fillers(transcript: Transcript, duration: float) -> tuple[SpeechMoment, ...] | None:
    """Return the fillers found, in order, limited to the recording."""
    if transcript.fillers is None:
        return None
    timed = [one for one in transcript.fillers if math.isfinite(one.start + one.end)]
    found = []
    for one in sorted(timed, key=lambda filler: filler.start):
        start = min(max(0.0, one.start), duration)
        found.append(SpeechMoment(start, min(max(start, one.end), duration), one.text))
    return tuple(found)


def _rate(fillers: Sequence[Interval], words: Sequence[SpokenWord], timing: SpeechTiming) -> float:
    """Return fillers per minute from the first word or filler to the last."""
    refuse_short(words, timing)
    first = min([timing.first, *(start for start, _ in fillers)])
    last = max([timing.last, *(end for _, end in fillers)])
    return len(fillers) * _MINUTE / (last - first)


def _last_end(transcript: Transcript) -> float:
    """Return the end of the last word, limited to possible times."""
    ends = [word.end for word in transcript.words if math.isfinite(word.end)]
    return min(max(ends, default=0.0), _possible(transcript.duration))


def _possible(duration: float) -> float:
    return min(duration, LONGEST_SOUND) if math.isfinite(duration) and duration > 0.0 else 0.0
