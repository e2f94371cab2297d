"""A killed import leaves a complete bank or none."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.questions.shelf import read_shelf

IMPORT = """
import os, signal, sys
from pathlib import Path
from mock_interviewer.app.banks.bank_files import keep_import
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.questions.importing import import_reader

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

unpack, replace = import_reader.unpack_archive, Path.replace
match sys.argv[3]:
    case "unpacked":
        import_reader.unpack_archive = lambda *paths: die(unpack(*paths))
    case "written":
        Path.replace = die
    case "kept":
        Path.replace = lambda *paths: die(replace(*paths))
draft = import_reader.read_import(Path(sys.argv[2]))
keep_import(DataFolder(Path(sys.argv[1])), draft, "", draft.name)
"""


@pytest.mark.parametrize("at", ["unpacked", "written", "kept"])
def test_an_import_killed_at_any_step_leaves_a_complete_bank_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    data = DataFolder(tmp_path / "data")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    Library.open(data).close()
    with zipfile.ZipFile(tmp_path / "tea.zip", "w") as archive:
        archive.writestr("tea.md", "# Tea\n\n## Brewing\n\n- Why is green tea not boiled?\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(
        [sys.executable, "-c", IMPORT, data.root, tmp_path / "tea.zip", at],
        check=False,
        env=environment,
    )
    assert child.returncode == -signal.SIGKILL
    shelf = read_shelf(data.banks)
    assert [bank.name for bank in shelf.banks if bank.id == "tea"] == ["Tea"] * (at == "kept")
    assert shelf.problems == ()
    then = time.time() - 7200
    for path in (*data.banks.glob("*"), *temporary.iterdir()):
        os.utime(path, (then, then))
    Library.open(data).close()
    assert list(temporary.iterdir()) == []
    left = [path.name for path in data.banks.glob("*")]
    assert left == ["tea.yaml"] * (at == "kept")
