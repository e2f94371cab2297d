"""A program that is killed while it imports a sound file.

Usage: importing_child.py DATA_FOLDER AUDIO AT
AT is where: once the session is "begun", before its "mark" is put, with the "facts" written, with
some of the "sound", with all of it ("whole"), with the mark taken away ("unmarked"), or once the
take is "kept".
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rig.kept_takes import question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.pending_import import PendingImports
from mock_interviewer.app.store.sound_import import import_sound_through
from mock_interviewer.app.store.takes import sidecar


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(call: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any) -> None:
        call(*arguments)
        die()

    return run


def prepare(at: str) -> None:
    match at:
        case "begun":
            DataFolder.make_session_folder = die  # type: ignore[method-assign, assignment]  # to be killed there
        case "mark":
            deletion.put_discard_mark = die
        case "facts":
            sidecar.write_sidecar = then_die(sidecar.write_sidecar)
        case "whole":
            PendingImports.keep = die  # type: ignore[method-assign]  # to be killed there
        case "unmarked":
            deletion.remove_discard_mark = then_die(deletion.remove_discard_mark)
        case "kept":
            PendingImports.keep = then_die(PendingImports.keep)  # type: ignore[method-assign]  # to be killed there


if __name__ == "__main__":
    data, audio, at = DataFolder(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
    with Library.open(data) as library:
        prepare(at)
        tell = die if at == "sound" else lambda _: None
        import_sound_through(lambda work: work(library), audio, question(), tell)
