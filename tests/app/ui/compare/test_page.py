from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import FEEDBACK, SAID, coverage
from rig.shown import show_active
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.feedback.comparing.word_changes import WordChanges
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database.records import NO_RECORDING, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.compare.key_points import SideVerdict
from mock_interviewer.app.ui.compare.page import ComparePage
from mock_interviewer.app.ui.compare.sides import ComparedSide
from mock_interviewer.app.ui.compare.source import Comparison, StoredComparison
from mock_interviewer.app.ui.feedback.range_bar import RangeBar
from mock_interviewer.app.ui.shared.library_source import LoadedSound
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recognition.transcript import Transcript

T = TypeVar("T")

EARLIER = transcript_of("Perplexity is um metric loss.")
LATER = transcript_of(SAID)
THEN = replace(
    FEEDBACK, coverage=coverage(CoverageVerdict.NOT, CoverageVerdict.MADE, CoverageVerdict.NOT)
)
LONG = 300


@pytest.fixture
def source(stored: Stored) -> Iterator[StoredComparison]:
    made = StoredComparison(stored.store, stored.source)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, source: StoredComparison, player: StubPlayer, look: Theme) -> ComparePage:
    made = ComparePage(source, player)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def _keep(
    stored: Stored, sitting: Sitting, feedback: tuple[Feedback | None, ...] = ()
) -> list[str]:
    takes = stored.takes(stored.keep(sitting))
    for take, transcript, said in zip(takes, sitting.transcripts, feedback, strict=False):
        if transcript is not None and said is not None:
            kept = stored.store.submit(
                partial(Library.save_feedback, take=take, transcript=transcript, feedback=said)
            )
            assert kept.result(30)
    return takes


def _open(qtbot: QtBot, page: ComparePage, takes: list[str]) -> None:
    """Show the first two of these takes; returns once they can be played."""
    page.open(*takes[:2])
    qtbot.waitUntil(lambda: len(page.comparison.takes) == 2)
    qtbot.waitUntil(lambda: all(_ready(side) for side in page.pair.sides))


def _ready(side: ComparedSide) -> bool:
    return side.head.button.isEnabled() or bool(side.head.unplayable_reason)


def _both(qtbot: QtBot, page: ComparePage, stored: Stored, *more: Transcript) -> list[str]:
    """Show two takes of which there is everything."""
    takes = _keep(stored, Sitting((EARLIER, LATER, *more)), (THEN, FEEDBACK))
    _open(qtbot, page, takes)
    qtbot.waitUntil(lambda: bool(page.body.words.later.about))
    return takes


def _button(page: ComparePage, label: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == label)


def _visible_bars(page: ComparePage) -> list[QScrollBar]:
    return [bar for bar in page.findChildren(QScrollBar) if bar.isVisible()]


def _focus() -> QWidget | None:
    return QApplication.focusWidget()


