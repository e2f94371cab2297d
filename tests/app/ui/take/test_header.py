from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from screenshot_data import EVENING, sample_take

from mock_interviewer.app.ui.style.theme import FontSize, Theme, font
from mock_interviewer.app.ui.take.header import TakeHeader
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton


@pytest.mark.parametrize(
    ("follow_up", "attempt", "about"),
    [
        (None, 1, "Evaluation · Today at 19:00"),
        (None, 2, "Evaluation · Today at 19:00 · take 2 of this question"),
        (1, 1, "Evaluation · follow-up to question 3 · Today at 19:00"),
        (2, 2, "Evaluation · follow-up to question 3 · Today at 19:00 · take 2 of this follow-up"),
    ],
)
def test_the_head_says_what_a_take_answers(
    qtbot: QtBot, follow_up: int | None, attempt: int, about: str
) -> None:
    head = TakeHeader()
    qtbot.addWidget(head)
    listed = sample_take("s", 2, EVENING.replace(hour=18, minute=56), attempt=attempt)
    take = replace(listed.take, text="Why is that?", section="Evaluation", follow_up=follow_up)
    head.show_take(replace(listed, take=take), 0, 1, EVENING)
    assert (head.question, head._about.plain) == ("Why is that?", about)


def test_buttons_beside_the_date_show_their_keys_only_where_there_is_room(
    qtbot: QtBot, look: Theme
) -> None:
    star = KeyHintButton("*", "Star")
    head = TakeHeader(beside=[star])
    qtbot.addWidget(head)
    whole = star.sizeHint().width()
    head.fit(640, low=False)
    assert star.sizeHint().width() < whole
    head.fit(900, low=False)
    assert star.sizeHint().width() == whole


def test_in_a_short_page_a_question_is_no_larger_than_a_title(qtbot: QtBot, look: Theme) -> None:
    head = TakeHeader()
    qtbot.addWidget(head)
    sizes = []
    for short in (False, True):
        head.fit(900, low=False, short=short)
        sizes.append(head._question.font().pixelSize())
    assert sizes == [font(FontSize.QUESTION).pixelSize(), font(FontSize.TITLE).pixelSize()]
