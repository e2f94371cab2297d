"""Hearing what stands alone as a session hears it: twice where that may find a command."""

import numpy as np
from benchmarks.recognition.hearing import TimedEngine, incremental
from benchmarks.recognition.noise import in_a_room

from mock_interviewer.app.interview.commands_heard.second_hearing import (
    LIKELY,
    believed,
    worth_again,
)
from mock_interviewer.audio.types import SPEECH_RATE, Samples


def heard_alone(
    engine: TimedEngine, speech: Samples, silence: float, seed: int = 0
) -> tuple[str, str]:
    """Return what is heard of speech in a room, at first and in the end.

    ``silence``: seconds of the room alone before and after it.
    """
    around = np.zeros(round(silence * SPEECH_RATE), np.float32)
    sound = in_a_room(np.concatenate([around, speech, around]), seed)
    first = incremental(engine, sound, live=True).text
    if not worth_again(first, len(speech) / SPEECH_RATE):
        return first, first
    return first, believed(first, incremental(engine, sound, live=True, likely=LIKELY).text)
