"""The Whisper model itself, with its bounds and guards. Only the worker process imports this."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel
from faster_whisper.vad import get_vad_model

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.guards import Confidence, is_invented, plain, without_loops
from mock_interviewer.audio.recognition.messages import Pcm
from mock_interviewer.audio.recognition.models import speech_detector_file
from mock_interviewer.audio.recognition.pieces import Piece, cut
from mock_interviewer.audio.recognition.silence import (
    Probabilities,
    speech_probabilities,
    speech_stretches,
)
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word
from mock_interviewer.audio.recognition.vocabulary import hotwords
from mock_interviewer.audio.types import SPEECH_RATE, Samples

LOOPED = "repetition"
"""Flag of a transcript out of which a loop of the model was taken."""

_MOST_THREADS = 4
_TEMPERATURES = (0.0, 0.4)
"""The whole ladder: one beam search, one try at chance. More made one piece in 22 take 25 s."""
_TOKENS_A_SECOND = 10
_SPARE_TOKENS = 24
_MOST_TOKENS = 224
_NEARLY_DONE = 0.3
"""What is left of a piece after its last words is a pause (seconds); nothing is sought in it."""


class Engine:
    """A loaded model. One thread; the constructor takes about half a second.

    ``folder`` holds a model that was verified. Raises ModelError when it cannot be loaded.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        speech_detector_file()
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        try:
            self._model = WhisperModel(
                str(folder.absolute()),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
            self._detector = get_vad_model()
        except (RuntimeError, ValueError, MemoryError) as error:
            raise ModelError(
                f"The speech model {name!r} cannot be loaded: {error}.",
                "Close other programs to free memory, or choose another model.",
            ) from error

    def transcribe(
        self,
        pcm: Pcm,
        *,
        vocabulary: Sequence[str] = (),
        progress: Callable[[], None] = lambda: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Transcript | None:
        """Transcribe 16 kHz sound; None when ``cancelled`` said so, asked between pieces.

        ``progress`` is called after every piece. Word times never run backwards and stay inside
        the recording.
        """
        started = time.perf_counter()
        probabilities = speech_probabilities(pcm, self._speech)
        pieces = cut(speech_stretches(probabilities, len(pcm)), probabilities)
        hint = hotwords(vocabulary, self._count_tokens) if pieces else ""
        segments: list[Segment] = []
        flags: set[str] = set()
        for piece in pieces:
            if cancelled():
                return None
            found, looped = self._piece(piece, piece.samples(pcm), hint)
            segments.extend(found)
            flags.update([LOOPED] if looped else [])
            progress()
        return Transcript(
            segments=tuple(_in_order(segments)),
            duration=len(pcm) / SPEECH_RATE,
            model=self._name,
            speech_detected=bool(segments),
            processing=time.perf_counter() - started,
            flags=tuple(sorted(flags)),
        )

    def _speech(self, samples: Samples) -> Probabilities:
        found: Probabilities = self._detector(samples).reshape(-1)
        return found

    def _count_tokens(self, text: str) -> int:
        return len(self._model.hf_tokenizer.encode(text, add_special_tokens=False).ids)

    def _piece(self, piece: Piece, samples: Samples, hint: str) -> tuple[list[Segment], bool]:
        """Decode one piece; hotwords that drive the model into a loop are left out once."""
        segments, looped = self._attempt(piece, samples, hint)
        if looped and hint:
            segments, looped = self._attempt(piece, samples, "")
        return segments, looped

    def _attempt(self, piece: Piece, samples: Samples, hint: str) -> tuple[list[Segment], bool]:
        vocabulary = {plain(word) for word in hint.split()}
        segments: list[Segment] = []
        looped = False
        for raw in self._decode(piece, samples, hint):
            words, loop = without_loops(_words(raw, piece))
            looped = looped or loop
            confidence = Confidence(raw.avg_logprob, raw.no_speech_prob, raw.compression_ratio)
            if words and not is_invented(words, confidence, vocabulary):
                text = " ".join(word.text for word in words)
                segments.append(Segment(text, words[0].start, words[-1].end, tuple(words)))
        return segments, looped

    def _decode(self, piece: Piece, samples: Samples, hint: str) -> Iterable[Any]:
        tokens = min(_MOST_TOKENS, _SPARE_TOKENS + round(piece.duration * _TOKENS_A_SECOND))
        raws, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=5,
            best_of=2,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
            word_timestamps=True,
            max_new_tokens=tokens,
            hotwords=hint or None,
        )
        for raw in raws:
            yield raw
            # The model's next step would be to look for words in the pause that is left, and
            # with hotwords it finds them. Not asking for the next segment keeps it from that.
            if raw.end >= piece.speech_end - _NEARLY_DONE:
                return


def _words(raw: Any, piece: Piece) -> list[Word]:
    """Return a segment's words in the recording's time; "cold", "-hearted" become one word."""
    words: list[Word] = []
    for part in raw.words or ():
        text = part.word.strip()
        start, end = piece.recording_times(float(part.start), float(part.end))
        probability = float(part.probability)
        if words and not part.word.startswith(" "):
            before = words.pop()
            text, start = before.text + text, before.start
            probability = min(before.probability, probability)
        if text:
            words.append(Word(text, start, max(start, end), probability))
    return words


def _in_order(segments: Iterable[Segment]) -> Iterable[Segment]:
    """Move words that the model let overlap, so that each starts where the one before ends."""
    now = 0.0
    for segment in segments:
        words = []
        for word in segment.words:
            start = round(max(now, word.start), 3)
            now = round(max(start, word.end), 3)
            words.append(replace(word, start=start, end=now))
        yield replace(segment, words=tuple(words), start=words[0].start, end=words[-1].end)
