from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child, label
from rig.shown_practice import ShownPractice

from mock_interviewer.app.planning.interview_styles import EXAM, PRACTICE
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.ui.practice.page import PracticePage, greeting
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.practice.sound_check import MicrophoneTest as Check
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.column import PageColumn
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
def practice(qtbot: QtBot, look: Theme) -> ShownPractice:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    practice.page.resize(900, 700)
    practice.page.show_banks([MODELS, TEA], LAST)
    practice.page.microphone.offer([BUILT_IN, HEADSET, SPEAKERS], None)
    practice.page.allow_start(allowed=True)
    practice.page.unfold_choices()
    practice.page.show()
    return practice


def test_enter_starts_the_last_request(practice: ShownPractice, qtbot: QtBot) -> None:
    qtbot.waitUntil(practice.start_button.hasFocus)
    QTest.keyClick(practice.start_button, Qt.Key.Key_Return)
    assert practice.started == [LAST]


def test_enter_starts_from_the_count_field_too(practice: ShownPractice) -> None:
    practice.count.setFocus()
    QTest.keyClick(practice.count, Qt.Key.Key_Return)
    assert len(practice.started) == 1


def test_without_a_microphone_nothing_starts_and_the_page_says_why(practice: ShownPractice) -> None:
    practice.page.show_problem("No microphone was found. Plug one in, then choose Rescan.")
    QTest.keyClick(practice.page, Qt.Key.Key_Return)
    assert (practice.page.can_start, practice.started) == (False, [])
    assert practice.page.problem == "No microphone was found. Plug one in, then choose Rescan."


def test_without_a_microphone_rescan_and_demo_are_offered(practice: ShownPractice) -> None:
    rescans: list[bool] = []
    demos: list[SessionRequest] = []
    practice.page.microphone.rescan_requested.connect(lambda: rescans.append(True))
    practice.page.demo_requested.connect(demos.append)
    practice.page.show_problem("No microphone was found.")
    practice.button("Rescan").click()
    practice.button("Demo").click()
    assert (len(rescans), len(demos)) == (1, 1)


def test_the_focus_returns_to_the_start_button(practice: ShownPractice, qtbot: QtBot) -> None:
    qtbot.waitUntil(practice.start_button.hasFocus)
    practice.page.show_problem("No microphone was found.")
    assert practice.button("Rescan").hasFocus()
    practice.page.show_problem("")
    assert practice.start_button.hasFocus()


def test_the_focus_stays_where_the_person_put_it(practice: ShownPractice, qtbot: QtBot) -> None:
    qtbot.waitUntil(practice.start_button.hasFocus)
    practice.page.show_problem("No microphone was found.")
    practice.count.setFocus()
    practice.page.show_problem("")
    assert practice.count.hasFocus()


def test_a_reconnected_microphone_enables_start(practice: ShownPractice) -> None:
    practice.page.show_problem("No microphone was found.")
    practice.page.show_problem("")
    assert (practice.page.can_start, practice.page.problem) == (True, "")


def test_nothing_starts_while_answers_cannot_be_saved(practice: ShownPractice) -> None:
    practice.page.allow_start(allowed=False)
    assert not practice.page.can_start


def test_only_devices_with_an_input_are_offered(practice: ShownPractice) -> None:
    assert practice.page.microphone.offered == [
        "System default · Built-in Audio",
        "Built-in Audio",
        "Headset",
    ]


def test_a_chosen_microphone_that_is_disconnected_is_still_listed(practice: ShownPractice) -> None:
    practice.page.microphone.offer([BUILT_IN], DeviceName("USB", "ALSA"))
    assert practice.page.microphone.offered[-1] == "USB · not connected"


def test_the_picker_says_that_there_is_no_microphone(practice: ShownPractice) -> None:
    practice.page.microphone.offer([], None)
    assert practice.page.microphone.offered == ["No microphone"]


def test_devices_with_the_same_name_show_their_host_api(practice: ShownPractice) -> None:
    twin = Device(3, "Headset", "JACK", 1, 2, 44100.0)
    practice.page.microphone.offer([HEADSET, twin], None)
    assert practice.page.microphone.offered[1:] == ["Headset (ALSA)", "Headset (JACK)"]


def test_the_count_is_limited_to_the_questions_of_the_topics(practice: ShownPractice) -> None:
    practice.page.plan.offer_banks([MODELS], replace(LAST, sections=("Evaluation",)))
    assert practice.request.count == 3


