"""A microphone into which the program itself speaks: the demo's candidate."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np
import soxr

from mock_interviewer.audio.types import SPEECH_RATE, Samples, Sound

FLOOR_DBFS: Final = -70.0
BLOCK_SECONDS: Final = 0.02
LATEST: Final = 1.0
"""Seconds that the source may fall behind, after which it lets go of them, as a sound card does."""


class SoundSource:
    """Gives what is spoken into it in real time, and a noise floor of -70 dBFS in between.

    ``speed`` makes time run faster, for tests. An InputSource that needs no device.
    """

    def __init__(
        self, sound: Sound | None = None, *, name: str = "Spoken candidate", speed: float = 1.0
    ) -> None:
        self._name = name
        self._speed = speed
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Samples, Callable[[], None] | None]] = deque()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._noise = np.random.default_rng(1)
        if sound is not None:
            self.speak(sound)

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return self._name

    def speak(self, sound: Sound, done: Callable[[], None] | None = None) -> None:
        """Say ``sound`` after what is still being said. Any thread, also before ``open``.

        ``done()`` is called on the source's thread once the last sample was delivered.
        """
        samples = sound.samples
        if sound.rate != SPEECH_RATE:
            samples = soxr.resample(samples, sound.rate, SPEECH_RATE)
        with self._lock:
            self._waiting.append((samples, done))

    def pending(self) -> float:
        """Return the seconds that are still to be said; any thread."""
        with self._lock:
            return sum(len(samples) for samples, _ in self._waiting) / SPEECH_RATE

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        """Start the thread that delivers; returns 16 000."""
        self._thread = threading.Thread(
            target=self._run, args=(deliver, ended), name="sound-source", daemon=True
        )
        self._thread.start()
        return SPEECH_RATE

    def active(self) -> bool:
        """Tell whether the thread delivers."""
        return self._thread is not None and not self._closing.is_set()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> None:
        pause = BLOCK_SECONDS / self._speed
        due = time.monotonic()
        while not self._closing.is_set():
            block, finished = self._next_block(round(BLOCK_SECONDS * SPEECH_RATE))
            deliver(block, False)
            for done in finished:
                done()
            due = max(due + pause, time.monotonic() - LATEST)
            self._closing.wait(max(0.0, due - time.monotonic()))
        ended()

    def _next_block(self, size: int) -> tuple[Samples, list[Callable[[], None]]]:
        """Return the next samples, and what to call because they were the last of a sound."""
        block = self._noise.normal(0.0, 10 ** (FLOOR_DBFS / 20), size).astype(np.float32)
        finished: list[Callable[[], None]] = []
        filled = 0
        with self._lock:
            while self._waiting and filled < size:
                samples, done = self._waiting.popleft()
                taken = samples[: size - filled]
                block[filled : filled + len(taken)] += taken
                filled += len(taken)
                if len(taken) < len(samples):
                    self._waiting.appendleft((samples[len(taken) :], done))
                elif done is not None:
                    finished.append(done)
        return block, finished
