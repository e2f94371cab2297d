"""``devices``: list microphones and speakers."""

import argparse
import json
import sys
from dataclasses import asdict

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.audio.devices.device import Device


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``devices``."""
    parser = subparsers.add_parser(
        "devices",
        help="list the microphones and speakers",
        description="List the microphones and speakers of this machine. "
        "The exit status is 1 if there are none.",
        parents=parent_parsers(json=True),
    )
    parser.set_defaults(run=list_all)


def list_all(arguments: argparse.Namespace) -> int:
    """Print the devices with their host APIs, and mark the defaults; return 1 if there are none."""
    from mock_interviewer.audio.devices.device_list import list_devices
    from mock_interviewer.audio.errors import AudioLibraryMissing

    reason = "No microphones or speakers were found. Plug one in, then try again."
    try:
        devices = list_devices()
    except AudioLibraryMissing as error:
        devices, reason = (), str(error)
    if arguments.json:
        print(json.dumps([asdict(device) for device in devices], ensure_ascii=False, indent=2))
        if not devices:
            print(f"mock-interviewer: {reason}", file=sys.stderr)
    elif devices:
        print("\n".join(_lines(devices)))
    else:
        print(reason)
    return 0 if devices else 1


def _lines(devices: tuple[Device, ...]) -> list[str]:
    inputs = [device for device in devices if device.inputs]
    outputs = [device for device in devices if device.outputs]
    microphones = [_line(device, default=device.default_input) for device in inputs]
    speakers = [_line(device, default=device.default_output) for device in outputs]
    return [
        "Microphones",
        *(microphones or ["    none: plug one in, then try again"]),
        "Speakers",
        *(speakers or ["    none: plug one in, then try again"]),
        "  * system default",
    ]


def _line(device: Device, *, default: bool) -> str:
    mark = "*" if default else " "
    return f"  {mark} {device.name} ({device.host_api})"
