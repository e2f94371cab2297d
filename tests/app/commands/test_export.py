import json
from functools import partial
from pathlib import Path

import pytest
from rig.command_line import Run, call
from rig.kept_session import ASKED, keep_session

from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.export.selection import ExportedSession


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("export") / "data"


@pytest.fixture(scope="module")
def kept(root: Path) -> ExportedSession:
    return keep_session(root)


@pytest.fixture
def run(kept: ExportedSession, root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, DataFolder(root))


def test_a_session_is_exported_by_a_prefix_of_its_id(
    run: Run, kept: ExportedSession, tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    began = kept.session.id[:-2]
    status, out, _ = run("sessions", "export", began, "--format", "json", "--output", target)
    assert (status, out) == (0, f"Exported 3 takes to {target}.\n")
    assert json.loads(target.read_text())["id"] == kept.session.id


@pytest.mark.parametrize("number", ["1", "001", "{id}-01"])
def test_one_take_is_exported_by_its_number_or_its_id(
    run: Run, kept: ExportedSession, tmp_path: Path, number: str
) -> None:
    wanted = number.format(id=kept.session.id)
    target = tmp_path / "out.json"
    words = ("--take", wanted, "--format", "json", "--output", target)
    assert run("sessions", "export", kept.session.id, *words)[0] == 0
    [take] = json.loads(target.read_text())["takes"]
    assert take["text"] == ASKED


def test_a_take_number_with_too_many_digits_is_one_error_line(
    run: Run, kept: ExportedSession, tmp_path: Path
) -> None:
    words = ("--take", "9" * 5000, "--format", "md", "--output", tmp_path / "x")
    status, _, err = run("sessions", "export", kept.session.id, *words)
    assert status == 2
    assert "There is no take" in err


def test_everything_is_exported_as_a_list_of_sessions(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    status, out, _ = run("export", "--format", "json", "--output", target, "--json")
    told = json.loads(out)
    assert (status, told["sessions"], told["takes"]) == (0, 1, 3)
    assert told["file"] == str(target)
    assert len(json.loads(target.read_text())["sessions"]) == 1


def test_an_unknown_take_is_one_error_line(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", "--take", "9", "--format", "md", "--output", tmp_path / "x")
    assert status == 2
    assert err.startswith("mock-interviewer: There is no take '9'. ")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_one_error_line(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "gone" / "out.md"
    status, _, err = run("export", "--format", "md", "--output", target)
    assert status == 2
    assert err == f"mock-interviewer: There is no folder {target.parent}; choose one that exists.\n"


def test_the_file_extension_decides_the_format_by_default(run: Run, tmp_path: Path) -> None:
    assert run("export", "--output", tmp_path / "out.MD")[0] == 0
    assert (tmp_path / "out.MD").read_text().startswith("#")
    status, _, err = run("export", "--output", tmp_path / "out.zip")
    assert status == 2
    assert "The format can't be determined from the name out.zip. Use --format" in err
    assert run("export", "--output", tmp_path / "out.zip", "--format", "md")[0] == 0


def test_an_empty_library_has_nothing_to_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", "--format", "md", "--output", str(tmp_path / "x")]
    assert main([*words, "--data-dir", str(tmp_path)]) == 2
    assert "there are no sessions" in capsys.readouterr().err
