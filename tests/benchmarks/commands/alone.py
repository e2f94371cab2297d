"""Recognition of short utterances as in a session: repeated if that may find a command."""

import numpy as np
from benchmarks.recognition.hearing import TimedEngine, incremental
from benchmarks.recognition.noise import in_a_room

from mock_interviewer.app.interview.commands_heard.second_pass import (
    LIKELY_PHRASES,
    believed_reading,
    second_pass_choices,
    worth_second_pass,
)
from mock_interviewer.audio.recognition.worker.rescoring import RescoringJob
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm


def heard_alone(
    engine: TimedEngine, speech: Samples, silence: float, seed: int = 0
) -> tuple[str, str]:
    """Return the first and the final transcript of speech in a room.

    ``silence``: seconds of the room alone before and after it.
    """
    around = np.zeros(round(silence * SPEECH_RATE), np.float32)
    sound = in_a_room(np.concatenate([around, speech, around]), seed)
    seconds = len(speech) / SPEECH_RATE
    first, second = incremental(engine, sound, live=True).text, ""
    if worth_second_pass(first, seconds):
        second = incremental(engine, sound, live=True, likely=LIKELY_PHRASES).text
        if believed_reading(first, second) != first:
            return first, second
    texts = second_pass_choices(first, seconds, second)
    if not texts:
        return first, first
    job = RescoringJob(engine, texts)
    job.feed(to_pcm(sound))
    job.finish()
    job.work()
    text = job.transcript().text
    return first, text if text in texts[1:] else first
