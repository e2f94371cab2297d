"""``models``: list, verify, measure, import, download and remove speech models."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_interviewer.app.commands.model_download import DownloadDisplay, follow_download
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import settings_of
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.app.data_folder.paths import DataFolder
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
    """What was measured, and the name of the model that follows from it for this person."""

    machine: MachineMeasurement
    proposed: str


def advice_for(arguments: argparse.Namespace) -> ModelAdvice | None:
    """Return what was measured before; None when nothing was."""
    measured = read_machine_speed(DataFolder.at(arguments.data_dir))
    return None if measured is None else _advice_of(arguments, measured.machine)


def advice_json(model: SpeechModel, advice: ModelAdvice | None) -> dict[str, Any]:
    """Return what is to be said of a model; null where nothing was measured, or is known of it."""
    if advice is None:
        return {"proposed": None, "pace": None}
    found = model_pace(advice.machine, model)
    return {
        "proposed": model.name == advice.proposed,
        "pace": None if found is None else str(found),
    }


def measure_machine(arguments: argparse.Namespace) -> int:
    """Measure this computer and keep the result; returns 0."""
    data = DataFolder.at(arguments.data_dir)
    if not arguments.json:
        print("Measuring, which takes a few seconds.", file=sys.stderr)
    before = read_machine_speed(data)
    machine = SpeedMeasurement(ModelStore(data.models)).run()
    if machine is None:
        raise RuntimeError("nobody cancelled the measurement")
    write_machine_speed(data, MachineSpeed(machine, shown=before is not None and before.shown))
    advice = _advice_of(arguments, machine)
    if arguments.json:
        answer = {
            "proposed": advice.proposed,
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
            f" writes {PIECE:.0f} seconds of speech down in {machine.seconds:.2f} s."
        )
        print(f"Proposed: {advice.proposed}")
    return 0


def _advice_of(arguments: argparse.Namespace, machine: MachineMeasurement) -> ModelAdvice:
    from mock_interviewer.app.settings.declarations import LANGUAGE

    language = settings_of(arguments.data_dir).get(LANGUAGE)
    return ModelAdvice(machine, recommended_model(machine, language).name)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``models`` and its own commands."""
    parser = subparsers.add_parser("models", help="list, verify and get the speech models")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    listing = commands.add_parser(
        "list", parents=parent_parsers(json=True), help="list the speech models"
    )
    listing.set_defaults(run=list_models)

    verifying = commands.add_parser(
        "verify",
        parents=parent_parsers(json=True),
        help="check every byte of the speech models",
        description="Check every byte of a speech model, or of all of them.",
    )
    verifying.add_argument("name", nargs="?", metavar="NAME", help="only this model")
    verifying.add_argument(
        "--repair", action="store_true", help="lay out a damaged model again from its packages"
    )
    verifying.set_defaults(run=verify_models)
    measuring = commands.add_parser(
        "measure",
        parents=parent_parsers(json=True),
        help="measure this computer and propose a model that it can carry",
        description="Measure for a few seconds how quickly this computer writes speech down, keep"
        " the result, and propose a speech model that it can carry.",
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
        description="Import a speech model in the form of CTranslate2 from a folder, or from a"
        " .zip, .tar or .tar.gz archive.",
    )
    importing.add_argument("path", type=Path, metavar="PATH", help="the folder or the archive")
    importing.add_argument("--name", metavar="NAME", help="call the model this")
    importing.set_defaults(run=import_one)

    downloading = commands.add_parser(
        "download",
        parents=parent_parsers(json=True),
        help="download a speech model",
        description="Download a speech model from the hub of models, or from the one that"
        " HF_ENDPOINT names. Ctrl-C stops; the same command goes on from there.",
    )
    downloading.add_argument("name", metavar="NAME", help="the model, as `models list` calls it")
    downloading.add_argument("--yes", action="store_true", help="do not ask once the size is known")
    downloading.set_defaults(run=download_one)

    removing = commands.add_parser(
        "remove",
        parents=parent_parsers(json=True),
        help="remove a speech model that was downloaded or imported",
        description="Remove the files of a speech model, and what a download of it has left.",
    )
    removing.add_argument("name", metavar="NAME", help="the model, as `models list` calls it")
    removing.set_defaults(run=remove_one)


def list_models(arguments: argparse.Namespace) -> int:
    """Print the models and where each stands; returns 0."""
    statuses = _store(arguments).list()
    advice = advice_for(arguments)
    if arguments.json:
        answer = [_status_json(status) | advice_json(status.model, advice) for status in statuses]
        print(json.dumps(answer, indent=2))
        return 0
    for status in statuses:
        languages = "English only" if status.model.english_only else "many languages"
        about = "about " if status.state is ModelState.AVAILABLE else ""
        megabytes = f"{about}{status.model.size / 1e6:.0f} MB"
        fits = advice is not None and status.model.name == advice.proposed
        proposed = " (proposed for this computer)" if fits else ""
        print(f"{status.model.label}, {megabytes}, {languages}: {status}{proposed}")
    return 0


def verify_models(arguments: argparse.Namespace) -> int:
    """Print what is wrong with each model; returns 1 if anything is, else 0."""
    store = _store(arguments)
    if arguments.name is None:
        # Those that are not here are no fault.
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
            print(f"{name}: every byte is right." if fault is None else str(fault))
    return 0 if all(fault is None for fault in faults.values()) else 1


def import_one(arguments: argparse.Namespace) -> int:
    """Copy a model out of a folder or an archive; returns 0."""
    store = _store(arguments)
    if not arguments.json:
        print(f"Checking {arguments.path}, which takes a moment.", file=sys.stderr)
    imported = import_model(store, arguments.path, arguments.name)
    return _say_it_is_here(arguments, store, imported.manifest.name, new=imported.new)


def download_one(arguments: argparse.Namespace) -> int:
    """Fetch a model from a hub; returns 1 if the person was asked and said no, else 0."""
    store = _store(arguments)
    name = _known(store, arguments.name)
    ask = sys.stdin.isatty() and not arguments.yes
    finished = follow_download(store, name, DownloadDisplay(sys.stderr), ask=ask)
    if finished is None:
        return 1
    return _say_it_is_here(arguments, store, name, new=finished.new)


def remove_one(arguments: argparse.Namespace) -> int:
    """Remove a model; returns 1 when there was nothing of it, else 0."""
    store = _store(arguments)
    name = _known(store, arguments.name)
    packaged = store.model(name).packaged
    gone = remove_model(store, name)
    if arguments.json:
        print(json.dumps({"name": name, "removed": gone is not None}, indent=2))
    elif gone is None:
        print(f"Nothing of the speech model {name} is in {store.folder}.")
    elif packaged:
        print(f"{gone} is removed; it is laid out again when the speech model is used.")
    else:
        print(f"The speech model {name} is removed.")
    return 0 if gone is not None else 1


def _say_it_is_here(
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
        print(f"The speech model {name} was here already; every byte is right.")
    return 0


def _known(store: ModelStore, name: str) -> str:
    if name not in store.names():
        raise UsageError(
            f'There is no speech model "{name}"; write one of: {", ".join(store.names())}.'
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
