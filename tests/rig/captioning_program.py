"""The real program, except that its recognition hears numbers, without a model and at once.

Arguments: a folder in which starts of the worker are counted, then the program's own. A worker
that takes the place of one that died loads once there is a file "load" in that folder.
"""

import sys
from functools import partial
from pathlib import Path

from rig import fake_worker
from rig.recognition import fake_command

from mock_interviewer.app.cli import main
from mock_interviewer.audio.recognition.client import recognizer

_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('rig.captioning_program', run_name='__main__', alter_sys=True)"
)


def command(folder: Path) -> list[str]:
    """Return the command that starts this program."""
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[1]), str(folder)]


if __name__ == "__main__":
    worker = fake_command(Path(sys.argv[1]), fake_worker.CAPTION, fake_worker.CAPTION_LATE)
    recognizer.Recognizer = partial(recognizer.Recognizer, command=worker)  # type: ignore[assignment,misc]  # a fake one
    sys.exit(main(sys.argv[2:]))
