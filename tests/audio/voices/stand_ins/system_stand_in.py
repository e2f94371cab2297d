"""A stand-in for system_child; its first argument selects the fault."""

import os
import sys
import threading
import wave
from pathlib import Path


def _write(target: Path, frames: bytes) -> None:
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(frames)


def main() -> None:
    mode, arguments = sys.argv[1], sys.argv[2:]
    target = Path(arguments[arguments.index("say") + 1], "utterance.wav")
    sys.stdin.buffer.read()
    match mode:
        case "hangs":
            _write(target, b"\0\1" * 22_050)
            threading.Event().wait()
        case "crashes":
            os.abort()
        case "no-file":
            pass
        case "empty-file":
            target.touch()
        case "header-alone":
            _write(target, b"")
        case "silence":
            _write(target, b"\0\0" * 22_050)
        case "half-said":
            _write(target, b"\0\1" * 22_050)
            sys.exit(1)
        case _:
            raise ValueError(mode)


main()
