"""Models in a person's own folder: verified and copied into the environment, not downloaded.

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

_ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==")


def own_folder() -> Path | None:
    """Return the person's folder of models, or None. Raises SetupError."""
    _find_our_modules()
    from mock_interviewer.audio.packaged_models import MODELS_VARIABLE

    named = os.environ.get(MODELS_VARIABLE)
    if not named:
        return None
    folder = Path(named).expanduser().absolute()
    if not folder.is_dir():
        raise SetupError(
            f"{MODELS_VARIABLE} names {folder}, which is not a folder. Name the folder that holds "
            f"the models, or unset {MODELS_VARIABLE} to download them."
        )
    return folder


def replaceable_models() -> "dict[str, PackagedModel]":
    """Return the models whose packages a folder can replace, by name."""
    _find_our_modules()
    from mock_interviewer.audio.packaged_models import SPEECH_MODELS

    return {name: model for name, model in SPEECH_MODELS.items() if model.replaceable}


def _find_our_modules() -> None:
    """Make the program's own modules importable, since setup runs outside the environment."""
    links = str(_ROOT / "packaging" / "editable")
    if links not in sys.path:
        sys.path.append(links)


def all_taken(folder: Path, target: Path, models: "Mapping[str, PackagedModel]") -> bool:
    """Return whether ``folder`` holds models and ``target`` has each, by the sizes of their files.

    Reads no contents, so that it costs next to nothing.
    """
    from mock_interviewer.audio.model_files import quick_fault

    held = _held(folder, models)
    return bool(held) and all(
        quick_fault(target / model.name, model.files) is None for model in held
    )


def _held(folder: Path, models: "Mapping[str, PackagedModel]") -> "list[PackagedModel]":
    return [model for name, model in models.items() if (folder / name).is_dir()]


def take_models(folder: Path, target: Path, models: "Mapping[str, PackagedModel]") -> None:
    """Copy each model in ``folder`` into ``target``, completely or not at all.

    Raises SetupError where a file is missing or not what it must be, or none is there, and OSError.
    """
    from mock_interviewer.audio.model_files import assemble, full_fault

    held = _held(folder, models)
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
