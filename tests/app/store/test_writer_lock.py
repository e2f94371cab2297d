import os
import subprocess
import sys
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreInUse
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library

CHILD = Path(__file__).with_name("committing_child.py")


def test_a_second_writer_learns_which_process_is_the_first(library: Library) -> None:
    with pytest.raises(StoreInUse, match=rf"is open \(process {os.getpid()}\)") as caught:
        Library.open(library.data)
    assert caught.value.pid == os.getpid()


def test_another_process_can_be_the_writer_while_we_read(data: DataFolder) -> None:
    with subprocess.Popen(
        [sys.executable, CHILD, data.root], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        take = child.stdout.readline().split()[0]
        with pytest.raises(StoreInUse) as caught:
            Library.open(data)
        with Library.open(data, read_only=True) as library:
            assert library.take(take).duration == 1.0
        child.kill()
        child.stdout.read()
    assert caught.value.pid == child.pid


def test_closing_releases_the_lock(data: DataFolder) -> None:
    library = Library.open(data)
    with pytest.raises(StoreInUse):
        Library.open(data)
    library.close()
    with Library.open(data) as again:
        assert again.sessions() == []


def test_files_that_a_dead_writer_left_block_nobody(data: DataFolder, plan: Plan) -> None:
    data.prepare()
    data.lock.write_text("1")
    data.lock_holder.write_text("1\n")
    with Library.open(data) as library:
        assert library.create_session(plan).takes == 0


def test_an_unreadable_holder_is_left_out_of_the_message(library: Library) -> None:
    library.data.lock_holder.write_bytes(b"\xff?")
    with pytest.raises(StoreInUse, match="is open and uses") as caught:
        Library.open(library.data)
    assert caught.value.pid is None
