"""The process that measures speed: it loads a model and does the work of one piece a few times.

The request is one line of standard input, the answer one of standard output. The end of the input,
which is also what a killed parent leaves, ends the process at once.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.processes.child import OFFLINE
from mock_interviewer.audio.recognition.models.recommendation import PIECE, TOKENS
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.samples import SPEECH_RATE

_MOST_TRIES = 5
_ENOUGH = 3.0
"""Seconds of work after which no further try is made."""
_QUIET = 0.1


def measure_speed(folder: Path) -> float:
    """Return the seconds that a piece takes with the verified model in ``folder``.

    The sound is noise and the number of tokens is fixed, so that the work is always the same. The
    fastest try counts, since other load only makes a try slower. Raises RecognitionError where that
    cannot be done.
    """
    try:
        import numpy as np
        from faster_whisper import WhisperModel

        from mock_interviewer.audio.recognition.worker.engine import BEAM, MARGIN, threads_on
    except (ImportError, OSError) as error:
        raise _refused(f"speech recognition is not installed completely ({error})") from error
    noise = np.random.default_rng(1).standard_normal(round(PIECE * SPEECH_RATE))
    sound = (_QUIET * noise).astype(np.float32)
    try:
        model: Any = WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads_on(os.cpu_count() or 1),
            local_files_only=True,
        )
        ending, prompt = _words(model)
        window = round((PIECE + MARGIN) * model.frames_per_second)

        def one_piece() -> None:
            features = model.feature_extractor(sound)
            room = max(0, window - features.shape[-1])
            padded = np.pad(features, ((0, 0), (0, room)))[..., :window]
            encoded = model.encode(np.ascontiguousarray(padded))
            # The end token is suppressed for a fixed number; the library halves the limit.
            model.model.generate(
                encoded,
                [prompt],
                beam_size=BEAM,
                max_length=2 * TOKENS,
                suppress_tokens=[-1, ending],
            )

        return _fastest(one_piece)
    except (RuntimeError, ValueError, MemoryError) as error:
        raise _refused(str(error)) from error


def _words(model: Any) -> tuple[int, list[int]]:
    """Return the token that ends a text, and those that start one."""
    number = model.hf_tokenizer.token_to_id
    start = [number("<|startoftranscript|>")]
    if model.model.is_multilingual:
        start += [number("<|en|>"), number("<|transcribe|>")]
    return number("<|endoftext|>"), start


def _fastest(work: Callable[[], None]) -> float:
    """Return the seconds of the fastest of a few tries, after one that does not count."""
    work()
    began = time.perf_counter()
    times: list[float] = []
    while len(times) < _MOST_TRIES and (not times or time.perf_counter() - began < _ENOUGH):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _refused(why: str) -> RecognitionError:
    return RecognitionError(
        f"This computer could not be measured: {why}.",
        "Close other programs and measure again, or choose a speech model yourself.",
    )


def _end_with(stream: BinaryIO) -> None:
    stream.read()
    os._exit(0)


def main() -> int:
    """Measure what standard input asks for, and answer on standard output."""
    # Ctrl-C in a terminal goes to all of its processes; this one ends when its parent says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(OFFLINE)
    out = os.fdopen(os.dup(1), "wb")
    # Native libraries may print, which must not get between the lines of the answer.
    os.dup2(2, 1)
    stream = os.fdopen(os.dup(0), "rb")
    request = json.loads(stream.readline())
    threading.Thread(target=_end_with, args=(stream,), daemon=True).start()
    answer: dict[str, object]
    try:
        folder = ModelStore(Path(request["store"])).verified_folder(request["model"])
        answer = {"seconds": measure_speed(folder)}
    except MachineError as error:
        answer = {"kind": type(error).__name__, "what": error.what, "remedy": error.remedy}
    out.write(json.dumps(answer).encode() + b"\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
