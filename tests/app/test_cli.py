"""The command line's entry: exit statuses, sentences, and a quick start."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mock_interviewer.app import cli
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.audio.errors import ModelError


def run_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a program whose window raises ``error``."""

    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(cli, "_open_window", fail)
    return cli.main([])


@pytest.mark.parametrize(
    "error",
    [
        ModelError("The model base is damaged.", "Import it again."),
        StoreError("The folder is read-only."),
        UsageError("Say --questions 3."),
    ],
)
def test_what_a_person_can_mend_is_one_sentence_and_status_2(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(error, monkeypatch) == 2
    assert capsys.readouterr().err == f"mock-interviewer: {error}\n"


def test_a_bug_of_ours_is_not_dressed_as_a_persons_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(ZeroDivisionError("division by zero"), monkeypatch) == 70
    said = capsys.readouterr().err
    assert "mistake in this program" in said
    assert "Traceback" not in said


def test_debugging_shows_the_bug_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_INTERVIEWER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run_with(ZeroDivisionError("division by zero"), monkeypatch)


@pytest.mark.parametrize(
    "words", [["--data-dir", "here", "doctor"], ["doctor", "--data-dir", "here"]]
)
def test_the_data_folder_may_be_named_before_or_after_the_command(words: list[str]) -> None:
    assert cli._parser(words).parse_args(words).data_dir == Path("here")


def test_an_unknown_command_is_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["sing"])
    assert stopped.value.code == 2
    assert "sing" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main([]) == 2
    assert "no screen" in capsys.readouterr().err


def test_the_window_starts_without_importing_any_command() -> None:
    program = (
        "import sys; from mock_interviewer.app import cli; cli._open_window = lambda _: 0\n"
        "cli.main(['--data-dir', 'x'])\n"
        "print([m for m in sys.modules if m.startswith('mock_interviewer.app.commands.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['mock_interviewer.app.commands.common']"


def test_a_frozen_program_can_be_one_of_its_own_modules() -> None:
    words = ["--child", "mock_interviewer.audio.devices_child"]
    done = subprocess.run(
        [sys.executable, "-m", "mock_interviewer.app", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout).keys() & {"devices", "error"}
