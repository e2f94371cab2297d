"""What the real multilingual model hears of another language than English."""

from contextlib import closing
from pathlib import Path

import pytest
from rig.recognition import Heard
from rig.wer import word_error_rate

from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices

pytestmark = pytest.mark.model

SAID = (
    "Ich habe drei Jahre lang in einem kleinen Unternehmen gearbeitet. "
    "Danach wollte ich wieder an der Universität forschen."
)


def test_an_answer_in_german_is_transcribed_in_german(tmp_path: Path) -> None:
    german = next(voice for voice in list_system_voices().voices if voice.language == "de")
    path = tmp_path / "Antwort.wav"
    write_wav(path, SystemVoice(german).synthesize(SAID, rate=140))
    heard = Heard()
    with closing(Recognizer(ModelStore(tmp_path), "base", listener=heard)) as recognizer:
        recognizer.recognize_file("take", path, RecognitionRequest(language="de"))
        heard.next(RecognizerReady)
        transcript = heard.next(Transcribed).transcript
    assert transcript.language == "de"
    assert word_error_rate(SAID, transcript.text) < 0.3
