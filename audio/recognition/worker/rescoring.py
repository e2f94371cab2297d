"""The choice of the text that a short recording says: what was recognized, or a likelier one."""

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
"""Log likelihood by which the sound must make a text likelier than it is without sound."""
_WORSE: Final = 2.9
"""Log likelihood by which a text may be below the recognized one, as callers expect it..."""
_SURER: Final = 0.12
"""...and by this much more for each unit above _SAID: more words are more evidence."""
_CLEAR: Final = -5.5
"""Log likelihood from which a text is chosen where no words were recognized."""
_COMPARED: Final = 3
"""Number of texts whose likelihood without sound is computed."""
_SHARE: Final = 0.3
"""Share of that which is subtracted to compare texts: the model disfavors rare words."""


@dataclass(frozen=True)
class TextLikelihood:
    """Log likelihoods (natural) of a text, given the sound and given silence."""

    in_sound: float
    in_silence: float


class TextRescorer(Protocol):
    """Scores texts; WhisperEngine does. One thread."""

    name: str

    def score(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        """Return the likelihoods of each text in some seconds of English 16 kHz mono sound.

        ``in_silence`` is computed for the ``most`` likely texts only, and 0 for the others. Both
        are 0 for an empty text.
        """


def best_text(texts: Sequence[str], likelihoods: Sequence[TextLikelihood]) -> str:
    """Return the text that was said: the first, as recognized, unless another fits the sound.

    The first may be "": no words were recognized. Only those of the others count whose likelihoods
    are both known.
    """
    recognized = likelihoods[0].in_sound if texts[0] else None
    others = [
        (each.in_sound - _SHARE * each.in_silence, text)
        for text, each in zip(texts[1:], likelihoods[1:], strict=True)
        if _is_plausible(each, recognized)
    ]
    return max(others)[1] if others else texts[0]


def _is_plausible(text: TextLikelihood, recognized: float | None) -> bool:
    surer = text.in_sound - text.in_silence - _SAID
    if not text.in_silence or surer < 0:
        return False
    return text.in_sound >= (_CLEAR if recognized is None else recognized - _WORSE - _SURER * surer)


class RescoringJob:
    """A recording of some seconds whose transcript is one of ``texts``.

    It has the steps of a Transcriber, on the thread of ``engine``.
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
        """Add sound, 16 kHz mono."""
        self._sound.append(pcm)

    def activity_changes(self) -> list[SpeechPresence]:
        """Return nothing: speech is not detected."""
        return []

    def finish(self) -> None:
        """End the sound."""
        self._finished = True

    @property
    def done(self) -> bool:
        """Whether the text is chosen."""
        return self._said is not None

    @property
    def has_work(self) -> bool:
        """Whether there is a step for ``work`` to do."""
        return self._finished and not self.done

    def work(self) -> None:
        """Choose one of the texts."""
        began = time.perf_counter()
        likelihoods = self._engine.score(to_samples(self._pcm), self._texts, most=_COMPARED)
        self._said = best_text(self._texts, likelihoods)
        self._seconds = time.perf_counter() - began

    def draft(self, model: DraftDecoder) -> None:
        """Do nothing: there is no draft before the choice."""

    def caption(self) -> tuple[str, str]:
        """Return no text: there is none before the choice."""
        return "", ""

    def transcript(self) -> Transcript:
        """Return the chosen text, as one segment without words."""
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
