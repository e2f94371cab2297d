from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from screenshot_data import EVENING, sample_take

from mock_interviewer.app.ui.style.theme import FontSize, Theme, font
from mock_interviewer.app.ui.take.header import TakeHeader
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

QUESTION = "Why is that?"


def _header(
    qtbot: QtBot, follow_up: int | None = None, attempt: int = 1, text: str = QUESTION
) -> TakeHeader:
    """Return the header of a take of the third question."""
    header = TakeHeader()
    qtbot.addWidget(header)
    listed = sample_take("s", 2, EVENING.replace(hour=18, minute=56), attempt=attempt)
    take = replace(listed.take, text=text, section="Evaluation", follow_up=follow_up)
    header.show_take(replace(listed, take=take), 0, 1, EVENING)
    return header


@pytest.mark.parametrize(
    ("follow_up", "attempt", "about"),
    [
        (None, 1, "Evaluation · Today at 19:00"),
        (None, 2, "Evaluation · Today at 19:00 · answer 2 to this question"),
        (1, 1, "Evaluation · follow-up to question 3 · Today at 19:00"),
        (
            2,
            2,
            "Evaluation · follow-up to question 3 · Today at 19:00 · answer 2 to this follow-up",
        ),
    ],
)
def test_the_header_says_what_a_take_answers(
    qtbot: QtBot, follow_up: int | None, attempt: int, about: str
) -> None:
    header = _header(qtbot, follow_up, attempt)
    assert header.question == QUESTION
    assert about in [label.plain for label in header.findChildren(TextLabel)]


def test_buttons_beside_the_date_show_their_keys_only_if_there_is_room(
    qtbot: QtBot, look: Theme
) -> None:
    star = KeyHintButton("*", "Star")
    header = TakeHeader(beside=[star])
    qtbot.addWidget(header)
    whole = star.sizeHint().width()
    header.fit(640, low=False)
    assert star.sizeHint().width() < whole
    header.fit(900, low=False)
    assert star.sizeHint().width() == whole


def test_the_questions_of_all_takes_have_one_type_size(qtbot: QtBot, look: Theme) -> None:
    title, body = font(FontSize.TITLE).pixelSize(), font(FontSize.BODY).pixelSize()
    for width, low, wanted in ((1600, False, title), (600, False, title), (600, True, body)):
        for text in (QUESTION, "Why is that so, and what follows from it? " * 5):
            header = _header(qtbot, text=text)
            header.fit(width, low=low)
            (question,) = [one for one in header.findChildren(TextLabel) if one.plain == text]
            assert question.font().pixelSize() == wanted
