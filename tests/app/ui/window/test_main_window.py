import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.main_window_driver import MainWindowDriver
from rig.shown_interview import ShownInterview

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, Theme
from mock_interviewer.app.ui.window import announcements, geometry
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage

QUESTION = PlannedQuestion("llm", "q", "What is perplexity?", "", "Evaluation")


@pytest.fixture
def window(qtbot: QtBot, look: Theme) -> MainWindow:
    window = MainWindow(PracticePage(), InterviewPage())
    qtbot.addWidget(window)
    window.add_page(MainPage.LIBRARY, QWidget())
    window.add_page(MainPage.PROGRESS, QWidget())
    window.add_page(MainPage.QUESTIONS, QWidget())
    window.resize(1000, 700)
    window.show()
    return window


@pytest.fixture
def driver(window: MainWindow) -> MainWindowDriver:
    return MainWindowDriver(window)


def test_the_practice_page_is_shown_first(window: MainWindow) -> None:
    assert window.current_page is MainPage.PRACTICE


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_2, MainPage.LIBRARY),
        (Qt.Key.Key_3, MainPage.PROGRESS),
        (Qt.Key.Key_4, MainPage.QUESTIONS),
        (Qt.Key.Key_1, MainPage.PRACTICE),
    ],
)
def test_shortcuts_show_pages(
    window: MainWindow, key: Qt.Key, place: MainPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_page is place)


