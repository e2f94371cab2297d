import pytest
from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored

from mock_interviewer.app.ui.library.undo import UndoStack
from mock_interviewer.app.ui.shared.library_source import LibraryItem


@pytest.fixture
def undoing(stored: Stored) -> UndoStack:
    return UndoStack(stored.source)


def test_a_failed_deletion_cannot_be_undone(
    qtbot: QtBot, undoing: UndoStack, stored: Stored
) -> None:
    assert stored.store.close(30.0)
    with qtbot.waitSignal(undoing.failed):
        undoing.discard(LibraryItem("s"), "it")
    assert undoing.last is None


def test_a_failed_undo_can_be_retried(qtbot: QtBot, undoing: UndoStack, stored: Stored) -> None:
    session = stored.keep(Sitting((None,)))
    with qtbot.waitSignal(undoing.deleted):
        undoing.discard(LibraryItem(session), "it")
    assert stored.store.close(30.0)
    with qtbot.waitSignal(undoing.failed):
        undoing.undo()
    assert undoing.last is not None
    assert undoing.last.kept == LibraryItem(session)


def test_there_is_nothing_to_undo_at_first(qtbot: QtBot, undoing: UndoStack) -> None:
    with qtbot.assertNotEmitted(undoing.changed):
        undoing.undo()


def test_deleting_the_same_session_twice_is_allowed(
    qtbot: QtBot, undoing: UndoStack, stored: Stored
) -> None:
    session = stored.keep(Sitting((None,)))
    for _ in range(2):
        with qtbot.waitSignal(undoing.deleted):
            undoing.discard(LibraryItem(session), "it")
    for _ in range(2):
        with qtbot.waitSignal(undoing.restored):
            undoing.undo()