def test_the_wanted_count_returns_with_more_topics(practice: ShownPractice) -> None:
    practice.page.plan.offer_banks([MODELS], replace(LAST, sections=("Evaluation",)))
    practice.page.plan.offer_banks([MODELS], replace(LAST, sections=()))
    assert practice.request.count == 5


def test_checking_all_topics_means_all(practice: ShownPractice) -> None:
    practice.page.plan.offer_banks([MODELS], replace(LAST, sections=tuple(dict(SECTIONS))))
    assert practice.request.sections == ()


def test_a_small_window_scrolls_instead_of_squeezing_the_controls(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    practice.page.resize(640, 300)
    bar = practice.scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for control in (practice.bank, practice.count, practice.picker("Time to think")):
        row = control.parentWidget()
        assert row is not None
        assert row.height() > 1.5 * control.fontMetrics().height()


def test_choosing_another_bank_selects_all_of_its_topics(practice: ShownPractice) -> None:
    practice.pick("Bank", "Tea  (3)")
    assert practice.changes == [replace(LAST, bank="tea", sections=(), count=3)]


def test_banks_are_offered_with_their_sizes(practice: ShownPractice) -> None:
    box = practice.bank
    assert [box.itemText(at) for at in range(box.count())] == ["Models  (22)", "Tea  (3)"]


def test_a_missing_bank_is_replaced_by_all_of_the_first_bank(practice: ShownPractice) -> None:
    practice.page.show_banks([MODELS, TEA], replace(LAST, bank="coffee"))
    assert practice.request == replace(LAST, sections=())


def test_nothing_starts_without_a_bank(practice: ShownPractice) -> None:
    practice.page.show_banks([], LAST)
    assert not practice.page.can_start


def test_a_time_outside_the_list_is_kept(practice: ShownPractice) -> None:
    rules = replace(PRACTICE.rules, think_time=7.5, answer_limit=0)
    practice.page.plan.show_request(SessionRequest(rules=rules))
    assert practice.request.rules == rules
    assert practice.picker("Time to think").currentText() == "Think 7.5 s"


def test_a_test_recording_shows_what_to_do(practice: ShownPractice) -> None:
    practice.page.microphone.show_test(Check.RECORDING)
    assert practice.page.microphone.note == "Say a sentence or two…"


def test_changes_are_signaled(practice: ShownPractice) -> None:
    practice.count.setValue(2)
    assert [request.count for request in practice.changes] == [2]


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Good evening."), (5, "Good morning."), (12, "Good afternoon."), (18, "Good evening.")],
)
def test_the_greeting_fits_the_hour(hour: int, words: str) -> None:
    assert greeting(datetime(2026, 3, 2, hour, 0, tzinfo=UTC)) == words


@pytest.mark.parametrize("width", [540, 580, 900])
@pytest.mark.parametrize("introduced", [False, True])
def test_nothing_is_cut_off_at_any_width(
    practice: ShownPractice, qtbot: QtBot, width: int, introduced: bool
) -> None:
    if introduced:
        practice.page.show_introduction()
    practice.page.resize(width, 700)
    held = child(practice.scroll, PageColumn)
    qtbot.waitUntil(lambda: held.width() <= practice.scroll.viewport().width())


@pytest.mark.parametrize("width", [540, 700, 740, 900])
def test_no_topic_is_cut_off(practice: ShownPractice, qtbot: QtBot, width: int) -> None:
    names = [f"Real-World Deployment and Integration {number}" for number in range(4)]
    sections = tuple((name, 8) for name in names)
    practice.page.show_banks([BankOffer("models", "Models", sections)], SessionRequest("models"))
    practice.page.plan.unfold_topics()
    practice.page.resize(width, 700)
    boxes = [
        box for box in practice.page.findChildren(QCheckBox) if box.text().startswith("Real-World")
    ]
    assert len(boxes) == 4
    qtbot.waitUntil(lambda: all(box.width() >= box.sizeHint().width() for box in boxes))
    card = practice.custom_card
    for box in boxes:
        assert box.mapTo(card, QPoint(box.sizeHint().width(), 0)).x() <= card.width()


