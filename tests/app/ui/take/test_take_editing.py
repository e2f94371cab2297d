from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.opened_take import open_take
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.takes.edited_transcript import EDITED_BY_PERSON
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

SAID = transcript_of("Perplexity is the exponent loss.")
BETTER = "Perplexity is the exponentiated loss."


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    made = TakePage(stored.source, player)
    made.resize(800, 600)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    open_take(qtbot, made, stored, Sitting((SAID, SAID)))
    return made


def _edit(qtbot: QtBot, page: TakePage, text: str = "") -> None:
    qtbot.keyClicks(page._panel.view, "e")
    qtbot.waitUntil(page._panel.editor.field.hasFocus)
    if text:
        page._panel.editor.field.setPlainText(text)


def test_what_is_saved_is_another_transcript_and_the_one_before_stays(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    _edit(qtbot, page, BETTER)
    with qtbot.waitSignal(page._editing.written):
        qtbot.keyClick(
            page._panel.editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert page._panel.view.isVisible()
    assert page._panel.view.toPlainText() == BETTER
    assert page.take is not None
    kept = stored.source.transcripts(page.take.id).result(30)
    assert [(one.model, one.transcript.text, one.current) for one in kept] == [
        (EDITED_BY_PERSON, BETTER, True),
        ("base", SAID.text, False),
    ]
    qtbot.waitUntil(page._panel.versions.isVisible)
    assert page._panel.versions.currentText().startswith("Edited by you · ")


def test_the_earlier_transcript_can_be_gone_back_to(qtbot: QtBot, page: TakePage) -> None:
    _edit(qtbot, page, BETTER)
    page._panel.editor.save.click()
    qtbot.waitUntil(page._panel.versions.isVisible)
    page._panel.versions.setCurrentIndex(1)
    page._panel.versions.chosen.emit()
    qtbot.waitUntil(lambda: page._panel.view.toPlainText() == SAID.text)


def test_a_corrected_word_is_heard_at_its_time(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    _edit(qtbot, page, BETTER)
    with qtbot.waitSignal(page._editing.written):
        page._panel.editor.save.click()
    page._panel.view.word_chosen.emit(3.0)
    assert page._panel.view.spoken == "exponentiated"


def test_feedback_is_wanted_on_the_words_as_they_are_now(qtbot: QtBot, page: TakePage) -> None:
    _edit(qtbot, page, BETTER)
    wanted: list[str] = []
    page.feedback.wanted.connect(wanted.append)
    with qtbot.waitSignal(page._editing.written):
        page._panel.editor.save.click()
    assert page.take is not None
    assert wanted == [page.take.id]


def test_letters_are_written_and_space_plays_with_ctrl(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    _edit(qtbot, page)
    field = page._panel.editor.field
    qtbot.keyClicks(field, "a lm")
    assert field.toPlainText().startswith("a lmPerplexity")
    assert not page._replay.playing
    qtbot.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert page._replay.playing


def test_escape_cancels_and_drops_nothing_that_was_written(qtbot: QtBot, page: TakePage) -> None:
    left: list[None] = []
    page.back_requested.connect(lambda: left.append(None))
    _edit(qtbot, page)
    qtbot.keyClick(page._panel.editor.field, Qt.Key.Key_Escape)
    assert page._panel.view.isVisible()
    _edit(qtbot, page, BETTER)
    qtbot.keyClick(page._panel.editor.field, Qt.Key.Key_Escape)
    assert page._panel.editor.isVisible()
    assert "changed something" in page._panel.editor._how.plain
    assert page._panel.editor.cancel.hasFocus()
    page._panel.editor.cancel.click()
    assert page._panel.view.toPlainText() == SAID.text
    assert left == []


@pytest.mark.parametrize("text", ["", " \n ", "Perplexity  is the exponent loss.\n"])
def test_nothing_to_save_is_not_saved(qtbot: QtBot, page: TakePage, text: str) -> None:
    _edit(qtbot, page)
    page._panel.editor.field.setPlainText(text)
    assert not page._panel.editor.save.isEnabled()


def test_what_was_not_saved_waits_for_its_take(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    _edit(qtbot, page, BETTER)
    page._head.following.click()
    assert page._panel.view.isVisible()
    page._head.previous.click()
    assert page._panel.editor.isVisible()
    assert page._panel.editor.text == BETTER
    page.hide()
    page.show()
    qtbot.waitUntil(page._bar.button.isEnabled)
    assert page._panel.editor.text == BETTER
    assert page.focusWidget() is page._panel.editor.field


def test_another_transcript_meanwhile_leaves_the_editor_open(qtbot: QtBot, page: TakePage) -> None:
    _edit(qtbot, page, BETTER)
    assert page.take is not None
    page.transcription_done(page.take.id, SAID)
    assert page._panel.editor.isVisible()
    assert page._panel.editor.text == BETTER


def test_what_cannot_be_saved_stays_to_be_saved_again(
    qtbot: QtBot, page: TakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: Future[TakeRecord] = Future()
    refused.set_exception(StoreError("The disk is full.", "Make room."))
    monkeypatch.setattr(page._editing._data, "edit", lambda *_: refused)
    _edit(qtbot, page, BETTER)
    page._panel.editor.save.click()
    assert page._panel.editor.field.isReadOnly()
    qtbot.waitUntil(lambda: page._banner.text == "The disk is full. Make room.")
    assert page._panel.editor.text == BETTER
    assert page._panel.editor.save.isEnabled()


def test_everything_in_the_editor_has_a_name(qtbot: QtBot, page: TakePage) -> None:
    _edit(qtbot, page)
    assert nameless(page._panel.editor) == []


def test_a_page_that_became_narrower_while_one_writes_cuts_nothing(
    qtbot: QtBot, page: TakePage
) -> None:
    _edit(qtbot, page, BETTER)
    page._panel.editor.save.click()
    qtbot.waitUntil(page._panel.versions.isVisible)
    page.resize(1100, 600)
    qtbot.waitUntil(lambda: page._panel._foot.hint.y() == page._panel._foot.edit.y())
    _edit(qtbot, page)
    page.resize(480, 600)
    (area,) = page.findChildren(PageScrollArea)
    held = area.widget()
    assert held is not None
    qtbot.waitUntil(lambda: held.width() == area.viewport().width() == 480)


def test_after_editing_the_keyboard_is_where_it_was(qtbot: QtBot, page: TakePage) -> None:
    page._bar.button.setFocus()
    qtbot.keyClicks(page._bar.button, "e")
    qtbot.waitUntil(page._panel.editor.field.hasFocus)
    qtbot.keyClick(page._panel.editor.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(page._bar.button.hasFocus)
