from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.kept_takes import keep, new_session

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeFilter
from mock_interviewer.app.store.takes.marks import LONGEST_NAME, LONGEST_NOTE


@pytest.fixture
def session(library: Library) -> str:
    return new_session(library)


@pytest.fixture
def take(library: Library, session: str) -> str:
    return keep(library, session, "so it is")


def test_names_notes_and_stars_are_saved(library: Library, session: str, take: str) -> None:
    library.marks.set(take, starred=True)
    library.marks.note(take, " Say less.\n\nBreathe. ")
    library.marks.rename_take(take, "  The \n best ")
    library.marks.rename_session(session, "Monday")
    kept = library.take(take)
    assert (kept.starred, kept.note, kept.name) == (True, "Say less.\n\nBreathe.", "The best")
    assert library.session(session).name == "Monday"


def test_names_and_notes_can_be_removed(library: Library, session: str, take: str) -> None:
    for text in ("x", ""):
        library.marks.note(take, text)
        library.marks.rename_take(take, text)
        library.marks.rename_session(session, text)
    kept = library.take(take)
    assert (kept.note, kept.name, library.session(session).name) == ("", "", "")


def test_text_that_is_too_long_is_refused(library: Library, session: str, take: str) -> None:
    library.marks.note(take, "x" * LONGEST_NOTE)
    library.marks.rename_take(take, "x" * LONGEST_NAME)
    with pytest.raises(UsageError, match="note has 10,001 characters, and at most 10,000"):
        library.marks.note(take, "y" * (LONGEST_NOTE + 1))
    for rename, ident in (
        (library.marks.rename_take, take),
        (library.marks.rename_session, session),
    ):
        with pytest.raises(UsageError, match="name has 201 characters, and at most 200"):
            rename(ident, "y" * (LONGEST_NAME + 1))
    kept = library.take(take)
    assert (kept.note, kept.name) == ("x" * LONGEST_NOTE, "x" * LONGEST_NAME)


def test_invalid_characters_are_left_out(library: Library, take: str) -> None:
    library.marks.note(take, "a\x00b\ud800c")
    library.marks.rename_take(take, "d\x00e")
    assert (library.take(take).note, library.take(take).name) == ("abc", "de")


@pytest.mark.parametrize(
    "letters", ["x ", "תגובה مرحبا ", "\U0001f468\u200d\U0001f469 é注 ", "<b>&'\"\n"]
)
def test_a_note_of_maximum_length_is_saved_and_found(
    library: Library, take: str, letters: str
) -> None:
    text = (letters * LONGEST_NOTE)[: LONGEST_NOTE - 10] + " quartz end"[:10]
    library.marks.note(take, text)
    assert library.take(take).note == text.strip()
    [found] = library.search.find("quartz").lines
    quoted = "".join(piece.text for piece in found.quote)
    assert quoted.removeprefix("… ").removesuffix(" …") in " ".join(text.split())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, str]]:
    with Library.open(DataFolder(tmp_path_factory.mktemp("marks"))) as library:
        yield library, keep(library, new_session(library), "so it is")


@given(text=st.text(max_size=300))
def test_any_text_can_be_saved_and_searched_for(kept: tuple[Library, str], text: str) -> None:
    library, take = kept
    library.marks.note(take, text)
    fit = "".join(
        letter for letter in text if letter != "\0" and not "\ud800" <= letter <= "\udfff"
    )
    assert library.take(take).note == fit.strip()
    library.marks.rename_take(take, text[:LONGEST_NAME])
    assert "\n" not in library.take(take).name
    library.search.find(text)
    library.listing.count(TakeFilter(words=text))


def test_unknown_or_discarded_takes_cannot_be_marked(
    library: Library, session: str, take: str
) -> None:
    with_its_session = keep(library, session)
    library.trash.discard_take(take)
    library.trash.discard_session(session)
    for ident in (take, with_its_session, "none"):
        with pytest.raises(KeyError):
            library.marks.set(ident, starred=True)
    for ident in (session, "none"):
        with pytest.raises(KeyError):
            library.marks.rename_session(ident, "x")
