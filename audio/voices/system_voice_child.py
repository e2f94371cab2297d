"""The child process that runs pyttsx3 for one list of voices or one utterance.

``list`` writes JSON to standard output: ``{"default": id, "voices": [{id, name, language}]}``.
``say FOLDER`` reads UTF-8 text from standard input and writes FOLDER/utterance.wav.
"""

import argparse
import faulthandler
import json
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from mock_interviewer.audio.processes.worker_main import take_output

NO_LIBRARY: Final = 3
"""Exit status: this system has no speech library that pyttsx3 can load."""
NO_VOICE: Final = 4
"""Exit status: there is no voice with the requested ID."""
FAILED: Final = 5
"""Exit status: the library failed; the reason is on standard error."""
UTTERANCE: Final = "utterance.wav"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in ``arguments`` and return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, required=True)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list")
    say = actions.add_parser("say")
    say.add_argument("folder", type=Path)
    say.add_argument("--voice")
    say.add_argument("--rate", type=int, required=True)
    asked = parser.parse_args(arguments)

    # If the parent dies while a native call hangs here, nobody else ends this process.
    faulthandler.dump_traceback_later(asked.limit, exit=True)
    answers = take_output()
    try:
        import pyttsx3

        engine = pyttsx3.init()
    except Exception:  # noqa: BLE001 - each system's driver fails in its own way
        traceback.print_exc()
        return NO_LIBRARY
    try:
        if asked.action == "list":
            answers.write(json.dumps(_voices(engine)).encode())
            answers.flush()
            return 0
        text = sys.stdin.buffer.read().decode("utf-8")
        return _say(engine, text, asked.folder / UTTERANCE, asked.voice, asked.rate)
    except Exception:  # noqa: BLE001 - the parent reads the status and logs the reason
        traceback.print_exc()
        return FAILED


def _say(engine: Any, text: str, target: Path, voice: str | None, rate: int) -> int:
    failures: list[Exception] = []
    finished = threading.Event()
    # pyttsx3 swallows the errors of its drivers and only sends a notification.
    engine.connect("error", lambda name, exception: failures.append(exception))  # noqa: ARG005
    engine.connect("finished-utterance", lambda name, completed: finished.set())  # noqa: ARG005
    if voice is not None:
        if voice not in {known.id for known in engine.getProperty("voices")}:
            return NO_VOICE
        engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    engine.save_to_file(text, str(target))
    if engine.driver_name == "espeak":
        _patch_espeak()
    engine.runAndWait()
    if failures:
        raise failures[0]
    if engine.driver_name == "espeak":
        # Its runAndWait does not wait; with the other drivers it does.
        finished.wait()
    return 0


def _patch_espeak() -> None:
    """Work around two bugs of pyttsx3 2.99 with espeak.

    It claims that a text is ten times as long as it is, and espeak reads that far: a long text
    crashes it. And its runAndWait starts by canceling pending commands of espeak, which sometimes
    include our rate.
    """
    from pyttsx3.drivers import _espeak

    def synth(text: bytes, flags: int) -> int:
        arguments = (0, _espeak.POS_CHARACTER, 0, flags, None, None)
        return int(_espeak.cSynth(text, len(text) + 1, *arguments))

    _espeak.Synth = synth
    _espeak.IsPlaying = lambda: False


def _voices(engine: Any) -> dict[str, Any]:
    return {
        "default": engine.getProperty("voice"),
        "voices": [
            {"id": voice.id, "name": voice.name, "language": _language(voice.languages)}
            for voice in engine.getProperty("voices")
        ],
    }


def _language(languages: Sequence[str | bytes] | None) -> str:
    """Return the first language as a tag; drivers give text, bytes, or nothing at all."""
    if not languages:
        return ""
    first = languages[0]
    text = first.decode("utf-8", "ignore") if isinstance(first, bytes) else str(first)
    return "".join(letter for letter in text if letter.isprintable()).replace("_", "-").lower()


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    # espeak fails an assertion and crashes when a process that used it exits normally.
    os._exit(status)
