import pytest

from mock_interviewer.app.feedback.story.actors import first_past_clause


@pytest.mark.parametrize(
    "text",
    [
        "the data was a mess",
        "customers told us",
        "nobody finally believed it",
        "in my thesis the data broke",
        "my old manager left",
    ],
)
def test_what_is_told_of_the_past_is_found(text: str) -> None:
    assert first_past_clause(text, 0, len(text), to_others=True) is not None


@pytest.mark.parametrize(
    "text", ["the data is a mess", "my colleague has left", "people need it", ""]
)
def test_the_present_is_not(text: str) -> None:
    assert first_past_clause(text, 0, len(text)) is None


def test_what_was_with_oneself_can_be_left_out() -> None:
    text = "we lost six games"
    assert first_past_clause(text, 0, len(text)) == 0
    assert first_past_clause(text, 0, len(text), to_others=True) is None


def test_only_the_given_stretch_is_read() -> None:
    text = "he left. she stays."
    assert first_past_clause(text, text.index("she"), len(text)) is None
