"""An installation of faster-whisper from which the speech detector's file is missing."""

import os
from pathlib import Path

import pytest

from mock_interviewer.audio.recognition.models.store import speech_detector_file


def lose_detector(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make processes started from now on find the package without that file.

    The installed one is left alone: they find another, whose files lead to it, before it.
    """
    lost = speech_detector_file()
    installed = lost.parents[1]
    package = folder / "site" / installed.name
    (package / lost.parent.name).mkdir(parents=True)
    for path in (*installed.iterdir(), *lost.parent.iterdir()):
        if path not in {lost, lost.parent}:
            (package / path.relative_to(installed)).symlink_to(path)
    paths = [str(package.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
