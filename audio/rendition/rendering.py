"""The samples of a way through a recording, made piece by piece."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from mock_interviewer.audio.rendition.course import Course, Stretch
from mock_interviewer.audio.rendition.stretching import Stretcher
from mock_interviewer.audio.resampling import Resampler
from mock_interviewer.audio.types import Samples, Sound

_BLOCK: Final = 0.2
"""Seconds of a recording that are taken on at once."""
_BEYOND: Final = 0.1
"""Seconds after a leg that help to stretch its end."""
_FADE: Final = 0.01
"""Seconds over which sound goes and comes where the way jumps, so that it does not click."""


class Rendering:
    """Makes what ``course`` hears of ``sound`` at ``rate`` Hz, as far as it is asked for.

    All of it is as long as the course says, to a sample. On one thread; not the GUI's.
    """

    def __init__(self, sound: Sound, course: Course, rate: int) -> None:
        self._sound = sound
        self._course = course
        self._pieces = self._resampled(rate)

    def take(self, least: int) -> tuple[Samples, bool]:
        """Return at least so many samples more, and whether the course ends with them."""
        parts: list[Samples] = [np.zeros(0, dtype=np.float32)]
        have = 0
        while have < least:
            piece = next(self._pieces, None)
            if piece is None:
                return np.concatenate(parts), True
            parts.append(piece)
            have += len(piece)
        return np.concatenate(parts), False

    def _resampled(self, rate: int) -> Iterator[Samples]:
        resampler = Resampler(self._sound.rate, rate)
        for piece in self._whole():
            yield resampler.take(piece)
        yield resampler.rest()

    def _whole(self) -> Iterator[Samples]:
        made = 0
        due = 0.0
        legs = self._course.legs()
        leg = next(legs, None)
        jumped = False
        while leg is not None:
            following = next(legs, None)
            due += (leg[1] - leg[0]) / self._course.speed
            size = round(due * self._sound.rate) - made
            fades = (jumped, following is not None)
            yield from _faded(self._leg(leg, size), size, fades, round(_FADE * self._sound.rate))
            made += size
            leg, jumped = following, True

    def _leg(self, leg: Stretch, size: int) -> Iterator[Samples]:
        """Yield a leg's samples, ``size`` of them: what is over is cut, what lacks is silence."""
        rate, samples = self._sound.rate, self._sound.samples
        first, last = round(leg[0] * rate), round(leg[1] * rate)
        stretcher = Stretcher(rate, self._course.speed)
        step, beyond = round(_BLOCK * rate), last
        if self._course.speed != 1.0:
            # What a stretcher makes of an end may be a little short: it is given more, and cut.
            beyond += round(_BEYOND * rate)
        left = size
        for begin in range(first, beyond, step):
            block = samples[begin : min(begin + step, beyond)]
            piece = stretcher.take(block)[:left]
            left -= len(piece)
            yield piece
        piece = stretcher.rest()[:left]
        yield np.concatenate([piece, np.zeros(left - len(piece), dtype=np.float32)])


def _faded(
    pieces: Iterator[Samples], size: int, fades: tuple[bool, bool], length: int
) -> Iterator[Samples]:
    """Let a leg of ``size`` samples come, and go, over so many of them."""
    comes, goes = fades
    length = max(1, min(length, size // 2))
    at = 0
    for piece in pieces:
        end = at + len(piece)
        if (comes and at < length) or (goes and end > size - length):
            places = np.arange(at, end)
            gain = np.ones(len(piece), dtype=np.float32)
            if comes:
                gain = np.minimum(gain, places / length)
            if goes:
                gain = np.minimum(gain, (size - places) / length)
            yield np.asarray(piece * gain, dtype=np.float32)
        else:
            yield piece
        at = end
