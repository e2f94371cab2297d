"""Models that a person has in a folder: checked, taken into the environment, and not downloaded.

Pure standard library: this runs before anything is installed.
"""

import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from system_packages import SetupError

if TYPE_CHECKING:
    from mock_interviewer.audio.packaged_models import PackagedModel

VARIABLE = "MOCK_INTERVIEWER_MODELS"
"""The environment variable that names a person's own folder of models; the program knows it too."""

_ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==")


def own_folder() -> Path | None:
    """Return the folder of models that a person names; None for none. Raises SetupError."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named).expanduser().absolute()
    if not folder.is_dir():
        raise SetupError(
            f"{VARIABLE} names {folder}, which is not a folder. Name the folder that holds the "
            f"models, or unset {VARIABLE} to download them."
        )
    return folder


def replaceable_models() -> "dict[str, PackagedModel]":
    """Return the models whose packages a folder can replace, by name."""
    # The set-up runs outside the environment; the links that it lays lead to our own modules.
    links = str(_ROOT / "packaging" / "editable")
    if links not in sys.path:
        sys.path.append(links)
    from mock_interviewer.audio.packaged_models import SPEECH_MODELS, read_models

    judging = read_models(_ROOT / "app" / "feedback" / "scoring" / "models.toml")
    return {
        name: model for name, model in {**SPEECH_MODELS, **judging}.items() if model.replaceable
    }


def take_models(folder: Path, target: Path, models: "Mapping[str, PackagedModel]") -> None:
    """Copy each model that ``folder`` holds into ``target``, whole or not at all.

    Raises SetupError where a file is missing or not what it must be, or none is there, and OSError.
    """
    from mock_interviewer.audio.model_files import assemble, full_fault

    held = [model for name, model in models.items() if (folder / name).is_dir()]
    if not held:
        raise SetupError(
            f"{folder} holds none of the models {', '.join(models)}. Each is a folder there; "
            "CONTRIBUTING.md says which files it has."
        )
    target.mkdir(parents=True, exist_ok=True)
    for model in held:
        source, taken = folder / model.name, target / model.name
        fault = full_fault(source, model.files)
        if fault is not None:
            raise SetupError(
                f"{source} was refused: {fault}. Copy the file there again, or remove that folder "
                "to download the model."
            )
        if full_fault(taken, model.files) is None:
            continue
        print(f"Taking the model {model.name} from {folder}.", flush=True)
        shutil.rmtree(taken, ignore_errors=True)
        files = [replace(file, parts=(f"{model.name}/{file.name}",)) for file in model.files]
        if assemble(taken, files, lambda name: folder / name) is not None:
            raise SetupError(f"{source} changed while it was copied. Run this again.")


def packages_replaced(target: Path, models: "Mapping[str, PackagedModel]") -> set[str]:
    """Return the names of the packages of the models that ``target`` holds."""
    from mock_interviewer.audio.model_files import full_fault

    return {
        package.partition("==")[0]
        for model in models.values()
        if full_fault(target / model.name, model.files) is None
        for package in model.packages
    }


def without_packages(pins: str, packages: Collection[str]) -> str:
    """Return the text of a requirement file without the pins of some packages."""

    def kept() -> Iterator[str]:
        leaving = False
        for line in pins.splitlines(keepends=True):
            pin = _PIN.match(line)
            if pin:
                leaving = pin["name"] in packages
            if not leaving:
                yield line

    return "".join(kept())
