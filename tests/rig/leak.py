"""A loudspeaker that leaks into the microphone, as on a desk without headphones."""

import contextlib
from collections.abc import Iterator

from rig.pulse import MICROPHONE, PulseRig
from rig.wait import wait_until

LEAK: float = -20.0
"""Decibels by which a laptop's own speaker is quieter in its microphone than it was played."""
_MODULE = "module-loopback"
_DELAY = 50
"""Milliseconds that the sound is under way, about those of a small room and two buffers."""


@contextlib.contextmanager
def leaking(
    rig: PulseRig, decibels: float = LEAK, *, microphone: str = MICROPHONE
) -> Iterator[None]:
    """Play the rig's speaker into a microphone, amplified by so many decibels."""
    module = rig.control(
        "load-module",
        _MODULE,
        "source=speaker.monitor",
        f"sink={rig.feed(microphone)}",
        f"latency_msec={_DELAY}",
        "adjust_time=0",
        "source_dont_move=true",
        "sink_dont_move=true",
    ).strip()
    try:
        wait_until(lambda: bool(_stream_of(rig, module)), 10.0, what="the loopback plays")
        rig.control("set-sink-input-volume", _stream_of(rig, module), f"{decibels:+.1f}dB")
        yield
    finally:
        rig.control("unload-module", module)


def _stream_of(rig: PulseRig, module: str) -> str:
    """Return the number of the stream that a module plays, or "" if there is none yet."""
    number = ""
    for line in rig.control("list", "sink-inputs").splitlines():
        if line.startswith("Sink Input #"):
            number = line.partition("#")[2]
        if line.strip() == f"Owner Module: {module}":
            return number
    return ""
