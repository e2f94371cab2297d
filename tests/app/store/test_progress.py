"""What takes add up to, by figures counted by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rig.answers import SILENT, answer, asked, begin, feedback_for
from rig.dated_clock import DatedClock

from mock_interviewer.app.data_folder.paths import DataFolder
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


def test_the_latest_answer_that_was_judged_tells_the_coverage(library: Library) -> None:
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


def test_the_latest_answer_is_the_last_that_was_made_whatever_the_clock_said(
    library: Library, clock: DatedClock
) -> None:
    answer(library, "x", RecallGrade.EASY)
    clock.now -= 400 * DAY
    answer(library, "x", RecallGrade.HARD)
    assert library.progress.answered() == (AnsweredQuestion("b", "x", 0.5),)


def test_what_is_no_answer_to_the_question_itself_does_not_count_as_one(library: Library) -> None:
    answer(library, "follow-up", RecallGrade.EASY, follow_up=1)
    session = library.create_session(Plan((asked("skipped"), asked("open"))))
    library.skip_take(library.create_take(session.id, asked("skipped"), 1, 1).id)
    library.create_take(session.id, asked("open"), 2, 1)
    assert library.progress.answered() == ()


def test_what_the_demo_says_counts_nowhere(library: Library) -> None:
    answer(library, "x", told(140.0), style=DEMO_STYLE)
    assert library.progress.answered() == ()
    assert busy(library.progress.history(28, BEGAN, UTC)) == []


def test_what_is_being_deleted_counts_nowhere(library: Library) -> None:
    one = answer(library, "x", feedback_for(RecallGrade.EASY))
    other = answer(library, "y", feedback_for(RecallGrade.EASY))
    library.trash.discard_take(one)
    library.trash.discard_session(library.take(other).session)
    assert library.progress.answered() == ()
    assert busy(library.progress.history(28, BEGAN, UTC)) == []


def test_takes_are_counted_on_the_day_it_was_where_the_person_is(
    library: Library, clock: DatedClock
) -> None:
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


def test_today_is_that_of_the_zone_too(library: Library) -> None:
    late = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert library.progress.history(2, late, BERLIN).stretches[-1].start == date(2026, 3, 30)
    assert library.progress.history(2, late, UTC).stretches[-1].start == date(2026, 3, 29)


def test_follow_ups_are_practice_too(library: Library) -> None:
    answer(library, "x", told(100.0))
    answer(library, "x", told(140.0), follow_up=1)
    (day,) = busy(library.progress.history(28, BEGAN, UTC))
    assert (day.takes, day.seconds, day.medians["pace"]) == (2, 120.0, 120.0)


def test_medians_leave_out_what_could_not_be_told(library: Library) -> None:
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


def test_a_long_time_is_told_by_weeks(library: Library, clock: DatedClock) -> None:
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


def test_all_begins_with_the_first_answer_but_not_within_this_week(
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
def test_a_clock_that_was_wrong_does_not_stretch_the_time(
    library: Library, clock: DatedClock, wrong: datetime
) -> None:
    answer(library, "x", SILENT)
    clock.now = wrong
    answer(library, "x", RecallGrade.EASY)
    history = library.progress.history(None, BEGAN, UTC)
    assert (history.step, len(history.stretches), history.takes) == (ChartStep.DAY, 7, 1)
    assert library.progress.answered() == (AnsweredQuestion("b", "x", 1.0),)


def test_an_empty_library_has_practised_nothing(library: Library) -> None:
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

    library._connection.set_authorizer(authorize)
    library.progress.answered()
    library.progress.history(None, BEGAN, UTC)
    library._connection.set_authorizer(None)
    assert read
    assert not {"takes.text", "takes.note", "transcripts.data", "transcripts.text"} & set(read)
    assert not any(each.startswith("feedback") for each in read)
