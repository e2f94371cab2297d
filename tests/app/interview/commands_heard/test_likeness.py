import pytest

from mock_interviewer.app.interview.commands_heard.mishearing import phrase_likeness


def _likeness(heard: str, phrase: str) -> float:
    return phrase_likeness(tuple(heard.split()), tuple(phrase.split()))


def test_equal_words_have_full_similarity() -> None:
    assert _likeness("repeat the question", "repeat the question") == 1.0


def test_words_split_differently_are_the_same() -> None:
    assert _likeness("re peat the question", "repeat the question") == 1.0


@pytest.mark.parametrize(
    "heard", ["repeat a question", "repeat question", "repeet the question", "repeat the questian"]
)
def test_recognition_errors_reduce_similarity(heard: str) -> None:
    assert 0.8 <= _likeness(heard, "repeat the question") < 1.0


@pytest.mark.parametrize(
    ("heard", "phrase"),
    [
        ("skip this section", "skip this question"),
        ("repeat the gestin", "repeat the question"),
        ("stop words", "stop now"),
        ("pause the", "pause that"),
        ("scratch", "scratch that"),
        ("repeated the question", "repeat the question"),
        ("repeat the question twice", "repeat the question"),
        ("please the question", "repeat the question"),
        ("drop", "stop"),
        ("", "stop"),
        ("stop", ""),
    ],
)
def test_different_words_have_no_similarity(heard: str, phrase: str) -> None:
    assert _likeness(heard, phrase) == 0.0
