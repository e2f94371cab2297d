import pytest
from faster_whisper.tokenizer import _LANGUAGE_CODES as WHISPER_CODES

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.models.catalog import CATALOG, DEFAULT_MODEL
from mock_interviewer.audio.recognition.models.languages import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    refuse_language,
)


def test_whisper_knows_every_language_by_its_code() -> None:
    assert set(LANGUAGES) <= set(WHISPER_CODES)


def test_english_comes_first_then_all_by_their_names() -> None:
    first, *others = LANGUAGES.values()
    assert first == LANGUAGES[DEFAULT_LANGUAGE] == "English"
    assert others == sorted(set(others))


def test_an_english_model_refuses_another_language_and_suggests_a_model() -> None:
    with pytest.raises(ModelError) as refused:
        refuse_language("tiny.en", "de", english_only=True)
    assert str(refused.value) == (
        "The speech model 'tiny.en' knows English only, not German."
        " Choose English, or a model for many languages such as 'base'."
    )
    assert not CATALOG[DEFAULT_MODEL].english_only


@pytest.mark.parametrize(("language", "english_only"), [("en", True), ("de", False), ("en", False)])
def test_a_language_that_the_model_knows_is_not_refused(language: str, english_only: bool) -> None:
    refuse_language("any", language, english_only=english_only)
