from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.opened_take import open_take
from rig.shown import show_active
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.store.database.records import RECOVERED, TakeRecord, TranscriptRecord
from mock_interviewer.app.ui.shared.library_source import ListedTake, LoadedSound
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.take_words import transcript_note
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import READING_LINE, ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.transcript import Filler, Transcript
from mock_interviewer.audio.recognition.worker.decoding import LOOPED

SAID = transcript_of("Perplexity is the exponentiated loss.", unsure="exponentiated")


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    made = TakePage(stored.source, player)
    made.resize(800, 600)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def _said(text: str) -> str:
    """Return a sentence in which "_" stands for a space at which no line ends."""
    return text.replace("_", "\N{NO-BREAK SPACE}")


def _place(page: TakePage, word: int) -> QPoint:
    return page._panel.view._rect(word).center().toPoint()


def test_question_recording_and_transcript_are_shown(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    assert page._head.question == QUESTIONS[0]
    assert page._bar.time_text == "0:00 / 0:06"
    assert page._panel.view.toPlainText() == SAID.text


def test_space_plays_and_pauses_wherever_the_keyboard_is(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    for widget in (page._bar.button, page._panel.view, page._bar.waveform):
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert page._replay.playing
        assert page._bar.button.accessibleName() == "Pause"
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert not page._replay.playing
    assert player.calls[0] == ("play", 0.0)


def test_a_click_on_a_word_plays_from_it(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    view = page._panel.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_place(page, 2))
    assert player.calls == [("play", 2.0)]
    assert view.spoken == "the"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_place(page, 4))
    assert player.calls[-1] == ("seek", 4.0)


def test_a_click_beside_the_words_plays_nothing(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    below = QPoint(_place(page, 0).x(), page._panel.view.viewport().height() - 3)
    qtbot.mouseClick(page._panel.view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert player.calls == []


def test_arrows_choose_a_word_and_enter_plays_from_it(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    view = page._panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.chosen == "Perplexity"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == "the"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == "is"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen == "loss."
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert player.calls == [("play", 4.0)]


def _until_at(qtbot: QtBot, page: TakePage, at: float) -> None:
    qtbot.waitUntil(lambda: page._replay.position == at)


def test_the_highlight_follows_the_player_and_ends_with_a_pause_in_the_speech(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page._bar.button.click()
    for at, word in ((0.1, "Perplexity"), (3.4, "exponentiated"), (5.6, "")):
        player.at = at
        _until_at(qtbot, page, at)
        assert page._panel.view.spoken == word
    assert page._bar.time_text == "0:05 / 0:06"
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: page._bar.button.accessibleName() == "Play")


def test_words_the_model_was_unsure_of_are_faint(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    view = page._panel.view

    def look_of(word: int) -> QTextCharFormat:
        cursor = QTextCursor(view.document())
        cursor.setPosition(view.words[word].first + 1)
        return cursor.charFormat()

    faint, plain = look_of(3), look_of(2)
    assert faint.foreground().color() == roles().text_muted
    assert faint.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert faint.toolTip() == "not sure"
    assert plain.foreground().color() == roles().text
    assert plain.underlineStyle() is QTextCharFormat.UnderlineStyle.NoUnderline
    assert page._panel.hint == "Click a word to hear it. Dotted words may be wrong."


def test_without_doubtful_words_there_is_no_legend(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((transcript_of("All is known."),)))
    assert page._panel.hint == "Click a word to hear it."


def test_a_narrow_page_keeps_the_legend_and_drops_the_rest(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page.resize(560, 600)
    qtbot.waitUntil(lambda: page._panel.hint == "Dotted words may be wrong.")


def test_one_who_chooses_words_by_keyboard_is_told_what_there_is_to_say_of_them(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    view = page._panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.accessibleDescription() == "Arrow keys choose a word, Enter plays from it."
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == "exponentiated"
    assert view.accessibleDescription().startswith("exponentiated: not sure.")


@pytest.mark.parametrize(
    ("flag", "said"), [("repetition", "began to repeat itself"), ("cut-off", "is missing here")]
)
def test_what_is_missing_of_a_transcript_is_said_with_what_helps(
    qtbot: QtBot, page: TakePage, stored: Stored, flag: str, said: str
) -> None:
    open_take(qtbot, page, stored, Sitting((replace(SAID, flags=(flag,)), SAID)))
    assert said in page._panel.note
    assert "Transcribe it again" in page._panel.note
    page._head.following.click()
    assert page._panel.note == ""


def test_the_flag_of_a_loop_is_the_one_that_recognition_sets() -> None:
    assert transcript_note(replace(SAID, flags=(LOOPED,))) != ""


def test_fillers_are_said_under_the_words_with_their_times(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    found = (Filler("um", 12.9, 13.2), Filler("uh", 31.0, 31.5), Filler("um", 64.0, 64.2))
    none_found, not_looked_for = replace(SAID, fillers=()), SAID
    open_take(
        qtbot, page, stored, Sitting((replace(SAID, fillers=found), none_found, not_looked_for))
    )
    assert page._panel.fillers == _said("At least 3 fillers: um_0:12, uh_0:31, um_1:04")
    assert page._panel._fillers.isVisible()
    page._head.following.click()
    assert page._panel.fillers == "No filler was found."
    page._head.following.click()
    assert page._panel.fillers == ""
    assert page._panel._fillers.isHidden()


def test_of_many_fillers_only_the_first_are_named(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    found = tuple(Filler("um", float(at), at + 0.5) for at in range(30))
    open_take(qtbot, page, stored, Sitting((replace(SAID, fillers=found),)))
    assert page._panel.fillers.startswith(_said("At least 30 fillers: um_0:00, um_0:01,"))
    assert page._panel.fillers.endswith(_said("um_0:11 …"))


def test_a_low_page_leaves_its_room_to_the_words(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((replace(SAID, fillers=()),)))
    page.resize(800, 400)
    qtbot.waitUntil(page._panel._fillers.isHidden)
    page.resize(800, 600)
    qtbot.waitUntil(page._panel._fillers.isVisible)


def test_in_a_low_page_all_but_the_words_takes_less_room(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page.resize(580, 600)
    parts = (page._bar, page._bar.button)
    usual = _heights(parts)
    page.resize(580, 480)
    qtbot.waitUntil(lambda: all(now < was for now, was in zip(_heights(parts), usual, strict=True)))
    view = page._panel.view
    lines = 8 * view.font().pixelSize() * READING_LINE
    qtbot.waitUntil(lambda: view.viewport().height() >= lines)
    page.resize(580, 600)
    qtbot.waitUntil(lambda: _heights(parts) == usual)


def _heights(parts: Sequence[QWidget]) -> list[int]:
    return [part.height() for part in parts]


def test_a_page_with_much_to_say_in_a_small_window_is_scrolled_and_cuts_nothing(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((replace(SAID, flags=("cut-off", "repetition")),)))
    page._panel.again_button.click()
    qtbot.waitUntil(lambda: page.again.text != "")
    page.resize(540, 360)
    (area,) = page.findChildren(PageScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    for part in (page._head._question, page._panel._note, page.again):
        assert part.height() >= part.heightForWidth(part.width())
    qtbot.keyClick(page._bar.button, Qt.Key.Key_Right)
    assert area.verticalScrollBar().value() == 0
    assert page._replay.position == 5.0
    page.resize(900, 800)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_fillers_that_are_found_later_are_said_and_the_chosen_word_stays(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    takes = open_take(qtbot, page, stored, Sitting((SAID, SAID)))
    view = page._panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_End)
    found = replace(SAID, fillers=(Filler("uh", 2.5, 2.75),))
    page.fillers_found(takes[0], found)
    page.fillers_found(takes[1], replace(SAID, fillers=()))
    assert page._panel.fillers == _said("At least 1 filler: uh_0:02")
    assert view.chosen == "loss."
    page._head.following.click()
    assert page._panel.fillers == "No filler was found."


def test_a_take_is_transcribed_again_with_a_model_of_ones_choice(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    (take,) = open_take(qtbot, page, stored, Sitting((SAID,)))
    page._panel.again_button.click()
    qtbot.waitUntil(lambda: page.again.text != "")
    # What the fixture's library finds, the largest last.
    assert page.again.models.value == "base"
    assert page.again.models.currentText() == "Base"
    page.again.models.choose("tiny.en")
    with qtbot.waitSignal(page.again_requested) as asked:
        page.again.go.click()
    assert asked.args == [take, "tiny.en"]
    page.again.show_progress(0, 1)
    assert page.again.text == "Writing it down…"
    assert page._panel.view.toPlainText() == SAID.text
    with qtbot.waitSignal(page.again.stop_pressed):
        page.again.cancel.click()


def test_escape_gives_the_choice_up_and_then_leaves_the_page(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page._panel.again_button.click()
    qtbot.waitUntil(lambda: page.again.text != "")
    qtbot.keyClick(page.again.models, Qt.Key.Key_Escape)
    assert page.again.text == ""
    assert page._panel.again_button.hasFocus()
    with qtbot.waitSignal(page.back_requested):
        qtbot.keyClick(page._panel.again_button, Qt.Key.Key_Escape)


def test_an_older_transcript_can_be_chosen_and_counts_from_then_on(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (take,) = stored.takes(session)
    better = replace(transcript_of("Perplexity is the loss."), model="small.en")
    stored.store.submit(lambda library: library.save_transcript(take, better)).result(30)
    page.open(session, take)
    qtbot.waitUntil(page._panel.versions.isVisible)
    versions = page._panel.versions
    names = [versions.itemText(at).split(" · ")[0] for at in range(2)]
    assert names == ["Small (English only)", "Base"]
    assert page._panel.view.toPlainText() == better.text
    versions.setCurrentIndex(1)
    versions.activated.emit(1)
    qtbot.waitUntil(lambda: page._panel.view.toPlainText() == SAID.text)
    qtbot.waitUntil(lambda: versions.isVisible() and versions.currentIndex() == 1)
    kept = stored.store.submit(lambda library: library.take(take)).result(30)
    assert kept.transcript == SAID


@pytest.fixture
def several(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    """Show a take with two transcripts; the model of the one that counts has the longest name.

    It was made in another year and in a month with a long name, so that its date is long too.
    """
    made_at = datetime(2024, 9, 28, 20, 44, tzinfo=UTC)
    session = stored.keep(Sitting((SAID,)))
    (take,) = stored.takes(session)
    stored.store.submit(lambda library: setattr(library, "_clock", lambda: made_at)).result(30)
    other = replace(SAID, model=max(CATALOG, key=lambda name: len(model_display_name(name))))
    stored.store.submit(lambda library: library.save_transcript(take, other)).result(30)
    page = TakePage(stored.source, player, now=lambda: made_at + timedelta(days=700))
    qtbot.addWidget(page)
    page.show()
    page.open(session, take)
    qtbot.waitUntil(page._panel.versions.isVisible)
    return page


def _place_in(page: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("width", [480, 560, 640, 700, 740, 800, 900, 1100])
def test_the_date_of_a_transcript_has_room_at_any_width(
    qtbot: QtBot, several: TakePage, width: int
) -> None:
    panel = several._panel
    versions, hint = panel.versions, panel._foot.hint
    several.resize(width, 600)
    name, joint, date = versions.currentText().rpartition(" · ")
    wanted = name if width >= 740 else name[:1]
    qtbot.waitUntil(lambda: several.width() == width and versions.shown.startswith(wanted))
    qtbot.waitUntil(lambda: versions.shown.endswith(joint + date))
    parts = [_place_in(several, part) for part in (versions, panel.again_button, hint)]
    for part in parts:
        assert several.rect().contains(part)
    for one, other in combinations(parts, 2):
        assert not one.intersects(other)
    assert hint.width() >= hint.sizeHint().width()
    option = QStyleOptionComboBox()
    versions.initStyleOption(option)
    room = versions.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        versions,
    )
    assert versions.fontMetrics().horizontalAdvance(versions.shown) <= room.width()


def test_where_there_is_room_all_beneath_a_transcript_stands_in_one_line(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page.resize(1100, 600)
    hint, again = page._panel._foot.hint, page._panel.again_button
    qtbot.waitUntil(
        lambda: _place_in(page, again).contains(
            QPoint(_place_in(page, again).center().x(), _place_in(page, hint).center().y())
        )
    )


def test_a_take_with_one_transcript_offers_no_other(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    qtbot.waitUntil(lambda: page._panel.versions.count() == 1)
    assert page._panel.versions.isHidden()


def test_a_silent_take_can_be_heard_again_with_another_model(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((transcript_of(""),)))
    page._panel.transcribe.click()
    qtbot.waitUntil(lambda: page.again.text != "")


def test_a_take_of_which_nothing_was_understood_is_not_called_silent(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((replace(SAID, segments=()),)))
    assert page._panel.sentence == "Nothing of what was said could be written down."
    assert page._panel.transcribe.text() == "Transcribe again…"


def test_words_are_set_anew_when_the_scheme_changes(
    qtbot: QtBot, page: TakePage, stored: Stored, look: Theme
) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    open_take(qtbot, page, stored, Sitting((SAID,)))
    look.choose(ColorScheme.DARK, ReducedMotion.ON)
    cursor = QTextCursor(page._panel.view.document())
    cursor.setPosition(1)
    qtbot.waitUntil(lambda: cursor.charFormat().foreground().color() == roles().text)


def test_arrow_keys_and_clicks_on_the_waveform_seek(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,), seconds=20.0))
    strip = page._bar.waveform
    page._bar.button.click()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert player.calls[-1] == ("seek", 5.0)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert player.calls[-1] == ("seek", 0.0)
    middle = strip.rect().center()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle)
    what, at = player.calls[-1]
    assert what == "seek"
    assert at == pytest.approx(10.0, abs=0.2)


def test_arrow_keys_seek_from_the_play_button_too(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,), seconds=20.0))
    qtbot.keyClick(page._bar.button, Qt.Key.Key_Right)
    assert page._replay.position == 5.0


def test_one_goes_from_take_to_take_and_back_to_the_library(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    takes = open_take(qtbot, page, stored, Sitting((SAID, None, SAID)))
    assert not page._head.previous.isEnabled()
    qtbot.keyClick(page._bar.button, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.take is not None
    assert page.take.id == takes[1]
    page._head.following.click()
    assert page.take.id == takes[2]
    assert not page._head.following.isEnabled()
    qtbot.keyClick(page._panel.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.take.id == takes[1]
    for widget, key, modifier in (
        (page._bar.button, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (page._panel.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        widget.setFocus()
        with qtbot.waitSignal(page.back_requested):
            qtbot.keyClick(widget, key, modifier)


def test_a_missing_recording_is_said_and_its_transcript_is_there(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (take,) = stored.takes(session)
    stored.recording(take).unlink()
    page.open(session, take)
    qtbot.waitUntil(lambda: page._banner.text != "")
    assert "missing" in page._banner.text
    assert page._bar.isHidden()
    assert page._panel.view.toPlainText() == SAID.text


def test_a_recording_that_was_removed_after_its_time_is_said(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (take,) = stored.takes(session)
    stored.store.submit(lambda library: library.recordings.remove([take])).result()
    page.open(session, take)
    qtbot.waitUntil(lambda: page._banner.text != "")
    assert "was removed after the time for which you keep them" in page._banner.text
    assert page._panel.view.toPlainText() == SAID.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "missing or empty"),
        (b"RIFF", "missing or empty"),
        (b"this is no sound at all" * 40, "isn't a sound file"),
    ],
)
def test_a_recording_that_is_no_sound_is_said(
    qtbot: QtBot, page: TakePage, stored: Stored, content: bytes, sentence: str
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (take,) = stored.takes(session)
    stored.recording(take).write_bytes(content)
    page.open(session, take)
    qtbot.waitUntil(lambda: sentence in page._banner.text)
    assert page._bar.isHidden()


def test_of_a_recording_that_says_to_be_longer_than_it_is_what_is_there_is_heard(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,), seconds=3.0))
    (take,) = stored.takes(session)
    with stored.recording(take).open("rb+") as file:
        file.seek(40)
        file.write(b"\xff\xff\xff\x7f")
    page.open(session, take)
    qtbot.waitUntil(lambda: page._bar.time_text == "0:00 / 0:03")
    assert page._banner.text == ""


def test_an_untranscribed_take_offers_to_be_transcribed(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    (take,) = open_take(qtbot, page, stored, Sitting((None,)))
    panel = page._panel
    assert panel.sentence == "Not transcribed yet."
    with qtbot.waitSignal(page.transcribe_requested) as asked:
        panel.transcribe.click()
    assert asked.args == [take]
    page.transcription_started(take)
    assert panel.sentence.startswith("Writing it down")
    assert panel.transcribe.isHidden()
    page.transcription_failed(take, "Recognition stopped. Your answer is saved.")
    assert panel.sentence == "Recognition stopped. Your answer is saved."
    assert panel.transcribe.text() == "Try again"
    page.transcription_done(take, SAID)
    assert panel.sentence == ""
    assert panel.view.toPlainText() == SAID.text


def test_news_of_another_take_changes_nothing_in_view(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    takes = open_take(qtbot, page, stored, Sitting((None, None)))
    page.transcription_done(takes[1], SAID)
    assert page._panel.sentence == "Not transcribed yet."
    page._head.following.click()
    assert page._panel.view.toPlainText() == SAID.text


def test_a_silent_recording_is_said_to_be_silent(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((transcript_of(""),)))
    assert page._panel.sentence == "No speech was detected in this recording."


def test_what_is_unusual_about_a_recording_is_said(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,), flags={0: (RECOVERED, "gaps")}))
    assert "Recovered" in page._head.note
    assert "gaps" in page._head.note


def test_html_is_shown_literally(qtbot: QtBot, page: TakePage, stored: Stored) -> None:
    said = transcript_of("<img src=x onerror=y> <b>bold</b>")
    open_take(qtbot, page, stored, Sitting((None, said)), at=1)
    assert page._panel.view.toPlainText() == "<img src=x onerror=y> <b>bold</b>"
    assert page._head.question == QUESTIONS[1]
    assert "&lt;b&gt;attention" in page._head._question.text()


def test_leaving_the_page_silences_it_and_coming_back_shows_the_take_again(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    (take,) = open_take(qtbot, page, stored, Sitting((SAID,)))
    page._bar.button.click()
    page.hide()
    assert player.calls[-1][0] == "stop"
    page.show()
    qtbot.waitUntil(lambda: page.take is not None)
    assert page.take is not None
    assert page.take.id == take
    assert not page._replay.playing


def test_why_nothing_can_be_heard_is_said(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    page._bar.button.click()
    player.end(NoDevice("No speaker was found.", "Plug one in."))
    qtbot.waitUntil(lambda: page._banner.text == "No speaker was found. Plug one in.")


def test_a_take_that_is_gone_is_said_to_be_gone(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    page.open(stored.keep(Sitting((SAID,))), "no-such-take")
    qtbot.waitUntil(lambda: page._banner.text == "This take is no longer there.")


class _Slow:
    """The real takes, and sound that comes when a test says so."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self.asked: list[Future[LoadedSound]] = []

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        return self._stored.source.takes(session)

    def models(self) -> Future[tuple[SpeechModel, ...]]:
        raise NotImplementedError

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        return self._stored.source.transcripts(take)

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        raise NotImplementedError

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        raise NotImplementedError

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        future: Future[LoadedSound] = Future()
        future.set_running_or_notify_cancel()
        self.asked.append(future)
        return future


def test_the_sound_of_a_take_that_was_left_is_dropped(
    qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme
) -> None:
    slow = _Slow(stored)
    page = TakePage(slow, player)
    qtbot.addWidget(page)
    page.show()
    session = stored.keep(Sitting((SAID, SAID), seconds=2.0))
    takes = stored.takes(session)
    page.open(session, takes[0])
    qtbot.waitUntil(lambda: len(slow.asked) == 1)
    page._head.following.click()
    first, second = (stored.source.sound(listed.take).result(30) for listed in page._takes)
    slow.asked[0].set_result(first)
    qtbot.wait(1)
    assert not page._bar.button.isEnabled()
    slow.asked[1].set_result(second)
    qtbot.waitUntil(page._bar.button.isEnabled)


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((None, SAID)))
    assert nameless(page) == []
    page._head.following.click()
    assert nameless(page) == []


def test_a_take_that_was_found_stands_where_it_says_what_was_sought(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    session = stored.keep(Sitting((SAID, SAID)))
    first, _second = stored.takes(session)
    page.open(session, first, sought="exponentiated lo")
    qtbot.waitUntil(page._bar.button.isEnabled)
    view = page._panel.view
    assert page._replay.position == 3.0
    assert view.spoken == "exponentiated"
    assert list(view._found) == [(3.0, 3.8), (4.0, 4.8)]
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert player.calls == [("play", 3.0)]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page._bar.button.isEnabled)
    assert view._found == ()
    assert page._replay.position == 0.0


def test_stars_names_and_notes_are_not_offered_where_nobody_keeps_them(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    assert all(button.isHidden() for button in page.marks.buttons)


def test_the_keys_of_the_library_star_a_take_and_show_all_of_its_question_from_any_part(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    starred: list[tuple[str, str, bool]] = []
    asked: list[tuple[str, str]] = []
    page.marks.mark_toggled.connect(lambda *star: starred.append(star))
    page.marks.question_asked.connect(lambda *question: asked.append(question))
    (take,) = open_take(qtbot, page, stored, Sitting((SAID,)))
    qtbot.keyClick(page._panel.view, Qt.Key.Key_Asterisk, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page._bar.waveform, Qt.Key.Key_Q)
    assert page.take is not None
    assert starred == [(take, "starred", True)]
    assert asked == [(page.take.bank, page.take.question)]
