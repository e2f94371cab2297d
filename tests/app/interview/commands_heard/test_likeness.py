import pytest

from mock_interviewer.app.interview.commands_heard.mishearing import phrase_likeness


def _likeness(heard: str, phrase: str) -> float:
    return phrase_likeness(tuple(heard.split()), tuple(phrase.split()))


def test_the_same_words_are_as_like_as_can_be() -> None:
    assert _likeness("repeat the question", "repeat the question") == 1.0


def test_words_cut_otherwise_are_the_same() -> None:
    assert _likeness("re peat the question", "repeat the question") == 1.0


@pytest.mark.parametrize(
    "heard", ["repeat a question", "repeat question", "repeet the question", "repeat the questian"]
)
def test_slips_of_recognition_are_less_like(heard: str) -> None:
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
def test_other_words_are_not_like_at_all(heard: str, phrase: str) -> None:
    assert _likeness(heard, phrase) == 0.0
