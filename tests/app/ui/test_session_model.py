import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screenshot_data import EVENING, SampleLibrary, sample_take

from mock_interviewer.app.store.records import SessionRecord
from mock_interviewer.app.ui.session_model import SessionModel, SessionRow, TakeRow, session_row
from mock_interviewer.app.ui.widgets.session_list import SessionList

NOW = EVENING


@pytest.fixture
def samples() -> SampleLibrary:
    return SampleLibrary(3)


@pytest.fixture
def model(samples: SampleLibrary, qapp: QApplication) -> SessionModel:
    made = SessionModel()
    made.set_sessions(samples.records, NOW)
    return made


def _titles(model: SessionModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def _record(**changes: object) -> SessionRecord:
    values: dict[str, object] = {
        "id": "s",
        "mode": "practice",
        "started_at": datetime(2026, 3, 2, 18, 0, tzinfo=UTC),
        "ended_at": None,
        "planned": 8,
        "takes": 6,
        "answered": 6,
        "duration": 523.0,
    }
    return SessionRecord(**(values | changes))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({}, "Practice · 6 of 8 questions · 9 min spoken"),
        ({"takes": 0, "answered": 0, "duration": 0.0, "mode": "exam"}, "Exam · 0 of 8 questions"),
        ({"style": "rapid-fire"}, "Rapid fire · 6 of 8 questions · 9 min spoken"),
        (
            {"planned": 2, "takes": 3, "answered": 1},
            "Practice · 1 of 2 questions · 3 takes · 9 min spoken",
        ),
    ],
)
def test_a_session_is_summed_up_in_one_line(changes: dict[str, object], detail: str) -> None:
    assert session_row(_record(**changes), NOW).detail == detail


def test_opening_a_session_puts_its_takes_under_it(
    model: SessionModel, samples: SampleLibrary
) -> None:
    takes = samples.takes("session-0001").result()
    model.open_session("session-0001", takes)
    assert model.rowCount() == 3 + len(takes)
    assert _titles(model)[2] == takes[0].take.text
    model.close_session("session-0001")
    assert model.rowCount() == 3


def test_what_is_opened_stays_opened_when_sessions_are_read_again(
    model: SessionModel, samples: SampleLibrary
) -> None:
    model.open_session("session-0001", samples.takes("session-0001").result())
    before = _titles(model)
    model.set_sessions(samples.records, NOW)
    assert _titles(model) == before


def test_a_removed_session_takes_its_takes_along(
    model: SessionModel, samples: SampleLibrary
) -> None:
    model.open_session("session-0001", samples.takes("session-0001").result())
    model.remove_session("session-0001")
    assert [record.id for record in model.sessions()] == ["session-0000", "session-0002"]
    assert model.rowCount() == 2


def test_a_take_says_what_is_unusual_about_it(model: SessionModel, samples: SampleLibrary) -> None:
    model.open_session("session-0000", samples.takes("session-0000").result())
    rows = [model.row(model.index(at)) for at in range(1, 7)]
    said = [(row.marks, row.detail[:12]) for row in rows if isinstance(row, TakeRow)]
    assert said == [
        ((), "So the idea "),
        ((), "Perplexity i"),
        (("Recovered",), "In self-atte"),
        ((), "Not transcri"),
        ((), "Skipped"),
        (("No recording",), "I would star"),
    ]


def test_a_row_is_spoken_whole(model: SessionModel, samples: SampleLibrary) -> None:
    model.open_session("session-0000", samples.takes("session-0000").result())
    role = Qt.ItemDataRole.AccessibleTextRole
    session, take = model.index(0).data(role), model.index(6).data(role)
    assert session.startswith("Session, Today at 17:25, Practice, 5 of 6 questions")
    assert session.endswith("opened")
    assert "No recording" in take


def test_a_second_attempt_says_so(model: SessionModel) -> None:
    again = sample_take("session-0000", 0, NOW, attempt=2)
    model.open_session("session-0000", [again])
    assert _titles(model)[1].endswith("(take 2)")


def test_a_follow_up_says_so_before_its_own_words(model: SessionModel) -> None:
    listed = sample_take("session-0000", 0, NOW)
    back = replace(listed, take=replace(listed.take, text="Why is that?", follow_up=1))
    model.open_session("session-0000", [listed, back])
    assert _titles(model)[2] == "Follow-up: Why is that?"


def test_fifty_thousand_takes_are_listed_and_drawn_at_once(qapp: QApplication) -> None:
    one = sample_take("s", 0, NOW)
    model = SessionModel()
    model.set_sessions([_record(takes=50_000, planned=50_000)], NOW)
    view = SessionList(model)
    view.resize(700, 500)
    view.show()
    begun = time.process_time()
    model.open_session("s", [one] * 50_000)
    view.scrollToBottom()
    view.grab()
    assert time.process_time() - begun < 2.0
    assert model.rowCount() == 50_001


def test_the_kind_of_row_tells_sessions_from_takes(model: SessionModel) -> None:
    row = model.row(model.index(0))
    assert isinstance(row, SessionRow)
    assert model.row(model.index(99)) is None
