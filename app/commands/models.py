"""``models``: list, verify, measure, import, download, and remove speech models."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_interviewer.app.commands.model_download import DownloadDisplay, follow_download
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import settings_of
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.app.errors import UsageError
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.installation.importing import import_model
from mock_interviewer.audio.recognition.installation.install import remove_model
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.models.manifest import read_manifest
from mock_interviewer.audio.recognition.models.recommendation import (
    PIECE,
    MachineMeasurement,
    model_pace,
    recommended_model,
)
from mock_interviewer.audio.recognition.models.speed_measurement import SpeedMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus, ModelStore


@dataclass(frozen=True)
class ModelAdvice:
    """A measurement of this machine, and the name of the model recommended from it."""

    machine: MachineMeasurement
    recommended: str


def advice_for(arguments: argparse.Namespace) -> ModelAdvice | None:
    """Return the advice from an earlier measurement; None if there was none."""
    measured = read_machine_speed(DataFolder.at(arguments.data_dir))
    return None if measured is None else _advice_of(arguments, measured.machine)


def advice_json(model: SpeechModel, advice: ModelAdvice | None) -> dict[str, Any]:
    """Return the advice on a model as JSON; null without a measurement, or for unknown models."""
    if advice is None:
        return {"proposed": None, "pace": None}
    found = model_pace(advice.machine, model)
    return {
        "proposed": model.name == advice.recommended,
        "pace": None if found is None else str(found),
    }


def measure_machine(arguments: argparse.Namespace) -> int:
    """Measure this computer and save the result; return 0."""
    data = DataFolder.at(arguments.data_dir)
    if not arguments.json:
        print("Measuring. This takes a few seconds…", file=sys.stderr)
    before = read_machine_speed(data)
    machine = SpeedMeasurement(ModelStore(data.models)).run()
    if machine is None:
        raise RuntimeError("the measurement was canceled")
    write_machine_speed(data, MachineSpeed(machine, shown=before is not None and before.shown))
    advice = _advice_of(arguments, machine)
    if arguments.json:
        answer = {
            "proposed": advice.recommended,
            "model": machine.model,
            "speech": PIECE,
            "seconds": machine.seconds,
            "cores": machine.cores,
            "memory": machine.memory,
        }
        print(json.dumps(answer, indent=2))
    else:
        print(
            f"{machine.cores} processors, {machine.memory / 1e9:.1f} GB of memory: {machine.model}"
            f" transcribes {PIECE:.0f} seconds of speech in {machine.seconds:.2f} s."
        )
        print(f"Recommended: {advice.recommended}")
    return 0


def _advice_of(arguments: argparse.Namespace, machine: MachineMeasurement) -> ModelAdvice:
    from mock_interviewer.app.settings.declarations import LANGUAGE

    language = settings_of(arguments.data_dir).get(LANGUAGE)
    return ModelAdvice(machine, recommended_model(machine, language).name)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``models`` and its own commands."""
    parser = subparsers.add_parser("models", help="list, verify, and install speech models")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    listing = commands.add_parser(
        "list", parents=parent_parsers(json=True), help="list the speech models"
    )
    listing.set_defaults(run=list_models)

    verifying = commands.add_parser(
        "verify",
        parents=parent_parsers(json=True),
        help="verify the files of the speech models",
        description="Verify every byte of a speech model, or of all of them.",
    )
    verifying.add_argument("name", nargs="?", metavar="NAME", help="only this model")
    verifying.add_argument(
        "--repair", action="store_true", help="restore a damaged model from its packages"
    )
    verifying.set_defaults(run=verify_models)
    measuring = commands.add_parser(
        "measure",
        parents=parent_parsers(json=True),
        help="measure this computer and recommend a model for it",
        description="Measure for a few seconds how fast this computer transcribes speech, save the"
        " result, and recommend a speech model that it can run.",
    )
    measuring.set_defaults(run=measure_machine)
    _add_installation(commands)


