"""The check of the library; the other checks are tested with the real program."""

from pathlib import Path

import pytest

from mock_interviewer.app.commands.doctor import check_library
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import DatabaseDamaged
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library


def test_a_damaged_database_fails_the_check_and_names_the_one_set_aside(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with Library.open(data) as library:
        library.create_session(Plan(()))
    assert check_library(data) == "1 session"
    with data.database.open("rb+") as file:
        file.write(bytes(100))
    with pytest.raises(DatabaseDamaged, match="Close Mock Interviewer and open it again"):
        check_library(data)
    Library.open(data).close()
    [aside] = data.root.glob("library.damaged-*.sqlite3")
    assert check_library(data) == f"1 session; a damaged database was set aside as {aside}"
