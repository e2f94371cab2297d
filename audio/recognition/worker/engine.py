"""The Whisper model with its limits and filters. Only the worker process imports this."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.endpointing.soft_speech import SoftSpeechDetector
from mock_interviewer.audio.recognition.endpointing.voice_detector import (
    StreamingDetector,
    VoiceDetector,
)
from mock_interviewer.audio.recognition.fillers import DISFLUENT, fillers_among, with_held_sounds
from mock_interviewer.audio.recognition.models.languages import ENGLISH, refuse_language
from mock_interviewer.audio.recognition.models.store import speech_detector_file
from mock_interviewer.audio.recognition.terms.vocabulary import joined_hotwords
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    TranscriptSegment,
    TranscriptWord,
    normalized_word,
)
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.recognition.worker.filled_pauses import held_sounds
from mock_interviewer.audio.recognition.worker.hallucination_filter import (
    SegmentConfidence,
    is_afterthought,
    is_hallucinated,
    only_of,
    without_loops,
)
from mock_interviewer.audio.recognition.worker.rescoring import TextLikelihood
from mock_interviewer.audio.recognition.worker.rescoring_model import WhisperRescorer
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

Features: TypeAlias = NDArray[np.float32]
"""Log-mel features, one column a hundredth of a second."""

_MOST_THREADS = 4
_TEMPERATURES = (0.0, 0.4)
"""The whole fallback: one beam search, one random try. More made one piece in 22 take 25 s."""
_TOKENS_A_SECOND = 8
_SPARE_TOKENS = 16
_MOST_TOKENS = 224
_DRAFTED_SILENCE = 0.8
"""A draft is shown unless the model finds silence this probable."""
MARGIN = 5.0
"""Seconds that the encoder gets after a piece; with fewer the base model fails."""
BEAM = 5
QUICK_BEAM = 2
"""Nearly as good as five, and a third faster."""
MAX_WINDOWS = 4
"""Windows after which a model that finds little in each of them is stopped in one piece."""
_PAUSE_LEFT = 0.1
"""Seconds of speech too short for a word: what is left of the piece is a pause."""
_LAST_MOMENT = 0.5
"""Seconds before the pause within which a segment that starts may be hallucinated."""


class _ShortWindows(WhisperModel):  # type: ignore[misc] # the library has no types
    """A Whisper model whose encoder gets a piece and a margin instead of always 30 seconds.

    ``seconds`` is what it gets of the next piece. The encoder is the fixed cost of a piece.
    """

    seconds = 30.0
    tokens = 0
    """The most tokens of one window."""

    def encode(self, features: Features) -> ctranslate2.StorageView:
        """Encode the first ``seconds`` of 30."""
        frames = round(self.seconds * self.frames_per_second)
        return super().encode(np.ascontiguousarray(features[..., : frames + frames % 2]))

    def generate_with_fallback(
        self,
        encoder_output: ctranslate2.StorageView,
        prompt: list[int],
        tokenizer: Any,
        options: Any,
    ) -> tuple[Any, float, float, float]:
        """Decode a window with at most ``tokens`` tokens.

        CTranslate2 halves the length that it is given where the prompt is short, which the library
        does not account for.
        """
        most = min(max(self.tokens, 2 * self.tokens - len(prompt)), self.max_length - len(prompt))
        limited = replace(options, max_new_tokens=most)
        found: tuple[Any, float, float, float] = super().generate_with_fallback(
            encoder_output, prompt, tokenizer, limited
        )
        return found


class WhisperEngine:
    """A loaded model. One thread; the constructor takes about half a second.

    ``folder`` holds a verified model. Raises ModelError when it cannot be loaded.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        speech_detector_file()
        threads = threads_on(os.cpu_count() or 1)
        try:
            self._model = _ShortWindows(
                str(folder.absolute()),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
            self._detector = get_vad_model()
            self._rescorer = WhisperRescorer(self._model, self._encoded)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise ModelError(
                f"The speech model {name!r} cannot be loaded: {error}.",
                "Close other programs to free memory, or choose another model.",
            ) from error

    def require_language(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""
        multilingual = bool(self._model.model.is_multilingual)
        refuse_language(self.name, language, english_only=not multilingual)

    def detector(self) -> VoiceDetector:
        """Return a voice detector for one recording."""
        run = self._detector.session.run
        return SoftSpeechDetector(StreamingDetector(run), StreamingDetector(run))

    def hotwords(self, terms: Sequence[str]) -> str:
        """Return as many of these terms as the model has room for, as one text."""
        return joined_hotwords(terms, self._count_tokens)

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        """Decode one piece, again without hotwords if they drive the model into a loop."""
        beam = QUICK_BEAM if quick else BEAM
        found = self._attempt(sound, hotwords, beam)
        return self._attempt(sound, "", beam) if found.looped and hotwords else found

    def draft(self, samples: Samples, hotwords: str) -> str:
        """Return the text of English 16 kHz mono sound of at most 30 seconds, decoded greedily.

        The model runs once, and loops are left out.
        """
        duration = len(samples) / SPEECH_RATE
        self._model.seconds = duration + MARGIN
        self._model.tokens = token_limit(duration)
        raws, _ = self._model.transcribe(
            samples,
            language=ENGLISH,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            hotwords=hotwords or None,
        )
        texts = (raw.text for raw in raws if raw.no_speech_prob <= _DRAFTED_SILENCE)
        words = [TranscriptWord(text, 0.0, 0.0, 0.0) for part in texts for text in part.split()]
        return " ".join(word.text for word in without_loops(words, draft=True)[0])

    def fillers(self, sound: PieceSound) -> tuple[Filler, ...]:
        """Return the filled pauses of one piece; the other words are too inaccurate to return."""
        segments = self._attempt(sound, "", BEAM, before=DISFLUENT).segments
        spoken = fillers_among(word for segment in segments for word in segment.words)
        held = [sound.piece.recording_times(*times) for times in held_sounds(sound.samples)]
        return tuple(with_held_sounds(spoken, held))

    def score(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        """Return the likelihoods of each text; see ``TextRescorer.score``."""
        return self._rescorer.score(samples, texts, most)

    def _encoded(self, samples: Samples) -> ctranslate2.StorageView:
        """Encode sound of at most 25 seconds."""
        self._model.seconds = len(samples) / SPEECH_RATE + MARGIN
        return self._model.encode(pad_or_trim(self._model.feature_extractor(samples)))

    def _count_tokens(self, text: str) -> int:
        return len(self._model.hf_tokenizer.encode(text, add_special_tokens=False).ids)

    def _attempt(
        self, sound: PieceSound, hotwords: str, beam: int, *, before: str = ""
    ) -> DecodedPiece:
        """Decode once; without hotwords, as if the words ``before`` had been said before."""
        piece = sound.piece
        vocabulary = {normalized_word(word) for word in hotwords.split()}
        segments: list[TranscriptSegment] = []
        looped = cut_off = False
        for raw, unfinished in self._raw_segments(sound, hotwords or before, beam):
            cut_off = unfinished
            words, loop = without_loops(_words(raw, sound))
            looped = looped or loop
            speech = sound.speech_probability(words[0].start, words[-1].end) if words else 0.0
            confidence = SegmentConfidence(
                raw.avg_logprob, raw.no_speech_prob, raw.compression_ratio, speech
            )
            # Little speech before a pause becomes hotwords as readily as the pause itself.
            left = piece.speech_end - raw.start
            doubtful = bool(segments) and (
                (left <= _LAST_MOMENT and only_of(words, vocabulary))
                or is_afterthought(words, left)
            )
            if words and not doubtful and not is_hallucinated(words, confidence, vocabulary):
                text = " ".join(word.text for word in words)
                segments.append(
                    TranscriptSegment(text, words[0].start, words[-1].end, tuple(words))
                )
        return DecodedPiece(tuple(segments), looped, cut_off and not looped)

    def _raw_segments(
        self, sound: PieceSound, hotwords: str, beam: int
    ) -> Iterable[tuple[Any, bool]]:
        """Yield the model's segments, each with whether the model was stopped after it."""
        piece = sound.piece
        self._model.tokens = tokens = token_limit(piece.duration)
        self._model.seconds = piece.duration + MARGIN
        raws, _ = self._model.transcribe(
            sound.samples,
            language=sound.request.language,
            beam_size=beam,
            best_of=2,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
            word_timestamps=True,
            hotwords=hotwords or None,
        )
        windows: Counter[int] = Counter()
        for raw in raws:
            windows[raw.seek] += len(raw.tokens)
            stopped = len(windows) >= MAX_WINDOWS
            yield raw, stopped or windows[raw.seek] >= tokens
            # The model would next look for words in the pause that is left, and with hotwords it
            # finds some. Not asking for the next segment prevents that.
            if stopped or raw.end >= piece.speech_end - _PAUSE_LEFT:
                return


def threads_on(cores: int) -> int:
    """Return the number of threads for a model: half of the cores, at most four.

    Words are decoded one after another, which more threads hardly speed up: on two cores the second
    thread saved no time and used half as much processor time again.
    """
    return max(1, min(_MOST_THREADS, cores // 2))


def token_limit(seconds: float) -> int:
    """Return the most tokens that so many seconds of sound may have."""
    return min(_MOST_TOKENS, _SPARE_TOKENS + round(seconds * _TOKENS_A_SECOND))


def _words(raw: Any, sound: PieceSound) -> list[TranscriptWord]:
    """Return a segment's words in the recording's time; "cold", "-hearted" become one word."""
    words: list[TranscriptWord] = []
    for part in raw.words or ():
        text = part.word.strip()
        start, end = sound.trimmed(*sound.piece.recording_times(float(part.start), float(part.end)))
        probability = float(part.probability)
        if words and not part.word.startswith(" "):
            before = words.pop()
            text, start = before.text + text, before.start
            probability = min(before.probability, probability)
        if text:
            words.append(TranscriptWord(text, start, max(start, end), probability))
    return words
