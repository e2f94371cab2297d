"""The way through a recording on which fillers are heard."""

from rig.loudness import loudness
from rig.stand_in_model import finished, sound

from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.recognition.worker.biased_decoding import LEFT_OUT
from mock_interviewer.audio.recognition.worker.decoding import PieceSound
from mock_interviewer.audio.recognition.worker.filled_pauses import FillerDecoder, fillers_in
from mock_interviewer.audio.recognition.worker.transcriber import Transcriber
from mock_interviewer.audio.samples import SPEECH_RATE

FIRST_WORDS = 1.0
"""Seconds before the filler."""


class Model:
    """Hears one filler in each piece, a second after its start, as if all else were speech."""

    name = "stand-in"

    def __init__(self) -> None:
        self.pieces = 0

    def require_language(self, language: str) -> None:
        del language

    def detector(self) -> StreamingDetector:
        return StreamingDetector(loudness)

    def fillers(self, heard: PieceSound) -> tuple[Filler, ...]:
        self.pieces += 1
        start = heard.piece.start / SPEECH_RATE + FIRST_WORDS
        return (Filler("um", start, start + 0.3),)


def test_words_after_a_filler_are_not_decoded_again() -> None:
    model = Model()
    transcriber = Transcriber(FillerDecoder(model), live=False)
    transcriber.feed(sound((FIRST_WORDS + 4 * LEFT_OUT, True)))
    fillers = fillers_in(finished(transcriber))
    assert (model.pieces, len(fillers)) == (1, 1)
