from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import ASKED, FEEDBACK, MEASURES, SAID, coverage
from rig.shown import show_active

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, ExpectedPoint
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.feedback.words import acted_line
from mock_interviewer.app.ui.feedback import curve_plot
from mock_interviewer.app.ui.feedback.key_points import AnswerContext
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.panel import FeedbackPanel, FeedbackPart
from mock_interviewer.app.ui.style.theme import Theme

assert curve_plot.__name__  # loaded with the module, so that no test waits for it
CONTEXT = AnswerContext(SAID, ASKED, playable=True)


@pytest.fixture
def panel(qtbot: QtBot, look: Theme) -> FeedbackPanel:
    panel = FeedbackPanel(MEASURES)
    qtbot.addWidget(panel)
    panel.resize(420, 900)
    panel.show_context(CONTEXT)
    panel.model.show_answer(ModelAnswerText("Something."))
    show_active(qtbot, panel)
    return panel


def _views(panel: FeedbackPanel) -> dict[FeedbackPart, QWidget]:
    return {
        FeedbackPart.POINTS: panel.points,
        FeedbackPart.DELIVERY: panel.delivery,
        FeedbackPart.MODEL: panel.model,
    }


def _shown(panel: FeedbackPanel) -> set[FeedbackPart]:
    return {part for part, view in _views(panel).items() if view.isVisible()}


def test_summary_advice_and_key_points_are_shown_at_once(panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    assert panel.summary.text == "1 to 2 of 3 key points"
    assert [row.finding.text for row in panel.advice.rows] == ["Say that tokenizers must match."]
    assert len(panel.points.points.rows) == 3
    assert _shown(panel) == {FeedbackPart.POINTS}


@pytest.mark.parametrize(
    ("offers", "points", "said", "shown"),
    [
        (True, (), SAID, True),
        (False, (), SAID, False),
        (True, ASKED.points, SAID, False),
        (True, (), " ", False),
    ],
)
def test_points_are_offered_for_a_question_without_any(
    panel: FeedbackPanel,
    qtbot: QtBot,
    offers: bool,
    points: tuple[ExpectedPoint, ...],
    said: str,
    shown: bool,
) -> None:
    panel.offers_points = offers
    panel.show_context(AnswerContext(said, replace(ASKED, points=points)))
    assert not panel.make_points.isVisible()
    panel.show_feedback(replace(FEEDBACK, coverage=None))
    assert panel.make_points.isVisible() == shown
    if shown:
        with qtbot.waitSignal(panel.points_pressed):
            panel.make_points.click()
        panel.show_feedback(FEEDBACK)
        assert not panel.make_points.isVisible()


def test_one_part_is_shown_at_a_time(qtbot: QtBot, panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    for part in FeedbackPart:
        panel.choose(part)
        assert _shown(panel) == {part}


def test_the_model_answer_is_available_during_the_analysis(
    panel: FeedbackPanel,
) -> None:
    panel.show_working()
    assert panel.status == "Analyzing…"
    assert _shown(panel) == set()
    panel.choose(FeedbackPart.MODEL)
    assert _shown(panel) == {FeedbackPart.MODEL}


def test_older_feedback_stays_until_the_new_one_arrives(panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    panel.show_working()
    assert _shown(panel) == {FeedbackPart.POINTS}
    assert panel.again.isHidden()
    better = coverage(CoverageVerdict.MADE, CoverageVerdict.MADE, CoverageVerdict.NOT)
    panel.show_feedback(replace(FEEDBACK, coverage=better))
    assert panel.status == ""
    assert panel.summary.text == "2 of 3 key points"


def test_a_failure_says_why_and_offers_to_try_again(qtbot: QtBot, panel: FeedbackPanel) -> None:
    panel.show_failure("The worker ended. Your answer is saved.")
    assert panel.status == "The worker ended. Your answer is saved."
    with qtbot.waitSignal(panel.again_pressed):
        panel.retry.click()
    panel.show_feedback(FEEDBACK)
    assert panel.retry.isHidden()


def test_feedback_is_computed_again_on_request(qtbot: QtBot, panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    with qtbot.waitSignal(panel.again_pressed):
        panel.again.click()


def test_the_summary_says_why_key_points_were_not_checked(panel: FeedbackPanel) -> None:
    why = "This question has no key points."
    panel.show_feedback(replace(FEEDBACK, coverage=None, coverage_untold=why, advice=()))
    assert panel.summary.text == why
    assert panel.advice.isHidden()
    assert panel.points.points.rows == ()


def test_a_story_is_shown_before_the_key_points(panel: FeedbackPanel) -> None:
    story = Story((StoryPart("task", CoverageVerdict.NOT),), 2, 3)
    panel.show_feedback(replace(FEEDBACK, story=story))
    assert len(panel.points.story.rows) == 2
    assert panel.points.who.plain == acted_line(story)
    assert panel.points.story.y() < panel.points.points.y()


def test_the_part_that_was_chosen_stays_with_the_next_take(panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    panel.choose(FeedbackPart.DELIVERY)
    panel.clear()
    panel.show_feedback(FEEDBACK)
    assert _shown(panel) == {FeedbackPart.DELIVERY}


def test_choosing_another_part_stops_reading_the_model_answer(
    qtbot: QtBot, panel: FeedbackPanel
) -> None:
    panel.choose(FeedbackPart.MODEL)
    panel.model.reveal.click()
    panel.model.read_button.click()
    with qtbot.waitSignal(panel.model.stop_reading_requested):
        panel.choose(FeedbackPart.POINTS)


def test_tab_goes_from_top_to_bottom(panel: FeedbackPanel) -> None:
    panel.show_feedback(FEEDBACK)
    panel.advice.rows[0].fold.setFocus(Qt.FocusReason.TabFocusReason)
    passed: list[QWidget] = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in passed:
            break
        passed.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    tops = [stop.mapTo(panel, stop.rect().topLeft()).y() for stop in passed]
    assert tops == sorted(tops)
    rows = panel.points.points.rows
    assert passed[-1] is panel.again
    assert {rows[0].moment, rows[0].fold, rows[2].fold} <= set(passed)


@pytest.mark.parametrize("part", list(FeedbackPart))
def test_every_focusable_part_has_an_accessible_name(
    panel: FeedbackPanel, part: FeedbackPart
) -> None:
    panel.show_feedback(FEEDBACK)
    panel.choose(part)
    assert nameless(panel) == []


@pytest.mark.parametrize("part", list(FeedbackPart))
def test_the_review_by_a_model_is_below_every_part(
    panel: FeedbackPanel, part: FeedbackPart
) -> None:
    panel.show_feedback(FEEDBACK)
    panel.choose(part)
    assert not panel.review.isVisible()
    panel.review.set_enabled_by_person(on=True)
    assert panel.review.isVisible()
    parts = panel.layout()
    assert parts is not None
    parts.activate()
    view = _views(panel)[part]
    assert panel.review.y() >= view.y() + view.height()
