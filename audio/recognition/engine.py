"""The Whisper model itself, with its bounds and guards. Only the worker process imports this."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel
from faster_whisper.vad import get_vad_model

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.guards import (
    Confidence,
    is_invented,
    only_of,
    plain,
    without_loops,
)
from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE, refuse_language
from mock_interviewer.audio.recognition.messages import Pcm
from mock_interviewer.audio.recognition.models import speech_detector_file
from mock_interviewer.audio.recognition.pieces import Piece, cut
from mock_interviewer.audio.recognition.silence import (
    WINDOW,
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
_PAUSE_LEFT = 0.1
"""Less speech than that holds no word (seconds): what is left of the piece is a pause."""
_TAIL = 0.5
"""A segment that starts so shortly before the pause may be made up (seconds)."""


@dataclass(frozen=True)
class Heard:
    """A piece with its sound, and how surely somebody speaks in each window of the recording."""

    piece: Piece
    samples: Samples
    probabilities: Probabilities
    language: str

    def voice(self, start: float, end: float) -> float:
        """Return the mean chance of speech between two times of the recording (seconds)."""
        first, last = (round(time * SPEECH_RATE / WINDOW) for time in (start, end))
        first = min(first, len(self.probabilities) - 1)
        return float(self.probabilities[first : max(first + 1, last)].mean())


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
        language: str = DEFAULT_LANGUAGE,
        progress: Callable[[], None] = lambda: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Transcript | None:
        """Transcribe 16 kHz sound; None when ``cancelled`` said so, asked between pieces.

        ``progress`` is called after every piece. Word times never run backwards and stay inside
        the recording. Raises ModelError when the model does not know ``language``.
        """
        multilingual = bool(self._model.model.is_multilingual)
        refuse_language(self._name, language, english_only=not multilingual)
        started = time.perf_counter()
        probabilities = speech_probabilities(pcm, self._speech)
        pieces = cut(speech_stretches(probabilities, len(pcm)), probabilities)
        hint = hotwords(vocabulary, self._count_tokens) if pieces else ""
        segments: list[Segment] = []
        flags: set[str] = set()
        for piece in pieces:
            if cancelled():
                return None
            heard = Heard(piece, piece.samples(pcm), probabilities, language)
            found, looped = self._piece(heard, hint)
            segments.extend(found)
            flags.update([LOOPED] if looped else [])
            progress()
        return Transcript(
            segments=tuple(_in_order(segments)),
            duration=len(pcm) / SPEECH_RATE,
            model=self._name,
            language=language,
            speech_detected=bool(segments),
            processing=time.perf_counter() - started,
            flags=tuple(sorted(flags)),
        )

    def _speech(self, samples: Samples) -> Probabilities:
        found: Probabilities = self._detector(samples).reshape(-1)
        return found

    def _count_tokens(self, text: str) -> int:
        return len(self._model.hf_tokenizer.encode(text, add_special_tokens=False).ids)

    def _piece(self, heard: Heard, hint: str) -> tuple[list[Segment], bool]:
        """Decode one piece; hotwords that drive the model into a loop are left out once."""
        segments, looped = self._attempt(heard, hint)
        if looped and hint:
            segments, looped = self._attempt(heard, "")
        return segments, looped

    def _attempt(self, heard: Heard, hint: str) -> tuple[list[Segment], bool]:
        piece = heard.piece
        vocabulary = {plain(word) for word in hint.split()}
        segments: list[Segment] = []
        looped = False
        for raw in self._decode(heard, hint):
            words, loop = without_loops(_words(raw, piece))
            looped = looped or loop
            voice = heard.voice(words[0].start, words[-1].end) if words else 0.0
            confidence = Confidence(
                raw.avg_logprob, raw.no_speech_prob, raw.compression_ratio, voice
            )
            # Of little speech before a pause, hotwords are made as readily as out of the pause.
            at_end = bool(segments) and raw.start >= piece.speech_end - _TAIL
            doubtful = at_end and only_of(words, vocabulary)
            if words and not doubtful and not is_invented(words, confidence, vocabulary):
                text = " ".join(word.text for word in words)
                segments.append(Segment(text, words[0].start, words[-1].end, tuple(words)))
        return segments, looped

    def _decode(self, heard: Heard, hint: str) -> Iterable[Any]:
        piece = heard.piece
        tokens = min(_MOST_TOKENS, _SPARE_TOKENS + round(piece.duration * _TOKENS_A_SECOND))
        raws, _ = self._model.transcribe(
            heard.samples,
            language=heard.language,
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
            if raw.end >= piece.speech_end - _PAUSE_LEFT:
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
