from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.story.phrases import lower_case


def test_case_apostrophes_and_spaces_are_normalized() -> None:
    assert lower_case("I\u2019d\u00a0\tGO\n") == "i'd  go "


@settings(deadline=None)
@given(st.text())
def test_normalizing_keeps_offsets(text: str) -> None:
    assert len(lower_case(text)) == len(text)


def test_a_letter_with_a_longer_lowercase_form_is_kept() -> None:
    assert lower_case("\u0130A") == "\u0130a"
