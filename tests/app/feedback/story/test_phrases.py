from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.story.phrases import lower_case


def test_capitals_apostrophes_and_spaces_become_plain() -> None:
    assert lower_case("I\u2019d\u00a0\tGO\n") == "i'd  go "


@settings(deadline=None)
@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(lower_case(text)) == len(text)


def test_a_letter_whose_small_form_is_longer_stays() -> None:
    assert lower_case("\u0130A") == "\u0130a"
