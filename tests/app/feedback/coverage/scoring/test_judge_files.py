import shutil
from pathlib import Path

import pytest
from rig.changed_byte import change_a_byte

from mock_interviewer.app.feedback.coverage import scoring
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.coverage.scoring.judge_files import judge_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import package_folder

OURS = "mock_interviewer.app.feedback.coverage.scoring"
MODEL, TOKENIZER = f"{OURS}/judge.onnx", f"{OURS}/tokenizer.json"

pytestmark = pytest.mark.model


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Return a folder with copies of the real files, by the name of their package."""
    real = package_folder(OURS)
    assert real is not None
    (tmp_path / OURS).mkdir()
    for name in (MODEL, TOKENIZER):
        shutil.copy2(real / Path(name).name, tmp_path / name)
    return tmp_path


def refusal(packages: Path) -> ModelError:
    def locate(package: str) -> Path | None:
        folder = packages / package
        return folder if folder.is_dir() else None

    with pytest.raises(ModelError) as refused:
        judge_files(locate)
    return refused.value


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_missing_file_is_named(packages: Path, name: str) -> None:
    (packages / name).unlink()
    assert f"{Path(name).name} is missing from its package" in refusal(packages).what


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_truncated_file_is_rejected(packages: Path, name: str) -> None:
    with (packages / name).open("r+b") as file:
        file.truncate(1_000)
    said = refusal(packages).what
    assert f"damaged: {Path(name).name} has 1000 bytes in its package" in said


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_file_with_one_changed_byte_is_rejected(packages: Path, name: str) -> None:
    change_a_byte(packages / name)
    error = refusal(packages)
    assert error.what.startswith("The judge of key points is damaged: ")
    assert f"{Path(name).name} has the wrong checksum in its package" in error.what
    assert error.remedy == "Reinstall Mock Interviewer with all of its packages."


def test_a_scorer_with_a_changed_byte_is_never_loaded(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_a_byte(packages / MODEL)
    monkeypatch.setattr(scoring, "__path__", [str(packages / OURS), *scoring.__path__])
    monkeypatch.setattr(scoring.__spec__, "submodule_search_locations", scoring.__path__)
    with pytest.raises(ModelError, match=r"judge\.onnx has the wrong checksum"):
        load_scorer()


def test_the_installed_files_are_intact() -> None:
    files = judge_files()
    folder = package_folder(OURS)
    assert (files.model.parent, files.tokenizer.parent) == (folder, folder)
