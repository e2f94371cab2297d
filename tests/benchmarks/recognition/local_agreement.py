"""A peer to compare with: LocalAgreement-2, as whisper_streaming does it at its defaults.

After Macháček, Dabre and Bojar, "Turning Whisper into Real-Time Transcription System" (2023). The
whole buffer is decoded anew each time a second of sound was added. Words on which two decodings
in a row agree are committed and never change. Once the buffer is longer than 15 s it is cut after
the last segment whose words are all committed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from benchmarks.recognition.plain_model import Decoded, PlainModel, TimedWord

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

CHUNK = 1.0
"""Seconds of new sound for which a decoding waits."""
SILENCE_AFTER = 0.5
"""Seconds between the last of the sound and the stop."""
LONGEST_BUFFER = 15.0
PROMPT = 200
"""Characters of what was said before the buffer that the model is told."""
_SLACK = 0.1
"""A word may start so much before the committed ones end (seconds)."""
_NEAR = 1.0
"""Committed words are looked for again at the start of what begins so close to their end."""
_LONGEST_OVERLAP = 5

Decode = Callable[[Samples, str], Decoded]
"""Makes words of a buffer, in its own time, given a prompt."""


@dataclass(frozen=True)
class Baseline:
    """What a run cost; seconds throughout.

    ``caption_lags`` has for each word the time from its end in the sound to when it was first
    committed; ``stop_to_final`` counts from half a second after the sound to the whole text.
    """

    stop_to_final: float
    caption_lags: tuple[float, ...]
    cpu: float
    text: str


class Agreement:
    """Commits the words on which two hypotheses in a row agree; times are the recording's."""

    def __init__(self) -> None:
        self.committed: list[TimedWord] = []
        self._before: list[TimedWord] = []
        """The words of the last hypothesis after the committed ones."""
        self._in_buffer = 0
        """The index in ``committed`` of the first word still in the sound buffer."""

    @property
    def pending(self) -> tuple[TimedWord, ...]:
        """The words of the latest hypothesis after the committed ones."""
        return tuple(self._before)

    def hear(self, words: tuple[TimedWord, ...]) -> tuple[TimedWord, ...]:
        """Take another hypothesis of the buffer; return the words that it commits."""
        now = self._without_committed(words)
        agreed = 0
        for earlier, later in zip(self._before, now, strict=False):
            if earlier.text != later.text:
                break
            agreed += 1
        self.committed += now[:agreed]
        self._before = now[agreed:]
        return tuple(now[:agreed])

    def forget(self, until: float) -> None:
        """Sound before this time is in the buffer no more."""
        while (
            self._in_buffer < len(self.committed) and self.committed[self._in_buffer].end <= until
        ):
            self._in_buffer += 1

    def _without_committed(self, words: tuple[TimedWord, ...]) -> list[TimedWord]:
        """Drop the words of a hypothesis that were committed already, by time and then by text."""
        end = self.committed[-1].end if self.committed else 0.0
        new = [word for word in words if word.start > end - _SLACK]
        if not new or abs(new[0].start - end) >= _NEAR:
            return new
        known = [word.text for word in self.committed[self._in_buffer :]]
        for count in range(1, min(len(known), len(new), _LONGEST_OVERLAP) + 1):
            if known[-count:] == [word.text for word in new[:count]]:
                return new[count:]
        return new


class Stream:
    """The sound buffer, and what was understood of it so far. One thread."""

    def __init__(self, decode: Decode) -> None:
        self._decode = decode
        self._agreement = Agreement()
        self._buffer: Samples = np.zeros(0, dtype=np.float32)
        self._offset = 0.0
        """The recording's time at which the buffer begins."""

    @property
    def words(self) -> tuple[TimedWord, ...]:
        """All words so far, the last few of them not committed."""
        return (*self._agreement.committed, *self._agreement.pending)

    @property
    def pending(self) -> tuple[TimedWord, ...]:
        """The words that are not committed."""
        return self._agreement.pending

    @property
    def buffered(self) -> float:
        """Seconds of sound in the buffer."""
        return len(self._buffer) / SPEECH_RATE

    def step(self, samples: Samples) -> tuple[TimedWord, ...]:
        """Add 16 kHz sound and decode the buffer; return the words committed by that."""
        self._buffer = np.concatenate([self._buffer, samples])
        decoded = self._decode(self._buffer, self._prompt())
        committed = self._agreement.hear(
            tuple(
                TimedWord(word.text, word.start + self._offset, word.end + self._offset)
                for word in decoded.words
            )
        )
        if self.buffered > LONGEST_BUFFER:
            self._trim([end + self._offset for end in decoded.segment_ends])
        return committed

    def _prompt(self) -> str:
        """Return the end of what was committed before the buffer begins."""
        before = [word.text for word in self._agreement.committed[:-1] if word.end <= self._offset]
        prompt = ""
        while before and len(prompt) < PROMPT:
            prompt = before.pop() + prompt
        return prompt

    def _trim(self, segment_ends: list[float]) -> None:
        """Cut the buffer after the last segment but one that is committed, if any is."""
        committed = self._agreement.committed
        whole = [end for end in segment_ends[:-1] if committed and end <= committed[-1].end]
        if not whole:
            return
        cut = whole[-1]
        self._agreement.forget(cut)
        self._buffer = self._buffer[round((cut - self._offset) * SPEECH_RATE) :]
        self._offset = cut


def run(model: PlainModel, samples: Samples) -> Baseline:
    """Play 16 kHz samples to the peer at their own pace, on a virtual clock."""
    model.stream_step(samples[:SPEECH_RATE], "")
    return follow(model.stream_step, samples)


def follow(
    decode: Decode, samples: Samples, timer: Callable[[], float] = time.perf_counter
) -> Baseline:
    """Play samples to ``decode``: at each moment of the clock all sound up to it is there.

    Decoding is really done, and the clock moves on by the time that ``timer`` says it took; the
    waits between are not waited for.
    """
    sound = np.concatenate([samples, np.zeros(round(SILENCE_AFTER * SPEECH_RATE), np.float32)])
    stop = len(sound) / SPEECH_RATE
    stream = Stream(decode)
    lags: list[float] = []
    clock, heard, cpu = 0.0, 0, time.process_time()
    while heard < len(sound):
        clock = max(clock, min(heard / SPEECH_RATE + CHUNK, stop))
        there = min(round(clock * SPEECH_RATE), len(sound))
        began = timer()
        committed = stream.step(sound[heard:there])
        clock += timer() - began
        lags += [clock - word.end for word in committed]
        heard = there
    lags += [clock - word.end for word in stream.pending]
    text = "".join(word.text for word in stream.words).strip()
    return Baseline(clock - stop, tuple(lags), time.process_time() - cpu, text)
