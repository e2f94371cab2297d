"""Fault 34: without its voice detector, recognition hears nothing rather than inventing words."""

from contextlib import closing
from pathlib import Path

import pytest
from rig.recognition import Heard
from rig.without_detector import lose_detector

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.client.events import RecognitionFailed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore


@pytest.mark.model
def test_a_missing_speech_detector_is_an_error_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_detector(tmp_path, monkeypatch)
    heard = Heard()
    with closing(Recognizer(ModelStore(tmp_path), "tiny.en", listener=heard)) as recognizer:
        recognizer.begin("take")
        failed = heard.next(RecognitionFailed)
        assert failed.job is None
        assert isinstance(failed.error, ModelError)
        assert failed.error.what == (
            "The speech detector is incomplete: "
            "silero_vad_v6.onnx is missing from its package faster_whisper."
        )
        assert "--no-deps faster-whisper==" in failed.error.remedy
        assert heard.next(RecognitionFailed).job == "take"
