"""The way through a recording on which fillers are heard."""

from rig.loudness import loudness
from rig.stand_in_model import finished, sound

from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.filler_ear import FillerEar, fillers_heard
from mock_interviewer.audio.recognition.heard import Heard
from mock_interviewer.audio.recognition.hinted_hearing import LEFT_OUT
from mock_interviewer.audio.recognition.transcriber import Transcriber
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.types import SPEECH_RATE

FIRST_WORDS = 1.0
"""Seconds before the filler."""


class Model:
    """Hears one filler in each piece, a second after its start, as if all else were speech."""

    name = "stand-in"

    def __init__(self) -> None:
        self.pieces = 0

    def refuse(self, language: str) -> None:
        del language

    def detector(self) -> StreamingDetector:
        return StreamingDetector(loudness)

    def fillers(self, heard: Heard) -> tuple[Filler, ...]:
        self.pieces += 1
        start = heard.piece.start / SPEECH_RATE + FIRST_WORDS
        return (Filler("um", start, start + 0.3),)


def test_words_after_a_filler_are_no_reason_to_look_for_it_again() -> None:
    model = Model()
    transcriber = Transcriber(FillerEar(model), (), "en", live=False)
    transcriber.feed(sound((FIRST_WORDS + 4 * LEFT_OUT, True)))
    fillers = fillers_heard(finished(transcriber))
    assert (model.pieces, len(fillers)) == (1, 1)
