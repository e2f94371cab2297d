"""Pages of takes and sessions: each appears once, in order, if it passes the filter."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.dated_clock import DatedClock
from rig.kept_takes import feedback_of, keep, new_session, question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeFilter, TakeListRow
from mock_interviewer.app.store.search.listing import PracticedQuestion

DAY = timedelta(days=1)
BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> DatedClock:
    return DatedClock(BEGAN)


@pytest.fixture
def timed(data: DataFolder, clock: DatedClock) -> Iterator[Library]:
    with Library.open(data, clock=clock) as opened:
        yield opened


def _ids(library: Library, wanted: TakeFilter) -> list[str]:
    found = [line.id for line in library.listing.takes(wanted)]
    assert library.listing.count(wanted) == len(found)
    return found


def _paged(library: Library, wanted: TakeFilter, size: int) -> list[TakeListRow]:
    lines: list[TakeListRow] = []
    before = None
    while page := library.listing.takes(wanted, before, size):
        assert len(page) <= size
        assert before is None or page[0].number < before
        lines += page
        before = page[-1].number
    return lines


def test_a_row_has_all_that_is_known_of_a_take(timed: Library) -> None:
    session = new_session(timed)
    ident = keep(timed, session, "so it is", asked=question("q1", "Basics", "What is it?"), made=1)
    timed.marks.set(ident, starred=True)
    timed.marks.note(ident, "again")
    timed.marks.rename_take(ident, "The first")
    timed.marks.rename_session(session, "Monday")
    (line,) = timed.listing.takes(ALL_TAKES)
    assert (line.id, line.session, line.session_name) == (ident, session, "Monday")
    assert (line.bank, line.question, line.text) == ("llm", "q1", "What is it?")
    assert (line.section, line.position, line.attempt, line.follow_up) == ("Basics", 1, 1, None)
    assert (line.status, line.started_at, line.duration) == (TakeStatus.SAVED, BEGAN, 2.5)
    assert (line.name, line.starred, line.has_note) == ("The first", True, True)
    assert (line.points_made, line.points_total, line.coverage) == (1, 2, 0.5)
    assert (line.has_transcript, line.has_recording) == (True, True)


def test_unknown_values_of_a_take_are_none(library: Library) -> None:
    session = new_session(library)
    keep(library, session)
    library.close_take(library.takes(session)[0].id, 0.0, ("no-recording",))
    (line,) = library.listing.takes(ALL_TAKES)
    assert (line.points_made, line.points_total, line.coverage) == (None, None, None)
    assert line.points_unsure is None
    assert (line.has_transcript, line.has_recording) == (False, False)
    assert (line.name, line.session_name, line.has_note, line.starred) == ("", "", False, False)


def test_pages_follow_each_other_without_a_gap(library: Library) -> None:
    session = new_session(library)
    made = [keep(library, session) for _ in range(5)]
    assert [line.id for line in _paged(library, ALL_TAKES, 2)] == made[::-1]


def test_a_page_ends_at_the_oldest_number(library: Library) -> None:
    session = new_session(library)
    made = [keep(library, session) for _ in range(5)]
    numbers = {line.id: line.number for line in library.listing.takes(ALL_TAKES)}
    lines = library.listing.takes(ALL_TAKES, numbers[made[4]], 100, numbers[made[2]])
    assert [line.id for line in lines] == [made[3], made[2]]
    ids = [new_session(library) for _ in range(3)]
    newest, oldest = (line.number for line in library.listing.sessions()[:3:2])
    lines_of_sessions = library.listing.sessions(newest, 100, oldest)
    assert [line.session.id for line in lines_of_sessions] == [ids[1], ids[0]]


def test_takes_are_filtered_by_bank_section_question_and_session(library: Library) -> None:
    one, two = new_session(library), new_session(library)
    first = keep(library, one, asked=question("a", "Basics"))
    second = keep(library, two, asked=question("b", "Basics"))
    third = keep(library, two, asked=question("c", "Ethics"))
    assert _ids(library, TakeFilter(section="Basics")) == [second, first]
    assert _ids(library, TakeFilter(bank="llm", section="Ethics")) == [third]
    assert _ids(library, TakeFilter(bank="other")) == []
    assert _ids(library, TakeFilter(question="b")) == [second]
    assert _ids(library, TakeFilter(session=two)) == [third, second]
    assert _ids(library, TakeFilter(session="none")) == []


def test_dates_include_their_start_and_exclude_their_end(timed: Library, clock: DatedClock) -> None:
    session = new_session(timed)
    takes = []
    for _ in range(3):
        takes.append(keep(timed, session))
        clock.now += DAY
    local = BEGAN.astimezone()
    assert _ids(timed, TakeFilter(since=local + DAY)) == [takes[2], takes[1]]
    assert _ids(timed, TakeFilter(until=local + DAY)) == [takes[0]]
    assert _ids(timed, TakeFilter(since=local + DAY, until=local + 2 * DAY)) == [takes[1]]


def test_coverage_is_filtered_by_a_range(library: Library) -> None:
    session = new_session(library)
    none, half, full = (keep(library, session, "so it is", made=made) for made in (0, 1, 2))
    keep(library, session, "not judged")
    assert _ids(library, TakeFilter(coverage=(0.5, 1.0))) == [full, half]
    assert _ids(library, TakeFilter(coverage=(0.0, 0.4))) == [none]


def test_coverage_counts_key_points(library: Library) -> None:
    session = new_session(library)
    heavy = keep(library, session, "so it is", made=feedback_of(1, first_weighs=3.0))
    keep(library, session, "so it is", made=feedback_of(0, points=0))
    assert _ids(library, TakeFilter(coverage=(0.5, 0.5))) == [heavy]
    shares = [line.coverage for line in library.listing.takes(ALL_TAKES)]
    assert shares == [None, 0.5]


def test_takes_are_filtered_by_star(library: Library) -> None:
    session = new_session(library)
    keep(library, session)
    starred = keep(library, session)
    library.marks.set(starred, starred=True)
    assert _ids(library, TakeFilter(starred=True)) == [starred]
    library.marks.set(starred, starred=False)
    assert _ids(library, TakeFilter(starred=True)) == []


def test_words_are_one_more_condition_on_every_page(library: Library) -> None:
    session = new_session(library)
    takes = [keep(library, session, "the loss fell") for _ in range(3)]
    keep(library, session, "it rose")
    other = keep(library, session, "a loss", asked=question("b", "Ethics"))
    assert _ids(library, TakeFilter(words="loss")) == [other, *takes[::-1]]
    assert _ids(library, TakeFilter(words="loss", section="Basics")) == takes[::-1]
    assert _ids(library, TakeFilter(words="loss", starred=True)) == []
    first = library.listing.takes(TakeFilter(words="loss"), None, 2)
    rest = library.listing.takes(TakeFilter(words="loss"), first[-1].number, 2)
    assert [line.id for line in (*first, *rest)] == [other, *takes[::-1]]


def test_a_new_take_is_found_with_the_same_filter(library: Library) -> None:
    session = new_session(library)
    wanted = TakeFilter(words="loss", section="Basics")
    first = keep(library, session, "the loss fell")
    assert _ids(library, wanted) == [first]
    second = keep(library, session, "the loss rose")
    assert _ids(library, wanted) == [second, first]
    library.trash.discard_take(first)
    assert _ids(library, wanted) == [second]


def test_another_connection_finds_new_takes(library: Library) -> None:
    session = new_session(library)
    wanted = TakeFilter(words="loss", section="Basics")
    with Library.open(library.data, read_only=True) as beside:
        assert _ids(beside, wanted) == []
        take = keep(library, session, "the loss fell")
        assert _ids(beside, wanted) == [take]


def test_a_question_lists_its_takes_oldest_first(library: Library) -> None:
    one, two = new_session(library), new_session(library)
    first = keep(library, one, asked=question("a"))
    keep(library, one, asked=question("b"))
    second = keep(library, two, asked=question("a"))
    lines = library.listing.of_question("llm", "a")
    assert [line.id for line in lines] == [first, second]
    assert library.listing.of_question("other", "a") == ()


def test_practiced_questions_are_counted(library: Library) -> None:
    session = new_session(library)
    for ident, section in (("b", "Ethics"), ("a", "Basics"), ("b", "Ethics")):
        keep(library, session, asked=question(ident, section))
    assert library.listing.practiced() == (
        PracticedQuestion("llm", "Basics", "a", 1),
        PracticedQuestion("llm", "Ethics", "b", 2),
    )


def test_pages_of_sessions_follow_each_other(library: Library) -> None:
    made = [new_session(library) for _ in range(3)]
    keep(library, made[1])
    first = library.listing.sessions(None, 2)
    rest = library.listing.sessions(first[-1].number, 2)
    assert [line.session.id for line in (*first, *rest)] == made[::-1]
    assert [line.session for line in (*first, *rest)] == library.sessions()
    assert library.listing.session_count() == 3


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    clock = DatedClock(BEGAN)
    folder = DataFolder(tmp_path_factory.mktemp("many"))
    with Library.open(folder, clock=clock) as library:
        for at in range(24):
            if at % 6 == 0:
                session = new_session(library)
            ident = f"q{at % 4}"
            made = at % 3 if at % 5 else None
            take = keep(
                library, session, "a b" if at % 2 else "a c", asked=question(ident), made=made
            )
            library.marks.set(take, starred=at % 7 == 0)
            clock.now += DAY
        yield library


FILTERS = st.builds(
    TakeFilter,
    bank=st.sampled_from([None, "llm", "other"]),
    question=st.sampled_from([None, "q0", "q1"]),
    since=st.none() | st.integers(0, 24).map(lambda days: BEGAN + days * DAY),
    until=st.none() | st.integers(0, 24).map(lambda days: BEGAN + days * DAY),
    coverage=st.sampled_from([None, (0.0, 0.5), (0.5, 1.0)]),
    starred=st.booleans(),
    words=st.sampled_from(["", "a", "b"]),
)


@settings(max_examples=60)
@given(wanted=FILTERS, size=st.integers(1, 9))
def test_pages_hold_exactly_the_takes_that_pass_the_filter(
    many: Library, wanted: TakeFilter, size: int
) -> None:
    everything = many.listing.takes(ALL_TAKES)
    said = {line.id: many.take(line.id).transcript for line in everything}

    def fits(at: int) -> bool:
        line = everything[at]
        transcript = said[line.id]
        assert transcript is not None
        low, high = wanted.coverage or (0.0, 1.0)
        return (
            wanted.bank in {None, line.bank}
            and wanted.question in {None, line.question}
            and (wanted.since is None or line.started_at >= wanted.since)
            and (wanted.until is None or line.started_at < wanted.until)
            and (wanted.coverage is None or (line.coverage is not None))
            and (line.coverage is None or low <= line.coverage <= high)
            and (line.starred or not wanted.starred)
            and (wanted.words in transcript.text.split() or not wanted.words)
        )

    expected = [everything[at] for at in range(len(everything)) if fits(at)]
    assert _paged(many, wanted, size) == expected
    assert many.listing.count(wanted) == len(expected)
