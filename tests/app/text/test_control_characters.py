import io
import json
import sys

import pytest

from mock_interviewer.app.text.control_characters import (
    controls_visible,
    visible,
    without_controls,
    write_control,
)

HOSTILE = "a\x1b]0;pwned\x07b\x9b2Jc\x08d\re\u202ef\u2066g\x7fh\udc9b\tnext\nlast é 🎉"


def test_control_characters_are_spelled_out_and_text_stays() -> None:
    assert visible(HOSTILE) == (
        "a\\u001b]0;pwned\\u0007b\\u009b2Jc\\u0008d\\u000de\\u202ef\\u2066g\\u007fh\\udc9b"
        "\tnext\nlast é 🎉"
    )


def test_control_characters_in_json_are_escaped() -> None:
    written = visible(json.dumps({HOSTILE: [HOSTILE]}, ensure_ascii=False))
    assert json.loads(written) == {HOSTILE: [HOSTILE]}
    assert written.isprintable()


def test_text_for_a_file_loses_only_control_characters() -> None:
    assert without_controls(HOSTILE + "\r\n") == ("a]0;pwnedb2Jcd\nefgh\tnext\nlast é 🎉\n")


def test_both_streams_are_filtered_until_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    with controls_visible():
        sys.stdout.write("\x1b[2J")
        sys.stderr.write("\x9bK")
    assert capsys.readouterr() == ("\\u001b[2J", "\\u009bK")
    sys.stdout.write("\x1b")
    assert capsys.readouterr().out == "\x1b"


def test_our_own_control_characters_pass_through(capsys: pytest.CaptureFixture[str]) -> None:
    with controls_visible():
        write_control("\r", sys.stdout)
        sys.stdout.write("50 %")
    assert capsys.readouterr().out == "\r50 %"


def test_a_program_without_streams_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with controls_visible():
        streams = sys.stdout, sys.stderr
    assert streams == (None, None)


def test_a_filtered_stream_stays_open() -> None:
    stream = io.StringIO()
    before, sys.stdout = sys.stdout, stream
    try:
        with controls_visible():
            sys.stdout.write("said\n")
    finally:
        sys.stdout = before
    assert (stream.closed, stream.getvalue()) == (False, "said\n")
