"""The child process that keeps a Piper voice loaded and speaks with it.

Frames on standard input are JSON: ``{"job": n, "text": ..., "length_scale": x}`` or
``{"cancel": n}``. Frames on standard output are a head of kind and job, then the payload; see
ANSWER_HEAD. A job results in SOUND frames, each a stretch of a sentence, and then in END, or in
FAILED at any point. The process ends when its standard input does.
"""

import json
import logging
import os
import queue
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import full_fault
from mock_interviewer.audio.packaged_models import remedy
from mock_interviewer.audio.processes.worker_main import take_output
from mock_interviewer.audio.samples import Samples
from mock_interviewer.audio.voices.neural_voice_frames import (
    ANSWER_HEAD,
    END,
    FAILED,
    NEURAL_MODEL,
    READY,
    REFUSED,
    SOUND,
    read_frame,
    write_frame,
)
from mock_interviewer.audio.voices.piper_network import PiperNetwork
from mock_interviewer.audio.voices.text_pieces import pause_after, split_text

_GAIN: Final = 1.5
"""The network's sentences have peaks from 0.4 to 0.8, measured over 25 questions."""


_KNEE: Final = 0.7
"""Amplitude from which peaks are compressed, since the highest of a sentence is not known yet."""


_log = logging.getLogger(__name__)


def main() -> None:
    """Serve until standard input ends."""
    answers = take_output()
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    cancelled: set[int] = set()
    reader = threading.Thread(target=_read, args=(jobs, cancelled), daemon=True)
    reader.start()
    try:
        voice = _load(Path(sys.argv[1]))
    except ModelError as error:
        _answer(answers, REFUSED, 0, json.dumps([error.what, error.remedy]).encode())
        reader.join()
        return
    _answer(answers, READY, 0, str(voice.rate).encode())
    while True:
        request = jobs.get()
        job = request["job"]
        try:
            _speak(voice, request, cancelled, answers)
        except Exception:  # noqa: BLE001 - the parent tries again with a new process
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
        # The parent is gone, perhaps in the middle of a frame; the other thread may be in native
        # code.
        os._exit(0)


def _load(model: Path) -> "_Voice":
    """Load a voice from its ``.onnx`` file after checking every byte of it.

    Raises ModelError. Meanwhile the libraries are imported, which takes longer than the check.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="verify") as pool:
        fault = pool.submit(full_fault, model.parent, NEURAL_MODEL.files)
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        import piper  # noqa: F401

        found = fault.result()
    if found is not None:
        raise ModelError(f"{NEURAL_MODEL.label} is damaged: {found}.", f"{remedy(NEURAL_MODEL)}.")
    return _Voice(model)


class _Voice:
    """Piper's conversion of text to phonemes, and its network in two halves."""

    def __init__(self, model: Path) -> None:
        import piper

        config = json.loads(Path(f"{model}.json").read_text("utf-8"))
        self._network = PiperNetwork(model)
        self._piper = piper.PiperVoice(
            config=piper.PiperConfig.from_dict(config), session=self._network.encoder
        )
        self.rate: int = self._piper.config.sample_rate

    def speak(self, text: str, length_scale: float) -> Iterator[Samples]:
        config = self._piper.config
        for phonemes in self._piper.phonemize(_without_phonemes(text)):
            if phonemes:
                yield from self._network.speak(
                    self._piper.phonemes_to_ids(phonemes),
                    noise=config.noise_scale,
                    length=length_scale,
                    noise_width=config.noise_w_scale,
                )


def _speak(voice: _Voice, request: dict[str, Any], cancelled: set[int], answers: BinaryIO) -> None:
    job = request["job"]
    pause = np.zeros(0, dtype=np.float32)
    for piece in split_text(request["text"]):
        for stretch in voice.speak(piece, request["length_scale"]):
            if job in cancelled:
                return
            samples = np.concatenate([pause, leveled(stretch)])
            _answer(answers, SOUND, job, samples.astype("<f4").tobytes())
            pause = np.zeros(0, dtype=np.float32)
        pause = np.zeros(round(pause_after(piece) * voice.rate), dtype=np.float32)


def leveled(samples: Samples) -> Samples:
    """Amplify the network's output; peaks above the knee are compressed and stay below 1.

    Each sample is treated alone, so that the stretches of a sentence fit together.
    """
    louder = np.abs(samples) * _GAIN
    room = 1.0 - _KNEE
    rounded = _KNEE + room * np.tanh((louder - _KNEE) / room)
    return np.copysign(np.where(louder > _KNEE, rounded, louder), samples).astype(np.float32)


def _without_phonemes(text: str) -> str:
    """Return ``text`` without the brackets that Piper would read as phonemes."""
    return text.replace("[[", "[ [").replace("]]", "] ]")


def _answer(answers: BinaryIO, kind: bytes, job: int, payload: bytes = b"") -> None:
    write_frame(answers, ANSWER_HEAD.pack(kind, job) + payload)


if __name__ == "__main__":
    main()
