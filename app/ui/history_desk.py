"""The page of a question, joined with the banks that know it and the voice that reads."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.listing_source import ListingData
from mock_interviewer.app.ui.pages.history import HistoryPage
from mock_interviewer.app.ui.reading_aloud import ReadingAloud
from mock_interviewer.app.ui.widgets.feedback.model_answer import ModelAnswer
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.model import Question


class Banks(Protocol):
    """Who knows questions; BankDesk does."""

    def question(self, bank: str, question: str) -> Question | None:
        """Return a question by its bank's id and its own; None where it is gone or not read yet."""


class HistoryDesk(QObject):
    """GUI thread only."""

    problem = Signal(str)
    """A sentence: why a model answer cannot be heard; empty when it is asked for once more."""

    def __init__(
        self,
        data: ListingData,
        banks: Banks,
        gui: GuiThread,
        speaker: Callable[[], Speaker | None],
    ) -> None:
        super().__init__()
        self._banks = banks
        self.page = HistoryPage(data)
        self._reading = ReadingAloud(speaker, gui)
        model = self.page.model_answer
        model.hear_asked.connect(lambda _text: self.problem.emit(""))
        model.hear_asked.connect(self._reading.read)
        model.hush_asked.connect(self._reading.hush)
        self._reading.over.connect(partial(model.show_hearing, on=False))
        self._reading.failed.connect(self.problem)

    @Slot(str, str)
    def open(self, bank: str, question: str) -> None:
        """Show all takes of a question, by the ids of its bank and its own."""
        self.page.open(bank, question)
        found = self._banks.question(bank, question)
        answer = None
        if found is not None and found.model_answer is not None:
            answer = ModelAnswer(found.model_answer, found.example)
        text = "" if found is None else found.text
        self.page.show_question(text, answer, asked=found is not None)

    def words(self, bank: str, question: str) -> str:
        """Return a question's text; its id where no bank has it."""
        found = self._banks.question(bank, question)
        return question if found is None else found.text
