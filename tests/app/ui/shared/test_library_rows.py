from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from screenshot_data import EVENING, sample_take
from screenshot_listing import SampleListing

from mock_interviewer.app.store.database.records import SessionRecord, TakeStatus
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.store.search.search_query import QuotePiece, search_terms
from mock_interviewer.app.store.search.take_search import QuotedField, SearchResult
from mock_interviewer.app.ui.shared.library_rows import (
    answer_row,
    found_row,
    question_take_row,
    renamed_row,
    row_in_words,
    session_row,
    take_row,
)

NOW = EVENING


def _record(**changes: Any) -> SessionRecord:
    values: dict[str, Any] = {
        "id": "s",
        "mode": "practice",
        "started_at": datetime(2026, 3, 2, 18, 0, tzinfo=UTC),
        "ended_at": None,
        "planned": 8,
        "takes": 6,
        "answered": 6,
        "duration": 523.0,
    }
    return SessionRecord(**(values | changes))


def _line(**changes: Any) -> TakeListRow:
    library = SampleListing()
    library.kept["s"] = (sample_take("s", 1, NOW),)
    (line,) = library.takes_of_session("s").result()
    given: dict[str, Any] = {"points_made": 3, "points_total": 6} | changes
    return replace(line, **given)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({}, "Practice · 6 of 8 questions · 9 min spoken"),
        ({"takes": 0, "answered": 0, "duration": 0.0, "mode": "exam"}, "Exam · 0 of 8 questions"),
        ({"style": "rapid-fire"}, "Rapid fire · 6 of 8 questions · 9 min spoken"),
        (
            {"planned": 2, "takes": 3, "answered": 1},
            "Practice · 1 of 2 questions · 3 answers · 9 min spoken",
        ),
        ({"name": "Dry run"}, "Today at 18:00 · Practice · 6 of 8 questions · 9 min spoken"),
    ],
)
def test_a_session_is_summarized_in_one_line(changes: dict[str, object], detail: str) -> None:
    assert session_row(_record(**changes), NOW).detail == detail


def test_a_named_session_shows_its_name() -> None:
    assert session_row(_record(name="Dry run"), NOW).title == "Dry run"


def test_an_answer_shows_its_question_section_session_and_date() -> None:
    row = answer_row(_line(session_name="Dry run"), NOW)
    assert row.title == "What is perplexity, and what does a lower value mean?"
    assert row.detail == "Evaluation Metrics · Dry run · Today at 19:02"
    assert (row.length, row.points) == ("33 s", "3 of 6")


def test_a_named_answer_also_shows_its_question() -> None:
    row = answer_row(_line(name="The chef"), NOW)
    assert row.title == "The chef"
    assert row.detail.startswith("What is perplexity, and what does a lower value mean? · ")


def test_a_second_attempt_and_a_follow_up_are_labeled() -> None:
    assert answer_row(_line(attempt=2), NOW).title.endswith("(answer 2)")
    assert answer_row(_line(follow_up=1, text="Why?"), NOW).title == "Follow-up: Why?"


def test_a_skipped_answer_has_no_length() -> None:
    row = answer_row(_line(status=TakeStatus.SKIPPED, duration=0.0), NOW)
    assert row.length == ""
    assert row.detail.endswith("Skipped")


def test_a_skipped_take_among_those_of_its_question_is_not_called_an_answer() -> None:
    row = question_take_row(_line(status=TakeStatus.SKIPPED), 1, NOW)
    assert row.detail == "Skipped"


def test_a_hit_shows_its_quotation_and_its_date() -> None:
    pieces = (QuotePiece("… the "), QuotePiece("loss", matched=True), QuotePiece(" of"))
    row = found_row(SearchResult(_line(), QuotedField.SPOKEN, pieces), NOW)
    assert row.detail == "… the loss of"
    assert row.length == "Today at 19:02 · 33 s"


