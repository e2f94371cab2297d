"""The size of a library, as a count and in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import LibrarySize
from mock_interviewer.app.store.database.rows import library_size
from mock_interviewer.app.store.library import Library


def test_only_answers_that_are_not_discarded_count(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    with Library.open(data) as library:
        gone, session = new_session(library), new_session(library)
        keep(library, gone, "gone")
        discarded, _ = (keep(library, session, "so it is") for _ in range(2))
        library.skip_take(library.create_take(session, question(), 2, 1).id)
        library.create_take(session, question(), 3, 1)
        library.trash.discard_session(gone)
        library.trash.discard_take(discarded)
        with closing(sqlite3.connect(data.database)) as connection:
            assert library_size(connection) == LibrarySize(1, 1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (LibrarySize(1, 1), "1 session with 1 answer"),
        (LibrarySize(3, 0), "3 sessions with 0 answers"),
    ],
)
def test_the_size_of_a_library_in_words(found: LibrarySize, words: str) -> None:
    assert found.words == words
