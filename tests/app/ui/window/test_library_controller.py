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
from mock_interviewer.app.data_folder.data_folder import DataFolder
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
def controller(
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
    controller = LibraryController(store, StubPlayer(), gui, models, values)
    qtbot.addWidget(controller.pages)
    controller.pages.resize(800, 600)
    controller.pages.show()
    yield controller
    controller.close()


def keep(
    controller: LibraryController, store: StoreThread, sitting: Sitting
) -> tuple[str, list[str]]:
    """Keep a session; returns its id and those of its takes."""
    stored = Stored(DataFolder(Path()), store, controller.source)
    session = stored.keep(sitting)
    return session, stored.takes(session)


def _rows(history: QuestionHistoryController) -> int:
    """Return how many takes are listed."""
    rows: int = child(history.page, LibraryListView).model().rowCount()
    return rows


def _progress(panel: RetranscriptionPanel) -> str:
    """Return what a panel says of the run, shown or not."""
    return next((text for text in texts(panel) if " of " in text), "")


def test_a_take_in_view_shows_the_transcript_of_another_model_and_offers_the_old_text(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    page, shown = controller.take, TakePageDriver(qtbot, controller.take)
    controller.open_take(session, take)
    qtbot.waitUntil(lambda: shown.words == OLD.text)
    shown.press("Transcribe again with another model")
    qtbot.waitUntil(lambda: page.again.text != "")
    page.again.models.choose("tiny.en")
    page.again.go.click()
    qtbot.waitUntil(lambda: shown.words == "file:01.wav", timeout=BEHIND_ALL_ELSE)
    shown.until_versions_are_offered()
    qtbot.waitUntil(lambda: page.again.text == "")


def test_the_fillers_of_a_transcribed_take_are_shown_once_they_are_found(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        controller.use(transcriptions)
        session, (take,) = keep(controller, store, Sitting((None,)))
        panel = TakePageDriver(qtbot, controller.take).panel
        controller.open_take(session, take)
        qtbot.waitUntil(lambda: panel.sentence == "Not transcribed yet.")
        panel.transcribe.click()
        qtbot.waitUntil(lambda: panel.tools.fillers != "")
        # What the fake finds in every recording.
        assert panel.tools.fillers == "At least 1 filler: um\N{NO-BREAK SPACE}0:00"
        assert panel.view.toPlainText() == "file:01.wav"


def test_transcribing_all_sessions_again_shows_its_progress_on_both_pages(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    keep(controller, store, Sitting((OLD, OLD)))
    seen: list[tuple[str, str]] = []
    controller.retranscription.progressed.connect(
        lambda _: seen.append(
            (_progress(controller.library.retranscription), _progress(controller.take.again))
        )
    )
    with qtbot.waitSignal(controller.retranscription.ended, timeout=BEHIND_ALL_ELSE):
        controller.library.again_requested.emit("", "tiny.en")
    assert seen[0] == ("Transcribing · 1 of 2",) * 2
    assert (
        controller.library.retranscription.text
        == "Transcribed 2 of 2 answers with Tiny (English only)."
    )


def test_a_language_leaves_only_the_models_that_know_it(
    qtbot: QtBot, controller: LibraryController, values: SettingValues
) -> None:
    values.set(LANGUAGE, "de")
    assert [model.name for model in controller.source.models().result(30)] == ["base"]


def test_a_take_that_was_transcribed_again_is_reported_by_its_id(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    _, (first, second) = keep(controller, store, Sitting((OLD, OLD)))
    told: list[str] = []
    texts: list[str] = []

    def note(take: str) -> None:
        transcript = store.submit(lambda library: library.take(take)).result(30).transcript
        texts.append(transcript.text if transcript is not None else "")
        told.append(take)

    controller.rewritten.connect(note)
    with qtbot.waitSignal(controller.retranscription.ended, timeout=BEHIND_ALL_ELSE):
        controller.library.again_requested.emit("", "tiny.en")
    assert told == [first, second]
    assert texts == ["file:01.wav", "file:02.wav"]


def test_a_take_is_compared_from_its_page_and_is_there_again_after_that(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, takes = keep(controller, store, Sitting((OLD, OLD)))
    controller.open_take(session, takes[1])
    qtbot.waitUntil(lambda: controller.take.take is not None)
    controller.take.compare.click()
    page = controller.compare.page
    assert controller.pages.currentWidget() is page
    qtbot.waitUntil(page.body.isVisible)
    page.back_requested.emit()
    assert controller.pages.currentWidget() is controller.take
    qtbot.waitUntil(
        lambda: controller.take.take is not None and controller.take.take.id == takes[1]
    )


def test_a_star_a_name_and_a_note_of_the_take_in_view_are_kept(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.open_take(session, take)
    marks = controller.take.marks
    qtbot.waitUntil(marks.toggles["starred"].isVisible)
    qtbot.keyClick(controller.take, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
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
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, (first, _second) = keep(controller, store, Sitting((OLD, OLD)))
    controller.open_take(session, first)
    marks = controller.take.marks
    qtbot.waitUntil(marks.toggles["starred"].isVisible)
    marks.toggles["starred"].click()
    take_page = TakePageDriver(qtbot, controller.take)
    take_page.next()
    assert not marks.toggles["starred"].isChecked()
    take_page.previous()
    assert marks.toggles["starred"].isChecked()


def test_a_star_given_on_the_page_of_a_take_is_in_the_list_at_once(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.open_session(session)
    sessions = controller.library.loader.sessions
    qtbot.waitUntil(lambda: sessions.rowCount() == 2)
    controller.open_take(session, take)
    controller.take.marks.mark_toggled.emit(take, "starred", True)
    row = sessions.row(sessions.index_of_take(take))
    assert isinstance(row, TakeRow)
    assert row.line.starred


def test_esc_goes_back_to_the_previous_page(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(controller.source, _Banks(), gui, lambda: None, Announced())
    controller.connect_history(history)
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.open_take(session, take)
    controller.take.marks.question_asked.emit("llm", "q")
    qtbot.waitUntil(lambda: _rows(history) == 1)
    assert controller.pages.currentWidget() is history.page
    assert history.page.back.text() == "Answer"
    qtbot.keyClick(child(history.page, LibraryListView), Qt.Key.Key_Return)
    assert controller.pages.currentWidget() is controller.take
    assert controller.take.back.text() == "Library"
    qtbot.waitUntil(lambda: controller.take.take is not None)
    qtbot.keyClick(controller.take, Qt.Key.Key_Escape)
    assert controller.pages.currentWidget() is controller.library


def test_the_list_starts_a_new_history(controller: LibraryController, store: StoreThread) -> None:
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.open_take(session, take)
    controller.pages.setCurrentWidget(controller.library)
    controller.open_take(session, take)
    assert controller.take.back.text() == "Library"
    controller.take.back_requested.emit()
    assert controller.pages.currentWidget() is controller.library


def test_a_back_button_names_its_destination(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(controller.source, _Banks(), gui, lambda: None, Announced())
    controller.connect_history(history)
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.library.question_chosen.emit("llm", "q")
    assert history.page.back.text() == "Library"
    controller.open_take(session, take)
    assert controller.take.back.text() == "All answers"
    assert controller.take.back.accessibleName() == "Back to all answers to the question"
    controller.take.compare.requested.emit(take)
    back = controller.compare.page.head.back
    assert back.text() == "Answer"
    back.click()
    assert controller.take.back.text() == "All answers"
    controller.take.back.click()
    assert history.page.back.text() == "Library"


def test_from_search_results_the_back_button_leads_to_the_search(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, (take,) = keep(controller, store, Sitting((OLD,)))
    controller.library.parts.search.setText("perplexity")
    controller.open_take(session, take)
    assert controller.take.back.text() == "Search results"
    controller.take.back.click()
    controller.library.parts.search.clear()
    controller.open_take(session, take)
    assert controller.take.back.text() == "Library"


def test_two_takes_of_a_question_are_compared_from_its_page(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(controller.source, _Banks(), gui, lambda: None, Announced())
    controller.connect_history(history)
    for _ in range(2):
        keep(controller, store, Sitting((OLD,)))
    controller.library.question_chosen.emit("llm", "q")
    qtbot.waitUntil(lambda: _rows(history) == 2)
    for at in (0, 1):
        history.page.toggle_selection(at)
    history.page.compare.click()
    qtbot.waitUntil(controller.compare.page.body.isVisible)
    controller.compare.page.back_requested.emit()
    assert controller.pages.currentWidget() is history.page


def test_a_question_that_no_bank_has_is_shown_by_its_text_and_cannot_be_practiced(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread
) -> None:
    history = QuestionHistoryController(controller.source, _Banks(), gui, lambda: None, Announced())
    controller.connect_history(history)
    keep(controller, store, Sitting((OLD,)))
    history.open("llm", "q")
    controller.pages.setCurrentWidget(history.page)
    qtbot.waitUntil(lambda: "What is perplexity?" in texts(history.page))
    assert history.page.practice_button.isHidden()
    assert history.question_text("llm", "q") == "q"


def test_an_answer_that_was_added_is_transcribed_in_the_background(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    _, (ident,) = keep(controller, store, Sitting((None,)))
    take = store.submit(lambda library: library.take(ident)).result(30)
    assert controller.transcribe_added(take) == "Speech recognition isn't ready yet."
    told: list[object] = []
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        controller.use(transcriptions)
        transcriptions.listen(told.append)
        assert controller.transcribe_added(take) == ""
        qtbot.waitUntil(lambda: told != [])
    [event] = told
    assert isinstance(event, TranscriptReady)
    assert (event.take, event.transcript.text) == (ident, "file:01.wav")


def test_a_transcribed_answer_is_updated_in_the_visible_list(
    qtbot: QtBot, controller: LibraryController, store: StoreThread, gui: GuiThread, tmp_path: Path
) -> None:
    session, (ident,) = keep(controller, store, Sitting((None,)))
    take = store.submit(lambda library: library.take(ident)).result(30)
    controller.open_session(session)
    sessions = controller.library.loader.sessions
    qtbot.waitUntil(lambda: sessions.rowCount() == 2)

    def said() -> str:
        row = sessions.row(sessions.index_of_take(ident))
        assert isinstance(row, TakeRow)
        return row.detail

    assert said() == "Not transcribed yet"
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
    ) as transcriptions:
        controller.use(transcriptions)
        assert controller.transcribe_added(take) == ""
        qtbot.waitUntil(lambda: said() == "file:01.wav")


class _Banks:
    """Banks that know no question."""

    shelf: BankShelf | None = None

    def question(self, _bank: str, _question: str) -> None:
        return None


def test_transcribing_again_describes_the_chosen_sessions(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    for _ in range(2):
        keep(controller, store, Sitting((OLD, OLD)))
    controller.library.refresh()
    qtbot.waitUntil(lambda: controller.library.loader.sessions.rowCount() == 2)
    controller.library.parts.transcribe.click()
    scope = controller.library.retranscription.scope
    assert scope is not None
    qtbot.waitUntil(lambda: "2 of 3 questions" in scope.text)
    scope.choose(AnswerScope.ALL)
    assert scope.text == "2 sessions"


def chosen(controller: LibraryController) -> str:
    """Return the id of the take that is chosen in the list, or nothing."""
    row = controller.library.parts.rows.current
    return row.line.id if isinstance(row, TakeRow) else ""


def test_back_in_the_list_the_take_shown_last_is_selected(
    qtbot: QtBot, controller: LibraryController, store: StoreThread
) -> None:
    session, takes = keep(controller, store, Sitting((OLD, OLD, OLD)))
    controller.open_session(session)
    qtbot.waitUntil(lambda: list(controller.library.loader.sessions.opened()) == [session])
    controller.open_take(session, takes[0])
    qtbot.waitUntil(lambda: controller.take.take is not None)
    for _ in range(2):
        qtbot.keyClick(controller.take, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(controller.take, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    controller.take.back_requested.emit()
    qtbot.waitUntil(lambda: chosen(controller) == takes[1])
