from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import EXAM, PRACTICE
from mock_interviewer.app.ui.practice.page import PracticePage, greeting
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.practice.sound_check import MicrophoneTest as Check
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.audio.devices.device import Device, DeviceName

SECTIONS = (("Architecture", 7), ("Training", 12), ("Evaluation", 3))
MODELS = BankOffer("models", "Models", SECTIONS)
TEA = BankOffer("tea", "Tea", (("Leaves", 2), ("Water", 1)))
LAST = SessionRequest(
    bank="models", sections=("Training",), count=5, rules=EXAM.rules, style=EXAM.id
)
BUILT_IN = Device(0, "Built-in Audio", "ALSA", 2, 2, 48000.0, default_input=True)
HEADSET = Device(1, "Headset", "ALSA", 1, 2, 44100.0)
SPEAKERS = Device(2, "Speakers", "ALSA", 0, 2, 44100.0)


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> PracticePage:
    page = PracticePage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_banks([MODELS, TEA], LAST)
    page.microphone.offer([BUILT_IN, HEADSET, SPEAKERS], None)
    page.allow_start(allowed=True)
    page.show()
    return page


def _asked(page: PracticePage) -> list[SessionRequest]:
    asked: list[SessionRequest] = []
    page.start_asked.connect(asked.append)
    return asked


def test_enter_starts_with_what_was_wished_for_last(page: PracticePage, qtbot: QtBot) -> None:
    asked = _asked(page)
    qtbot.waitUntil(page._start.hasFocus)
    QTest.keyClick(page._start, Qt.Key.Key_Return)
    assert asked == [LAST]


def test_enter_starts_from_a_number_too(page: PracticePage) -> None:
    asked = _asked(page)
    page.plan._count.setFocus()
    QTest.keyClick(page.plan._count, Qt.Key.Key_Return)
    assert len(asked) == 1


def test_without_a_microphone_the_reason_is_given_and_nothing_starts(page: PracticePage) -> None:
    asked = _asked(page)
    page.show_problem("No microphone was found. Plug one in, then choose Rescan.")
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert (page.can_start, asked) == (False, [])
    assert page.trouble == "No microphone was found. Plug one in, then choose Rescan."


def test_without_a_microphone_rescan_and_demo_are_offered(page: PracticePage) -> None:
    rescans: list[bool] = []
    demos: list[SessionRequest] = []
    page.microphone.rescan_asked.connect(lambda: rescans.append(True))
    page.demo_asked.connect(demos.append)
    page.show_problem("No microphone was found.")
    for button in page._trouble._buttons:
        button.click()
    assert (len(rescans), len(demos)) == (1, 1)


def test_the_keyboard_comes_back_to_start(page: PracticePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page._start.hasFocus)
    page.show_problem("No microphone was found.")
    assert page._trouble._buttons[0].hasFocus()
    page.show_problem("")
    assert page._start.hasFocus()


def test_the_keyboard_stays_where_the_person_put_it(page: PracticePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page._start.hasFocus)
    page.show_problem("No microphone was found.")
    page.plan._count.setFocus()
    page.show_problem("")
    assert page.plan._count.hasFocus()


def test_a_microphone_that_is_back_lets_one_start(page: PracticePage) -> None:
    page.show_problem("No microphone was found.")
    page.show_problem("")
    assert (page.can_start, page.trouble) == (True, "")


def test_nothing_starts_while_answers_cannot_be_kept(page: PracticePage) -> None:
    page.allow_start(allowed=False)
    assert not page.can_start


def test_only_devices_with_an_input_are_offered(page: PracticePage) -> None:
    assert page.microphone.offered == [
        "System default · Built-in Audio",
        "Built-in Audio",
        "Headset",
    ]


def test_a_chosen_microphone_that_is_gone_is_named(page: PracticePage) -> None:
    page.microphone.offer([BUILT_IN], DeviceName("USB", "ALSA"))
    assert page.microphone.offered[-1] == "USB · not connected"


def test_where_there_is_no_microphone_the_box_says_so(page: PracticePage) -> None:
    page.microphone.offer([], None)
    assert page.microphone.offered == ["No microphone"]


def test_two_devices_of_one_name_are_told_apart(page: PracticePage) -> None:
    twin = Device(3, "Headset", "JACK", 1, 2, 44100.0)
    page.microphone.offer([HEADSET, twin], None)
    assert page.microphone.offered[1:] == ["Headset (ALSA)", "Headset (JACK)"]


def test_no_more_questions_are_asked_for_than_the_topics_have(page: PracticePage) -> None:
    page.plan.offer_banks([MODELS], replace(LAST, sections=("Evaluation",)))
    assert page.plan.wishes.count == 3


def test_what_was_wished_for_comes_back_with_more_topics(page: PracticePage) -> None:
    page.plan.offer_banks([MODELS], replace(LAST, sections=("Evaluation",)))
    page.plan.offer_banks([MODELS], replace(LAST, sections=()))
    assert page.plan.wishes.count == 5


def test_all_topics_ticked_means_all(page: PracticePage) -> None:
    page.plan.offer_banks([MODELS], replace(LAST, sections=tuple(dict(SECTIONS))))
    assert page.plan.wishes.sections == ()


def choose_bank(page: PracticePage, label: str) -> None:
    page.plan._bank.setCurrentIndex(page.plan._bank.findText(label))
    page.plan._bank.activated.emit(page.plan._bank.currentIndex())


