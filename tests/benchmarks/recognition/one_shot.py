"""The plain model on a whole recording at once, after the fact."""

import time
from dataclasses import dataclass

from benchmarks.recognition.plain_model import PlainModel

from mock_interviewer.audio.types import Samples


@dataclass(frozen=True)
class OneShot:
    """``wall`` and ``cpu`` are seconds; the processor's are those of all threads."""

    wall: float
    cpu: float
    text: str


def transcribe(model: PlainModel, samples: Samples) -> OneShot:
    """Decode 16 kHz samples with a beam of 5, and measure it."""
    cpu, wall = time.process_time(), time.perf_counter()
    text = model.one_shot(samples)
    return OneShot(time.perf_counter() - wall, time.process_time() - cpu, text)
