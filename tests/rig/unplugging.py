"""Microphones that are unplugged like USB devices: their listeners are notified.

Without this the server moves a stream whose source is gone to another one, without a word.
"""

import contextlib
from collections.abc import Iterator

from rig.pulse import MICROPHONE, PulseRig


@contextlib.contextmanager
def unplugged(rig: PulseRig, name: str = MICROPHONE) -> Iterator[None]:
    """Unplug a microphone while the block runs; it is back after it.

    Samples must have come from it already: PortAudio does not notice the end of a stream that
    has only just begun, and turns in circles.
    """
    listening = _listening(rig, rig.source(name))
    rig.remove_microphone(name)
    for stream in listening:
        rig.order(f"kill-source-output {stream}")
    try:
        yield
    finally:
        rig.add_microphone(name)


def _listening(rig: PulseRig, source: str) -> list[str]:
    """Return the numbers of the streams that read from a source."""
    rows = [line.split("\t") for line in rig.control("list", "short", "sources").splitlines()]
    number = next(row[0] for row in rows if row[1] == source)
    streams = rig.control("list", "short", "source-outputs").splitlines()
    return [stream for stream, of, *_ in map(str.split, streams) if of == number]
