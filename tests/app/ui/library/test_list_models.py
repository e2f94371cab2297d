from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screenshot_data import EVENING, SampleLibrary

from mock_interviewer.app.ui.library.list_models import SessionListModel
from mock_interviewer.app.ui.shared.library_rows import SessionRow, TakeRow, take_row

NOW = EVENING
ROOT = QModelIndex()


@pytest.fixture
def samples() -> SampleLibrary:
    return SampleLibrary(3)


@pytest.fixture
def model(samples: SampleLibrary, qapp: QApplication) -> SessionListModel:
    made = SessionListModel()
    _fill(made, samples)
    return made


def _fill(model: SessionListModel, samples: SampleLibrary, *, more: bool = False) -> None:
    model.set_sessions(samples.session_lines(None, 100).result(), NOW, more=more)


def _takes(samples: SampleLibrary, session: str) -> list[TakeRow]:
    takes, lines = samples.takes(session).result(), samples.takes_of_session(session).result()
    return [take_row(listed, line) for listed, line in zip(takes, lines, strict=True)]


def _titles(model: SessionListModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_expanding_a_session_lists_its_takes_under_it(
    model: SessionListModel, samples: SampleLibrary
) -> None:
    takes = _takes(samples, "session-0001")
    model.open_session("session-0001", takes)
    assert model.rowCount() == 3 + len(takes)
    assert _titles(model)[2] == takes[0].title
    model.close_session("session-0001")
    assert model.rowCount() == 3


def test_expanded_sessions_stay_expanded_after_a_reload(
    model: SessionListModel, samples: SampleLibrary
) -> None:
    model.open_session("session-0001", _takes(samples, "session-0001"))
    before = _titles(model)
    _fill(model, samples)
    assert _titles(model) == before


def test_reloaded_takes_keep_their_rows(
    qtbot: QtBot, model: SessionListModel, samples: SampleLibrary
) -> None:
    takes = _takes(samples, "session-0001")
    model.open_session("session-0001", takes)
    first = replace(takes[0], line=replace(takes[0].line, starred=True))
    with qtbot.assertNotEmitted(model.rowsRemoved):
        model.open_session("session-0001", [first, *takes[1:]])
    assert model.row(model.index(2)) == first


def test_removing_a_session_removes_its_takes(
    model: SessionListModel, samples: SampleLibrary
) -> None:
    model.open_session("session-0001", _takes(samples, "session-0001"))
    model.remove_session("session-0001")
    assert [record.id for record in model.sessions()] == ["session-0000", "session-0002"]
    assert model.rowCount() == 2


def test_a_removed_take_does_not_come_back_with_its_session(
    model: SessionListModel, samples: SampleLibrary
) -> None:
    takes = _takes(samples, "session-0001")
    model.open_session("session-0001", takes)
    model.remove_take(takes[0].line.id)
    _fill(model, samples)
    assert _titles(model)[2] == takes[1].title
    assert model.rowCount() == 3 + len(takes) - 1


def test_a_changed_take_stays_changed_when_sessions_are_read_again(
    model: SessionListModel, samples: SampleLibrary
) -> None:
    takes = _takes(samples, "session-0001")
    model.open_session("session-0001", takes)
    model.change(takes[0].line.id, lambda row: replace(row, title="The chef"))
    assert _titles(model)[2] == "The chef"
    _fill(model, samples)
    assert _titles(model)[2] == "The chef"


def test_a_changed_session_stays_expanded(model: SessionListModel, samples: SampleLibrary) -> None:
    model.open_session("session-0000", _takes(samples, "session-0000"))
    model.put_session(replace(samples.records[0], name="Dry run"))
    row = model.row(model.index(0))
    assert isinstance(row, SessionRow)
    assert (row.title, row.opened) == ("Dry run", True)


def test_a_take_shows_problems_with_its_recording(samples: SampleLibrary) -> None:
    said = [(row.marks, row.detail[:12]) for row in _takes(samples, "session-0000")]
    assert said == [
        ((), "So the idea "),
        ((), "Perplexity i"),
        (("Recovered",), "In self-atte"),
        ((), "Not transcri"),
        ((), "Skipped"),
        (("No recording",), "I would star"),
    ]


def test_screen_readers_get_the_whole_row(model: SessionListModel, samples: SampleLibrary) -> None:
    model.open_session("session-0000", _takes(samples, "session-0000"))
    role = Qt.ItemDataRole.AccessibleTextRole
    session, take = model.index(0).data(role), model.index(6).data(role)
    assert session.startswith("Session, Today at 17:25, Practice, 5 of 6 questions")
    assert session.endswith("expanded")
    assert "No recording" in take


def test_the_next_rows_are_requested_once(
    qtbot: QtBot, model: SessionListModel, samples: SampleLibrary
) -> None:
    _fill(model, samples, more=True)
    with qtbot.waitSignal(model.more_requested):
        model.fetchMore(ROOT)
    assert not model.canFetchMore(ROOT)
    with qtbot.assertNotEmitted(model.more_requested):
        model.fetchMore(ROOT)
    model.append_sessions(samples.session_lines(None, 1).result(), more=False)
    assert model.rowCount() == 4
    assert not model.canFetchMore(ROOT)


def test_a_row_is_a_session_or_none(model: SessionListModel) -> None:
    row = model.row(model.index(0))
    assert isinstance(row, SessionRow)
    assert model.row(model.index(99)) is None
