import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recognition.quiet_sounds import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.loud_detector import LoudDetector

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.listening.resetting_detector import load_detector
from mock_interviewer.audio.listening.utterance_detection import (
    AFTER,
    BEFORE,
    GAP,
    LONGEST,
    ShortUtterance,
    SpeechOffset,
    SpeechOnset,
    UtteranceDetector,
)
from mock_interviewer.audio.recognition.endpointing.voice_activity import SURE
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

Told = SpeechOnset | SpeechOffset | ShortUtterance
START = 1000.0
WINDOW = 0.032


def sound(*parts: tuple[float, float]) -> Samples:
    """Return sound made of (seconds, value) pairs."""
    return np.concatenate(
        [np.full(round(seconds * SPEECH_RATE), value, dtype=np.float32) for seconds, value in parts]
    )


def hear(
    samples: Samples, attention: UtteranceDetector | None = None, size: int = 400
) -> list[Told]:
    """Return what is told of sound that begins at START, in blocks of ``size`` samples."""
    attention = attention or UtteranceDetector(LoudDetector())
    told: list[Told] = []
    for first in range(0, len(samples), size):
        told += attention.feed(samples[first : first + size], START + first / SPEECH_RATE)
    return told


def kinds(told: list[Told]) -> list[str]:
    return [type(each).__name__ for each in told]


def utterances(told: list[Told]) -> list[ShortUtterance]:
    return [each for each in told if isinstance(each, ShortUtterance)]


def about(seconds: float) -> object:
    return pytest.approx(START + seconds, abs=WINDOW)


def test_speech_is_reported_with_its_times_and_then_as_an_utterance() -> None:
    began, ended, utterance = hear(sound((1.0, 0.0), (1.5, 0.5), (1.0, 0.0)))
    assert isinstance(began, SpeechOnset)
    assert isinstance(ended, SpeechOffset)
    assert isinstance(utterance, ShortUtterance)
    assert (began.at, ended.at) == (about(1.0), about(2.5))
    assert (utterance.began, utterance.ended) == (began.at, ended.at)


def test_an_utterance_includes_some_silence_on_both_sides() -> None:
    (utterance,) = utterances(hear(sound((1.0, 0.0), (1.5, 0.5), (1.0, 0.0))))
    spoken = np.flatnonzero(utterance.samples)
    assert len(spoken) == 1.5 * SPEECH_RATE
    assert spoken[0] / SPEECH_RATE == pytest.approx(BEFORE, abs=WINDOW)
    after = len(utterance.samples) - 1 - spoken[-1]
    assert after / SPEECH_RATE == pytest.approx(AFTER, abs=WINDOW)


def test_the_beginning_of_listening_counts_as_silence() -> None:
    (utterance,) = utterances(hear(sound((1.0, 0.5), (1.0, 0.0))))
    assert np.count_nonzero(utterance.samples) == SPEECH_RATE


def test_an_utterance_is_reported_once_after_enough_silence() -> None:
    told = hear(sound((0.5, 0.0), (1.0, 0.5), (GAP - 0.1, 0.0)))
    assert kinds(told) == ["SpeechOnset", "SpeechOffset"]
    told = hear(sound((0.5, 0.0), (1.0, 0.5), (10.0, 0.0)))
    assert kinds(told) == ["SpeechOnset", "SpeechOffset", "ShortUtterance"]


def test_speech_with_a_short_pause_is_one_utterance() -> None:
    pause = GAP - 0.1
    told = hear(sound((0.5, 0.0), (1.0, 0.5), (pause, 0.0), (1.0, 0.5), (1.0, 0.0)))
    assert kinds(told) == ["SpeechOnset", "SpeechOffset"] * 2 + ["ShortUtterance"]
    (utterance,) = utterances(told)
    assert (utterance.began, utterance.ended) == (about(0.5), about(2.5 + pause))
    assert np.count_nonzero(utterance.samples) == 2 * SPEECH_RATE


def test_speech_with_a_long_pause_is_two_utterances() -> None:
    told = hear(sound((0.5, 0.0), (1.0, 0.5), (GAP + 0.1, 0.0), (0.5, 0.5), (1.0, 0.0)))
    lengths = [np.count_nonzero(each.samples) / SPEECH_RATE for each in utterances(told)]
    assert lengths == [1.0, 0.5]


def test_speech_that_is_too_long_is_skipped_and_the_next_utterance_is_reported() -> None:
    pause = (GAP - 0.1, 0.0)
    told = hear(sound((2.5, 0.5), pause, (2.5, 0.5), (1.0, 0.0), (1.0, 0.5), (1.0, 0.0)))
    assert [each.ended - each.began for each in utterances(told)] == [
        pytest.approx(1.0, abs=2 * WINDOW)
    ]


def test_the_longest_utterance_is_complete() -> None:
    longest = LONGEST - 0.1
    (utterance,) = utterances(hear(sound((1.0, 0.0), (longest, 0.5), (1.0, 0.0))))
    assert np.count_nonzero(utterance.samples) == round(longest * SPEECH_RATE)


def test_long_speech_takes_bounded_memory() -> None:
    attention = UtteranceDetector(LoudDetector())
    minute = sound((60.0, 0.5))
    tracemalloc.start()
    try:
        for number in range(5):
            list(attention.feed(minute, START + 60.0 * number))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 12 * SPEECH_RATE * minute.itemsize


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.05, 2.0), st.sampled_from([0.0, 0.5])), max_size=6),
    st.integers(100, 5_000),
)
def test_block_sizes_do_not_matter(parts: list[tuple[float, float]], size: int) -> None:
    samples = sound((0.1, 0.0), *parts, (1.0, 0.0))
    cut, whole = hear(samples, size=size), hear(samples, size=len(samples))
    assert kinds(cut) == kinds(whole)
    for one, other in zip(utterances(cut), utterances(whole), strict=True):
        assert np.array_equal(one.samples, other.samples)


@pytest.mark.model
@pytest.mark.parametrize(("name", "samples"), [*synthetic(12.0)])
def test_noise_music_and_typing_are_not_speech(name: str, samples: Samples) -> None:
    assert hear(samples, UtteranceDetector(load_detector())) == [], name


@pytest.mark.model
@pytest.mark.parametrize("number", range(1, 6))
def test_real_noise_is_not_speech(speech_folder: Path, number: int) -> None:
    noise = read_sound(speech_folder / f"noise{number}.wav", SPEECH_RATE).samples
    assert hear(noise, UtteranceDetector(load_detector())) == []


@pytest.mark.model
def test_a_human_voice_is_detected_within_150_ms_of_certain_speech(speech_folder: Path) -> None:
    files = [speech_folder / "jfk.wav", *sorted(speech_folder.glob("sense_*.wav"))]
    for file in files:
        attention = UtteranceDetector(load_detector())
        samples = read_sound(file, SPEECH_RATE).samples
        floor = np.random.default_rng(0).normal(0, 3e-4, SPEECH_RATE).astype(np.float32)
        samples = np.concatenate([floor, samples])
        told_at = next(
            end
            for end in range(400, len(samples), 400)
            if list(attention.feed(samples[end - 400 : end], 0.0))
        )
        sure = np.flatnonzero(load_detector().feed(to_pcm(samples)) >= SURE)[0] * 512
        assert told_at - sure <= 0.15 * SPEECH_RATE, file.name
