from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import texts
from rig.feedback import DELIVERY, SAID
from rig.shown import show_active
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.interview.answer_details import AnswerDetails
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel


@pytest.fixture
def details(qtbot: QtBot, look: Theme) -> AnswerDetails:
    made = AnswerDetails()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_answer(transcript_of(SAID, unsure="exponentiated"), DELIVERY, playable=True)
    show_active(qtbot, made)
    return made


def test_the_delivery_is_summed_up_on_its_button(details: AnswerDetails) -> None:
    assert details.delivery.label == "Delivery: 125 words a minute, 2 fillers"
    details.show_answer(None, replace(DELIVERY, pace=None, fillers=None), playable=True)
    assert details.delivery.label == "Delivery"


def test_the_transcript_unfolds_with_the_legend_of_its_marks(details: AnswerDetails) -> None:
    assert not details.words.isVisible()
    details.transcript.click()
    assert details.words.isVisible()
    assert details.words.text == SAID
    assert "Dotted words may be wrong." in texts(details)
    details.transcript.click()
    assert not details.words.isVisible()


def test_an_unfolded_transcript_is_as_high_as_its_text(
    details: AnswerDetails, qtbot: QtBot
) -> None:
    details.show_answer(transcript_of(" ".join([SAID] * 30)), DELIVERY, playable=True)
    details.resize(700, 3000)
    details.transcript.click()
    words = details.words
    qtbot.waitUntil(lambda: words.height() >= words.document().size().height() > 200)
    assert words.verticalScrollBar().maximum() == 0
    before = words.height()
    details.resize(400, 3000)
    qtbot.waitUntil(lambda: words.height() > before)


def test_without_a_transcript_only_the_delivery_unfolds(details: AnswerDetails) -> None:
    details.transcript.click()
    details.show_answer(None, DELIVERY, playable=True)
    assert not details.transcript.isVisible()
    assert not details.words.isVisible()


def test_the_figures_are_made_when_they_are_unfolded_and_play(details: AnswerDetails) -> None:
    assert details.figures is None
    details.delivery.click()
    assert details.figures is not None
    assert details.figures.isVisible()
    played: list[float] = []
    details.play_asked.connect(played.append)
    row = next(each for each in details.figures.rows if each.explained.figure.key == "fillers")
    row.moments[0].click()
    assert played == [11.0]


def test_the_figures_mention_no_waveform_where_there_is_none(details: AnswerDetails) -> None:
    details.delivery.click()
    assert details.figures is not None
    visible = [each for each in details.figures.findChildren(TextLabel) if each.isVisible()]
    assert not [each for each in visible if "waveform" in each.plain]


def test_folding_both_hides_them(details: AnswerDetails) -> None:
    details.transcript.click()
    details.delivery.click()
    details.fold()
    assert details.figures is not None
    assert [details.words.isVisible(), details.figures.isVisible()] == [False, False]


def test_a_click_leaves_the_focus_where_it_was(details: AnswerDetails) -> None:
    details.delivery.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(details.transcript, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is details.delivery


def test_everything_has_a_name(details: AnswerDetails) -> None:
    details.transcript.click()
    details.delivery.click()
    assert nameless(details) == []
