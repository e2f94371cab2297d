"""The command line, called in this process."""

import json
import signal
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import DataFolder

Answer = tuple[int, str, str]
"""The exit status, and what was written to stdout and to stderr."""
Run = Callable[..., Answer]


def call(capsys: pytest.CaptureFixture[str], data: DataFolder, *words: object) -> Answer:
    """Call the program on a data folder."""
    status = main([*map(str, words), "--data-dir", str(data.root)])
    told = capsys.readouterr()
    return status, told.out, told.err


def answered(run: Run, *words: str) -> dict[str, Any]:
    """Return the JSON that a successful command prints."""
    status, out, _ = run(*words, "--json")
    assert status == 0
    answer: dict[str, Any] = json.loads(out)
    return answer


def interrupt_at(monkeypatch: pytest.MonkeyPatch, command: ModuleType, progress: str) -> None:
    """Interrupt a command, as Ctrl+C does, once its progress starts with a text."""
    tell = command.print_status

    def tell_and_interrupt(sentence: str) -> None:
        tell(sentence)
        if sentence.startswith(progress):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(command, "print_status", tell_and_interrupt)
