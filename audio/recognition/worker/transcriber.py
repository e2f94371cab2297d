"""The transcription of one recording, while it is being spoken or from a file."""

import math
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
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
"""Samples taken at a time, so that a long file asks no more memory than live sound."""
BELIEVED = 0.9
"""Mean probability of a piece's words from which its phrases are believed."""


class Transcriber:
    """Takes sound as it comes and does the work on it in steps, each one piece long.

    One thread, that of the engine. ``live`` sound is heard twice where need be: phrase by phrase
    at once, so that nothing is left to do at the stop, and piece by piece, which the model
    understands better, where it was not sure and the person speaks on.
    """

    def __init__(
        self,
        engine: PieceDecoder,
        request: RecognitionRequest = DEFAULT_REQUEST,
        *,
        live: bool = True,
    ) -> None:
        """Start with no sound; raises ModelError for a language that the model does not know."""
        engine.refuse(request.language)
        self._engine = engine
        self._request = request
        self._detector = engine.detector()
        self._sound = SoundBuffer()
        self._segmenter = Segmenter()
        self._waiting: deque[SpeechPiece] = deque()
        self._hearing = BiasedDecoder(engine, self._sound, request)
        self._trust = self._hearing.trust
        self._phrases = LivePhrases(self._hearing.hear_quickly) if live else None
        self._drafts = PhraseDrafts(self._hearing.terms)
        self._activity = VoiceActivity() if live else None
        self._presences: list[SpeechPresence] = []
        self._settled: list[DecodedPiece] = []
        self._settled_to = 0.0
        """Seconds of the recording of which the words stand."""
        self._finished = False
        self._seconds = 0.0

    def feed(self, pcm: Pcm) -> None:
        """Take more sound, 16 kHz mono."""
        for start in range(0, len(pcm), _FEED):
            block = pcm[start : start + _FEED]
            self._sound.add(block)
            chances = self._detector.feed(block)
            if self._activity is not None:
                self._presences += self._activity.feed(chances.tolist())
            self._take(chances)

    def presences(self) -> list[SpeechPresence]:
        """Return when somebody began to speak and stopped, what was not returned before.

        Of live sound only, and only of what was fed before ``finish``.
        """
        presences, self._presences = self._presences, []
        return presences

    def finish(self) -> None:
        """All sound was fed."""
        self._take(self._detector.finish())
        if self._phrases is not None:
            self._phrases.finish(self._sound.length)
        self._waiting.extend(self._segmenter.finish(self._sound.length))
        self._finished = True

    @property
    def done(self) -> bool:
        """Whether all that was said is heard."""
        return self._finished and not self.has_work

    @property
    def has_work(self) -> bool:
        """Whether ``work`` would do anything."""
        if self._phrases is not None and self._phrases.waiting:
            return True
        if self._may_hear() and self._questioned():
            return True
        if not self._waiting or not self._may_settle():
            return False
        return self._may_hear() or self._believes(self._waiting[0])

    def work(self) -> None:
        """Hear the phrase that is next, ask for a second opinion on one, or settle a piece."""
        began = time.perf_counter()
        if self._phrases is not None and self._phrases.waiting:
            self._phrases.work()
            self._drafts.clear()
        elif self._phrases is not None and self._questioned() and self._may_hear():
            self._phrases.reconsider(self._hearing.hear_unhinted, hinted=self._gives_up())
        elif self._waiting:
            self._settle(self._waiting.popleft())
        self._forget()
        self._seconds += time.perf_counter() - began

    @property
    def draft_due(self) -> bool:
        """Whether ``draft`` would be of use: nothing better is to be done, and more was said."""
        return (
            self._phrases is not None
            and not self._finished
            and self._phrases.speaking
            and self._drafts.due(self._sound.length)
        )

    def draft(self, model: DraftDecoder) -> None:
        """Make a quick guess at the phrase that is being spoken."""
        began = time.perf_counter()
        piece = self._phrases.open() if self._phrases is not None else None
        if piece is None:
            self._drafts.wait(self._sound.length)
        else:
            hinted = not self._trust.withdrawn
            self._drafts.make(model, self._sound.of(piece), self._sound.length, hinted=hinted)
        self._seconds += time.perf_counter() - began

    def caption(self) -> tuple[str, str]:
        """Return the words that stand, and those after them that may still change."""
        later = [_text(self._believed(self._unsettled())), self._drafts.text]
        settled = (_text(self._believed(found)) for found in self._settled)
        return " ".join(filter(None, settled)), " ".join(filter(None, later))

    def transcript(self) -> Transcript:
        """Return what was heard, English with the terms of the vocabulary spelled right.

        Word times never run backwards and stay inside the recording.
        """
        settled = [self._believed(found) for found in self._settled]
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

    def _take(self, chances: Probabilities) -> None:
        self._sound.add_chances(chances)
        for chance in chances.tolist():
            if self._phrases is not None:
                self._phrases.feed(chance)
            ended = self._segmenter.feed((chance,))
            self._waiting.extend(ended)
            if ended and self._phrases is not None and not self._phrases.speaking:
                self._phrases.close()
        self._forget()

    def _may_hear(self) -> bool:
        """Whether hearing a piece keeps nobody waiting: who has said a phrase may be done.

        Not before it is known, and told, that somebody speaks: hearing would hold that up.
        """
        if self._finished or self._phrases is None or self._activity is None:
            return True
        return self._phrases.beginning and self._activity.speaking

    def _gives_up(self) -> bool:
        """Whether all that was hinted is to be heard without: not at the stop, it takes long."""
        return self._trust.withdrawn and not self._finished

    def _questioned(self) -> bool:
        """Whether a second opinion is to be asked, so long as little speaks for the vocabulary."""
        enough = self._trust.borne_out if self._finished else self._trust.settled
        if self._phrases is None or enough:
            return False
        return self._phrases.questioned(hinted=self._gives_up())

    def _may_settle(self) -> bool:
        """Whether pieces may be settled: not before it is known whether hints do them good."""
        if self._finished or self._phrases is None:
            return True
        if self._trust.withdrawn:
            return not self._questioned()
        return not self._trust.on_trial

    def _believes(self, piece: SpeechPiece) -> bool:
        """Whether the piece is known from its phrases, well enough or as well as time allows."""
        if self._phrases is None or self._phrases.unheard < piece.speech_end_sample:
            return False
        if len(self._waiting) > 1 or self._finished:
            return True
        heard = self._phrases.between(self._settled_to, piece.end / SPEECH_RATE)
        return not self._questioned() and _sureness(heard) >= BELIEVED

    def _settle(self, piece: SpeechPiece) -> None:
        """Make the words of a piece stand."""
        end = piece.end / SPEECH_RATE
        known = self._phrases.between(self._settled_to, end) if self._phrases else None
        if known is not None and self._believes(piece):
            found = known
        else:
            found = self._hearing.hear(piece)
            if found.questioned(hinted=not self._trust.borne_out):
                otherwise = self._hearing.hear_unhinted(piece) if known is None else known.unhinted
                found = replace(found, otherwise=otherwise)
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

    def _believed(self, found: DecodedPiece) -> DecodedPiece:
        """Return what is heard; doubtful terms only of an answer that bears the vocabulary out."""
        return found if self._trust.borne_out else found.unhinted

    def _forget(self) -> None:
        """Let go of sound that nothing needs any more."""
        needed = [self._segmenter.start, *(piece.start for piece in self._waiting)]
        if self._phrases is not None:
            needed.append(self._phrases.needed)
        self._sound.forget(min(needed))


def _sureness(found: DecodedPiece) -> float:
    """Return the mean probability of the words; 0 where they are none, or no good."""
    sureness = [word.probability for part in found.segments for word in part.words]
    if found.looped or found.cut_off or not sureness:
        return 0.0
    return sum(sureness) / len(sureness)


def _text(found: DecodedPiece) -> str:
    return " ".join(segment.text for segment in found.segments)


def _in_order(segments: Iterable[TranscriptSegment]) -> Iterable[TranscriptSegment]:
    """Move words that the model let overlap, so that each starts where the one before ends."""
    now = 0.0
    for segment in segments:
        words = []
        for word in segment.words:
            start = round(max(now, word.start), 3)
            now = round(max(start, word.end), 3)
            words.append(replace(word, start=start, end=now))
        yield replace(segment, words=tuple(words), start=words[0].start, end=words[-1].end)
