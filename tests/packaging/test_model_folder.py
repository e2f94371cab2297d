import hashlib
import subprocess
import sys
from pathlib import Path

import pins
import pytest
from model_folder import (
    own_folder,
    packages_replaced,
    replaceable_models,
    take_models,
    without_packages,
)
from packaging.utils import canonicalize_name
from rig.changed_byte import change_a_byte
from system_packages import SetupError

from mock_interviewer.audio import packaged_models
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.packaged_models import PackagedModel

ROOT = Path(__file__).parents[2]
WEIGHTS = bytes(range(256)) * 40


def made_up(name: str, *packages: str) -> PackagedModel:
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    files = tuple(
        ModelFile(file, len(WEIGHTS), digest, ("nowhere/at/all",)) for file in ("a.bin", "b.json")
    )
    return PackagedModel(name, f"The model {name}", packages, replaceable=True, files=files)


MODELS = {
    "big": made_up("big", "big-part1==1.0", "big-part2==1.0"),
    "small": made_up("small", "small-models==2.0"),
}
PINS = """\
big-part1==1.0 \\
    --hash=sha256:00
    # via mock-interviewer (pyproject.toml)
big-part2==1.0 ; sys_platform == 'linux' \\
    --hash=sha256:01 \\
    --hash=sha256:02
big-part1-extra==3.0 \\
    --hash=sha256:03
small-models==2.0 \\
    --hash=sha256:04
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of models that holds "big"."""
    folder = tmp_path / "models"
    (folder / "big").mkdir(parents=True)
    for name in ("a.bin", "b.json"):
        (folder / "big" / name).write_bytes(WEIGHTS)
    return folder


def test_a_model_in_the_folder_is_copied_and_its_packages_are_skipped(
    folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "env" / "models"
    take_models(folder, target, MODELS)
    assert (target / "big" / "a.bin").read_bytes() == WEIGHTS
    replaced = packages_replaced(target, MODELS)
    assert replaced == {"big-part1", "big-part2"}
    assert without_packages(PINS, replaced) == PINS[PINS.index("big-part1-extra") :]


def test_without_copied_models_every_pin_stays(tmp_path: Path) -> None:
    assert without_packages(PINS, packages_replaced(tmp_path, MODELS)) == PINS


@pytest.mark.parametrize("name", ["a.bin", "b.json"])
def test_a_changed_byte_is_rejected_with_a_remedy(folder: Path, tmp_path: Path, name: str) -> None:
    change_a_byte(folder / "big" / name)
    target = tmp_path / "env"
    with pytest.raises(SetupError) as refused:
        take_models(folder, target, MODELS)
    assert str(refused.value) == (
        f"{folder / 'big'} was refused: {name} has the wrong checksum. Copy the file there again, "
        "or remove that folder to download the model."
    )
    assert packages_replaced(target, MODELS) == set()


def test_a_missing_file_is_rejected(folder: Path, tmp_path: Path) -> None:
    (folder / "big" / "b.json").unlink()
    with pytest.raises(SetupError, match=r"was refused: b\.json is missing"):
        take_models(folder, tmp_path / "env", MODELS)


def test_a_damaged_copy_is_copied_again(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "env"
    take_models(folder, target, MODELS)
    change_a_byte(target / "big" / "a.bin")
    take_models(folder, target, MODELS)
    assert (target / "big" / "a.bin").read_bytes() == WEIGHTS


def test_a_folder_without_models_is_rejected_with_the_expected_layout(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="holds none of the models big, small"):
        take_models(tmp_path, tmp_path / "env", MODELS)


def test_a_path_to_a_missing_folder_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(packaged_models.MODELS_VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(SetupError, match="which is not a folder"):
        own_folder()


def test_model_packages_are_pinned_as_in_the_tables() -> None:
    text = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    pinned = pins.pinned(text)
    known = {**packaged_models.SPEECH_MODELS, **replaceable_models()}
    assert {"base", "tiny.en", "en_US-joe-medium"} < set(known)
    for model in known.values():
        for package in model.packages:
            name, _, version = package.partition("==")
            assert pinned[canonicalize_name(name)] == {version}


def test_the_model_tables_need_only_the_standard_library() -> None:
    program = "import model_folder as m; print(*m.replaceable_models())"
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", program],
        cwd=ROOT / "packaging",
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout.split() == ["base", "tiny.en", "en_US-joe-medium"]
