from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.stored_library import Sitting, Stored, transcript_of
from rig.take_page_driver import TakePageDriver

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.takes.edited_transcript import EDITED_BY_PERSON
from mock_interviewer.app.ui.take.tabs import TakeTab
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

SAID = transcript_of("Perplexity is the exponent loss.")
BETTER = "Perplexity is the exponentiated loss."
KEEP = "Count what you took back after all"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _two_takes(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((SAID, SAID)))


def test_saving_makes_another_transcript_and_keeps_the_old_one(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.edit(BETTER)
    take.key(Qt.Key.Key_Return, CTRL, on=take.editor.field)
    qtbot.waitUntil(lambda: take.words == BETTER)
    assert take.page.take is not None
    kept = stored.source.transcripts(take.page.take.id).result(30)
    assert [(one.model, one.transcript.text, one.current) for one in kept] == [
        (EDITED_BY_PERSON, BETTER, True),
        ("base", SAID.text, False),
    ]
    take.until_versions_are_offered()
    assert take.panel.versions.currentText().startswith("Edited by you · ")


def test_the_old_transcript_can_be_chosen_again(qtbot: QtBot, take: TakePageDriver) -> None:
    take.edit(BETTER)
    take.save_edit()
    take.until_versions_are_offered()
    take.key(Qt.Key.Key_Down, on=take.panel.versions)
    qtbot.waitUntil(lambda: take.words == SAID.text)


def test_what_was_taken_back_can_count_after_all(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    assert not take.offers(KEEP)
    take.open(stored, Sitting((transcript_of("It grows. Scratch that. It shrinks."),)))
    assert take.format_of(1).fontStrikeOut()
    requested: list[str] = []
    take.page.feedback.feedback_requested.connect(requested.append)
    take.press(KEEP)
    qtbot.waitUntil(lambda: take.words.split() == ["It", "grows.", "It", "shrinks."])
    assert not take.format_of(1).fontStrikeOut()
    assert not take.offers(KEEP)
    assert take.page.take is not None
    assert requested == [take.page.take.id]
    take.show_tab(TakeTab.TOOLS)
    take.until_versions_are_offered()


def test_a_corrected_word_plays_from_its_time(take: TakePageDriver) -> None:
    take.edit(BETTER)
    take.save_edit()
    take.click_word(3)
    assert take.position == 3.0
    assert take.view.spoken == "exponentiated"


def test_saving_requests_feedback_on_the_new_words(take: TakePageDriver) -> None:
    take.edit(BETTER)
    requested: list[str] = []
    take.page.feedback.feedback_requested.connect(requested.append)
    take.save_edit()
    assert take.page.take is not None
    assert requested == [take.page.take.id]


def test_the_editor_takes_letters_and_ctrl_space_plays(take: TakePageDriver) -> None:
    take.edit()
    take.type("a lm", on=take.editor.field)
    assert take.editor.text.startswith("a lmPerplexity")
    assert not take.playing
    take.key(Qt.Key.Key_Space, CTRL, on=take.editor.field)
    assert take.playing


def test_escape_cancels_but_discards_no_changes(take: TakePageDriver) -> None:
    left: list[None] = []
    take.page.back_requested.connect(lambda: left.append(None))
    take.edit()
    take.key(Qt.Key.Key_Escape, on=take.editor.field)
    assert take.view.isVisible()
    take.edit(BETTER)
    take.key(Qt.Key.Key_Escape, on=take.editor.field)
    assert take.editor.isVisible()
    assert "unsaved changes" in take.editor.message
    assert take.button("Cancel editing").hasFocus()
    take.press("Cancel editing")
    assert take.words == SAID.text
    assert left == []


@pytest.mark.parametrize("text", ["", " \n ", "Perplexity  is the exponent loss.\n"])
def test_an_empty_or_unchanged_text_cannot_be_saved(take: TakePageDriver, text: str) -> None:
    take.edit(BETTER)
    assert take.offers("Save the transcript")
    take.editor.field.setPlainText(text)
    assert not take.offers("Save the transcript")


def test_unsaved_changes_wait_for_their_take(qtbot: QtBot, take: TakePageDriver) -> None:
    take.edit(BETTER)
    take.next()
    assert take.view.isVisible()
    take.previous()
    assert take.editor.isVisible()
    assert take.editor.text == BETTER
    take.page.hide()
    take.page.show()
    take.until_playable()
    assert take.editor.text == BETTER
    assert take.page.focusWidget() is take.editor.field


def test_a_new_transcript_leaves_the_editor_open(take: TakePageDriver) -> None:
    take.edit(BETTER)
    assert take.page.take is not None
    take.page.transcription_done(take.page.take.id, SAID)
    assert take.editor.isVisible()
    assert take.editor.text == BETTER


def test_changes_that_could_not_be_saved_can_be_saved_again(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: Future[TakeRecord] = Future()
    refused.set_exception(StoreError("The disk is full.", "Make room."))
    monkeypatch.setattr(stored.source, "edit", lambda *_: refused)
    take.edit(BETTER)
    take.press("Save the transcript")
    assert take.editor.field.isReadOnly()
    qtbot.waitUntil(lambda: take.problem == "The disk is full. Make room.")
    assert take.editor.text == BETTER
    assert take.offers("Save the transcript")


def test_every_focusable_part_of_the_editor_has_an_accessible_name(take: TakePageDriver) -> None:
    take.edit()
    assert nameless(take.editor) == []


def test_a_page_that_got_narrower_during_editing_cuts_off_nothing(
    qtbot: QtBot, take: TakePageDriver
) -> None:
    take.edit(BETTER)
    take.save_edit()
    take.until_versions_are_offered()
    take.page.resize(1100, 600)
    qtbot.waitUntil(lambda: take.body.beside)
    take.edit()
    take.page.resize(480, 600)
    (area,) = take.page.findChildren(PageScrollArea)
    held = area.widget()
    assert held is not None
    qtbot.waitUntil(lambda: held.width() == area.viewport().width() <= 480)


def test_the_tools_rest_while_the_transcript_is_edited(take: TakePageDriver) -> None:
    assert take.offers("Edit transcript")
    take.edit()
    assert not take.offers("Edit transcript")
    assert not take.offers("Transcribe again with another model")
    take.key(Qt.Key.Key_Escape, on=take.editor.field)
    assert take.offers("Edit transcript")


def test_after_editing_the_focus_is_back_where_it_was(qtbot: QtBot, take: TakePageDriver) -> None:
    take.bar.button.setFocus()
    take.type("e", on=take.bar.button)
    qtbot.waitUntil(take.editor.field.hasFocus)
    take.key(Qt.Key.Key_Escape, on=take.editor.field)
    qtbot.waitUntil(take.bar.button.hasFocus)
