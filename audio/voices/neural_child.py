"""The child process that keeps a Piper voice loaded and speaks with it.

Frames on standard input: JSON, ``{"job": n, "text": ..., "length_scale": x}`` or
``{"cancel": n}``. Frames on standard output: a head of kind and job, then the payload; see
HEAD. A job gives SOUND frames, a sentence each, then END, or FAILED at once. The process ends
by itself when its standard input does.
"""

import json
import logging
import os
import queue
import struct
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from mock_interviewer.audio.voices.child_pipes import read_frame, take_stdout, write_frame
from mock_interviewer.audio.voices.sayable import pieces

HEAD: Final = struct.Struct("<cI")
READY: Final = b"r"
"""The voice is loaded; the payload is its sample rate, as decimal digits."""
SOUND: Final = b"s"
"""The payload is float32 samples, little-endian."""
END: Final = b"e"
FAILED: Final = b"f"

_VOLUME: Final = 0.9
_PAUSE: Final = 0.25
"""Seconds of silence between two sentences."""

_log = logging.getLogger(__name__)


def main() -> None:
    """Serve until standard input ends."""
    answers = take_stdout()
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    cancelled: set[int] = set()
    threading.Thread(target=_read, args=(jobs, cancelled), daemon=True).start()
    voice = _load(Path(sys.argv[1]))
    _answer(answers, READY, 0, str(voice.config.sample_rate).encode())
    while True:
        request = jobs.get()
        job = request["job"]
        try:
            _speak(voice, request, cancelled, answers)
        except Exception:  # noqa: BLE001 - the host tries again, with a fresh process
            _log.exception("An utterance failed")
            _answer(answers, FAILED, job)
        else:
            _answer(answers, END, job)
        cancelled.discard(job)


def _read(jobs: "queue.SimpleQueue[dict[str, Any]]", cancelled: set[int]) -> None:
    try:
        while (frame := read_frame(sys.stdin.buffer)) is not None:
            request = json.loads(frame)
            if "cancel" in request:
                cancelled.add(request["cancel"])
            else:
                jobs.put(request)
    finally:
        # The host is gone, perhaps in the middle of a frame; the other thread may be deep in
        # native code.
        os._exit(0)


def _load(model: Path) -> Any:
    import piper

    return piper.PiperVoice.load(model)


def _speak(voice: Any, request: dict[str, Any], cancelled: set[int], answers: BinaryIO) -> None:
    import piper

    job = request["job"]
    style = piper.SynthesisConfig(length_scale=request["length_scale"], volume=_VOLUME)
    pause = np.zeros(round(_PAUSE * voice.config.sample_rate), dtype="<f4").tobytes()
    first = True
    for piece in pieces(_without_phonemes(request["text"])):
        for chunk in voice.synthesize(piece, style):
            if job in cancelled:
                return
            samples = chunk.audio_float_array.astype("<f4").tobytes()
            _answer(answers, SOUND, job, samples if first else pause + samples)
            first = False


def _without_phonemes(text: str) -> str:
    """Return ``text`` without the brackets in which Piper would read phonemes."""
    return text.replace("[[", "[ [").replace("]]", "] ]")


def _answer(answers: BinaryIO, kind: bytes, job: int, payload: bytes = b"") -> None:
    write_frame(answers, HEAD.pack(kind, job) + payload)


if __name__ == "__main__":
    main()