def _add_installation(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    importing = commands.add_parser(
        "import",
        parents=parent_parsers(json=True),
        help="import a speech model from a folder or an archive",
        description="Import a speech model in CTranslate2 format from a folder, or from a .zip,"
        " .tar, or .tar.gz archive.",
    )
    importing.add_argument("path", type=Path, metavar="PATH", help="the folder or the archive")
    importing.add_argument("--name", metavar="NAME", help="a name for the model")
    importing.set_defaults(run=import_one)

    downloading = commands.add_parser(
        "download",
        parents=parent_parsers(json=True),
        help="download a speech model",
        description="Download a speech model from the Hugging Face hub, or from the hub in"
        " HF_ENDPOINT. Ctrl-C stops the download; run the same command to continue it.",
    )
    downloading.add_argument("name", metavar="NAME", help="a model from `models list`")
    downloading.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    downloading.set_defaults(run=download_one)

    removing = commands.add_parser(
        "remove",
        parents=parent_parsers(json=True),
        help="remove a speech model that was downloaded or imported",
        description="Remove the files of a speech model, including a partial download.",
    )
    removing.add_argument("name", metavar="NAME", help="a model from `models list`")
    removing.set_defaults(run=remove_one)


def list_models(arguments: argparse.Namespace) -> int:
    """Print the models with their states; return 0."""
    statuses = _store(arguments).list()
    advice = advice_for(arguments)
    if arguments.json:
        answer = [_status_json(status) | advice_json(status.model, advice) for status in statuses]
        print(json.dumps(answer, indent=2))
        return 0
    for status in statuses:
        languages = "English only" if status.model.english_only else "multilingual"
        about = "about " if status.state is ModelState.AVAILABLE else ""
        megabytes = f"{about}{status.model.size / 1e6:.0f} MB"
        fits = advice is not None and status.model.name == advice.recommended
        mark = " (recommended for this computer)" if fits else ""
        print(f"{status.model.label}, {megabytes}, {languages}: {status}{mark}")
    return 0


def verify_models(arguments: argparse.Namespace) -> int:
    """Print the fault of each model; return 1 if there is any, otherwise 0."""
    store = _store(arguments)
    if arguments.name is None:
        # A model that is not installed is not a fault.
        here = (status for status in store.list() if status.state is not ModelState.AVAILABLE)
        names = [status.model.name for status in here]
    else:
        names = [_known(store, arguments.name)]
    faults = {name: _fault(store, name, repair=arguments.repair) for name in names}
    if arguments.json:
        answer = [
            {"name": name, "ok": fault is None, "detail": "" if fault is None else str(fault)}
            for name, fault in faults.items()
        ]
        print(json.dumps(answer, indent=2))
    else:
        for name, fault in faults.items():
            print(f"{name}: verified" if fault is None else str(fault))
    return 0 if all(fault is None for fault in faults.values()) else 1


def import_one(arguments: argparse.Namespace) -> int:
    """Import a model from a folder or an archive; return 0."""
    store = _store(arguments)
    if not arguments.json:
        print(f"Checking {arguments.path}. This takes a moment…", file=sys.stderr)
    imported = import_model(store, arguments.path, arguments.name)
    return _print_installed(arguments, store, imported.manifest.name, new=imported.new)


def download_one(arguments: argparse.Namespace) -> int:
    """Download a model from a hub; return 1 if the person declines, otherwise 0."""
    store = _store(arguments)
    name = _known(store, arguments.name)
    ask = sys.stdin.isatty() and not arguments.yes
    finished = follow_download(store, name, DownloadDisplay(sys.stderr), ask=ask)
    if finished is None:
        return 1
    return _print_installed(arguments, store, name, new=finished.new)


def remove_one(arguments: argparse.Namespace) -> int:
    """Remove a model; return 1 if there was nothing to remove, otherwise 0."""
    store = _store(arguments)
    name = _known(store, arguments.name)
    packaged = store.model(name).packaged
    gone = remove_model(store, name)
    if arguments.json:
        print(json.dumps({"name": name, "removed": gone is not None}, indent=2))
    elif gone is None:
        print(f"The speech model {name} has no files in {store.folder}.")
    elif packaged:
        print(f"{gone} was removed. It is restored from its packages when the model is next used.")
    else:
        print(f"The speech model {name} was removed.")
    return 0 if gone is not None else 1


def _print_installed(
    arguments: argparse.Namespace, store: ModelStore, name: str, *, new: bool
) -> int:
    path = store.folder / name
    manifest = read_manifest(path)
    if arguments.json:
        answer = {
            "name": name,
            "path": str(path),
            "size": manifest.size,
            "english_only": manifest.english_only,
            "new": new,
        }
        print(json.dumps(answer, indent=2))
    elif new:
        print(f"The speech model {name} is ready in {path}.")
    else:
        print(f"The speech model {name} was already installed and has been verified.")
    return 0


def _known(store: ModelStore, name: str) -> str:
    if name not in store.names():
        raise UsageError(
            f'There is no speech model "{name}". Choose one of: {", ".join(store.names())}.'
        )
    return name


def _fault(store: ModelStore, name: str, *, repair: bool) -> ModelError | None:
    try:
        store.verify(name)
    except ModelError as error:
        if not repair:
            return error
    else:
        return None
    try:
        store.repair(name)
    except ModelError as error:
        return error
    return None


def _store(arguments: argparse.Namespace) -> ModelStore:
    return ModelStore(DataFolder.at(arguments.data_dir).models)


def _status_json(status: ModelStatus) -> dict[str, Any]:
    return {
        "name": status.model.name,
        "label": status.model.label,
        "english_only": status.model.english_only,
        "size": status.model.size,
        "state": str(status.state),
        "path": str(status.path),
        "detail": status.detail,
    }
