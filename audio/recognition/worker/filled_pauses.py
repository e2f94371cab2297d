"""Filled pauses in a recording: found in the sound itself, and piece by piece with the model.

A speaker who searches for a word holds one sound and one pitch: the spectrum is steady for longer
than in any vowel of running speech. Only drawn-out filled pauses are found in the sound.
"""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.endpointing.voice_detector import VoiceDetector
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

SHORTEST_HELD = 0.18
"""Seconds that a sound is held; vowels of slowly read verse were seen to reach 0.16."""
LONGEST_HELD = 1.2
"""Seconds; what is steady for longer is a tone, a hum or music."""
_STEP = SPEECH_RATE // 100
_WINDOW = 400
_PITCH_WINDOW = 640
_LAGS = slice(SPEECH_RATE // 350, SPEECH_RATE // 70)
"""Periods of a speaking voice."""
_TRANSFORM = 512
_BANDS = 26
_LOWEST, _HIGHEST = 80.0, 6000.0
_VOICED = 0.6
"""Similarity of a voiced sound to itself one period later, from 0 to 1."""
_QUIETER = 22.0
"""Decibels below the loudest speech that a filled pause may be."""
_STEADY = 3.5
"""Decibels by which the spectrum of a held sound changes within 60 ms, at most."""
_REACH = 3
_BRIDGE = 1
"""Steps within a held sound that may be unsteady."""

Spectra: TypeAlias = NDArray[np.float64]


def held_sounds(samples: Samples) -> list[tuple[float, float]]:
    """Return start and end of each held sound, in seconds of ``samples`` (16 kHz), in order.

    Loudness is compared with the loudest of these samples, so there must be speech in them.
    """
    if len(samples) < _PITCH_WINDOW + 2 * _REACH * _STEP:
        return []
    frames = _frames(samples, _WINDOW)
    alike = _periodicity(samples)
    loud = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)
    change = _change(_spectra(frames))
    count = len(alike)
    held = alike > _VOICED
    held &= loud[:count] > np.percentile(loud, 95) - _QUIETER
    held &= change[:count] < _STEADY
    shortest, longest = round(SHORTEST_HELD * 100), round(LONGEST_HELD * 100)
    # A step stands for the sound around its middle.
    middle = _WINDOW / 2 / SPEECH_RATE
    return [
        (first / 100 + middle, last / 100 + middle)
        for first, last in _runs(held)
        if shortest <= last - first <= longest
    ]


def _frames(samples: Samples, size: int) -> Spectra:
    return np.asarray(sliding_window_view(samples, size)[::_STEP], dtype=np.float64)


def _periodicity(samples: Samples) -> NDArray[np.float64]:
    """Return the periodicity of each step, from 0 to about 1."""
    frames = _frames(samples, _PITCH_WINDOW)
    frames = frames - frames.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(frames, 2 * _PITCH_WINDOW)) ** 2
    alike = np.fft.irfft(power)[:, :_PITCH_WINDOW]
    shares = 1 - np.arange(_PITCH_WINDOW) / _PITCH_WINDOW
    relative = alike / (alike[:, :1] + 1e-9) / shares
    return np.asarray(relative[:, _LAGS].max(axis=1))


def _spectra(frames: Spectra) -> Spectra:
    """Return decibels in mel bands, one row a step."""
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW), _TRANSFORM)) ** 2
    decibels: Spectra = 10 * np.log10(power @ _bands().T + 1e-7)
    return decibels


def _bands() -> Spectra:
    """Return triangles over the transform's frequencies, evenly spaced in mel."""
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(lowest, highest, _BANDS + 2) / 2595) - 1)
    frequencies = np.fft.rfftfreq(_TRANSFORM, 1 / SPEECH_RATE)
    rising = (frequencies - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - frequencies) / np.diff(edges)[1:, None]
    return np.clip(np.minimum(rising, falling), 0, 1)


def _change(spectra: Spectra) -> NDArray[np.float64]:
    """Return the change of the spectrum's shape around each step, in decibels.

    Loudness alone may change: a filled pause fades.
    """
    change = np.full(len(spectra), np.inf)
    difference = spectra[2 * _REACH :] - spectra[: -2 * _REACH]
    difference -= difference.mean(axis=1, keepdims=True)
    change[_REACH:-_REACH] = np.sqrt(np.square(difference).mean(axis=1))
    return change


def _runs(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return runs of steps [first, last), bridged where a single step is missing."""
    found: list[tuple[int, int]] = []
    for step in np.flatnonzero(held).tolist():
        if found and step - found[-1][1] <= _BRIDGE:
            found[-1] = (found[-1][0], step + 1)
        else:
            found.append((step, step + 1))
    return found


class FillerEngine(Protocol):
    """Finds filled pauses in pieces; WhisperEngine does. One thread."""

    name: str

    def require_language(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""

    def detector(self) -> VoiceDetector:
        """Return a voice detector for one recording."""

    def fillers(self, sound: PieceSound) -> tuple[Filler, ...]:
        """Return the filled pauses of one piece, in order."""


class FillerDecoder:
    """A PieceDecoder for a Transcriber, whose "transcript" then has the fillers only."""

    def __init__(self, engine: FillerEngine) -> None:
        self.name = engine.name
        self._engine = engine

    def require_language(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""
        self._engine.require_language(language)

    def detector(self) -> VoiceDetector:
        """Return a voice detector for one recording."""
        return self._engine.detector()

    def hotwords(self, terms: Sequence[str]) -> str:
        """Return no hotwords: terms are not looked for."""
        del terms
        return ""

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        """Return each filler of a piece as a segment of one word."""
        del hotwords, quick
        segments = (_segment(filler) for filler in self._engine.fillers(sound))
        return DecodedPiece(tuple(segments), sparse=True)


def fillers_in(transcript: Transcript) -> tuple[Filler, ...]:
    """Return the fillers in the transcript of a Transcriber with a FillerDecoder."""
    return tuple(Filler(word.text, word.start, word.end) for word in transcript.words)


def _segment(filler: Filler) -> TranscriptSegment:
    word = TranscriptWord(filler.text, filler.start, filler.end, 1.0)
    return TranscriptSegment(filler.text, filler.start, filler.end, (word,))