def test_a_small_window_scrolls_and_crushes_nothing(page: PracticePage, qtbot: QtBot) -> None:
    page.resize(640, 300)
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for control in (page.plan._bank, page.plan._count, page.plan._think):
        row = control.parentWidget()
        assert row is not None
        assert row.height() > 1.5 * control.fontMetrics().height()


def test_another_bank_brings_its_own_topics_all_of_them(page: PracticePage) -> None:
    told: list[SessionRequest] = []
    page.wishes_changed.connect(told.append)
    choose_bank(page, "Tea  (3)")
    assert told == [replace(LAST, bank="tea", sections=(), count=3)]


def test_banks_are_offered_with_their_sizes(page: PracticePage) -> None:
    box = page.plan._bank
    assert [box.itemText(at) for at in range(box.count())] == ["Models  (22)", "Tea  (3)"]


def test_a_bank_that_is_gone_gives_way_to_the_first_one_whole(page: PracticePage) -> None:
    page.show_banks([MODELS, TEA], replace(LAST, bank="coffee"))
    assert page.plan.wishes == replace(LAST, sections=())


def test_nothing_can_be_started_without_a_bank(page: PracticePage) -> None:
    page.show_banks([], LAST)
    assert not page.can_start


def test_a_time_that_is_not_offered_is_kept(page: PracticePage) -> None:
    rules = replace(PRACTICE.rules, think_time=7.5, answer_limit=0)
    page.plan.show_wishes(SessionRequest(rules=rules))
    assert page.plan.wishes.rules == rules
    assert page.plan._think.currentText() == "Think 7.5 s"


def test_a_test_recording_says_what_to_do(page: PracticePage) -> None:
    page.microphone.show_test(Check.RECORDING)
    assert page.microphone.note == "Say a sentence or two…"


def test_changes_are_told(page: PracticePage) -> None:
    told: list[SessionRequest] = []
    page.wishes_changed.connect(told.append)
    page.plan._count.setValue(2)
    assert [wishes.count for wishes in told] == [2]


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Good evening."), (5, "Good morning."), (12, "Good afternoon."), (18, "Good evening.")],
)
def test_the_greeting_fits_the_hour(hour: int, words: str) -> None:
    assert greeting(datetime(2026, 3, 2, hour, 0, tzinfo=UTC)) == words


@pytest.mark.parametrize("width", [540, 580, 900])
def test_nothing_is_cut_off_at_any_width(page: PracticePage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 700)
    qtbot.wait(0)
    held = page.widget()
    assert held is not None
    assert held.width() <= page.viewport().width()


def test_everything_that_takes_the_keyboard_has_a_name(page: PracticePage) -> None:
    page.plan.unfold_topics()
    page.show_problem("No microphone was found.")
    assert nameless(page) == []


def test_tab_goes_from_top_to_bottom(page: PracticePage) -> None:
    assert _tab_order(page) == sorted(_tab_order(page))


def _tab_order(page: PracticePage) -> Sequence[int]:
    widget, heights = page._start.nextInFocusChain(), [page._start.mapTo(page, page.pos()).y()]
    while widget is not None and widget is not page._start:
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisible() and focusable and page.isAncestorOf(widget):
            heights.append(round(widget.mapTo(page, widget.rect().center()).y() / 12))
        widget = widget.nextInFocusChain()
    return heights[1:]


def test_nothing_is_said_of_a_plan_before_the_banks_are_known(qtbot: QtBot, look: Theme) -> None:
    page = PracticePage()
    qtbot.addWidget(page)
    page.show()
    assert (page._head.summary.plain, page._head.why.plain) == ("Loading…", "")
    assert not page.plan._bank.isVisible()
    page.show_banks([MODELS], LAST)
    assert page._head.summary.plain.startswith("5 questions")
    assert page.plan._bank.isVisible()


def test_what_stands_beneath_the_plan_stays_where_it_is_once_there_is_one(
    qtbot: QtBot, look: Theme
) -> None:
    page = PracticePage()
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show()
    place = page.microphone.mapTo(page, page.microphone.pos())
    page.show_banks([MODELS], replace(LAST, sections=(), rules=PRACTICE.rules, style=PRACTICE.id))
    QTest.qWait(0)
    assert page.microphone.mapTo(page, page.microphone.pos()) == place


def test_without_any_bank_the_page_waits_for_none(qtbot: QtBot, look: Theme) -> None:
    page = PracticePage()
    qtbot.addWidget(page)
    page.show()
    page.show_banks((), SessionRequest())
    assert page._head.summary.plain == ""
    assert not page.plan._bank.isVisible()


def test_a_voice_can_be_heard_once_there_are_voices(qtbot: QtBot, look: Theme) -> None:
    page = PracticePage()
    qtbot.addWidget(page)
    assert not page.voice._hear.isEnabled()
    page.voice.offer((), None)
    assert page.voice._hear.isEnabled()


def test_tab_reaches_everything_and_comes_round(page: PracticePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page._start.hasFocus)
    way = _gone_through(page)
    # Of buttons of which one is chosen Tab stops at that one.
    stops = {stop for stop in _stops(page) if not isinstance(stop, QRadioButton)}
    chosen = {stop for stop in _stops(page) if isinstance(stop, QRadioButton) and stop.isChecked()}
    assert set(way) == stops | chosen


def _stops(page: PracticePage) -> list[QWidget]:
    """Return all that can have the keyboard now, wherever Tab goes."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
    ]


def _gone_through(page: PracticePage) -> list[QWidget]:
    """Return where Tab goes from the start button until it comes back to a place."""
    way: list[QWidget] = []
    now = page.window().focusWidget()
    while now not in way:
        way.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = page.window().focusWidget()
    assert now is page._start
    return way