def test_the_earlier_take_is_on_the_left_with_its_date_and_number(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    takes = _both(qtbot, page, stored)
    earlier, later = page.pair.sides
    assert (earlier.head.picker.value, later.head.picker.value) == (takes[0], takes[1])
    assert earlier.head.picker.currentText().endswith("answer 1")
    assert later.head.picker.currentText().startswith("Today at ")
    assert earlier.head.mapTo(page, QPoint()).x() < later.head.mapTo(page, QPoint()).x()
    assert earlier.head.mapTo(page, QPoint()).y() == later.head.mapTo(page, QPoint()).y()


def test_below_900_pixels_the_later_take_is_underneath(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    page.resize(899, 700)
    earlier, later = page.pair.sides
    qtbot.waitUntil(
        lambda: earlier.head.mapTo(page, QPoint()).x() == later.head.mapTo(page, QPoint()).x()
    )
    assert earlier.head.mapTo(page, QPoint()).y() < later.head.mapTo(page, QPoint()).y()


def test_in_a_small_window_the_comparison_fills_over_half_the_page(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    page.resize(580, 480)
    earlier, later = (side.head for side in page.pair.sides)
    qtbot.waitUntil(lambda: earlier.y() + earlier.height() < later.y())
    assert page.body.mapTo(page, QPoint()).y() < page.height() / 2
    assert earlier.waveform.isHidden()
    assert later.waveform.isHidden()
    assert _focus() is earlier.button
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: earlier.waveform.isVisible() and later.waveform.isVisible())


def test_the_heading_says_the_result_in_a_sentence(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    assert page.head.result.plain == "1 point gained, 1 to check"
    assert page.head.result.isVisible()


def test_key_points_are_grouped_by_how_they_changed(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    points = page.body.points
    assert points.headings == ("1 gained", "1 to check", "1 missing in both")
    assert [row.accessibleName() for row in points.rows] == [
        "gained: It is the exponentiated loss. Earlier: not made. Later: made.",
        "to check: Lower is better. Earlier: made. Later: to check.",
        "missing in both: Tokenizers must match. Essential Earlier: not made. Later: not made.",
    ]


def test_points_come_before_delivery_and_words_are_folded(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    body = page.body
    held = body.scroll_area.widget()
    assert held is not None
    places = [
        part.mapTo(held, QPoint()).y() for part in (body.points, body.delivery, body.words_fold)
    ]
    assert places == sorted(places)
    assert not body.words.isVisible()
    body.words_fold.click()
    qtbot.waitUntil(body.words.isVisible)
    bar = body.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < bar.value() == min(places[-1], bar.maximum()))
    body.words_fold.click()
    assert not body.words.isVisible()


def test_a_moment_of_a_key_point_plays_on_its_side(
    qtbot: QtBot, page: ComparePage, stored: Stored, player: StubPlayer
) -> None:
    _both(qtbot, page, stored)
    unsure = page.body.points.rows[1]
    assert unsure.before.moment is not None
    assert unsure.after.moment is not None
    unsure.before.moment.click()
    assert page.pair.earlier.playing
    unsure.after.moment.click()
    assert (page.pair.earlier.playing, page.pair.later.playing) == (False, True)
    assert [call for call in player.calls if call[0] == "play"] == [("play", 1.0), ("play", 1.0)]


def test_unfolded_words_are_scrolled_to_on_a_stacked_page(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    page.resize(580, 480)
    bar = page.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.body.words_fold.click()
    qtbot.waitUntil(lambda: page.body.words.laid_out)
    words = page.body.words
    qtbot.waitUntil(lambda: words.mapTo(page, words.rect().bottomLeft()).y() <= page.height())


def test_delivery_shows_the_direction_of_change(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    slower = replace(FEEDBACK, delivery=replace(FEEDBACK.delivery, pace=90.0))
    takes = _keep(stored, Sitting((EARLIER, LATER)), (slower, FEEDBACK))
    _open(qtbot, page, takes)
    names = [row.accessibleName() for row in page.body.delivery.rows]
    assert (
        "Pace: earlier slow, 90 words a minute, later comfortable, 125 words a minute, faster"
    ) in names
    assert (
        "Fillers: earlier few, at least 2, 2.0 a minute, later few, at least 2, 2.0 a minute, "
        "the same"
    ) in names


def test_both_answers_are_on_the_same_scale(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    slower = replace(FEEDBACK, delivery=replace(FEEDBACK.delivery, pace=90.0))
    _open(qtbot, page, _keep(stored, Sitting((EARLIER, LATER)), (slower, FEEDBACK)))
    earlier, later = (
        bar for bar in page.findChildren(RangeBar) if bar.accessibleName().startswith("Pace")
    )
    assert (earlier.scale.low, earlier.scale.high) == (later.scale.low, later.scale.high)
    assert earlier.scale.value < later.scale.value
    assert earlier.accessibleName() == "Pace, earlier: slow"
    assert earlier.accessibleDescription() == (
        "90 words a minute, recommended: 120 to 160 words a minute"
    )


def test_more_figures_are_shown_on_request(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    _both(qtbot, page, stored)
    delivery = page.body.delivery

    def shown() -> list[str]:
        return [row.accessibleName().partition(":")[0] for row in delivery.rows if row.isVisible()]

    assert shown() == ["Length", "Pace", "Pauses", "Longest pause", "Fillers"]
    delivery.more.click()
    qtbot.waitUntil(lambda: "Hedges" in shown())
    delivery.more.click()
    assert "Hedges" not in shown()


def test_words_of_only_one_take_are_marked_and_described(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    words = page.body.words
    assert words.earlier.view.marked_words == ("metric",)
    assert words.later.view.marked_words == ("exponentiated", "Lower", "better.")
    assert words.earlier.about == "Underlined: 1 word that the later answer doesn't have."
    page.body.words_fold.setChecked(True)
    view = words.earlier.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == "metric"
    assert "only here" in view.accessibleDescription()


def test_marks_are_visible_without_color(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    _both(qtbot, page, stored)
    page.body.words_fold.setChecked(True)
    view = page.body.words.earlier.view
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height())
    marked, plain = (view.word_rect(number) for number in (3, 1))
    picture = (
        view.viewport()
        .grab()
        .toImage()
        .convertToFormat(view.viewport().grab().toImage().Format.Format_Grayscale8)
    )
    ground = picture.pixelColor(picture.width() - 2, 2).lightness()
    under_marked = picture.pixelColor(int(marked.center().x()), int(marked.bottom()) - 1)
    under_plain = picture.pixelColor(int(plain.center().x()), int(plain.bottom()) - 1)
    assert abs(under_marked.lightness() - ground) > 60
    assert under_plain.lightness() == ground


def test_identical_takes_are_reported_as_the_same(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _open(qtbot, page, _keep(stored, Sitting((LATER, LATER))))
    qtbot.waitUntil(lambda: bool(page.body.words.earlier.about))
    assert page.body.words.earlier.about == "The later answer has all words that matter here."
    assert page.body.words.earlier.view.marked_words == ()


def test_html_is_shown_literally(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    said = transcript_of("<b>bold</b> &amp; <img src=x>")
    takes = _keep(stored, Sitting((EARLIER, said)))
    stored.store.submit(lambda library: library.marks.rename_take(takes[0], "<i>first</i>")).result(
        10
    )
    _open(qtbot, page, takes)
    assert page.head.question == QUESTIONS[1]
    assert QUESTIONS[1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in (
        page.head.question_label.text()
    )
    assert page.body.words.later.view.toPlainText() == said.text
    assert page.pair.earlier.head.picker.currentText().startswith("<i>first</i>, ")


def test_space_plays_the_focused_side_and_tab_switches_sides(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    earlier, later = page.pair.sides
    assert _focus() is earlier.head.button
    qtbot.keyClick(earlier.head.button, Qt.Key.Key_Space)
    assert earlier.playing
    qtbot.keyClick(earlier.head.button, Qt.Key.Key_Tab)
    assert _focus() is later.head.button
    assert page.pair.active is later
    qtbot.keyClick(later.head.button, Qt.Key.Key_Space)
    assert (earlier.playing, later.playing) == (False, True)
    qtbot.keyClick(later.head.button, Qt.Key.Key_Space)
    assert not later.playing


def test_tab_switches_sides_in_the_transcripts_too(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    page.body.words_fold.setChecked(True)
    earlier, later = page.body.words.earlier.view, page.body.words.later.view
    earlier.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(earlier, Qt.Key.Key_Tab)
    assert _focus() is later
    qtbot.keyClick(later, Qt.Key.Key_Space)
    assert page.pair.later.playing


def test_enter_on_a_word_plays_from_it_and_stops_the_other_side(
    qtbot: QtBot, page: ComparePage, stored: Stored, player: StubPlayer
) -> None:
    _both(qtbot, page, stored)
    page.body.words_fold.setChecked(True)
    page.pair.earlier.toggle()
    view = page.body.words.later.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert player.calls[-1] == ("play", 1.0)
    assert (page.pair.earlier.playing, page.pair.later.playing) == (False, True)
    assert view.spoken == "is"


def test_each_side_keeps_its_position_while_the_other_plays(
    qtbot: QtBot, page: ComparePage, stored: Stored, player: StubPlayer
) -> None:
    _both(qtbot, page, stored)
    earlier, later = page.pair.sides
    earlier.head.waveform.seek_requested.emit(3.0)
    later.toggle()
    player.end(PlaybackEnding.FINISHED)
    earlier.toggle()
    assert [call for call in player.calls if call[0] == "play"] == [("play", 0.0), ("play", 3.0)]


def test_arrows_skip_five_seconds_on_the_focused_side(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    later = page.pair.later
    later.head.button.setFocus()
    qtbot.keyClick(later.head.button, Qt.Key.Key_Right)
    assert later.head.time_text == "0:05 / 0:06"
    assert page.pair.earlier.head.time_text == "0:00 / 0:06"
    qtbot.keyClick(later.head.button, Qt.Key.Key_Left)
    assert later.head.time_text == "0:00 / 0:06"


def test_dragging_over_a_waveform_seeks_and_leaves_no_passage(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    earlier = page.pair.earlier
    wave = earlier.head.waveform
    begin, end = QPoint(wave.width() * 3 // 5, 20), QPoint(wave.width() - 20, 20)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(wave, left, pos=begin)
    qtbot.mouseMove(wave, end)
    qtbot.mouseRelease(wave, left, pos=end)
    assert earlier.head.time_text == "0:03 / 0:06"
    assert wave.passage == LoopPassage()


def test_swapped_sides_keep_their_names_and_change_the_tab_order(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    takes = _both(qtbot, page, stored)
    page.pair.later.play_from(2.0)
    qtbot.keyClick(page.head.back, Qt.Key.Key_S)
    earlier, later = page.pair.sides
    qtbot.waitUntil(
        lambda: later.head.mapTo(page, QPoint()).x() < earlier.head.mapTo(page, QPoint()).x()
    )
    assert later.playing
    assert (earlier.head.picker.value, later.head.picker.value) == (takes[0], takes[1])
    row = page.body.points.rows[0]
    assert row.after.x() < row.before.x()
    page.head.swap.setFocus()
    passed = []
    for _ in range(4):
        qtbot.keyClick(_focus() or page, Qt.Key.Key_Tab)
        passed.append(_focus())
    assert passed == [
        later.head.button,
        earlier.head.button,
        later.head.waveform,
        earlier.head.waveform,
    ]


def test_a_picked_take_appears_on_the_side_where_it_was_picked(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    takes = _both(qtbot, page, stored, transcript_of("A third answer"))
    left, right = page.pair.in_order
    offered = [left.head.picker.itemText(at) for at in range(left.head.picker.count())]
    assert [label.rpartition(LABEL_JOINT)[2] for label in offered] == ["answer 1", "answer 3"]
    left.head.picker.setCurrentIndex(1)
    left.head.picker.chosen.emit()
    qtbot.waitUntil(lambda: [take.id for take in page.comparison.takes] == takes[1:])
    assert page.pair.in_order == (page.pair.later, page.pair.earlier)
    assert [side.take and side.take.id for side in page.pair.in_order] == [takes[2], takes[1]]
    assert right.head.picker.isEnabled()


def test_transcripts_are_whole_and_scroll_with_the_body(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    long = transcript_of(" ".join(f"word{number}" for number in range(LONG)))
    _open(qtbot, page, _keep(stored, Sitting((long, long))))
    page.body.words_fold.setChecked(True)
    views = (page.body.words.earlier.view, page.body.words.later.view)
    qtbot.waitUntil(lambda: all(view.height() >= view.document().size().height() for view in views))
    qtbot.waitUntil(lambda: _visible_bars(page) == [page.body.scroll_area.verticalScrollBar()])


def test_the_word_being_played_is_scrolled_into_view(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    long = transcript_of(" ".join(f"word{number}" for number in range(LONG)))
    _open(qtbot, page, _keep(stored, Sitting((long, long))))
    page.body.words_fold.setChecked(True)
    bar = page.body.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    bar.setValue(0)
    view = page.body.words.earlier.view
    view.show_position(view.words[-1].start)
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_keys_scroll_a_stacked_page(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    _both(qtbot, page, stored)
    page.resize(580, 300)
    bar = page.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert bar.value() > 0
    qtbot.keyClick(page, Qt.Key.Key_Up)
    assert bar.value() == 0


def test_stacked_transcripts_are_whole_and_only_the_page_scrolls(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    long = transcript_of(" ".join(f"word{number}" for number in range(LONG)))
    _open(qtbot, page, _keep(stored, Sitting((long, long))))
    page.body.words_fold.setChecked(True)
    words = page.body.words
    qtbot.waitUntil(lambda: bool(words.later.about))
    page.resize(580, 480)
    views = (words.earlier.view, words.later.view)
    qtbot.waitUntil(lambda: all(view.height() >= view.document().size().height() for view in views))
    qtbot.waitUntil(lambda: _visible_bars(page) == [page.scroll_area.verticalScrollBar()])
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert page.body.scroll_area.verticalScrollBarPolicy() is never


def test_missing_parts_are_explained_in_their_place(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    sitting = Sitting((None, LATER), flags={0: (NO_RECORDING,)})
    _open(qtbot, page, _keep(stored, sitting, (None, FEEDBACK)))
    earlier, later = page.pair.sides
    assert earlier.head.unplayable_reason == "The recording of this answer is missing or empty."
    assert later.head.unplayable_reason == ""
    assert page.body.words.earlier.sentence.startswith("This answer isn't transcribed yet.")
    assert page.body.words.later.sentence == ""
    for part in (page.body.points, page.body.delivery):
        assert part.remarks == ("The earlier answer has no feedback yet.",)
    assert page.head.result.plain == "These answers can't be compared by key points"
    assert page.body.points.headings == ("3 checked in one answer only",)
    qtbot.waitUntil(later.head.button.hasFocus)
    page.pair.activate(earlier)
    qtbot.keyClick(page.body.words, Qt.Key.Key_Space)
    assert not earlier.playing


def test_an_unreadable_recording_is_reported_on_its_side(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    takes = _keep(stored, Sitting((EARLIER, LATER)))
    stored.recording(takes[0]).write_bytes(b"no sound at all, but more than a header has" * 9)
    _open(qtbot, page, takes)
    assert page.pair.earlier.head.unplayable_reason
    assert page.pair.later.head.button.isEnabled()


def test_the_only_take_of_a_question_suggests_answering_again(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    (only,) = _keep(stored, Sitting((LATER,)))
    page.open(only)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.text.startswith("This is your only answer to this question so far.")
    assert not page.body.isVisible()
    assert _focus() is page.head.back


def test_a_deleted_take_is_reported(qtbot: QtBot, page: ComparePage) -> None:
    page.open("gone", "gone-too")
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.text == "One of these answers no longer exists."


def test_new_feedback_is_shown_without_interrupting_playback(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    takes = _keep(stored, Sitting((EARLIER, LATER)), (THEN, None))
    _open(qtbot, page, takes)
    page.pair.earlier.play_from(2.0)
    assert page.body.points.headings == ("3 checked in one answer only",)
    stored.store.submit(lambda library: library.save_feedback(takes[1], LATER, FEEDBACK)).result(30)
    page.take_changed("another take")
    page.take_changed(takes[1])
    qtbot.waitUntil(lambda: page.head.result.plain == "1 point gained, 1 to check")
    assert page.pair.earlier.playing
    assert page.pair.later.head.button.isEnabled()


def test_a_hidden_page_stops_playing_and_reloads_when_shown(
    qtbot: QtBot, page: ComparePage, stored: Stored
) -> None:
    _both(qtbot, page, stored)
    page.pair.earlier.toggle()
    page.hide()
    assert not page.pair.earlier.playing
    assert page.comparison == Comparison()
    page.show()
    qtbot.waitUntil(lambda: len(page.comparison.takes) == 2)


def test_escape_and_alt_left_go_back(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    _both(qtbot, page, stored)
    for key, modifier in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        with qtbot.waitSignal(page.back_requested):
            qtbot.keyClick(page.pair.earlier.head.button, key, modifier)


def test_accessible_names_tell_the_side(qtbot: QtBot, page: ComparePage, stored: Stored) -> None:
    _both(qtbot, page, stored)
    page.body.words_fold.setChecked(True)
    page.body.delivery.more.setChecked(True)
    assert nameless(page) == []
    for side, name in zip(page.pair.sides, ("earlier", "later"), strict=True):
        for stop in (*side.head.tab_stops, side.words.view):
            assert name in stop.accessibleName()
        assert side.head.button.accessibleName() == f"Play the {name} answer"
    for verdict in page.findChildren(SideVerdict):
        if verdict.moment is not None:
            assert f"{verdict.name} answer" in verdict.moment.accessibleName()


@pytest.mark.parametrize("size", [QSize(640, 480), QSize(900, 600), QSize(1600, 900)])
def test_columns_stay_within_the_page(
    qtbot: QtBot, page: ComparePage, stored: Stored, size: QSize
) -> None:
    _both(qtbot, page, stored)
    page.resize(size)
    page.body.words_fold.setChecked(True)
    page.body.delivery.more.setChecked(True)
    qtbot.waitUntil(lambda: page.body.mapTo(page, QPoint(page.body.width(), 0)).x() <= size.width())
    held = page.body.scroll_area.widget()
    assert held is not None
    qtbot.waitUntil(lambda: held.width() <= page.body.width())
    for row in page.body.points.rows:
        assert row.sides.x() + row.sides.width() <= row.width()
    for figure in page.body.delivery.rows:
        assert figure.sides.x() + figure.sides.width() <= figure.width()


def test_marks_survive_a_change_of_color_scheme(
    qtbot: QtBot, page: ComparePage, stored: Stored, look: Theme
) -> None:
    _both(qtbot, page, stored)
    look.choose(ColorScheme.DARK, ReducedMotion.OFF)
    assert page.body.words.earlier.view.marked_words == ("metric",)
    assert page.body.words.earlier.view.words[3].note == "only here"


class Held:
    """The data of ``source``, each answer of which is held until a test lets it go."""

    def __init__(self, source: StoredComparison) -> None:
        self._source = source
        self.held: list[tuple[Future[Any], Future[Any]]] = []

    def compared(self, take: str, other: str | None) -> Future[Comparison]:
        return self._hold(self._source.compared(take, other))

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        return self._hold(self._source.sound(take))

    def differences(self, earlier: Transcript, later: Transcript) -> Future[WordChanges]:
        return self._source.differences(earlier, later)

    def let_go(self) -> None:
        held, self.held = self.held, []
        for promised, real in held:
            if promised.set_running_or_notify_cancel():
                promised.set_result(real.result(30))

    def _hold(self, real: Future[T]) -> Future[T]:
        promised: Future[T] = Future()
        self.held.append((promised, real))
        return promised


@pytest.fixture
def held(qtbot: QtBot, source: StoredComparison, player: StubPlayer) -> tuple[ComparePage, Held]:
    data = Held(source)
    made = ComparePage(data, player)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made, data


def test_a_late_result_does_not_replace_a_newer_one(
    qtbot: QtBot, held: tuple[ComparePage, Held], stored: Stored, look: Theme
) -> None:
    page, data = held
    takes = _keep(stored, Sitting((EARLIER, LATER, transcript_of("A third"))))
    page.open(takes[0], takes[1])
    data.let_go()
    qtbot.waitUntil(lambda: bool(page.comparison.takes))
    data.held.clear()
    page.take_changed(takes[0])
    page.pair.later.head.take_chosen.emit(takes[2])
    data.held.reverse()
    data.let_go()
    qtbot.waitUntil(lambda: len(data.held) > 0)
    assert [take.id for take in page.comparison.takes] == [takes[0], takes[2]]


def test_loading_sound_does_not_steal_the_focus(
    qtbot: QtBot, held: tuple[ComparePage, Held], stored: Stored, look: Theme
) -> None:
    page, data = held
    page.open(*_keep(stored, Sitting((EARLIER, LATER))))
    data.let_go()
    qtbot.waitUntil(lambda: len(data.held) == 2)
    page.head.swap.setFocus()
    data.let_go()
    qtbot.waitUntil(lambda: all(_ready(side) for side in page.pair.sides))
    assert _focus() is page.head.swap


def test_a_read_error_is_shown_and_can_be_retried(
    qtbot: QtBot, player: StubPlayer, look: Theme
) -> None:
    class Broken(StoredComparison):
        def __init__(self) -> None:
            self.tried = 0

        def compared(self, _take: str, _other: str | None) -> Future[Comparison]:
            self.tried += 1
            failed: Future[Comparison] = Future()
            failed.set_exception(NoDevice("The library cannot be read.", "Try again."))
            return failed

        def sound(self, _take: object) -> Future[LoadedSound]:
            raise AssertionError

    data = Broken()
    page = ComparePage(data, player)
    qtbot.addWidget(page)
    page.show()
    page.open("a", "b")
    qtbot.waitUntil(page.banner.isVisible)
    assert "The library cannot be read." in page.banner.text
    _button(page, "Try again").click()
    assert data.tried == 2