def test_a_page_that_was_not_added_is_not_shown(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    driver.rail_button(MainPage.SETTINGS).click()
    assert window.current_page is MainPage.PRACTICE
    assert driver.rail_button(MainPage.PRACTICE).isChecked()


def test_during_an_interview_nothing_else_is_shown(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.announce("folder", NoticeKind.INFO, "An answer was recovered.")
    window.show_interview()
    assert not driver.rail.isVisible()
    assert driver.banner.height() == 0 or not driver.banner.isVisible()
    window.show_page(MainPage.PRACTICE)
    assert driver.rail.isVisible()
    assert driver.announcement == "An answer was recovered."


@pytest.mark.parametrize(
    ("key", "place"), [(Qt.Key.Key_1, MainPage.PRACTICE), (Qt.Key.Key_3, MainPage.PROGRESS)]
)
def test_shortcuts_and_the_rail_leave_an_interview_that_has_ended(
    window: MainWindow, driver: MainWindowDriver, key: Qt.Key, place: MainPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.show_interview()
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page is None
    window.offer_navigation()
    assert window.current_page is None
    assert driver.rail.isVisible()
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current_page is place)


def test_navigation_is_offered_only_from_an_interview(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.show_page(MainPage.LIBRARY)
    window.offer_navigation()
    assert window.current_page is MainPage.LIBRARY
    assert driver.rail_button(MainPage.LIBRARY).isChecked()


def test_after_an_interview_the_announcement_is_back_in_its_place(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    window.announce("folder", NoticeKind.INFO, "An answer was recovered.")
    banner = driver.banner
    qtbot.waitUntil(lambda: driver.below_banner == Spacing.M)
    window.show_interview()
    qtbot.waitUntil(lambda: not banner.height() and not driver.below_page)
    window.show_page(MainPage.LIBRARY)
    qtbot.waitUntil(lambda: bool(banner.height()))
    assert driver.below_banner == Spacing.M


@pytest.mark.parametrize(("width", "side"), [(1900, Spacing.PAGE), (600, Spacing.M)])
def test_an_announcement_is_aligned_with_the_column_of_the_page(
    window: MainWindow, driver: MainWindowDriver, width: int, side: int, qtbot: QtBot
) -> None:
    window.announce("folder", NoticeKind.INFO, "An answer was recovered.")
    window.resize(width, 700)
    banner = driver.banner
    qtbot.waitUntil(lambda: banner.mapTo(window, QPoint(0, 0)).x() == driver.rail.width() + side)
    # Beside the stretch at its right the banner has all but a pixel.
    room = min(TEXT_WIDTH, width - driver.rail.width() - 2 * side)
    assert room - 1 <= banner.width() <= room


def test_an_announcement_is_replaced_and_removed(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.announce("folder", NoticeKind.ERROR, "The folder is gone.")
    window.announce("folder", NoticeKind.ERROR, "The folder is read-only.")
    assert driver.announcement == "The folder is read-only."
    window.announce("folder", NoticeKind.ERROR, "")
    assert driver.announcement == ""


def test_a_removed_announcement_leaves_no_gap(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    window.announce("folder", NoticeKind.INFO, "It takes a while.")
    qtbot.waitUntil(lambda: driver.below_page > 0)
    window.announce("folder", NoticeKind.ERROR, "")
    qtbot.waitUntil(lambda: driver.below_page == 0)


def test_the_page_stays_in_place_when_an_announcement_comes_and_goes(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    page = QWidget()
    heading = QLabel("Storage", page)
    window.add_page(MainPage.SETTINGS, page)
    window.show_page(MainPage.SETTINGS)
    place = heading.mapTo(window, QPoint(0, 0))
    window.announce("folder", NoticeKind.ERROR, "Nothing can be saved. " * 20)
    qtbot.waitUntil(lambda: driver.below_page > driver.banner.height() > 0)
    assert heading.mapTo(window, QPoint(0, 0)) == place
    driver.dismiss()
    qtbot.waitUntil(lambda: driver.below_page == 0)
    assert heading.mapTo(window, QPoint(0, 0)) == place


def test_one_announcement_is_shown_at_a_time_and_errors_first(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.announce("recommendation", NoticeKind.INFO, "A model suits it.")
    window.announce("settings", NoticeKind.CAUTION, "The settings were damaged.")
    window.announce("bank", NoticeKind.ERROR, "A bank cannot be read.")
    window.announce("plans", NoticeKind.CAUTION, "The plans are damaged.")
    read = []
    while driver.announcement:
        read.append((driver.announcement, driver.waiting))
        driver.dismiss()
    assert read == [
        ("A bank cannot be read.", "3 more"),
        ("The settings were damaged.", "2 more"),
        ("The plans are damaged.", "1 more"),
        ("A model suits it.", ""),
    ]


def test_a_permanent_announcement_stays_until_it_is_removed(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.announce("folder", NoticeKind.ERROR, "Nothing can be saved.", stays=True)
    window.announce("recognition", NoticeKind.CAUTION, "There is no model.")
    assert driver.announcement == "Nothing can be saved."
    assert (driver.dismiss_button.isVisible(), driver.waiting) == (False, "")
    window.announce("folder", NoticeKind.ERROR, "")
    assert (driver.announcement, driver.dismiss_button.isVisible()) == ("There is no model.", True)


@pytest.fixture
def seen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was seen, each after a moment in view."""
    monkeypatch.setattr(announcements, "READ_AFTER", 0.01)
    seen: list[str] = []
    window.announcement_seen.connect(seen.append)
    return seen


def test_an_announcement_in_view_for_a_while_counts_as_seen(
    window: MainWindow, seen: list[str], qtbot: QtBot
) -> None:
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    qtbot.waitUntil(lambda: seen == ["news"])


def test_a_waiting_announcement_is_seen_only_after_the_error_was_dismissed(
    window: MainWindow, driver: MainWindowDriver, seen: list[str], qtbot: QtBot
) -> None:
    window.announce("bank", NoticeKind.ERROR, "A bank cannot be read.")
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    qtbot.waitUntil(lambda: seen == ["bank"])
    assert not driver.banner.is_timing
    driver.dismiss()
    qtbot.waitUntil(lambda: seen == ["bank", "bank", "news"])


def test_an_announcement_displaced_by_an_error_is_not_seen(
    window: MainWindow, seen: list[str], qtbot: QtBot
) -> None:
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    window.announce("bank", NoticeKind.ERROR, "A bank cannot be read.")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["bank"]


def test_a_new_announcement_has_its_own_time(
    window: MainWindow, seen: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(announcements, "READ_AFTER", 3600.0)
        window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    window.announce("bank", NoticeKind.ERROR, "A bank cannot be read.")
    qtbot.waitUntil(lambda: seen == ["bank"])


def test_a_dismissed_announcement_counts_as_seen(
    window: MainWindow, driver: MainWindowDriver, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcements, "READ_AFTER", 3600.0)
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    assert seen == []
    driver.dismiss()
    assert seen == ["news"]


def test_an_announcement_during_an_interview_is_not_seen_before_its_end(
    window: MainWindow, driver: MainWindowDriver, seen: list[str], qtbot: QtBot
) -> None:
    window.show_interview()
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    assert not driver.banner.is_timing
    window.show_page(MainPage.PRACTICE)
    qtbot.waitUntil(lambda: seen == ["news"])


def test_an_announcement_in_a_hidden_window_is_not_seen(
    window: MainWindow, driver: MainWindowDriver, seen: list[str]
) -> None:
    window.hide()
    window.announce("news", NoticeKind.INFO, "Your backup is restored.")
    assert not driver.banner.is_timing


def test_the_focus_stays_on_the_announcement_when_an_error_replaces_it(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    window.announce(
        "recommendation", NoticeKind.INFO, "A model suits it.", ("Use it", lambda: None)
    )
    qtbot.waitUntil(window.isActiveWindow)
    assert driver.banner.take_keyboard()
    window.announce("folder", NoticeKind.ERROR, "It is gone.", ("Try again", lambda: None))
    qtbot.waitUntil(driver.announcement_button("Try again").hasFocus)


def test_a_narrow_window_shows_icons_that_keep_their_names(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.resize(640, 480)
    button = driver.rail_button(MainPage.LIBRARY)
    assert (window.width(), window.height()) == (640, 480)
    assert (button.text(), button.accessibleName()) == ("", "Library")
    assert button.toolTip() == "Library (Ctrl+2)"


def test_the_rail_keeps_its_words_in_a_window_of_900_pixels(
    window: MainWindow, driver: MainWindowDriver
) -> None:
    window.resize(900, 700)
    buttons = driver.rail.findChildren(QPushButton)
    words = {button.text() for button in buttons}
    assert words == {*(page.value for page in MainPage), "Shortcuts"}
    for button in buttons:
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()


def test_every_focusable_widget_has_a_name(window: MainWindow) -> None:
    window.announce("folder", NoticeKind.INFO, "Something.", ("Open", lambda: None))
    assert nameless(window) == []


def test_the_geometry_of_the_window_is_restored(window: MainWindow, qtbot: QtBot) -> None:
    window.setGeometry(60, 40, 620, 500)
    other = QWidget()
    qtbot.addWidget(other)
    assert geometry.restore_geometry(other, geometry.geometry_to_text(window))
    assert other.size() == window.size()


def test_a_window_whose_screen_is_gone_is_moved_into_view(qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.setGeometry(QRect(QPoint(20_000, 20_000), other.size()))
    geometry.restore_geometry(other, geometry.geometry_to_text(other))
    free = QApplication.primaryScreen().availableGeometry()
    assert free.intersects(other.frameGeometry())


@pytest.mark.parametrize("place", ["", "nonsense", "AAAA", "ü", "A" * 5000])
def test_a_damaged_geometry_centers_the_window(qtbot: QtBot, place: str) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    assert not geometry.restore_geometry(other, place)
    assert QApplication.primaryScreen().availableGeometry().contains(other.geometry().center())


def test_requesting_the_current_page_again_shows_its_first_page_with_the_focus(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    pages = QStackedWidget()
    first, second = QLineEdit(), QLineEdit()
    pages.addWidget(second)
    pages.addWidget(first)
    pages.setCurrentWidget(first)
    window.add_page(MainPage.SETTINGS, pages)
    window.show_page(MainPage.SETTINGS)
    first.setFocus()
    pages.setCurrentWidget(second)
    driver.rail_button(MainPage.SETTINGS).click()
    assert pages.currentWidget() is first
    qtbot.waitUntil(first.hasFocus)


def test_the_focus_returns_to_the_page_when_an_announcement_is_dismissed(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    page = QLineEdit()
    window.add_page(MainPage.SETTINGS, page)
    window.show_page(MainPage.SETTINGS)
    page.setFocus()
    window.announce("folder", NoticeKind.INFO, "An answer was recovered.")
    driver.dismiss_button.setFocus()
    driver.dismiss_button.click()
    qtbot.waitUntil(page.hasFocus)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_shortcuts_are_shown_by_a_key_and_closed_by_esc(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    before = window.focusWidget()
    assert before is not None
    QTest.keyClick(before, key)
    qtbot.waitUntil(window.keys.isVisible)
    assert [group.title for group in window.keys.groups][-1] == "Everywhere"
    assert (("Ctrl+2",), "Library") in window.keys.groups[-1].shortcuts
    QTest.keyClick(window.keys, Qt.Key.Key_Backtab)
    assert window.keys.close_button.hasFocus()
    QTest.keyClick(window.keys.close_button, Qt.Key.Key_Escape)
    assert window.keys.isHidden()
    qtbot.waitUntil(before.hasFocus)


def test_the_introduction_is_shown_again_from_the_help(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    practice = child(window, PracticePage)
    window.show_page(MainPage.LIBRARY)
    assert not practice.introducing
    window.show_keys()
    QTest.keyClick(window.keys, Qt.Key.Key_Tab)
    assert window.keys.introduction.hasFocus()
    QTest.keyClick(window.keys.introduction, Qt.Key.Key_Space)
    assert window.keys.isHidden()
    assert window.current_page is MainPage.PRACTICE
    assert practice.introducing


def test_the_help_of_an_interview_does_not_offer_the_introduction(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    _listen(driver, qtbot)
    window.show_keys()
    assert window.keys.isVisible()
    assert not window.keys.introduction.isVisible()
    QTest.keyClick(window.keys, Qt.Key.Key_Escape)
    window.show_page(MainPage.PRACTICE)
    window.show_keys()
    assert window.keys.introduction.isVisible()


def test_a_question_mark_can_be_typed_in_a_text_field(window: MainWindow, qtbot: QtBot) -> None:
    line = QLineEdit()
    window.add_page(MainPage.SETTINGS, line)
    window.show_page(MainPage.SETTINGS)
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "why?")
    assert (line.text(), window.keys.isHidden()) == ("why?", True)
    QTest.keyClick(line, Qt.Key.Key_F1)
    qtbot.waitUntil(window.keys.isVisible)
    window.show_page(MainPage.LIBRARY)
    assert window.keys.isHidden()


def _listen(driver: MainWindowDriver, qtbot: QtBot) -> list[object]:
    """Show an interview that listens; return the commands that it is given."""
    asked: list[object] = []
    window = driver.window
    driver.interview.command.connect(asked.append)
    window.show_interview()
    driver.interview.begin(Plan((QUESTION,)))
    _show_state(driver, SessionState.LISTENING)
    qtbot.waitUntil(window.isActiveWindow)
    return asked


def _show_state(driver: MainWindowDriver, state: SessionState) -> None:
    driver.interview.show_snapshot(SessionSnapshot(state, question=QUESTION, position=1, total=3))


def test_in_an_interview_a_key_over_the_shortcuts_does_its_action(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    asked = _listen(driver, qtbot)
    window.show_keys()
    assert (("Space",), "Done") in window.keys.groups[0].shortcuts
    QTest.keyClick(window.keys, Qt.Key.Key_Space)
    assert window.keys.isHidden()
    assert asked == [SessionCommand.DONE]


def test_in_an_interview_the_question_mark_closes_the_shortcuts_too(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    asked = _listen(driver, qtbot)
    window.show_keys()
    # On most keyboards it is written with Shift, which comes first.
    QTest.keyPress(window.keys, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    assert window.keys.isVisible()
    QTest.keyClick(window.keys, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert (window.keys.isHidden(), asked) == (True, [])


def test_a_key_works_when_the_button_that_had_the_focus_is_gone(
    window: MainWindow, driver: MainWindowDriver, qtbot: QtBot
) -> None:
    asked = _listen(driver, qtbot)
    button = ShownInterview(driver.interview).keys.buttons[0]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    window.show_keys()
    gone: list[bool] = []
    button.destroyed.connect(lambda: gone.append(True))
    _show_state(driver, SessionState.THINKING)
    qtbot.waitUntil(lambda: bool(gone))
    QTest.keyClick(window.keys, Qt.Key.Key_Space)
    assert (window.keys.isHidden(), asked) == (True, [SessionCommand.DONE])


def test_keys_pressed_over_other_pages_do_not_reach_them(window: MainWindow, qtbot: QtBot) -> None:
    pressed: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
            pressed.append(event.key())

    page = Page()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.add_page(MainPage.SETTINGS, page)
    window.show_page(MainPage.SETTINGS)
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    window.show_keys()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Down):
        QTest.keyClick(window.keys, key)
    assert (pressed, window.keys.isVisible()) == ([], True)


def test_closing_the_window_in_a_question_asks_first(window: MainWindow, qtbot: QtBot) -> None:
    (page,) = window.findChildren(InterviewPage)
    page.begin(Plan((QUESTION,)))
    window.show_interview()
    page.show_snapshot(SessionSnapshot(SessionState.LISTENING, QUESTION, 1, 1))
    assert not window.close()
    assert window.isVisible()
    assert page.confirming
    with qtbot.waitSignal(window.closing):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert not window.isVisible()


def test_a_window_without_a_question_closes_at_once(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        assert window.close()
