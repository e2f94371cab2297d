"""The child process that prints the devices that PortAudio sees now, as JSON."""

import json
import sys
from dataclasses import asdict

from mock_interviewer.audio.devices.device_list import list_devices
from mock_interviewer.audio.errors import MachineError


def main() -> int:
    """Write ``{"devices": […]}``, or ``{"error": {"what", "remedy"}}``, to stdout."""
    try:
        answer: dict[str, object] = {"devices": [asdict(device) for device in list_devices()]}
    except MachineError as error:
        answer = {"error": {"what": error.what, "remedy": error.remedy}}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
