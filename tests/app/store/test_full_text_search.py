"""Search with a real index: the takes that are found, their order, and their quotes."""

from dataclasses import replace

import pytest
from rig.kept_takes import keep, new_session, question, transcript_of

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search import take_search
from mock_interviewer.app.store.search.list_rows import TakeFilter
from mock_interviewer.app.store.search.search_query import QuotePiece, search_terms
from mock_interviewer.app.store.search.take_search import (
    QuotedField,
    SearchResults,
    match_time,
    match_times,
)


def _ids(found: SearchResults) -> list[str]:
    return [line.take.id for line in found.lines]


def test_words_match_in_any_order_and_the_last_one_as_a_prefix(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session, "The gradient of the loss vanishes")
    keep(library, session, "The gradient explodes")
    assert _ids(library.search.find("loss grad")) == [take]
    assert _ids(library.search.find("grad loss")) == []
    assert _ids(library.search.find('"loss of"')) == []
    assert _ids(library.search.find('"of the loss"')) == [take]
    assert library.search.find("vanishes").lines[0].quote == (
        QuotePiece("The gradient of the loss "),
        QuotePiece("vanishes", matched=True),
    )


def test_question_name_and_note_are_searched_too(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session, "it", asked=question(text="What is perplexity?"))
    library.marks.rename_take(take, "Warm-up")
    library.marks.note(take, "Say <b>cross-entropy</b> first")
    for typed, place in (
        ("perplexity", QuotedField.QUESTION),
        ("warm", QuotedField.NAME),
        ("entropy", QuotedField.NOTE),
        ("it", QuotedField.SPOKEN),
    ):
        (line,) = library.search.find(typed).lines
        assert (line.take.id, line.place) == (take, place)
    assert "".join(piece.text for piece in library.search.find("entropy").lines[0].quote) == (
        "Say <b>cross-entropy</b> first"
    )


def test_matches_are_ordered_by_rank_then_the_newest_first(library: Library) -> None:
    session = new_session(library)
    for _ in range(4):
        keep(library, session, "nothing of that kind")
    first = keep(library, session, "loss and loss")
    second = keep(library, session, "loss and loss")
    once = keep(library, session, f"loss {'word ' * 60}")
    assert _ids(library.search.find("loss")) == [second, first, once]


def test_many_matches_are_ordered_by_age(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_search, "MOST_RANKED", 2)
    session = new_session(library)
    best = keep(library, session, "loss loss loss")
    others = [keep(library, session, f"loss {'word ' * 9}") for _ in range(2)]
    found = library.search.find("loss", count=2)
    assert (found.total, found.more) == (2, True)
    assert _ids(found) == others[::-1]
    assert _ids(library.search.find("loss loss", count=3)) == [*others[::-1], best]


def test_matches_beyond_the_returned_ones_are_counted(library: Library) -> None:
    session = new_session(library)
    for _ in range(3):
        keep(library, session, "loss")
    found = library.search.find("loss", count=1)
    assert (len(found.lines), found.total, found.more) == (1, 3, False)


def test_only_takes_that_pass_the_filter_are_found(library: Library) -> None:
    one, two = new_session(library), new_session(library)
    keep(library, one, "loss")
    take = keep(library, two, "loss")
    assert _ids(library.search.find("loss", TakeFilter(session=two, words="gain"))) == [take]


@pytest.mark.parametrize("typed", ["", " ", '"', "***"])
def test_an_empty_query_finds_nothing(library: Library, typed: str) -> None:
    keep(library, new_session(library), "loss")
    assert library.search.find(typed) == SearchResults()


def test_discarded_takes_are_not_found(library: Library) -> None:
    one, two = new_session(library), new_session(library)
    first, second = keep(library, one, "loss"), keep(library, two, "loss")
    library.trash.discard_take(first)
    assert _ids(library.search.find("loss")) == [second]
    library.trash.discard_session(two)
    assert library.search.find("loss") == SearchResults()


def test_the_current_transcript_is_searched(library: Library) -> None:
    take = keep(library, new_session(library), "the boss fell")
    library.save_transcript(take, replace(transcript_of("the loss fell"), model="small"))
    assert _ids(library.search.find("boss")) == []
    (line,) = library.search.find("loss").lines
    assert line.quote[1] == QuotePiece("loss", matched=True)
    assert line.terms == search_terms("loss")


def test_the_time_of_the_quote_is_found_in_the_transcript() -> None:
    transcript = transcript_of("the loss rose and then the training loss fell")
    assert match_time(transcript, "loss fe") == 1.0
    assert match_time(transcript, '"training loss" fell') == 6.0
    assert match_time(transcript, "gain") is None
    assert match_time(transcript_of(""), "loss") is None


def test_the_times_of_all_matches_are_found_in_the_transcript() -> None:
    transcript = transcript_of("the loss rose and then the training loss fell")
    assert match_times(transcript, "loss fe") == ((1.0, 1.8), (7.0, 7.8), (8.0, 8.8))
    assert match_times(transcript, '"training loss"') == ((6.0, 7.8),)
    assert match_times(transcript, "gain") == ()
