"""The transcription of one recording, while it is being spoken or from a file."""

import math
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import chain

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    Probabilities,
    SpeechPresence,
    VoiceActivity,
)
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.terms.spelling import spelled_segments
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.recognition.worker.biased_decoding import BiasedDecoder
from mock_interviewer.audio.recognition.worker.decoding import (
    CUT_OFF,
    LOOPED,
    DecodedPiece,
    DraftDecoder,
    PieceDecoder,
)
from mock_interviewer.audio.recognition.worker.live_phrases import LivePhrases, PhraseDrafts
from mock_interviewer.audio.recognition.worker.segmenter import Segmenter, SpeechPiece
from mock_interviewer.audio.recognition.worker.sound_buffer import SoundBuffer
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm

_FEED = 10 * SPEECH_RATE
"""Samples processed at a time, so that a long file needs no more memory than live sound."""
BELIEVED = 0.9
"""Mean probability of a piece's words from which those of its phrases are final."""


class Transcriber:
    """Takes sound as it comes and transcribes it in steps, each of one piece at most.

    One thread, that of the engine. ``live`` sound is decoded twice where necessary: phrase by
    phrase at once, so that nothing is left to do at the stop, and piece by piece, which is more
    accurate, where the model was not sure and the person goes on speaking.
    """

    def __init__(
        self,
        engine: PieceDecoder,
        request: RecognitionRequest = DEFAULT_REQUEST,
        *,
        live: bool = True,
    ) -> None:
        """Start with no sound; raises ModelError for a language that the model does not know."""
        engine.require_language(request.language)
        self._engine = engine
        self._request = request
        self._detector = engine.detector()
        self._sound = SoundBuffer()
        self._segmenter = Segmenter()
        self._waiting: deque[SpeechPiece] = deque()
        self._decoder = BiasedDecoder(engine, self._sound, request)
        self._gate = self._decoder.gate
        self._phrases = LivePhrases(partial(self._decoder.decode, quick=True)) if live else None
        self._drafts = PhraseDrafts(self._decoder.terms)
        self._activity = VoiceActivity() if live else None
        self._activity_changes: list[SpeechPresence] = []
        self._settled: list[DecodedPiece] = []
        self._settled_to = 0.0
        """Seconds of the recording whose words are final."""
        self._finished = False
        self._seconds = 0.0

    def feed(self, pcm: Pcm) -> None:
        """Add sound, 16 kHz mono."""
        for start in range(0, len(pcm), _FEED):
            block = pcm[start : start + _FEED]
            self._sound.add(block)
            probabilities = self._detector.feed(block)
            if self._activity is not None:
                self._activity_changes += self._activity.feed(probabilities.tolist())
            self._take(probabilities)

    def activity_changes(self) -> list[SpeechPresence]:
        """Return the reports of speech and silence that were not returned before.

        Only of live sound, and only of what was fed before ``finish``.
        """
        changes, self._activity_changes = self._activity_changes, []
        return changes

    def finish(self) -> None:
        """End the sound."""
        self._take(self._detector.finish())
        if self._phrases is not None:
            self._phrases.finish(self._sound.length)
        self._waiting.extend(self._segmenter.finish(self._sound.length))
        self._finished = True

    @property
    def done(self) -> bool:
        """Whether all sound is transcribed."""
        return self._finished and not self.has_work

    @property
    def has_work(self) -> bool:
        """Whether there is a step for ``work`` to do."""
        if self._phrases is not None and self._phrases.waiting:
            return True
        if self._may_decode() and self._needs_second_opinion():
            return True
        if not self._waiting or not self._may_settle():
            return False
        return self._may_decode() or self._is_known(self._waiting[0])

    def work(self) -> None:
        """Decode the next phrase, get a second opinion on one, or settle a piece."""
        began = time.perf_counter()
        if self._phrases is not None and self._phrases.waiting:
            self._phrases.work()
            self._drafts.clear()
        elif self._phrases is not None and self._needs_second_opinion() and self._may_decode():
            self._phrases.ask_again(self._decoder.decode_unbiased, biased=self._gives_up())
        elif self._waiting:
            self._settle(self._waiting.popleft())
        self._forget()
        self._seconds += time.perf_counter() - began

    @property
    def draft_due(self) -> bool:
        """Whether ``draft`` is useful: there is no better work, and more was said."""
        return (
            self._phrases is not None
            and not self._finished
            and self._phrases.speaking
            and self._drafts.due(self._sound.length)
        )

    def draft(self, model: DraftDecoder) -> None:
        """Make a draft of the phrase that is being spoken."""
        began = time.perf_counter()
        piece = self._phrases.open() if self._phrases is not None else None
        if piece is None:
            self._drafts.wait(self._sound.length)
        else:
            biased = not self._gate.given_up
            self._drafts.make(model, self._sound.of(piece), self._sound.length, biased=biased)
        self._seconds += time.perf_counter() - began

    def caption(self) -> tuple[str, str]:
        """Return the final words, and those after them that may still change."""
        later = [_text(self._plausible(self._unsettled())), self._drafts.text]
        settled = (_text(self._plausible(found)) for found in self._settled)
        return " ".join(filter(None, settled)), " ".join(filter(None, later))

    def transcript(self) -> Transcript:
        """Return the transcript; in English, the terms of the vocabulary are spelled right.

        Word times never run backwards and stay inside the recording.
        """
        settled = [self._plausible(found) for found in self._settled]
        segments = tuple(_in_order(chain.from_iterable(found.segments for found in settled)))
        if self._request.language == ENGLISH:
            segments = spelled_segments(segments, self._request.vocabulary)
        flags = {
            LOOPED: any(found.looped for found in settled),
            CUT_OFF: any(found.cut_off for found in settled),
        }
        return Transcript(
            segments=segments,
            duration=self._length,
            model=self._engine.name,
            language=self._request.language,
            speech_detected=bool(segments),
            processing=self._seconds,
            flags=tuple(flag for flag, raised in flags.items() if raised),
        )

    def _take(self, probabilities: Probabilities) -> None:
        self._sound.add_probabilities(probabilities)
        for probability in probabilities.tolist():
            if self._phrases is not None:
                self._phrases.feed(probability)
            ended = self._segmenter.feed((probability,))
            self._waiting.extend(ended)
            if ended and self._phrases is not None and not self._phrases.speaking:
                self._phrases.close()
        self._forget()

    def _may_decode(self) -> bool:
        """Return whether decoding a piece keeps nobody waiting: after a phrase a person may stop.

        Not before speech is detected and reported, which decoding would delay.
        """
        if self._finished or self._phrases is None or self._activity is None:
            return True
        return self._phrases.beginning and self._activity.speaking

    def _gives_up(self) -> bool:
        """Return whether all biased phrases need a second opinion: not at the stop, which waits."""
        return self._gate.given_up and not self._finished

    def _needs_second_opinion(self) -> bool:
        """Return whether a phrase needs a second opinion, while terms have little evidence."""
        enough = self._gate.confirmed if self._finished else self._gate.settled
        if self._phrases is None or enough:
            return False
        return self._phrases.needs_second_opinion(biased=self._gives_up())

    def _may_settle(self) -> bool:
        """Return whether pieces may be settled: not before it is known whether hotwords help."""
        if self._finished or self._phrases is None:
            return True
        if self._gate.given_up:
            return not self._needs_second_opinion()
        return not self._gate.on_trial

    def _is_known(self, piece: SpeechPiece) -> bool:
        """Return whether its phrases give the piece well enough, or as well as time allows."""
        if self._phrases is None or self._phrases.undecoded_from < piece.speech_end_sample:
            return False
        if len(self._waiting) > 1 or self._finished:
            return True
        found = self._phrases.between(self._settled_to, piece.end / SPEECH_RATE)
        return not self._needs_second_opinion() and _mean_probability(found) >= BELIEVED

    def _settle(self, piece: SpeechPiece) -> None:
        """Make the words of a piece final."""
        end = piece.end / SPEECH_RATE
        known = self._phrases.between(self._settled_to, end) if self._phrases else None
        if known is not None and self._is_known(piece):
            found = known
        else:
            found = self._decoder.decode(piece)
            if found.needs_second_opinion(biased=not self._gate.confirmed):
                if known is None:
                    second_opinion = self._decoder.decode_unbiased(piece)
                else:
                    second_opinion = known.unbiased
                found = replace(found, second_opinion=second_opinion)
        self._settled.append(found)
        self._settled_to = end
        if self._phrases is not None:
            self._phrases.forget(end)

    def _unsettled(self) -> DecodedPiece:
        if self._phrases is None:
            return DecodedPiece(())
        return self._phrases.between(self._settled_to, math.inf)

    @property
    def _length(self) -> float:
        """Seconds of the recording that were fed."""
        return self._sound.length / SPEECH_RATE

    def _plausible(self, found: DecodedPiece) -> DecodedPiece:
        """Return the words, with doubtful terms only where the answer confirms the vocabulary."""
        return found if self._gate.confirmed else found.unbiased

    def _forget(self) -> None:
        """Drop sound that nothing needs any more."""
        needed = [self._segmenter.start, *(piece.start for piece in self._waiting)]
        if self._phrases is not None:
            needed.append(self._phrases.needed_from)
        self._sound.forget(min(needed))


def _mean_probability(found: DecodedPiece) -> float:
    """Return the mean probability of the words; 0 where there are none, or they are unusable."""
    probabilities = [word.probability for part in found.segments for word in part.words]
    if found.looped or found.cut_off or not probabilities:
        return 0.0
    return sum(probabilities) / len(probabilities)


def _text(found: DecodedPiece) -> str:
    return " ".join(segment.text for segment in found.segments)


def _in_order(segments: Iterable[TranscriptSegment]) -> Iterable[TranscriptSegment]:
    """Move words that overlap, so that each starts where the one before ends."""
    now = 0.0
    for segment in segments:
        words = []
        for word in segment.words:
            start = round(max(now, word.start), 3)
            now = round(max(start, word.end), 3)
            words.append(replace(word, start=start, end=now))
        yield replace(segment, words=tuple(words), start=words[0].start, end=words[-1].end)
