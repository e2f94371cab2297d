"""Streams of the rig: noise into a microphone, sound out of the speaker."""

import contextlib
import subprocess
import threading
from pathlib import Path
from typing import Final

import numpy as np
from rig.processes import end
from rig.wait import wait_until

from mock_interviewer.audio.samples import Sound

FLOOR_DBFS: Final = -70.0
FEED_RATE: Final = 48_000


class NoiseFloor:
    """Feeds quiet noise into a microphone, since a real one is never exactly zero."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        noise = np.random.default_rng(1).normal(0.0, 10 ** (FLOOR_DBFS / 20), FEED_RATE)
        self._noise = np.rint(noise * 32767).astype("<i2").tobytes()
        self._process = subprocess.Popen(
            [*command, "--format=s16le", f"--rate={FEED_RATE}"],
            env=environment,
            bufsize=0,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = threading.Thread(target=self._feed, name="rig-noise-floor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the noise and its process."""
        self._process.kill()
        self._thread.join(timeout=5.0)
        end(self._process, at_once=True)

    def _feed(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise RuntimeError("pacat was started without a pipe")
        with contextlib.suppress(BrokenPipeError):
            while True:
                pipe.write(self._noise)


class SpeakerRecording:
    """A recording of the virtual speaker at 16 kHz."""

    def __init__(self, path: Path, command: list[str], environment: dict[str, str]) -> None:
        self._path = path
        self._file = path.open("wb")
        self._process = subprocess.Popen(
            [*command, "--format=s16le"], env=environment, stdout=self._file
        )
        self.catch_up()

    def catch_up(self) -> None:
        """Wait until sound that is on its way has been recorded: 0.3 s more."""
        target = self._path.stat().st_size + 9_600
        wait_until(lambda: self._path.stat().st_size >= target, 10.0, what="the speaker is heard")

    def sound(self) -> Sound:
        """Return the sound so far."""
        whole = self._path.stat().st_size // 2 * 2
        samples = np.frombuffer(self._path.read_bytes()[:whole], dtype="<i2")
        return Sound((samples / 32768.0).astype(np.float32), 16_000)

    def stop(self) -> None:
        """End the recording; ``sound`` remains valid until the rig stops."""
        end(self._process)
        self._file.close()
