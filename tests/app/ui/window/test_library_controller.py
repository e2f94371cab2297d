from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.announced import Announced
from rig.child import child, texts
from rig.patient_bot import BEHIND_ALL_ELSE
from rig.recognition import fake_command
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import TakePageDriver

from mock_interviewer.app.background.transcript_events import TranscriptReady
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.settings.declarations import LANGUAGE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.library.list_view import LibraryListView
from mock_interviewer.app.ui.library.question_history.controller import QuestionHistoryController
from mock_interviewer.app.ui.shared.library_rows import TakeRow
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.questions.shelf import BankShelf

OLD = transcript_of("It ways.")


@pytest.fixture
def values() -> SettingValues:
    return SettingValues()


@pytest.fixture
def desk(
    qtbot: QtBot,
    look: Theme,
    store: StoreThread,
    gui: GuiThread,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    values: SettingValues,
) -> Iterator[LibraryController]:
    command = fake_command(tmp_path, fake.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    models = ModelStore(tmp_path / "data" / "models")
    desk = LibraryController(store, StubPlayer(), gui, models, values)
    qtbot.addWidget(desk.pages)
    desk.pages.resize(800, 600)
    desk.pages.show()
    yield desk
    desk.close()


def keep(desk: LibraryController, store: StoreThread, sitting: Sitting) -> tuple[str, list[str]]:
    """Keep a session; returns its id and those of its takes."""
    stored = Stored(DataFolder(Path()), store, desk.source)
    session = stored.keep(sitting)
    return session, stored.takes(session)


def _rows(history: QuestionHistoryController) -> int:
    """Return how many takes are listed."""
    rows: int = child(history.page, LibraryListView).model().rowCount()
    return rows


def _progress(panel: RetranscriptionPanel) -> str:
    """Return what a panel says of the run, shown or not."""
    return next((text for text in texts(panel) if " of " in text), "")


def test_a_take_in_view_shows_what_another_model_heard_and_offers_the_old_text(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    page, shown = desk.take, TakePageDriver(qtbot, desk.take)
    desk.open_take(session, take)
    qtbot.waitUntil(lambda: shown.words == OLD.text)
    shown.press("Transcribe again with another model")
    qtbot.waitUntil(lambda: page.again.text != "")
    page.again.models.choose("tiny.en")
    page.again.go.click()
    qtbot.waitUntil(lambda: shown.words == "file:01.wav", timeout=BEHIND_ALL_ELSE)
    shown.until_versions_are_offered()
    qtbot.waitUntil(lambda: page.again.text == "")


def test_a_take_that_is_transcribed_says_its_fillers_once_they_are_found(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        desk.use(transcriptions)
        session, (take,) = keep(desk, store, Sitting((None,)))
        panel = TakePageDriver(qtbot, desk.take).panel
        desk.open_take(session, take)
        qtbot.waitUntil(lambda: panel.sentence == "Not transcribed yet.")
        panel.transcribe.click()
        qtbot.waitUntil(lambda: panel.fillers != "")
        # What the fake finds in every recording.
        assert panel.fillers == "At least 1 filler: um\N{NO-BREAK SPACE}0:00"
        assert panel.view.toPlainText() == "file:01.wav"


def test_a_run_over_all_sessions_is_told_on_both_pages(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    keep(desk, store, Sitting((OLD, OLD)))
    seen: list[tuple[str, str]] = []
    desk.retranscription.progressed.connect(
        lambda _: seen.append((_progress(desk.library.again), _progress(desk.take.again)))
    )
    with qtbot.waitSignal(desk.retranscription.ended, timeout=BEHIND_ALL_ELSE):
        desk.library.again_requested.emit("", "tiny.en")
    assert seen[0] == ("Writing it down · 1 of 2",) * 2
    assert desk.library.again.text == "2 of 2 answers were written down by Tiny (English only)."


def test_a_language_leaves_only_the_models_that_know_it(
    qtbot: QtBot, desk: LibraryController, values: SettingValues
) -> None:
    values.set(LANGUAGE, "de")
    assert [model.name for model in desk.source.models().result(30)] == ["base"]


def test_a_take_that_was_written_down_again_is_told_by_its_id(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    _, (first, second) = keep(desk, store, Sitting((OLD, OLD)))
    told: list[str] = []
    texts: list[str] = []

    def note(take: str) -> None:
        transcript = store.submit(lambda library: library.take(take)).result(30).transcript
        texts.append(transcript.text if transcript is not None else "")
        told.append(take)

    desk.rewritten.connect(note)
    with qtbot.waitSignal(desk.retranscription.ended, timeout=BEHIND_ALL_ELSE):
        desk.library.again_requested.emit("", "tiny.en")
    assert told == [first, second]
    assert texts == ["file:01.wav", "file:02.wav"]


def test_a_take_is_compared_from_its_page_and_is_there_again_after_that(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, takes = keep(desk, store, Sitting((OLD, OLD)))
    desk.open_take(session, takes[1])
    qtbot.waitUntil(lambda: desk.take.take is not None)
    desk.take.compare.click()
    page = desk.compare.page
    assert desk.pages.currentWidget() is page
    qtbot.waitUntil(page.body.isVisible)
    page.back_requested.emit()
    assert desk.pages.currentWidget() is desk.take
    qtbot.waitUntil(lambda: desk.take.take is not None and desk.take.take.id == takes[1])


def test_a_star_a_name_and_a_note_of_the_take_in_view_are_kept(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.open_take(session, take)
    marks = desk.take.marks
    qtbot.waitUntil(marks.toggles["starred"].isVisible)
    qtbot.keyClick(desk.take, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert marks.toggles["starred"].accessibleName() == "Remove star"
    marks.name.click()
    qtbot.keyClicks(marks.panel.name, "The chef")
    marks.panel.note.setPlainText("Shorter.")
    qtbot.keyClick(marks.panel.name, Qt.Key.Key_Return)
    assert marks.message == "The chef\nShorter."
    assert marks.isVisible()
    kept = store.submit(lambda library: library.take(take)).result(30)
    assert (kept.starred, kept.name, kept.note) == (True, "The chef", "Shorter.")


def test_what_was_marked_is_still_shown_after_another_take_was_looked_at(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, (first, _second) = keep(desk, store, Sitting((OLD, OLD)))
    desk.open_take(session, first)
    marks = desk.take.marks
    qtbot.waitUntil(marks.toggles["starred"].isVisible)
    marks.toggles["starred"].click()
    take_page = TakePageDriver(qtbot, desk.take)
    take_page.next()
    assert not marks.toggles["starred"].isChecked()
    take_page.previous()
    assert marks.toggles["starred"].isChecked()


def test_a_star_given_on_the_page_of_a_take_is_in_the_list_at_once(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.open_session(session)
    sessions = desk.library.browsing.sessions
    qtbot.waitUntil(lambda: sessions.rowCount() == 2)
    desk.open_take(session, take)
    desk.take.marks.mark_toggled.emit(take, "starred", True)
    row = sessions.row(sessions.place_of_take(take))
    assert isinstance(row, TakeRow)
    assert row.line.starred


def test_esc_goes_back_the_way_one_came(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(desk.source, _Banks(), gui, lambda: None, Announced())
    desk.connect_history(history)
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.open_take(session, take)
    desk.take.marks.question_asked.emit("llm", "q")
    qtbot.waitUntil(lambda: _rows(history) == 1)
    assert desk.pages.currentWidget() is history.page
    assert history.page.back.text() == "Take"
    qtbot.keyClick(child(history.page, LibraryListView), Qt.Key.Key_Return)
    assert desk.pages.currentWidget() is desk.take
    assert desk.take.back.text() == "Library"
    qtbot.waitUntil(lambda: desk.take.take is not None)
    qtbot.keyClick(desk.take, Qt.Key.Key_Escape)
    assert desk.pages.currentWidget() is desk.library


def test_from_the_list_no_way_leads_back_however_one_came_to_it(
    desk: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.open_take(session, take)
    desk.pages.setCurrentWidget(desk.library)
    desk.open_take(session, take)
    assert desk.take.back.text() == "Library"
    desk.take.back_requested.emit()
    assert desk.pages.currentWidget() is desk.library


def test_a_way_back_says_where_it_leads(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(desk.source, _Banks(), gui, lambda: None, Announced())
    desk.connect_history(history)
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.library.question_chosen.emit("llm", "q")
    assert history.page.back.text() == "Library"
    desk.open_take(session, take)
    assert desk.take.back.text() == "All takes"
    assert desk.take.back.accessibleName() == "Back to all takes of the question"
    desk.take.compare.requested.emit(take)
    back = desk.compare.page.head.back
    assert back.text() == "Take"
    back.click()
    assert desk.take.back.text() == "All takes"
    desk.take.back.click()
    assert history.page.back.text() == "Library"


def test_from_what_was_found_the_way_back_leads_to_the_search(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(desk, store, Sitting((OLD,)))
    desk.library.parts.search.setText("perplexity")
    desk.open_take(session, take)
    assert desk.take.back.text() == "Search results"
    desk.take.back.click()
    desk.library.parts.search.clear()
    desk.open_take(session, take)
    assert desk.take.back.text() == "Library"


def test_two_takes_of_a_question_are_compared_from_its_page(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(desk.source, _Banks(), gui, lambda: None, Announced())
    desk.connect_history(history)
    for _ in range(2):
        keep(desk, store, Sitting((OLD,)))
    desk.library.question_chosen.emit("llm", "q")
    qtbot.waitUntil(lambda: _rows(history) == 2)
    for at in (0, 1):
        history.page.choose(at)
    history.page.compare.click()
    qtbot.waitUntil(desk.compare.page.body.isVisible)
    desk.compare.page.back_requested.emit()
    assert desk.pages.currentWidget() is history.page


def test_a_question_that_no_bank_has_goes_by_its_words_and_cannot_be_practised(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(desk.source, _Banks(), gui, lambda: None, Announced())
    desk.connect_history(history)
    keep(desk, store, Sitting((OLD,)))
    history.open("llm", "q")
    desk.pages.setCurrentWidget(history.page)
    qtbot.waitUntil(lambda: "What is perplexity?" in texts(history.page))
    assert history.page.practice_button.isHidden()
    assert history.words("llm", "q") == "q"


def test_an_answer_that_was_added_is_transcribed_behind_the_window(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    _, (ident,) = keep(desk, store, Sitting((None,)))
    take = store.submit(lambda library: library.take(ident)).result(30)
    assert desk.transcribe_added(take) == "Speech recognition isn't ready yet."
    told: list[object] = []
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        desk.use(transcriptions)
        transcriptions.listen(told.append)
        assert desk.transcribe_added(take) == ""
        qtbot.waitUntil(lambda: told != [])
    [event] = told
    assert isinstance(event, TranscriptReady)
    assert (event.take, event.transcript.text) == (ident, "file:01.wav")


def test_an_answer_that_is_transcribed_says_so_in_the_list_that_is_looked_at(
    qtbot: QtBot, desk: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    session, (ident,) = keep(desk, store, Sitting((None,)))
    take = store.submit(lambda library: library.take(ident)).result(30)
    desk.open_session(session)
    sessions = desk.library.browsing.sessions
    qtbot.waitUntil(lambda: sessions.rowCount() == 2)

    def said() -> str:
        row = sessions.row(sessions.place_of_take(ident))
        assert isinstance(row, TakeRow)
        return row.detail

    assert said() == "Not transcribed yet"
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        desk.use(transcriptions)
        assert desk.transcribe_added(take) == ""
        qtbot.waitUntil(lambda: said() == "file:01.wav")


class _Banks:
    """Banks that know no question."""

    shelf: BankShelf | None = None

    def question(self, _bank: str, _question: str) -> None:
        return None


def test_transcribing_again_says_of_which_session_of_how_many(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    for _ in range(2):
        keep(desk, store, Sitting((OLD, OLD)))
    desk.library.refresh()
    qtbot.waitUntil(lambda: desk.library.browsing.sessions.rowCount() == 2)
    desk.library.parts.transcribe.click()
    scope = desk.library.again.scope
    assert scope is not None
    qtbot.waitUntil(lambda: "2 of 3 questions" in scope.about)
    scope.choose(AnswerScope.ALL)
    assert scope.about == "2 sessions"


def chosen(desk: LibraryController) -> str:
    """Return the id of the take that is chosen in the list, or nothing."""
    row = desk.library.parts.rows.current
    return row.line.id if isinstance(row, TakeRow) else ""


def test_back_in_the_list_the_take_is_chosen_that_one_turned_to(
    qtbot: QtBot, desk: LibraryController, store: StoreThread
) -> None:
    session, takes = keep(desk, store, Sitting((OLD, OLD, OLD)))
    desk.open_session(session)
    qtbot.waitUntil(lambda: list(desk.library.browsing.sessions.opened()) == [session])
    desk.open_take(session, takes[0])
    qtbot.waitUntil(lambda: desk.take.take is not None)
    for _ in range(2):
        qtbot.keyClick(desk.take, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(desk.take, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.take.back_requested.emit()
    qtbot.waitUntil(lambda: chosen(desk) == takes[1])
