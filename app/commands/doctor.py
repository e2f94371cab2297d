"""``doctor``: check that this machine has everything that an interview needs."""

import argparse
import contextlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damaged_databases
from mock_interviewer.app.display_check import screen_problem
from mock_interviewer.app.feedback.coverage.scoring.judge_files import judge_files
from mock_interviewer.app.store.database.sqlite_errors import damaged_database
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.devices.device import find_input, find_output
from mock_interviewer.audio.devices.device_list import list_devices
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.store import ModelStore, speech_detector_file
from mock_interviewer.audio.voices.chooser import system_voices
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

ROOM_NEEDED = 500_000_000
"""Bytes for the assembled base model and some hours of recordings."""


@dataclass(frozen=True)
class DoctorCheck:
    """The result of a check; ``remedy`` says what to do if ``ok`` is False."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def diagnose(data: DataFolder) -> tuple[DoctorCheck, ...]:
    """Check everything; may take some seconds: do not call it on the GUI thread."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("Python", _python_version),
        ("Data folder", lambda: _data_folder(data)),
        ("Disk space", lambda: _room(data)),
        ("Library", lambda: check_library(data)),
        ("Microphone", _microphone),
        ("Speaker", _speaker),
        ("System voice", _system_voice),
        ("Neural voice", _neural_voice),
        ("Speech model base", lambda: _model(data, "base")),
        ("Speech model tiny.en", lambda: _model(data, "tiny.en")),
        ("Speech detector", _speech_detector),
        ("Key point judge", _judge),
        ("Window", _window),
    ]
    return tuple(_checked(name, check) for name, check in checks)


def _checked(name: str, check: Callable[[], str]) -> DoctorCheck:
    try:
        return DoctorCheck(name, ok=True, detail=check())
    except MachineError as error:
        return DoctorCheck(name, ok=False, detail=error.what, remedy=error.remedy)


def _python_version() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _data_folder(data: DataFolder) -> str:
    data.prepare()
    return str(data.root)


def _room(data: DataFolder) -> str:
    folder = data.root
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        raise MachineError(
            f"Only {free / 1e6:.0f} MB are free on the disk with your data.",
            f"Free up at least {ROOM_NEEDED / 1e6:.0f} MB.",
        )
    return f"{free / 1e9:.1f} GB free"


def check_library(data: DataFolder) -> str:
    """Return a summary of the library. Raises DatabaseDamaged or StoreError."""
    with contextlib.closing(Library.open(data, read_only=True)) as library:
        if not library.rows_are_valid():
            raise damaged_database(data.database)
        count = library.listing.session_count()
        unfinished = len(library.unfinished())
    kept = "1 session" if count == 1 else f"{count} sessions"
    if unfinished:
        kept = f"{kept}, {counted(unfinished, 'unfinished answer')}"
    aside = damaged_databases(data.database)
    return f"{kept}; a damaged database was set aside as {aside[-1]}" if aside else kept


def _microphone() -> str:
    return find_input(list_devices(), None).name


def _speaker() -> str:
    return find_output(list_devices(), None).name


def _system_voice() -> str:
    return f"{len(system_voices())} voices"


def _neural_voice() -> str:
    with contextlib.closing(NeuralVoice()) as voice:
        voice.synthesize("Ready.", rate=170)
        return voice.info.name


def _model(data: DataFolder, name: str) -> str:
    return str(ModelStore(data.models).verify(name))


def _speech_detector() -> str:
    return speech_detector_file().name


def _judge() -> str:
    return f"ready in {judge_files().model.parent}"


def _window() -> str:
    problem = screen_problem()
    if problem is not None:
        raise problem
    return "a screen is available"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="check that everything an interview needs is available",
        description="Check that everything an interview needs is on this machine. The exit status "
        "is 1 if something is missing.",
        parents=parent_parsers(json=True),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each check, and what to do if it fails; return 1 if one fails."""
    checks = diagnose(DataFolder.at(arguments.data_dir))
    healthy = all(check.ok for check in checks)
    if arguments.json:
        listed = [
            {"name": c.name, "ok": c.ok, "detail": c.detail, "remedy": c.remedy} for c in checks
        ]
        print(json.dumps({"ok": healthy, "checks": listed}, ensure_ascii=False, indent=2))
        return 0 if healthy else 1
    for check in checks:
        print(f"{'ok     ' if check.ok else 'MISSING'}  {check.name}: {check.detail}")
        if check.remedy:
            print(f"         {check.remedy}")
    return 0 if healthy else 1
