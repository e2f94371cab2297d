import os
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from system_packages import SetupError

ROOT = Path(__file__).parents[2]


def test_bootstrap_needs_only_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-E", ROOT / "packaging" / "bootstrap.py"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (2, "usage: bootstrap.py run|test|check\n")


@pytest.mark.parametrize("arguments", [[], ["all"], ["run", "test"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert bootstrap.main(arguments) == 2


@pytest.mark.parametrize(
    ("error", "sentence", "status"),
    [
        (SetupError("The disk is full."), "The disk is full.", 2),
        (
            PermissionError(13, "Permission denied", ".venv"),
            "Setting up failed: [Errno 13] Permission denied: '.venv'.",
            2,
        ),
        (KeyboardInterrupt(), "Interrupted. The next run starts this over.", 130),
    ],
    ids=["a set-up error", "an error of the system", "Ctrl+C"],
)
def test_a_failure_is_one_error_line(
    error: BaseException,
    sentence: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(bootstrap, "make_checkout_ready", fail)
    assert bootstrap.main(["run"]) == status
    assert capsys.readouterr().err == sentence + "\n"


def test_an_old_python_hands_over_to_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("python3.12", "python3.11"):
        (tmp_path / name).touch(mode=0o700)
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "run"])
    monkeypatch.setattr(os, "execv", lambda path, words: started.append((path, words)))
    with pytest.raises(SystemExit):
        bootstrap.use_a_newer_python()
    newer = str(tmp_path / "python3.12")
    assert started[0] == (newer, [newer, "bootstrap.py", "run"])


def test_an_old_python_without_a_newer_one_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"^Mock Interviewer needs Python 3\.11 or newer"):
        bootstrap.use_a_newer_python()
