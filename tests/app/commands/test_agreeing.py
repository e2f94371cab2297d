import io
import sys

import pytest

from mock_interviewer.app.commands.shared.console import confirmed


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("y\n", True),
        (" Yes \n", True),
        ("n\n", False),
        ("\n", False),
        ("", False),
        ("yep\n", False),
    ],
)
def test_only_yes_confirms_and_the_prompt_stays_out_of_standard_output(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    *,
    answer: bool,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert confirmed("Really?") is answer
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Really? [y/N] ")


def test_ctrl_c_ends_the_line_and_propagates(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(KeyboardInterrupt):
        confirmed("Really?")
    assert capsys.readouterr().err == "Really? [y/N] \n"
