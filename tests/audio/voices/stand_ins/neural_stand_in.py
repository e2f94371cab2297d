"""A stand-in for neural_child; its first argument selects the fault."""

import json
import os
import sys
from pathlib import Path

import numpy as np

from mock_interviewer.audio.processes.worker_main import take_output
from mock_interviewer.audio.voices.neural_voice_frames import (
    ANSWER_HEAD,
    END,
    FAILED,
    READY,
    SOUND,
    read_frame,
    write_frame,
)


def main() -> None:
    mode = sys.argv[1]
    answers = take_output()
    sys.stdout.write("chatter of a native library")
    sys.stdout.flush()
    write_frame(answers, ANSWER_HEAD.pack(READY, 0) + b"22050")
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        request = json.loads(frame)
        if "cancel" in request or mode == "hangs":
            continue
        job = request["job"]
        sound = np.full(2_205, 0.5, dtype="<f4").tobytes()
        write_frame(answers, ANSWER_HEAD.pack(SOUND, job) + sound)
        if mode == "dies" or (mode == "dies-once" and _first_time(Path(sys.argv[2]))):
            sys.stderr.write("out of memory")
            sys.stderr.flush()
            os.abort()
        write_frame(answers, ANSWER_HEAD.pack(FAILED if mode == "fails" else END, job))


def _first_time(mark: Path) -> bool:
    if mark.exists():
        return False
    mark.touch()
    return True


main()
