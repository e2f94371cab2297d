"""The peer that recognition is compared with does what its paper says."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from benchmarks.recognition.local_agreement import (
    CHUNK,
    LONGEST_BUFFER,
    PROMPT,
    SILENCE_AFTER,
    Agreement,
    Stream,
    follow,
)
from benchmarks.recognition.plain_model import Decoded, TimedWord
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.samples import SPEECH_RATE, Samples


def sound(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def spoken(text: str, start: float = 0.0) -> tuple[TimedWord, ...]:
    """Return words that follow each other at two a second."""
    return tuple(
        TimedWord(f" {word}", start + index / 2, start + index / 2 + 0.5)
        for index, word in enumerate(text.split())
    )


def text(words: Sequence[TimedWord]) -> str:
    return "".join(word.text for word in words).strip()


def test_words_heard_once_are_not_committed() -> None:
    agreement = Agreement()
    assert agreement.hear(spoken("a large model")) == ()
    assert text(agreement.pending) == "a large model"


def test_words_in_two_consecutive_hypotheses_are_committed() -> None:
    agreement = Agreement()
    agreement.hear(spoken("a large model red"))
    assert text(agreement.hear(spoken("a large model reads a"))) == "a large model"
    assert text(agreement.pending) == "reads a"


def test_a_word_after_the_first_difference_is_not_committed() -> None:
    agreement = Agreement()
    agreement.hear(spoken("a barge model"))
    assert text(agreement.hear(spoken("a large model"))) == "a"


def test_committed_words_are_not_committed_again() -> None:
    agreement = Agreement()
    for hypothesis in ("a large", "a large model", "a large model reads", "a large model reads"):
        agreement.hear(spoken(hypothesis))
    assert text(agreement.committed) == "a large model reads"


def test_committed_words_with_shifted_times_are_recognized_by_text() -> None:
    agreement = Agreement()
    agreement.hear(spoken("a large model"))
    agreement.hear(spoken("a large model"))
    later = spoken("large model reads", start=1.45)
    agreement.hear(later)
    assert text(agreement.hear(later)) == "reads"
    assert text(agreement.committed) == "a large model reads"


HYPOTHESES = st.lists(
    st.lists(st.sampled_from("abc"), max_size=8).map(
        # Distinguished by position: a repeated word is taken for one with a shifted time.
        lambda letters: [f"{letter}{place}" for place, letter in enumerate(letters)]
    ),
    max_size=8,
)


@given(HYPOTHESES)
def test_committed_words_were_agreed_upon_and_never_change(
    hypotheses: list[list[str]],
) -> None:
    agreement = Agreement()
    before: list[str] = []
    committed: list[TimedWord] = []
    for hypothesis in hypotheses:
        new = agreement.hear(spoken(" ".join(hypothesis)))
        assert agreement.committed == [*committed, *new]
        committed = agreement.committed.copy()
        assert {word.text.strip() for word in new} <= set(hypothesis) & set(before)
        before = hypothesis


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_a_repeated_hypothesis_is_committed_completely(hypothesis: list[str]) -> None:
    agreement = Agreement()
    agreement.hear(spoken(" ".join(hypothesis)))
    agreement.hear(spoken(" ".join(hypothesis)))
    assert text(agreement.committed) == " ".join(hypothesis)
    assert agreement.pending == ()


class Speaker:
    """Decodes perfectly what somebody says at two words a second, four words a segment."""

    def __init__(self, seconds: float, segment: float = 2.0) -> None:
        self.words = spoken(" ".join(f"w{number}" for number in range(round(seconds * 2))))
        self.segment = segment
        self.stream = Stream(self.decode)
        self.fed = 0.0
        self.prompts: list[str] = []
        self.lengths: list[float] = []

    def decode(self, samples: Samples, prompt: str) -> Decoded:
        seconds = len(samples) / SPEECH_RATE
        start = self.fed - seconds
        self.prompts.append(prompt)
        self.lengths.append(seconds)
        heard = [word for word in self.words if word.start >= start and word.end <= self.fed]
        ends = np.arange(self.segment, seconds, self.segment).tolist()
        return Decoded(
            tuple(TimedWord(word.text, word.start - start, word.end - start) for word in heard),
            (*ends, seconds),
        )

    def speak(self, seconds: float) -> Iterator[tuple[TimedWord, ...]]:
        for _ in range(round(seconds / CHUNK)):
            self.fed += CHUNK
            yield self.stream.step(sound(CHUNK))


def test_every_word_is_committed_once_even_after_trimming_the_buffer() -> None:
    speaker = Speaker(60)
    list(speaker.speak(60))
    assert speaker.stream.words == speaker.words


def test_a_long_buffer_is_trimmed_after_a_committed_segment() -> None:
    speaker = Speaker(20)
    list(speaker.speak(LONGEST_BUFFER))
    assert speaker.stream.buffered == LONGEST_BUFFER
    list(speaker.speak(CHUNK))
    # Of 16 s, 15 are committed; the last segment that ends in them ends at 14 s.
    assert speaker.stream.buffered == pytest.approx(2.0)


def test_a_buffer_with_one_segment_is_not_trimmed() -> None:
    speaker = Speaker(30, segment=100.0)
    list(speaker.speak(30))
    assert max(speaker.lengths) == 30.0


def test_the_prompt_is_the_end_of_the_text_before_the_buffer() -> None:
    speaker = Speaker(120)
    list(speaker.speak(10))
    assert set(speaker.prompts) == {""}
    list(speaker.speak(110))
    prompt = speaker.prompts[-1]
    assert PROMPT <= len(prompt) < PROMPT + 10
    said = text(speaker.words)
    assert prompt.strip() in said
    first_in_buffer = speaker.words[round((120 - speaker.lengths[-1]) * 2)].text
    assert said.split(prompt.strip())[1].startswith(first_in_buffer)


class Clock:
    """A clock that decoding moves on by ``takes`` seconds."""

    def __init__(self, takes: float) -> None:
        self.now = 0.0
        self.takes = takes
        self.lengths: list[float] = []

    def decode(self, samples: Samples, _: str) -> Decoded:
        self.now += self.takes
        self.lengths.append(len(samples) / SPEECH_RATE)
        return Decoded((TimedWord(" one", 0.2, 1.0),), (self.lengths[-1],))

    def read(self) -> float:
        return self.now


def test_a_fast_model_decodes_every_second() -> None:
    clock = Clock(takes=0.25)
    baseline = follow(clock.decode, sound(3 - SILENCE_AFTER), clock.read)
    assert clock.lengths == [1.0, 2.0, 3.0]
    assert baseline.stop_to_final == pytest.approx(0.25)
    # Decoded at 1 s for the first time, agreed upon at 2 s and a quarter.
    assert baseline.caption_lags == pytest.approx((1.25,))
    assert baseline.text == "one"


def test_a_slow_model_gets_all_pending_sound_and_ends_late() -> None:
    clock = Clock(takes=2.5)
    baseline = follow(clock.decode, sound(5 - SILENCE_AFTER), clock.read)
    assert clock.lengths == [1.0, 3.5, 5.0]
    assert baseline.stop_to_final == pytest.approx(8.5 - 5.0)


def test_uncommitted_words_end_the_text() -> None:
    clock = Clock(takes=0.5)
    baseline = follow(clock.decode, sound(1 - SILENCE_AFTER), clock.read)
    assert baseline.text == "one"
    assert baseline.caption_lags == pytest.approx((0.5,))


def test_a_sound_may_end_within_a_second() -> None:
    clock = Clock(takes=0.0)
    follow(clock.decode, sound(1.25), clock.read)
    assert clock.lengths == [1.0, 1.75]
