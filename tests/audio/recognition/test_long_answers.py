"""Fault 23: an answer of 90 minutes, from the microphone's blocks to the transcript."""

import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rig.loudness import loudness
from rig.recording import Events, HandSource
from rig.stand_in_model import finished

from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptSegment, TranscriptWord
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.recognition.worker.transcriber import Transcriber
from mock_interviewer.audio.recording.recorder import AudioRecorder, RecorderClosed, RecorderWarning
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

LIMIT = 5_400.0
"""Seconds that a recording may last."""
ROOM = 12_000_000
"""Bytes; what was recorded in 90 minutes is 173 million."""


class Model:
    """Hears one word a piece, and keeps nothing."""

    name = "stand-in"

    def require_language(self, language: str) -> None:
        assert language == "en"

    def detector(self) -> StreamingDetector:
        return StreamingDetector(loudness)

    def hotwords(self, terms: Sequence[str]) -> str:
        return ", ".join(terms)

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        word = TranscriptWord("word", *sound.piece.recording_times(0.0, sound.piece.duration), 0.9)
        return DecodedPiece(
            (TranscriptSegment(word.text, word.start, word.end, (word,)),), looped=False
        )


def two_minutes() -> list[Samples]:
    """Return seconds of sound: sentences, half a minute without a breath, and a long silence."""
    quiet, loud = (np.full(SPEECH_RATE, level, dtype=np.float32) for level in (0.0005, 0.25))
    sentences = [loud] * 8 + [quiet] * 2
    return [*sentences * 4, *[loud] * 35, *[quiet] * 45]


def test_ninety_minutes_are_recorded_and_transcribed_in_bounded_memory(
    tmp_path: Path,
) -> None:
    path = tmp_path / "take.wav"
    source, events = HandSource(), Events()
    transcriber = Transcriber(Model(), RecognitionRequest((ExpectedTerm("RAG"),)))

    def hear(block: Samples) -> None:
        transcriber.feed(to_pcm(block))
        while transcriber.has_work:
            transcriber.work()

    recorder = AudioRecorder(source, path, listener=events, feed=hear)
    recorder.open()
    recorder.begin()
    seconds = two_minutes()
    tracemalloc.start()
    given = 0
    while not source.closed.is_set():
        source.give(seconds[given % len(seconds)])
        given += 1
        while given - recorder.recorded() > 20 and not source.closed.is_set():
            source.closed.wait(0.001)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    warned = events.await_one(RecorderWarning)
    assert warned.kind == "limit"
    assert "90 minutes" in warned.text
    assert events.await_one(RecorderClosed).duration == LIMIT
    assert recorder.join(20.0)
    assert most < ROOM

    transcript = finished(transcriber)
    assert transcript.duration == LIMIT
    # Each round of two minutes has some pieces, to the last one.
    assert len(transcript.words) > 4 * LIMIT / 120
    assert transcript.words[-1].end > LIMIT - 120
    path.unlink()
