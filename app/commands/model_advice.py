"""``models measure``, and what it lets us say of each model."""

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

from mock_interviewer.app.commands.recognition_options import settings_of
from mock_interviewer.app.measured import Measured, read_measured, write_measured
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.audio.recognition.catalogue import Model
from mock_interviewer.audio.recognition.measuring import Measuring
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.proposal import PIECE, Machine, pace, proposed


@dataclass(frozen=True)
class Advice:
    """What was measured, and the name of the model that follows from it for this person."""

    machine: Machine
    proposed: str


def advice_for(arguments: argparse.Namespace) -> Advice | None:
    """Return what was measured before; None when nothing was."""
    measured = read_measured(DataFolder.at(arguments.data_dir))
    return None if measured is None else _advice(arguments, measured.machine)


def advice_json(model: Model, advice: Advice | None) -> dict[str, Any]:
    """Return what is to be said of a model; null where nothing was measured, or is known of it."""
    if advice is None:
        return {"proposed": None, "pace": None}
    found = pace(advice.machine, model)
    return {
        "proposed": model.name == advice.proposed,
        "pace": None if found is None else str(found),
    }


def measure(arguments: argparse.Namespace) -> int:
    """Measure this computer and keep the result; returns 0."""
    data = DataFolder.at(arguments.data_dir)
    if not arguments.json:
        print("Measuring, which takes a few seconds.", file=sys.stderr)
    before = read_measured(data)
    machine = Measuring(ModelStore(data.models)).run()
    if machine is None:
        raise RuntimeError("nobody cancelled the measurement")
    write_measured(data, Measured(machine, told=before is not None and before.told))
    advice = _advice(arguments, machine)
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


def _advice(arguments: argparse.Namespace, machine: Machine) -> Advice:
    from mock_interviewer.app.settings.declarations import LANGUAGE

    language = settings_of(arguments.data_dir).get(LANGUAGE)
    return Advice(machine, proposed(machine, language).name)