def test_a_quotation_from_a_note_is_labeled() -> None:
    pieces = (QuotePiece("loss", matched=True),)
    assert found_row(SearchResult(_line(), QuotedField.NOTE, pieces), NOW).detail == "Note: loss"


def test_a_hit_in_the_question_is_not_repeated() -> None:
    pieces = (QuotePiece("What is "), QuotePiece("perplexity", matched=True))
    row = found_row(SearchResult(_line(), QuotedField.QUESTION, pieces), NOW)
    assert row.detail.startswith("Evaluation Metrics")


@pytest.mark.parametrize("place", list(QuotedField))
def test_a_hit_with_a_name_also_shows_its_question(place: QuotedField) -> None:
    pieces = (QuotePiece("loss", matched=True),)
    line = _line(name="The chef", attempt=2)
    row = found_row(SearchResult(line, place, pieces, search_terms("chef perplexity")), NOW)
    both = "The chef · What is perplexity, and what does a lower value mean? (answer 2)"
    assert row.title == both
    assert [piece.text for piece in row.heading if piece.matched] == ["chef", "perplexity"]
    assert "perplexity" not in row.detail


def test_matches_are_set_apart_in_the_title_too() -> None:
    found = SearchResult(_line(attempt=2), QuotedField.QUESTION, (), search_terms("perplexity val"))
    row = found_row(found, NOW)
    assert row.heading == (
        QuotePiece("What is "),
        QuotePiece("perplexity", matched=True),
        QuotePiece(", and what does a lower "),
        QuotePiece("value", matched=True),
        QuotePiece(" mean? (answer 2)"),
    )
    assert "".join(piece.text for piece in row.heading) == row.title


def test_a_title_without_matches_is_plain() -> None:
    pieces = (QuotePiece("loss", matched=True),)
    assert (
        found_row(
            SearchResult(_line(), QuotedField.NOTE, pieces, search_terms("loss")), NOW
        ).heading
        == ()
    )


def test_a_renamed_hit_keeps_its_quotation_and_question() -> None:
    pieces = (QuotePiece("loss", matched=True),)
    row = found_row(SearchResult(_line(), QuotedField.SPOKEN, pieces), NOW)
    after = renamed_row(row, "The chef", noted=True, now=NOW)
    assert after.title == f"The chef · {row.title}"
    assert (after.detail, after.line.has_note) == ("loss", True)


def test_removing_a_name_restores_the_row_under_a_session() -> None:
    row = take_row(sample_take("s", 1, NOW), _line())
    named = renamed_row(row, "The chef", noted=False, now=NOW)
    assert named.detail.startswith("What is perplexity, and what does a lower value mean? · Perp")
    assert renamed_row(named, "", noted=False, now=NOW) == row


def test_among_the_takes_of_a_question_a_row_begins_with_its_date() -> None:
    row = question_take_row(_line(name="The chef"), 3, NOW)
    assert (row.title, row.detail) == ("Today at 19:02", "Answer 3 · The chef")
    back = question_take_row(_line(follow_up=1, text="Why?"), 3, NOW)
    assert back.detail == "Follow-up: Why?"


def test_a_row_shows_a_range_while_points_are_to_be_checked() -> None:
    assert answer_row(_line(points_unsure=2), NOW).points == "3 to 5 of 6"


def test_a_row_in_words_has_all_that_it_shows() -> None:
    row = replace(answer_row(_line(starred=True, has_note=True), NOW), marks=("Recovered",))
    assert row_in_words(row) == (
        "Answer, What is perplexity, and what does a lower value mean?, starred, 33 s, "
        "3 of 6 key points, has a note, Recovered, Evaluation Metrics, Today at 19:02"
    )
    assert "selected to compare" in row_in_words(replace(row, chosen=True))
    session = session_row(_record(), NOW, opened=True)
    assert row_in_words(session) == (
        "Session, Today at 18:00, Practice, 6 of 8 questions, 9 min spoken, expanded"
    )
