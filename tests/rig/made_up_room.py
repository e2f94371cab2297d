"""A simulated loudspeaker that leaks into a simulated microphone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mock_interviewer.audio.listening.echo_cancellation import HeardSound
from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter
from mock_interviewer.audio.playback.sound_player import PlayedBlock
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

MICROPHONE_BLOCK = 400
"""Samples in a microphone's block: 25 ms."""
_PLAYED_BLOCK = 0.02
_AHEAD = 0.1
"""Seconds by which a block is told before it is heard."""
_BEHIND = 0.1
"""Seconds by which a microphone's block is delivered after it was recorded."""
_STARTED = 1_000.0
"""Seconds of the clock at the first sample."""


def room(reverberation: float, seed: int = 0) -> Samples:
    """Return the impulse response of a simulated room, with energy 1.

    ``reverberation`` is the time to fall by 60 dB in seconds, 0 for none. After the direct sound
    comes noise that decays, of the same energy (J. A. Moorer, About this reverberation business,
    Computer Music Journal 3(2), 1979).
    """
    length = max(1, round(reverberation * SPEECH_RATE))
    response = np.zeros(length)
    if length > 1:
        time = np.arange(length) / SPEECH_RATE
        noise = np.random.default_rng(seed).standard_normal(length)
        response = noise * 10 ** (-3 * time / reverberation)
        response[: SPEECH_RATE // 400] = 0
        response /= np.sqrt(np.sum(response**2))
    response[0] = 1
    return np.asarray(response / np.sqrt(np.sum(response**2)), np.float32)


def leaked(played: Samples, leak: float, delay: float, response: Samples) -> Samples:
    """Return 16 kHz sound as it reaches a microphone: ``leak`` in dB, ``delay`` in seconds."""
    size = 1 << (len(played) + len(response)).bit_length()
    spectrum = np.fft.rfft(played, size) * np.fft.rfft(response, size)
    heard = np.fft.irfft(spectrum, size)[: len(played)] * 10 ** (leak / 20)
    late = round(delay * SPEECH_RATE)
    return np.concatenate([np.zeros(late), heard])[: len(played)].astype(np.float32)


@dataclass(frozen=True)
class Fault:
    """A playback dropout of a busy machine from second ``at``."""

    at: float
    dry: float = 0.0
    """Seconds for which the speaker then has nothing to play; all else comes later by as much."""
    late: float = 0.0
    """Seconds by which what is played in the next half a second is told too late."""

    def heard(self, played: Samples) -> Samples:
        """Return the sound as the faulty playback plays it."""
        at, gap = round(self.at * SPEECH_RATE), round(self.dry * SPEECH_RATE)
        return np.concatenate([played[:at], np.zeros(gap, dtype=np.float32), played[at:]])


NO_FAULT: Final = Fault(0.0)


def cleaned(
    own: OwnVoiceFilter,
    heard: Samples,
    played: Sound,
    *,
    jitter: float = 0.0,
    started: float = _STARTED,
    fault: Fault = NO_FAULT,
) -> Samples:
    """Return ``heard`` after ``own`` removed ``played``, which starts at the first sample.

    See ``cleaned_blocks``.
    """
    blocks = cleaned_blocks(own, heard, played, jitter=jitter, started=started, fault=fault)
    return np.concatenate([each.samples for each in blocks])


def cleaned_blocks(
    own: OwnVoiceFilter,
    heard: Samples,
    played: Sound,
    *,
    jitter: float = 0.0,
    started: float = _STARTED,
    fault: Fault = NO_FAULT,
) -> Iterator[HeardSound]:
    """Yield ``heard`` block by block after ``own`` removed the played sound.

    Blocks come as devices give them, each told up to ``jitter`` seconds too late.
    """
    random = np.random.default_rng(0)
    blocks = _blocks(played, fault)
    waiting = next(blocks, None)
    for start in range(0, len(heard), MICROPHONE_BLOCK):
        block = heard[start : start + MICROPHONE_BLOCK]
        now = (start + len(block)) / SPEECH_RATE + _BEHIND
        while waiting is not None and waiting[0] <= now + _AHEAD:
            at = started + waiting[1].at + random.uniform(0, jitter)
            own.played(replace(waiting[1], at=at))
            waiting = next(blocks, None)
        at = started + start / SPEECH_RATE + random.uniform(0, jitter)
        yield own.clean(block, at)


def _blocks(played: Sound, fault: Fault) -> Iterator[tuple[float, PlayedBlock]]:
    """Yield each block and its true time."""
    size = round(_PLAYED_BLOCK * played.rate)
    gone_on = fault is NO_FAULT
    for start in range(0, len(played.samples), size):
        samples, at = played.samples[start : start + size], start / played.rate
        late = fault.late if fault.at <= at < fault.at + 0.5 else 0.0
        goes_on = not gone_on and at >= fault.at and fault.dry > 0
        gone_on = gone_on or goes_on
        at += fault.dry if at >= fault.at else 0.0
        yield at + late, PlayedBlock(samples, played.rate, at, begins=not start or goes_on)
