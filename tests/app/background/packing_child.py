"""A program to be killed: packs the recordings of a library, and stops after one step.

Usage: packing_child.py DATA_FOLDER STEP
It prints "here" and stops forever after the STEP: encoded, named, written, removed.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mock_interviewer.app.background.packing import pack_recording
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes import recordings
from mock_interviewer.audio.files import flac
from mock_interviewer.audio.files.folder_sync import sync_folder


def stop(*_arguments: Any, **_named: Any) -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(600)


def stop_after(call: Callable[..., Any]) -> Callable[..., Any]:
    def stopped(*arguments: Any, **named: Any) -> None:
        call(*arguments, **named)
        stop()

    return stopped


def stop_at(step: str) -> None:
    match step:
        case "encoded":
            vars(flac)["pack_as_flac"] = stop_after(flac.pack_as_flac)
        case "named":
            vars(recordings)["sync_folder"] = stop_after(sync_folder)
        case "written":
            # The old recording is removed right after the row is written.
            Path.unlink = stop  # type: ignore[method-assign]
        case "removed":
            Path.unlink = stop_after(Path.unlink)  # type: ignore[method-assign]


if __name__ == "__main__":
    store = StoreThread(DataFolder(Path(sys.argv[1])))
    store.start().result()
    stop_at(sys.argv[2])
    for take, recording in store.submit(lambda library: library.recordings.unpacked()).result():
        pack_recording(store, take, recording)
