"""The progress page with a real store, real banks and the practice page."""

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.answers import feedback_for
from rig.small_bank import write_small_bank
from rig.stored_library import Stored

from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.progress.controller import ProgressController
from mock_interviewer.app.ui.progress.source import ProgressSource, StoredProgress
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.questions.schedule import RecallGrade

QUESTION = PlannedQuestion("small", "what-is-rag", "What is RAG?", "", "One")
HEARD = Transcript((TranscriptSegment("It is so.", 0.0, 1.0),), 1.0, "base")


@dataclass
class Window:
    banks: QuestionBanks
    values: SettingValues
    progress: ProgressController
    stored: Stored


@pytest.fixture
def window(qtbot: QtBot, look: Theme, stored: Stored, gui: GuiThread) -> Window:
    write_small_bank(stored.data.banks)
    banks = QuestionBanks(BackgroundTasks(gui), stored.data.banks, Announced())
    values = SettingValues()
    progress = ProgressController(stored.store, banks, values)
    qtbot.addWidget(progress.place)
    stored.store.submit(_answer).result(30)
    with qtbot.waitSignal(banks.have_been_read):
        banks.read()
    return Window(banks, values, progress, stored)


def _answer(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    take = library.create_take(session.id, QUESTION, 1, 1)
    library.close_take(take.id, 90.0)
    library.save_transcript(take.id, HEARD)
    assert library.save_feedback(take.id, HEARD, feedback_for(RecallGrade.HARD))


def test_the_page_shows_the_library(window: Window, qtbot: QtBot) -> None:
    window.progress.place.show()
    page = window.progress.page
    qtbot.waitUntil(lambda: page.sections.numbers.texts == [["One", "50%", "1", "1"]])
    qtbot.waitUntil(lambda: page.due.sentence.startswith("1 question is due"))
    qtbot.waitUntil(lambda: page.time.sentence.startswith("1 min 30 s of speech in 1 answer"))


def test_a_page_created_later_follows_the_setting(window: Window, qtbot: QtBot) -> None:
    window.values.set(REMIND_DUE, value=False)
    window.progress.place.show()
    page = window.progress.page
    qtbot.waitUntil(page.sections.isVisible)
    assert not page.due.isVisible()
    window.values.set(REMIND_DUE, value=True)
    qtbot.waitUntil(page.due.isVisible)


def test_banks_read_later_are_shown(window: Window, qtbot: QtBot) -> None:
    window.progress.place.show()
    page = window.progress.page
    qtbot.waitUntil(page.sections.isVisible)
    (window.stored.data.banks / "small.yaml").unlink()
    window.banks.read()
    qtbot.waitUntil(lambda: page.bank.value == "llm")


def test_a_section_can_be_practiced(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.progress.practice_requested) as requested:
        window.progress.page.practice_requested.emit("small", "One")
    assert requested.args == ["small", "One"]


def test_an_empty_page_leads_to_practice(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.progress.practice_page_requested):
        window.progress.page.practice_page_requested.emit()


def test_the_stored_source_reads_the_library(window: Window) -> None:
    source: ProgressSource = StoredProgress(window.stored.store)
    (answered,) = source.answered().result(30)
    assert (answered.bank, answered.coverage) == ("small", 0.5)
    assert source.history(28, local_now()).result(30).takes == 1
    assert sum(source.load(local_now(), {("small", "what-is-rag")}).result(30)) == 1
    assert sum(source.load(local_now(), set()).result(30)) == 0
