"""The offer to continue the session that a crash or a closed window interrupted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.kept_takes import keep, record
from rig.three_questions import BANK, OVERFITTING, SHELF

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.session_offer import OFFER, SessionOffer
from mock_interviewer.questions.shelf import BankShelf

PLAN = Plan(planned_questions(BANK, BANK.questions))
QUESTION_2 = "Continue the interview, question 2 of 3?"


@dataclass
class Start:
    """One start of the program on a data folder."""

    data: DataFolder
    store: StoreThread
    offer: SessionOffer
    announced: Announced
    continued: list[ContinuedSession]
    shelves: list[BankShelf]
    """The banks, once they are read."""

    def read(self, shelf: BankShelf = SHELF) -> None:
        """Read the banks."""
        self.shelves[:] = [shelf]
        self.offer.banks_read()

    @property
    def offered(self) -> str:
        """The offer in view; "" for none."""
        return ["", *self.announced.texts(OFFER)][-1]

    def ended(self) -> bool:
        """Return whether the session has an end."""
        [session] = self.store.submit(lambda library: library.sessions()).result(30)
        return session.ended_at is not None


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def start(data: DataFolder, gui: GuiThread) -> Iterator[Start]:
    store = StoreThread(data)
    store.start()
    announced = Announced()
    continued: list[ContinuedSession] = []
    shelves: list[BankShelf] = []
    offer = SessionOffer(
        store, gui, lambda: shelves[0] if shelves else None, continued.append, announced
    )
    yield Start(data, store, offer, announced, continued, shelves)
    store.close()


def leave_session(start: Start, *, killed: bool = False) -> None:
    """Leave a session after its first answer, or during its second if it is ``killed``."""

    def leave(library: Library) -> None:
        session = library.create_session(PLAN).id
        keep(library, session, "It is so.", asked=PLAN.questions[0])
        if killed:
            take = library.create_take(session, PLAN.questions[1], 2, 1)
            record(take.recording, 2.0)
            library.close_take(take.id, 2.0, ("recovered",))

    start.store.submit(leave).result(30)


def open_folder(start: Start, qtbot: QtBot) -> None:
    start.offer.opened()
    qtbot.waitUntil(lambda: bool(start.offered))


def test_a_session_that_was_left_is_offered_and_continues(qtbot: QtBot, start: Start) -> None:
    leave_session(start)
    start.read()
    open_folder(start, qtbot)
    assert start.offered == QUESTION_2
    start.announced.press(OFFER, "&Continue")
    [found] = start.continued
    assert (found.position, found.plan.questions[1:]) == (2, PLAN.questions[1:])
    assert start.offered == ""
    start.offer.end()
    assert not start.ended()


def test_the_offer_waits_for_the_banks(qtbot: QtBot, start: Start) -> None:
    leave_session(start)
    with qtbot.waitSignal(start.offer.looked):
        start.offer.opened()
    assert start.offered == ""
    start.read()
    assert start.offered == QUESTION_2


def test_a_window_that_closes_before_the_offer_leaves_it_to_the_next_start(
    qtbot: QtBot, start: Start
) -> None:
    leave_session(start)
    with qtbot.waitSignal(start.offer.looked):
        start.offer.opened()
    start.offer.end()
    assert not start.ended()


def test_a_recovered_answer_is_mentioned_in_the_offer_alone(qtbot: QtBot, start: Start) -> None:
    leave_session(start, killed=True)
    start.read()
    open_folder(start, qtbot)
    assert start.offered == f"{QUESTION_2} The interrupted answer was recovered."
    assert start.announced.texts("recovered") == [""]


def test_a_question_that_was_deleted_meanwhile_is_mentioned(qtbot: QtBot, start: Start) -> None:
    leave_session(start)
    start.read(BankShelf((BANK.model_copy(update={"questions": (OVERFITTING,)}),)))
    open_folder(start, qtbot)
    assert start.offered == (
        "Continue the interview, question 2 of 2? Since then, 1 question was deleted."
    )


@pytest.mark.parametrize("refuse", ["button", "end"])
def test_an_offer_that_is_refused_is_not_made_again(
    qtbot: QtBot, start: Start, refuse: str
) -> None:
    leave_session(start)
    start.read()
    open_folder(start, qtbot)
    if refuse == "button":
        start.announced.press(OFFER, "Not &now")
    else:
        start.offer.end()
    assert start.offered == ""
    assert start.ended()
    start.read()
    with qtbot.waitSignal(start.offer.looked):
        start.offer.opened()
    assert start.offered == ""
    assert start.continued == []


def test_a_session_whose_questions_are_all_gone_ends_without_an_offer(
    qtbot: QtBot, start: Start
) -> None:
    leave_session(start)
    start.read(BankShelf((BANK.model_copy(update={"questions": ()}),)))
    with qtbot.waitSignal(start.offer.looked):
        start.offer.opened()
    assert start.offered == ""
    assert start.ended()


def test_an_offered_session_may_be_deleted_before_it_is_refused(qtbot: QtBot, start: Start) -> None:
    leave_session(start)
    start.read()
    open_folder(start, qtbot)
    start.store.submit(lambda library: library.delete_session(library.sessions()[0].id)).result(30)
    start.offer.end()
    assert start.store.submit(lambda library: library.sessions()).result(30) == []


def test_without_an_interrupted_session_nothing_is_offered(qtbot: QtBot, start: Start) -> None:
    start.read()
    with qtbot.waitSignal(start.offer.looked):
        start.offer.opened()
    assert start.announced.notices == []
