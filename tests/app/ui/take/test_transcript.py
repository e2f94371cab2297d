from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import MakeTakePage, TakePageDriver

from mock_interviewer.app.store.database.records import TranscriptRecord
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.take_words import transcript_note
from mock_interviewer.app.ui.shared.transcript_style import faint_color
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recognition.models.catalog import CATALOG
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.recognition.worker.decoding import LOOPED

SAID = transcript_of("Perplexity is the exponentiated loss.", unsure="exponentiated")
HINT = "Click a word to hear it. Dotted words may be wrong."
AGAIN = "Transcribe again with another model"


def _said(text: str) -> str:
    """Return a sentence in which "_" stands for a space at which no line ends."""
    return text.replace("_", "\N{NO-BREAK SPACE}")


def test_a_click_on_a_word_plays_from_it(
    take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.click_word(2)
    assert player.calls == [("play", 2.0)]
    assert take.view.spoken == "the"
    take.click_word(4)
    assert player.calls[-1] == ("seek", 4.0)


def test_a_click_beside_the_words_plays_nothing(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    viewport = take.view.viewport()
    below = QPoint(take.place_of(0).x(), viewport.height() - 3)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=below)
    assert player.calls == []


def test_arrow_keys_choose_a_word_and_enter_plays_from_it(
    take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.focus_words()
    assert take.view.chosen == "Perplexity"
    take.key(Qt.Key.Key_Right)
    take.key(Qt.Key.Key_Right)
    assert take.view.chosen == "the"
    take.key(Qt.Key.Key_Left)
    assert take.view.chosen == "is"
    take.key(Qt.Key.Key_End)
    assert take.view.chosen == "loss."
    take.key(Qt.Key.Key_Return)
    assert player.calls == [("play", 4.0)]


def test_the_highlight_follows_the_player_and_ends_at_a_pause_in_the_speech(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.press("Play")
    for at, word in ((0.1, "Perplexity"), (3.4, "exponentiated"), (5.6, "")):
        player.at = at
        qtbot.waitUntil(partial(_is_at, take, at))
        assert take.view.spoken == word
        assert take.highlighted == ([word] if word else [])
    assert take.bar.time_text == "0:05 / 0:06"
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: not take.playing)


def _is_at(take: TakePageDriver, seconds: float) -> bool:
    return take.position == seconds


def test_words_that_the_model_was_unsure_of_are_faint_and_dotted(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    faint, plain = take.format_of(3), take.format_of(2)
    assert faint.foreground().color() == faint_color(roles())
    assert faint.foreground().color() != plain.foreground().color()
    assert faint.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert faint.toolTip() == "not sure"
    assert plain.foreground().color() == roles().text
    assert plain.underlineStyle() is QTextCharFormat.UnderlineStyle.NoUnderline
    assert take.panel.hint == HINT


def test_without_unsure_words_there_is_no_legend(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((transcript_of("All is known."),)))
    assert take.panel.hint == "Click a word to hear it."


def test_a_screen_reader_is_told_that_the_chosen_word_is_unsure(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    view = take.view
    take.focus_words()
    take.key(Qt.Key.Key_End)
    plain = view.accessibleDescription()
    take.key(Qt.Key.Key_Left)
    assert view.chosen == "exponentiated"
    assert view.accessibleDescription() == f"exponentiated: not sure. {plain}"


@pytest.mark.parametrize("flag", ["repetition", "cut-off"])
def test_an_incomplete_transcript_says_what_is_missing_and_what_helps(
    take: TakePageDriver, stored: Stored, flag: str
) -> None:
    incomplete = replace(SAID, flags=(flag,))
    take.open(stored, Sitting((incomplete, SAID)))
    assert take.panel.note == transcript_note(incomplete)
    assert "again" in take.panel.note
    take.next()
    assert take.panel.note == ""


def test_the_note_about_a_loop_uses_the_flag_that_recognition_sets() -> None:
    assert transcript_note(replace(SAID, flags=(LOOPED,))) != ""


def test_fillers_are_listed_among_the_tools_with_their_times(
    take: TakePageDriver, stored: Stored
) -> None:
    found = (Filler("um", 12.9, 13.2), Filler("uh", 31.0, 31.5), Filler("um", 64.0, 64.2))
    none_found, not_looked_for = replace(SAID, fillers=()), SAID
    take.open(stored, Sitting((replace(SAID, fillers=found), none_found, not_looked_for)))
    listed = _said("um_0:12, uh_0:31, um_1:04")
    assert take.transcript_tools.fillers.endswith(listed)
    assert take.label(take.transcript_tools.fillers).isVisible()
    take.next()
    assert take.transcript_tools.fillers != ""
    assert "0:12" not in take.transcript_tools.fillers
    take.next()
    assert take.transcript_tools.fillers == ""


def test_of_many_fillers_only_the_first_are_listed(take: TakePageDriver, stored: Stored) -> None:
    found = tuple(Filler("um", float(at), at + 0.5) for at in range(30))
    take.open(stored, Sitting((replace(SAID, fillers=found),)))
    assert take.transcript_tools.fillers.startswith(_said("At least 30 fillers: um_0:00, um_0:01,"))
    assert take.transcript_tools.fillers.endswith(_said("um_0:11 …"))


def test_in_a_low_page_everything_but_the_words_takes_less_room(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.page.resize(580, 600)
    parts = (take.bar, take.bar.button)
    usual = _heights(parts)
    take.page.resize(580, 480)
    qtbot.waitUntil(lambda: all(now < was for now, was in zip(_heights(parts), usual, strict=True)))
    take.page.resize(580, 600)
    qtbot.waitUntil(lambda: _heights(parts) == usual)


def _heights(parts: Sequence[QWidget]) -> list[int]:
    return [part.height() for part in parts]


def test_a_crowded_page_in_a_small_window_scrolls_and_cuts_off_nothing(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((replace(SAID, flags=("cut-off", "repetition")),)))
    again = take.page.again
    take.press(AGAIN)
    qtbot.waitUntil(lambda: again.text != "")
    take.page.resize(540, 360)
    qtbot.waitUntil(lambda: take.scroll_bar.maximum() > 0)
    for part in (take.label(QUESTIONS[0]), take.label(take.panel.note), again):
        assert part.height() >= part.heightForWidth(part.width())
    take.key(Qt.Key.Key_Right, on=take.bar.button)
    assert take.scroll_bar.value() == 0
    assert take.position == 5.0
    take.page.resize(900, 800)
    qtbot.waitUntil(lambda: take.scroll_bar.maximum() == 0)


def test_fillers_found_later_are_listed_and_the_chosen_word_stays(
    take: TakePageDriver, stored: Stored
) -> None:
    takes = take.open(stored, Sitting((SAID, SAID)))
    take.focus_words()
    take.key(Qt.Key.Key_End)
    found = replace(SAID, fillers=(Filler("uh", 2.5, 2.75),))
    take.page.fillers_found(takes[0], found)
    take.page.fillers_found(takes[1], replace(SAID, fillers=()))
    assert take.transcript_tools.fillers == _said("At least 1 filler: uh_0:02")
    assert take.view.chosen == "loss."
    take.next()
    assert take.transcript_tools.fillers not in {"", _said("At least 1 filler: uh_0:02")}


def test_a_take_is_transcribed_again_with_a_model_of_choice(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    (one,) = take.open(stored, Sitting((SAID,)))
    again = take.page.again
    take.press(AGAIN)
    qtbot.waitUntil(lambda: again.text != "")
    # What the fixture's library finds, the largest last.
    assert again.models.value == "base"
    assert again.models.currentText() == "Base"
    again.models.choose("tiny.en")
    with qtbot.waitSignal(take.page.again_requested) as asked:
        take.press("Transcribe again with this model")
    assert asked.args == [one, "tiny.en"]
    again.show_progress(0, 1)
    assert take.words == SAID.text
    with qtbot.waitSignal(again.stop_pressed):
        again.cancel.click()


def test_escape_cancels_the_choice_of_a_model_and_then_leaves_the_page(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    again = take.page.again
    take.press(AGAIN)
    qtbot.waitUntil(lambda: again.text != "")
    take.key(Qt.Key.Key_Escape, on=again.models)
    assert again.text == ""
    assert take.button(AGAIN).hasFocus()
    with qtbot.waitSignal(take.page.back_requested):
        take.key(Qt.Key.Key_Escape, on=take.button(AGAIN))


def test_an_older_transcript_can_be_chosen_and_becomes_the_current_one(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (one,) = stored.takes(session)
    better = replace(transcript_of("Perplexity is the loss."), model="small.en")
    stored.store.submit(lambda library: library.save_transcript(one, better)).result(30)
    take.page.open(session, one)
    take.until_versions_are_offered()
    versions = take.panel.versions
    names = [versions.itemText(at).split(" · ")[0] for at in range(2)]
    assert names == ["Small (English only)", "Base"]
    assert take.words == better.text
    take.key(Qt.Key.Key_Down, on=versions)
    qtbot.waitUntil(lambda: take.words == SAID.text)
    qtbot.waitUntil(lambda: versions.isVisible() and versions.currentIndex() == 1)
    kept = stored.store.submit(lambda library: library.take(one)).result(30)
    assert kept.transcript == SAID


@pytest.fixture
def several(
    make_take_page: MakeTakePage, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> TakePageDriver:
    """Show a take with two transcripts; the model of the current one has the longest name.

    It was made in another year and in a month with a long name, so that its date is long too.
    """
    made_at = datetime(2024, 9, 28, 20, 44, tzinfo=UTC)
    session = stored.keep(Sitting((SAID,)))
    (one,) = stored.takes(session)
    other = replace(SAID, model=max(CATALOG, key=lambda name: len(model_display_name(name))))
    stored.store.submit(lambda library: library.save_transcript(one, other)).result(30)
    read = stored.source.transcripts

    def dated(take: str) -> Future[tuple[TranscriptRecord, ...]]:
        versions: Future[tuple[TranscriptRecord, ...]] = Future()
        found = read(take).result(30)
        versions.set_result(tuple(replace(one, made_at=made_at) for one in found))
        return versions

    monkeypatch.setattr(stored.source, "transcripts", dated)
    take = make_take_page(now=lambda: made_at + timedelta(days=700))
    take.show(800, 600)
    take.page.open(session, one)
    take.until_versions_are_offered()
    return take


def _place_in(page: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("width", [480, 560, 640, 740, 900, 1100])
def test_the_date_of_a_transcript_has_room_at_any_width(
    qtbot: QtBot, several: TakePageDriver, width: int
) -> None:
    page, versions = several.page, several.panel.versions
    page.resize(width, 600)
    name, joint, date = versions.currentText().rpartition(" · ")
    qtbot.waitUntil(lambda: page.width() == width and versions.shown.startswith(name[:1]))
    qtbot.waitUntil(lambda: versions.shown.endswith(joint + date))
    parts = (versions, several.button(AGAIN), several.button("Edit transcript"))
    qtbot.waitUntil(lambda: all(_place_in(page, part).right() < page.width() for part in parts))
    for one, other in combinations(parts, 2):
        assert not _place_in(page, one).intersects(_place_in(page, other))
    option = QStyleOptionComboBox()
    versions.initStyleOption(option)
    room = versions.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        versions,
    )
    assert versions.fontMetrics().horizontalAdvance(versions.shown) <= room.width()


def test_a_take_with_one_transcript_offers_no_other(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    qtbot.waitUntil(lambda: take.panel.versions.count() == 1)
    assert not take.panel.versions.isVisible()


def test_a_silent_take_is_said_to_be_silent_and_can_be_transcribed_with_another_model(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((transcript_of(""),)))
    assert take.panel.sentence == "No speech was detected in this recording."
    take.press("Transcribe again…")
    qtbot.waitUntil(lambda: take.page.again.text != "")


def test_a_take_in_which_nothing_was_recognized_is_not_called_silent(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((replace(SAID, segments=()),)))
    assert take.panel.sentence not in {"", "No speech was detected in this recording."}
    assert take.offers("Transcribe again…")


def test_words_change_color_with_the_color_scheme(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, look: Theme
) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    take.open(stored, Sitting((SAID,)))
    light = roles().text
    look.choose(ColorScheme.DARK, ReducedMotion.ON)
    assert roles().text != light
    qtbot.waitUntil(lambda: take.format_of(0).foreground().color() == roles().text)


def test_a_take_without_a_transcript_offers_to_be_transcribed(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    (one,) = take.open(stored, Sitting((None,)))
    assert take.panel.sentence == "Not transcribed yet."
    with qtbot.waitSignal(take.page.transcribe_requested) as asked:
        take.press("Transcribe now")
    assert asked.args == [one]
    take.page.transcription_started(one)
    assert take.panel.sentence == "Transcribing…"
    assert not take.offers("Transcribe now")
    take.page.transcription_failed(one, "Recognition stopped. Your answer is saved.")
    assert take.panel.sentence == "Recognition stopped. Your answer is saved."
    assert take.offers("Try again")
    take.page.transcription_done(one, SAID)
    assert take.panel.sentence == ""
    assert take.words == SAID.text


def test_a_transcript_of_another_take_changes_nothing_in_view(
    take: TakePageDriver, stored: Stored
) -> None:
    takes = take.open(stored, Sitting((None, None)))
    take.page.transcription_done(takes[1], SAID)
    assert take.panel.sentence == "Not transcribed yet."
    take.next()
    assert take.words == SAID.text
