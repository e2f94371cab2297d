from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question, transcript_of
from rig.stored_library import Stored

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.compare.source import Comparison, StoredComparison


@pytest.fixture
def source(stored: Stored) -> Iterator[StoredComparison]:
    made = StoredComparison(stored.store, stored.source)
    yield made
    made.close()


def _kept(stored: Stored, *said: str | None, made: int | None = None) -> list[str]:
    """Keep a session for each take of one question; returns the ids of the takes."""

    def work(library: Library) -> list[str]:
        return [keep(library, new_session(library), text, made=made) for text in said]

    return stored.store.submit(work).result(30)


def _read(source: StoredComparison, take: str, other: str | None = None) -> Comparison:
    return source.compared(take, other).result(30)


def _ids(found: Comparison) -> list[str]:
    return [take.id for take in found.takes]


def test_a_take_is_compared_with_the_previous_one_of_its_question(
    stored: Stored, source: StoredComparison
) -> None:
    first, second, third = _kept(stored, "one", "two", "three")
    assert _ids(_read(source, third)) == [second, third]
    assert _ids(_read(source, second)) == [first, second]


def test_the_first_take_of_a_question_is_compared_with_the_next(
    stored: Stored, source: StoredComparison
) -> None:
    first, second, _ = _kept(stored, "one", "two", "three")
    assert _ids(_read(source, first)) == [first, second]


def test_a_take_is_not_compared_with_a_silent_one_if_there_is_another(
    stored: Stored, source: StoredComparison
) -> None:
    (first,) = _kept(stored, "one", made=1)
    (silent,) = _kept(stored, "")
    (last,) = _kept(stored, "three", made=1)
    assert _ids(_read(source, first)) == [first, last]
    assert _ids(_read(source, last)) == [first, last]
    assert _ids(_read(source, silent)) == [first, silent]


def test_the_earlier_take_always_comes_first(stored: Stored, source: StoredComparison) -> None:
    first, _, third = _kept(stored, "one", "two", "three")
    assert _ids(_read(source, third, first)) == [first, third]
    assert _ids(_read(source, first, third)) == [first, third]


def test_the_only_take_of_a_question_stands_alone(stored: Stored, source: StoredComparison) -> None:
    (only,) = _kept(stored, "one")
    found = _read(source, only)
    assert (_ids(found), len(found.choices)) == ([only], 1)


def test_takes_of_other_questions_and_follow_ups_are_not_offered(
    stored: Stored, source: StoredComparison
) -> None:
    (only,) = _kept(stored, "one")

    def others(library: Library) -> None:
        session = new_session(library)
        keep(library, session, "other", asked=question("another"))
        keep(library, session, "why", asked=replace(question(), follow_up=1))

    stored.store.submit(others).result(30)
    found = _read(source, only)
    assert [line.id for line in found.choices] == [only]


def test_a_deleted_take_leaves_nothing_to_compare(stored: Stored, source: StoredComparison) -> None:
    first, second = _kept(stored, "one", "two")
    stored.store.submit(lambda library: library.trash.discard_take(first)).result(30)
    assert _read(source, first, second) == Comparison()
    assert _ids(_read(source, second)) == [second]


def test_a_take_comes_with_its_feedback(stored: Stored, source: StoredComparison) -> None:
    _kept(stored, "one")
    (judged,) = _kept(stored, "two", made=1)
    without, with_some = _read(source, judged).takes
    assert without.feedback is None
    assert with_some.feedback is not None
    assert with_some.feedback.coverage is not None
    assert with_some.feedback.coverage.made == 1


def test_a_recording_that_is_gone_is_told(stored: Stored, source: StoredComparison) -> None:
    first, _ = _kept(stored, "one", "two")
    (earlier, _) = _read(source, first).takes
    assert not earlier.listed.has_sound
    recording: Path = stored.recording(first)
    assert not recording.exists()


def test_words_are_compared_off_the_gui_thread(source: StoredComparison) -> None:
    found = source.differences(transcript_of("it is low"), transcript_of("high it is")).result(30)
    assert (found.went, found.came) == (frozenset({2}), frozenset({0}))
