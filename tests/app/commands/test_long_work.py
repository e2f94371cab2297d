import sys

import pytest

from mock_interviewer.app.commands.shared.console import ProgressDisplay


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("watched", [True, False])
def test_short_work_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], watched: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    shown = ProgressDisplay("Backing up", Clock())
    shown.progress.start(100)
    for _ in range(100):
        shown.progress.advance(1)
    shown.end()
    assert capsys.readouterr().err == ""


def test_progress_updates_one_line_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    clock = Clock()
    shown = ProgressDisplay("Backing up", clock)
    shown.progress.start(4)
    clock.now = 1.0
    for _ in range(4):
        shown.progress.advance(1)
    shown.end()
    assert (
        capsys.readouterr().err
        == "".join(f"\rBacking up: {percent} %" for percent in (25, 50, 75, 100)) + "\n"
    )


def test_progress_in_a_file_is_an_occasional_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    clock = Clock()
    shown = ProgressDisplay("Backing up", clock)
    shown.progress.start(20)
    for _ in range(20):
        clock.now += 1.0
        shown.progress.advance(1)
    shown.end()
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"Backing up: {percent} %" for percent in (25, 50, 75, 100)]
