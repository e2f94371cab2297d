"""Feedback in the library: which transcript it belongs to, and when it is removed."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

SAID = Feedback(
    version=FEEDBACK_VERSION,
    delivery=Delivery(duration=4.5, words=5, fillers=(SpeechMoment(0.25, 0.5, "um"),)),
    coverage=Coverage(
        (PointCoverage("a", "It is so.", CoverageVerdict.MADE, 0.9, Evidence(0, 4, 0.5, 1.0)),)
    ),
)
OTHER = replace(SAID, coverage=None, coverage_untold="Nothing was said.")

Heard = Callable[..., Transcript]


@pytest.fixture
def text(heard: Heard) -> Transcript:
    return heard("so this is it")


@pytest.fixture
def take(library: Library, plan: Plan, text: Transcript) -> str:
    """Return a take whose transcript is ``text``."""
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    library.close_take(take.id, 4.5)
    return library.save_transcript(take.id, text).id


def kept(library: Library, take: str) -> Feedback | None:
    record = library.feedback(take)
    return None if record is None else record.feedback


def test_feedback_is_returned_with_its_version_and_time(
    library: Library, take: str, text: Transcript
) -> None:
    assert library.feedback(take) is None
    assert library.save_feedback(take, text, SAID)
    record = library.feedback(take)
    assert record is not None
    assert (record.feedback, record.version, record.outdated) == (SAID, FEEDBACK_VERSION, False)
    assert record.made_at.utcoffset() is not None


def test_feedback_survives_closing_and_is_read_beside_a_writer(
    library: Library, take: str, text: Transcript
) -> None:
    library.save_feedback(take, text, SAID)
    with Library.open(library.data, read_only=True) as beside:
        assert kept(beside, take) == SAID


def test_later_feedback_replaces_earlier_feedback(
    library: Library, take: str, text: Transcript
) -> None:
    library.save_feedback(take, text, SAID)
    library.save_feedback(take, text, OTHER)
    assert kept(library, take) == OTHER


def test_feedback_on_a_transcript_that_is_not_current_is_not_saved(
    library: Library, take: str, text: Transcript, heard: Heard
) -> None:
    library.save_transcript(take, heard("so this was it"))
    assert not library.save_feedback(take, text, SAID)
    assert library.feedback(take) is None


def test_feedback_on_a_take_without_a_transcript_is_not_saved(
    library: Library, plan: Plan, text: Transcript
) -> None:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    assert not library.save_feedback(take.id, text, SAID)


def test_feedback_of_an_older_transcript_is_not_shown_for_a_newer_one_and_returns_with_it(
    library: Library, take: str, text: Transcript, heard: Heard
) -> None:
    library.save_feedback(take, text, SAID)
    library.save_transcript(take, heard("so this was it"))
    assert library.feedback(take) is None
    older = library.transcripts(take)[1]
    library.choose_transcript(take, older.number)
    assert kept(library, take) == SAID


@pytest.mark.parametrize("found", [(Filler("um", 0.25, 0.5),), ()])
def test_feedback_is_removed_when_fillers_are_saved(
    library: Library, take: str, text: Transcript, found: tuple[Filler, ...]
) -> None:
    library.save_feedback(take, text, SAID)
    with_fillers = library.save_fillers(take, found).transcript
    assert library.feedback(take) is None
    assert not library.save_feedback(take, text, SAID)
    assert with_fillers is not None
    assert library.save_feedback(take, with_fillers, OTHER)


def test_feedback_of_one_take_is_not_that_of_another(
    library: Library, plan: Plan, take: str, text: Transcript
) -> None:
    session = library.create_session(plan)
    other = library.create_take(session.id, plan.questions[0], 1, 1)
    library.save_transcript(other.id, text)
    library.save_feedback(take, text, SAID)
    library.save_fillers(other.id, ())
    assert (kept(library, take), kept(library, other.id)) == (SAID, None)


def test_feedback_of_an_earlier_version_is_outdated(
    library: Library, take: str, text: Transcript
) -> None:
    library.save_feedback(take, text, replace(SAID, version=FEEDBACK_VERSION - 1))
    record = library.feedback(take)
    assert record is not None
    assert record.outdated
    assert record.version == FEEDBACK_VERSION - 1


@pytest.mark.parametrize(
    "stored", ["", "{", "null", "[]", '{"version": 1}', "[" * 100_000, '{"delivery": NaN}']
)
def test_damaged_feedback_is_ignored_and_logged(
    library: Library,
    take: str,
    text: Transcript,
    caplog: pytest.LogCaptureFixture,
    stored: str,
) -> None:
    library.save_feedback(take, text, SAID)
    library.access.connection.execute("UPDATE feedback SET data = ?", (stored,))
    with caplog.at_level(logging.WARNING):
        assert library.feedback(take) is None
    assert f"the feedback on take {take} cannot be read" in caplog.text


def test_takes_without_feedback_have_a_transcript_and_no_current_feedback(
    library: Library, plan: Plan, text: Transcript, heard: Heard
) -> None:
    session = library.create_session(plan)
    done, never, before, damaged, again, silent, deleted = (
        library.create_take(session.id, plan.questions[0], 1, n).id for n in range(1, 8)
    )
    other = library.create_session(plan)
    deleted = library.create_take(other.id, plan.questions[0], 1, 1).id
    for take in (done, never, before, damaged, again, deleted):
        library.save_transcript(take, text)
    for take in (done, damaged, again):
        library.save_feedback(take, text, SAID)
    library.save_feedback(before, text, replace(SAID, version=FEEDBACK_VERSION - 1))
    library.access.connection.execute(
        "UPDATE feedback SET data = '{' WHERE transcript ="
        " (SELECT x.number FROM transcripts x JOIN takes t ON t.number = x.take WHERE t.id = ?)",
        (damaged,),
    )
    library.save_transcript(again, heard("so this was it"))
    library.access.connection.execute("UPDATE sessions SET deleting = 1 WHERE id = ?", (other.id,))
    assert library.without_feedback() == [again, damaged, before, never]
    assert silent not in library.without_feedback()


def test_an_unknown_take_has_no_feedback(library: Library, text: Transcript) -> None:
    assert library.feedback("never") is None
    with pytest.raises(KeyError):
        library.save_feedback("never", text, SAID)
