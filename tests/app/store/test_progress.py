"""Progress over time, compared to figures counted by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rig.answers import SILENT, answer, asked, begin, feedback_for
from rig.dated_clock import DatedClock

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, Pitch, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.practice.progress import (
    AnsweredQuestion,
    ChartStep,
    PracticeHistory,
    PracticePeriod,
)
from mock_interviewer.questions.schedule import RecallGrade

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
BEGAN = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> DatedClock:
    return DatedClock(BEGAN)


@pytest.fixture
def library(data: DataFolder, clock: DatedClock) -> Iterator[Library]:
    with Library.open(data, clock=clock) as opened:
        yield opened


def told(pace: float | None = None, **more: Any) -> Feedback:
    return Feedback(FEEDBACK_VERSION, Delivery(60.0, 120, pace=pace, **more))


def busy(history: PracticeHistory) -> list[PracticePeriod]:
    return [each for each in history.stretches if each.takes]


def test_coverage_is_that_of_the_latest_analyzed_answer(library: Library) -> None:
    answer(library, "x", RecallGrade.EASY)
    answer(library, "x", RecallGrade.HARD)
    begin(library, asked("x"))  # not judged yet
    answer(library, "y", SILENT)
    answer(library, "a", RecallGrade.AGAIN)
    assert library.progress.answered() == (
        AnsweredQuestion("b", "a", 0.0),
        AnsweredQuestion("b", "x", 0.5),
        AnsweredQuestion("b", "y", None),
    )


def test_the_latest_answer_is_the_last_one_added_regardless_of_the_clock(
    library: Library, clock: DatedClock
) -> None:
    answer(library, "x", RecallGrade.EASY)
    clock.now -= 400 * DAY
    answer(library, "x", RecallGrade.HARD)
    assert library.progress.answered() == (AnsweredQuestion("b", "x", 0.5),)


def test_follow_ups_and_skipped_questions_are_not_answers(library: Library) -> None:
    answer(library, "follow-up", RecallGrade.EASY, follow_up=1)
    session = library.create_session(Plan((asked("skipped"), asked("open"))))
    library.skip_take(library.create_take(session.id, asked("skipped"), 1, 1).id)
    library.create_take(session.id, asked("open"), 2, 1)
    assert library.progress.answered() == ()


def test_demo_sessions_are_not_counted(library: Library) -> None:
    answer(library, "x", told(140.0), style=DEMO_STYLE)
    assert library.progress.answered() == ()
    assert busy(library.progress.history(28, BEGAN, UTC)) == []


def test_deleted_takes_are_not_counted(library: Library) -> None:
    one = answer(library, "x", feedback_for(RecallGrade.EASY))
    other = answer(library, "y", feedback_for(RecallGrade.EASY))
    library.trash.discard_take(one)
    library.trash.discard_session(library.take(other).session)
    assert library.progress.answered() == ()
    assert busy(library.progress.history(28, BEGAN, UTC)) == []


def test_takes_count_on_the_local_day(library: Library, clock: DatedClock) -> None:
    # The clocks go forward in the night to 29 March; from then on Berlin is two hours ahead.
    for hour, minute in ((22, 59), (23, 0)):
        clock.now = datetime(2026, 3, 27, hour, minute, tzinfo=UTC)
        answer(library, "x", SILENT)
    for hour, minute in ((21, 59), (22, 0)):
        clock.now = datetime(2026, 3, 29, hour, minute, tzinfo=UTC)
        answer(library, "x", SILENT)
    history = library.progress.history(4, datetime(2026, 3, 30, 8, tzinfo=UTC), BERLIN)
    assert history.step is ChartStep.DAY
    assert [(each.start.day, each.takes, each.seconds) for each in history.stretches] == [
        (27, 1, 60.0),
        (28, 1, 60.0),
        (29, 1, 60.0),
        (30, 1, 60.0),
    ]


def test_today_is_the_local_day_too(library: Library) -> None:
    late = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert library.progress.history(2, late, BERLIN).stretches[-1].start == date(2026, 3, 30)
    assert library.progress.history(2, late, UTC).stretches[-1].start == date(2026, 3, 29)


def test_follow_ups_are_practice_too(library: Library) -> None:
    answer(library, "x", told(100.0))
    answer(library, "x", told(140.0), follow_up=1)
    (day,) = busy(library.progress.history(28, BEGAN, UTC))
    assert (day.takes, day.seconds, day.medians["pace"]) == (2, 120.0, 120.0)


def test_medians_leave_out_unmeasured_figures(library: Library) -> None:
    pauses = Pauses((SpeechMoment(0.0, 1.5), SpeechMoment(3.0, 3.5)), 2.0)
    answer(
        library,
        "x",
        Feedback(
            FEEDBACK_VERSION,
            Delivery(
                60.0,
                120,
                pace=100.0,
                filler_rate=2.0,
                first_word=0.5,
                pauses=pauses,
                pitch=Pitch(180.0, 0.2),
            ),
        ),
    )
    answer(library, "x", told(None, filler_rate=0.0))
    answer(library, "x", told(300.0, filler_rate=1.0))
    answer(library, "x", told(120.0))
    begin(library, asked("x"))
    (day,) = busy(library.progress.history(28, BEGAN, UTC))
    assert day.takes == 5
    assert day.medians == {
        "pace": 120.0,
        "filler_rate": 1.0,
        "first_word": 0.5,
        "longest_pause": 1.5,
        "pitch_variation": 0.2,
    }


def test_a_long_time_is_shown_by_weeks(library: Library, clock: DatedClock) -> None:
    for days in (90, 6, 5, 0):  # Saturday 27 December, then Saturday, Sunday and Friday
        clock.now = BEGAN - days * DAY
        answer(library, "x", SILENT)
    history = library.progress.history(91, BEGAN, UTC)
    assert history.step is ChartStep.WEEK
    assert [(each.start, each.takes) for each in busy(history)] == [
        (date(2025, 12, 22), 1),
        (date(2026, 3, 16), 2),
        (date(2026, 3, 23), 1),
    ]
    assert history.takes == 4


def test_all_time_starts_with_the_first_answer_or_a_week_ago(
    library: Library, clock: DatedClock
) -> None:
    answer(library, "x", SILENT)
    history = library.progress.history(None, BEGAN, UTC)
    assert history.stretches[0].start == date(2026, 3, 21)
    clock.now = BEGAN - 20 * DAY
    answer(library, "x", SILENT)
    history = library.progress.history(None, BEGAN, UTC)
    assert history.stretches[0] == PracticePeriod(date(2026, 3, 7), 60.0, 1)
    assert len(history.stretches) == 21


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), BEGAN + 400 * DAY])
def test_takes_with_a_wrong_time_do_not_extend_the_chart(
    library: Library, clock: DatedClock, wrong: datetime
) -> None:
    answer(library, "x", SILENT)
    clock.now = wrong
    answer(library, "x", RecallGrade.EASY)
    history = library.progress.history(None, BEGAN, UTC)
    assert (history.step, len(history.stretches), history.takes) == (ChartStep.DAY, 7, 1)
    assert library.progress.answered() == (AnsweredQuestion("b", "x", 1.0),)


def test_an_empty_library_has_no_progress(library: Library) -> None:
    assert library.progress.answered() == ()
    for days in (28, 91, None):
        assert busy(library.progress.history(days, BEGAN, UTC)) == []


def test_only_narrow_rows_are_read(library: Library) -> None:
    answer(library, "x", told(120.0))
    read: list[str] = []

    def authorize(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == 20 and table in {"takes", "transcripts", "feedback"}:  # SQLITE_READ
            read.append(f"{table}.{column}")
        return 0

    library.access.connection.set_authorizer(authorize)
    library.progress.answered()
    library.progress.history(None, BEGAN, UTC)
    library.access.connection.set_authorizer(None)
    assert read
    assert not {"takes.text", "takes.note", "transcripts.data", "transcripts.text"} & set(read)
    assert not any(each.startswith("feedback") for each in read)
