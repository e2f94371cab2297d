import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.scoring.similarity import term_recall

QUESTION = "What does a cache do?"


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        ("It stores results that were computed.", 1.0),
        ("Storing what was computed, that's the result.", 1.0),
        ("Results are thrown away.", 1 / 3),
        ("It is what it is.", 0.0),
        ("", 0.0),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(answer: str, share: float) -> None:
    point = "A cache stores computed results."
    assert term_recall(point, answer, QUESTION) == pytest.approx(share)


def test_words_of_the_question_do_not_count() -> None:
    point = "A cache stores computed results."
    assert term_recall(point, "What does a cache do? A cache caches.", QUESTION) == 0.0


def test_a_point_made_only_of_the_questions_words_is_found_by_them() -> None:
    assert term_recall("It is a cache.", "Caches, I think.", QUESTION) == 1.0


def test_a_point_without_words_has_no_share() -> None:
    assert term_recall("It is.", "It is.", QUESTION) == 0.0


@given(st.text(), st.text(), st.text())
def test_any_text_has_a_share_from_0_to_1(point: str, answer: str, question: str) -> None:
    assert 0.0 <= term_recall(point, answer, question) <= 1.0


@given(st.text(), st.text())
def test_the_point_itself_has_all_of_its_words_or_has_none(point: str, question: str) -> None:
    assert term_recall(point, point, question) in {0.0, 1.0}
