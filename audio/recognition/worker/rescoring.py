"""Which of several texts a short recording says, where one was recognized and others are likely."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import SpeechPresence
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.recognition.worker.decoding import DraftDecoder
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples, to_samples

_SAID: Final = 5.0
"""The sound must make a text so much likelier than it is by itself."""
_WORSE: Final = 2.9
"""A text may be so much less likely than what was heard: those who ask know it to be likely..."""
_SURER: Final = 0.12
"""...and by this much more for each that it is over _SAID: more words are more evidence."""
_CLEAR: Final = -5.5
"""Logarithm of the chance from which on a text is taken where nothing was heard."""
_COMPARED: Final = 3
"""Of so many texts it is looked at how likely they are by themselves."""
_SHARE: Final = 0.3
"""What is taken off for that when texts are compared with each other: rare words are less liked."""


@dataclass(frozen=True)
class TextLikelihood:
    """Natural logarithms of the chances that a text is said in a sound, and that it is in none."""

    sound: float
    silence: float


class TextRescorer(Protocol):
    """What weighs texts: the Whisper model's engine. One thread."""

    name: str

    def weigh(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        """Return what speaks for each text in English 16 kHz mono sound of some seconds.

        ``Weight.silence`` is known of the ``most`` likely ones only, and 0 for the others. An empty
        text has no weight at all: both of its are 0.
        """


def best_text(texts: Sequence[str], weights: Sequence[TextLikelihood]) -> str:
    """Return which of texts was said: the first, which was heard, unless the sound allows another.

    The first may be "": nothing was heard. Of the others those whose weights are whole count.
    """
    heard = weights[0].sound if texts[0] else None
    others = [
        (weight.sound - _SHARE * weight.silence, text)
        for text, weight in zip(texts[1:], weights[1:], strict=True)
        if _is_borne_out(weight, heard)
    ]
    return max(others)[1] if others else texts[0]


def _is_borne_out(weight: TextLikelihood, heard: float | None) -> bool:
    surer = weight.sound - weight.silence - _SAID
    if not weight.silence or surer < 0:
        return False
    return weight.sound >= (_CLEAR if heard is None else heard - _WORSE - _SURER * surer)


class RescoringJob:
    """A recording of some seconds, of which it is asked which of ``texts`` is said in it.

    Taken through the same steps as by a Transcriber, on the thread of ``engine``.
    """

    draft_due = False

    def __init__(self, engine: TextRescorer, texts: Sequence[str]) -> None:
        self._engine = engine
        self._texts = tuple(texts)
        self._sound: list[Pcm] = []
        self._finished = False
        self._said: str | None = None
        self._seconds = 0.0

    def feed(self, pcm: Pcm) -> None:
        """Take more sound, 16 kHz mono."""
        self._sound.append(pcm)

    def presences(self) -> list[SpeechPresence]:
        """Return nothing: who speaks when is not looked for."""
        return []

    def finish(self) -> None:
        """All sound was fed."""
        self._finished = True

    @property
    def done(self) -> bool:
        """Whether it is known what is said."""
        return self._said is not None

    @property
    def has_work(self) -> bool:
        """Whether ``work`` would do anything."""
        return self._finished and not self.done

    def work(self) -> None:
        """Choose one of the texts."""
        began = time.perf_counter()
        weights = self._engine.weigh(to_samples(self._pcm), self._texts, most=_COMPARED)
        self._said = best_text(self._texts, weights)
        self._seconds = time.perf_counter() - began

    def draft(self, model: DraftDecoder) -> None:
        """Do nothing: there is no guess before the choice."""

    def caption(self) -> tuple[str, str]:
        """Return nothing: nothing is known before the choice."""
        return "", ""

    def transcript(self) -> Transcript:
        """Return the text that was chosen, as one segment without words."""
        duration, said = len(self._pcm) / SPEECH_RATE, self._said or ""
        return Transcript(
            segments=(TranscriptSegment(said, 0.0, duration),) if said else (),
            duration=duration,
            model=self._engine.name,
            speech_detected=bool(said),
            processing=self._seconds,
        )

    @property
    def _pcm(self) -> Pcm:
        return np.concatenate([np.empty(0, np.int16), *self._sound])
