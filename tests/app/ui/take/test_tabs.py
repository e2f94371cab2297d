from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.stored_library import Sitting, Stored, transcript_of
from rig.take_page_driver import MakeTakePage, TakePageDriver

from mock_interviewer.app.ui.feedback import curve_plot
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.take.tabs import TakeTab

assert curve_plot.__name__  # loaded with the module, so that no test waits for it
SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def take(make_take_page: MakeTakePage) -> TakePageDriver:
    """Return a page that gets feedback on every take at once."""
    take = make_take_page(measures=MEASURES)
    feedback = take.page.feedback

    def answer(one: str) -> None:
        feedback.show_question(ASKED, ModelAnswerText("The exponentiated loss."))
        feedback.show_feedback(one, FEEDBACK)

    feedback.feedback_requested.connect(answer)
    take.show(1100, 720)
    return take


def _shown(take: TakePageDriver) -> set[TakeTab]:
    """Return the tabs whose content is visible."""
    views = {
        TakeTab.POINTS: take.feedback.points,
        TakeTab.DELIVERY: take.feedback.delivery,
        TakeTab.MODEL: take.feedback.model,
        TakeTab.TOOLS: take.transcript_tools,
    }
    return {tab for tab, view in views.items() if view.isVisible()}


def test_a_click_on_a_tab_shows_its_content_and_no_other(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    assert take.page.tabs.offered == tuple(TakeTab)
    assert _shown(take) == {TakeTab.POINTS}
    for tab in TakeTab:
        take.show_tab(tab)
        assert _shown(take) == {tab}
        assert take.words == SAID.text


def test_the_tabs_are_below_the_player_and_above_their_content(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    parts = (take.header, take.bar, take.page.tabs.bar, take.feedback.summary)
    tops = [part.mapTo(take.page, QPoint(0, 0)).y() for part in parts]
    assert tops == sorted(tops)


def test_ctrl_tab_goes_from_tab_to_tab_wherever_the_focus_is(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    for part in take.parts_with_keys:
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
        seen = []
        for _ in TakeTab:
            take.key(Qt.Key.Key_Tab, CTRL, on=part)
            seen.append(take.page.tabs.tab)
        assert seen == [TakeTab.DELIVERY, TakeTab.MODEL, TakeTab.TOOLS, TakeTab.POINTS]
        assert part.hasFocus()
    seen = []
    for key, modifiers in (
        (Qt.Key.Key_Backtab, CTRL | SHIFT),
        (Qt.Key.Key_PageUp, CTRL),
        (Qt.Key.Key_PageDown, CTRL),
    ):
        take.key(key, modifiers)
        seen.append(take.page.tabs.tab)
    assert seen == [TakeTab.TOOLS, TakeTab.MODEL, TakeTab.TOOLS]


def test_arrow_keys_choose_a_tab_while_the_tabs_have_the_focus(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    bar = take.page.tabs.bar
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    take.key(Qt.Key.Key_Right, on=bar)
    assert _shown(take) == {TakeTab.DELIVERY}
    take.key(Qt.Key.Key_Left, on=bar)
    assert _shown(take) == {TakeTab.POINTS}


def test_tab_goes_from_the_player_through_the_tabs_to_the_transcript(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.show_tab(TakeTab.TOOLS)
    take.waveform.setFocus(Qt.FocusReason.TabFocusReason)
    passed: list[QWidget] = []
    while (focused := QApplication.focusWidget()) not in (None, take.view, *passed):
        assert focused is not None
        passed.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is take.view
    order = [take.waveform, take.page.tabs.bar, take.transcript_tools.edit]
    assert [passed.index(part) for part in order] == sorted(passed.index(part) for part in order)


def test_the_chosen_tab_stays_with_the_next_take_and_after_one_without_it(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID, SAID, None, SAID)))
    take.show_tab(TakeTab.DELIVERY)
    take.next()
    assert _shown(take) == {TakeTab.DELIVERY}
    take.next()
    assert take.page.tabs.offered == ()
    assert not take.page.tabs.bar.isVisible()
    take.next()
    assert _shown(take) == {TakeTab.DELIVERY}


def test_a_take_whose_feedback_does_not_come_still_offers_its_tools(
    qtbot: QtBot, make_take_page: MakeTakePage, stored: Stored
) -> None:
    take = make_take_page()
    take.show(1100, 720)
    take.open(stored, Sitting((SAID,)))
    assert take.page.tabs.offered == (TakeTab.TOOLS,)
    edit = take.button("Edit transcript")
    assert not edit.visibleRegion().isEmpty()
    take.page.resize(580, 480)
    qtbot.waitUntil(lambda: not take.body.beside)
    take.scroll_bar.setValue(0)
    qtbot.waitUntil(lambda: edit.visibleRegion().boundingRect().height() == edit.height())


def test_leaving_the_tab_of_the_model_answer_stops_reading_it(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    for other in (TakeTab.TOOLS, TakeTab.POINTS):
        take.show_tab(TakeTab.MODEL)
        if take.offers("Reveal the model answer"):
            take.press("Reveal the model answer")
        take.press("Read the model answer aloud")
        with qtbot.waitSignal(take.page.feedback.stop_reading_requested):
            take.show_tab(other)
        take.page.feedback.show_reading(on=False)


def test_the_wheel_does_not_change_the_tab(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((SAID,)))
    bar = take.page.tabs.bar
    handle = take.page.windowHandle()
    assert handle is not None
    place = QPointF(bar.mapTo(take.page, bar.rect().center()))
    QTest.wheelEvent(handle, place, QPoint(0, -120))
    assert take.page.tabs.tab is TakeTab.POINTS


def test_screen_readers_are_told_the_names_of_the_tabs(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    bar = QAccessible.queryAccessibleInterface(take.page.tabs.bar)
    assert bar.role() is QAccessible.Role.PageTabList
    names = [bar.child(at).text(QAccessible.Text.Name) for at in range(len(TakeTab))]
    assert names == ["Key points", "Delivery", "Model answer", "Transcript tools"]


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_the_tabs_show_that_they_have_the_focus(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    take.open(stored, Sitting((SAID,)))
    bar = take.page.tabs.bar
    before = bar.grab().toImage()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: bar.grab().toImage() != before)


@pytest.mark.parametrize("width", [1112, 1752])
def test_all_takes_have_one_width_in_the_middle_of_the_page(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, width: int
) -> None:
    take.page.resize(width, 800)
    takes = take.open(stored, Sitting((SAID, None)))
    qtbot.waitUntil(lambda: take.page.width() == width)
    place = partial(_place, take)
    qtbot.waitUntil(lambda: place()[0] > 0)
    first = place()
    take.next()
    assert take.page.take is not None
    assert take.page.take.id == takes[1]
    QApplication.processEvents()
    assert place() == first
    left, right = first
    assert right - left > TEXT_WIDTH
    assert abs(left - (width - right)) <= 1


def _place(take: TakePageDriver) -> tuple[int, int]:
    """Return the left and the right edge of the player bar in the page."""
    left = take.bar.mapTo(take.page, QPoint(0, 0)).x()
    return left, left + take.bar.width()