def test_nothing_moves_sideways_when_the_choices_need_a_scroll_bar(
    practice: ShownPractice, qtbot: QtBot
) -> None:
    practice.page.resize(732, 500)
    practice.custom_card.line.setChecked(False)
    qtbot.waitUntil(lambda: practice.scroll.verticalScrollBar().maximum() == 0)
    width = practice.custom_card.width()
    practice.page.unfold_choices()
    qtbot.waitUntil(lambda: practice.scroll.verticalScrollBar().maximum() > 0)
    assert practice.custom_card.width() == width


def test_everything_that_takes_the_focus_has_a_name(practice: ShownPractice) -> None:
    practice.page.plan.unfold_topics()
    practice.page.show_problem("No microphone was found.")
    assert nameless(practice.page) == []


def test_tab_goes_from_top_to_bottom(practice: ShownPractice) -> None:
    path = _tab_path(practice)
    first = path.index(practice.custom_card.line)
    stops = path[first:] + path[:first]
    rows = [stop.mapTo(practice.page, QPoint(0, 0)).y() for stop in stops]
    # A row may have controls of several heights.
    assert all(later > earlier - 24 for earlier, later in pairwise(rows))


def test_the_page_is_loading_until_the_banks_are_read(qtbot: QtBot, look: Theme) -> None:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    practice.page.show()
    assert (practice.due, practice.custom) == (("Loading…", ""), ("Loading…", ""))
    practice.custom_card.line.click()
    assert not practice.bank.isVisible()
    practice.page.show_banks([MODELS], LAST)
    assert practice.custom[0] == "Models · Training · Exam · 5 questions"
    practice.custom_card.line.click()
    assert practice.bank.isVisible()


def test_nothing_moves_when_the_banks_arrive(qtbot: QtBot, look: Theme) -> None:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    practice.page.resize(900, 800)
    practice.page.show()
    place = practice.page.microphone.mapTo(practice.page, QPoint(0, 0))
    practice.page.show_banks(
        [MODELS], replace(LAST, sections=(), rules=PRACTICE.rules, style=PRACTICE.id)
    )
    practice.page.grab()  # lays it out again
    assert practice.page.microphone.mapTo(practice.page, QPoint(0, 0)) == place


def test_nothing_moves_when_the_voice_has_a_note(practice: ShownPractice, qtbot: QtBot) -> None:
    words = "No speaker was found, so questions are shown but not spoken."
    practice.page.show_introduction()
    practice.page.grab()
    place = practice.introduction.mapTo(practice.page, QPoint(0, 0))
    practice.page.voice.show_note(words)
    note = label(practice.page.voice, words)
    qtbot.waitUntil(lambda: note.height() >= note.fontMetrics().height())
    assert practice.introduction.mapTo(practice.page, QPoint(0, 0)) == place


def test_the_microphone_works_once_there_was_a_sound(practice: ShownPractice) -> None:
    microphone = practice.page.microphone
    states = []
    for level in (None, -70.0, -20.0, -70.0, None, -70.0):
        microphone.show_level(level)
        states.append(microphone.state)
    assert states == ["", "Say something", "Works", "Works", "", "Say something"]


def test_without_any_bank_the_page_stops_loading(qtbot: QtBot, look: Theme) -> None:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    practice.page.show()
    practice.page.show_banks((), SessionRequest())
    assert (practice.due, practice.custom) == (("Not available", ""), ("No questions", ""))
    practice.custom_card.line.click()
    assert not practice.bank.isVisible()


def test_a_voice_can_be_played_once_voices_are_listed(qtbot: QtBot, look: Theme) -> None:
    practice = ShownPractice(PracticePage())
    qtbot.addWidget(practice.page)
    practice.page.show()
    assert not practice.button("Play a sample of the voice").isEnabled()
    practice.page.voice.offer((), None)
    assert practice.button("Play a sample of the voice").isEnabled()


def test_tab_reaches_every_control(practice: ShownPractice, qtbot: QtBot) -> None:
    qtbot.waitUntil(practice.start_button.hasFocus)
    assert set(_tab_path(practice)) == set(_stops(practice))


def _stops(practice: ShownPractice) -> list[QWidget]:
    """Return all widgets that can take the focus now."""
    return [
        each
        for each in practice.page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
    ]


def _tab_path(practice: ShownPractice) -> list[QWidget]:
    """Return the widgets that Tab visits from the start button until one repeats."""
    path: list[QWidget] = []
    now = practice.page.window().focusWidget()
    while now not in path:
        path.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = practice.page.window().focusWidget()
    assert now is practice.start_button
    return path
