"""The contract of a Voice, kept by the real voices and by the one that tests use."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from rig.voices import StreamingToneVoice, ToneVoice

from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices
from mock_interviewer.audio.voices.voice import (
    SilentVoice,
    StreamingVoice,
    SynthesisCancelled,
    Voice,
)

TEXT = "How do you evaluate a language model?"

VOICES: dict[str, Callable[[], Voice]] = {
    "tone": ToneVoice,
    "streaming tone": StreamingToneVoice,
    "silent": SilentVoice,
    "system": lambda: SystemVoice(list_system_voices().default),
    "neural": NeuralVoice,
}


@pytest.fixture(
    params=[
        "tone",
        "streaming tone",
        "silent",
        pytest.param("system", marks=pytest.mark.model),
        pytest.param("neural", marks=pytest.mark.model),
    ]
)
def voice(request: pytest.FixtureRequest) -> Iterator[Voice]:
    made = VOICES[request.param]()
    yield made
    made.close()


def test_a_text_is_synthesized(voice: Voice) -> None:
    sound = voice.synthesize(TEXT, rate=170)
    assert sound.rate >= 8_000
    assert sound.samples.dtype == np.float32
    assert np.isfinite(sound.samples).all()
    assert 0.01 < sound.duration < 10


@pytest.mark.parametrize("text", ["", "   ", "\0", "😀😀", "?!", "\ud83d"])
def test_a_text_without_words_is_an_empty_sound(voice: Voice, text: str) -> None:
    assert len(voice.synthesize(text, rate=170).samples) == 0


@pytest.mark.parametrize(
    "text", ["mind\0the\0gap", "שלום עולם", "مرحبا بالعالم", "日本語", "a 😀 b", "[[h]] <x> & %s"]
)
def test_an_odd_text_becomes_sound(voice: Voice, text: str) -> None:
    assert voice.synthesize(text, rate=170).duration > 0


def test_a_canceled_text_is_abandoned_and_the_next_one_spoken(voice: Voice) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(SynthesisCancelled):
        voice.synthesize(TEXT, rate=170, cancel=cancel)
    assert voice.synthesize("Hello.", rate=170).duration > 0


def test_a_voice_may_be_closed_twice(voice: Voice) -> None:
    voice.close()
    voice.close()
    assert voice.info.id


@pytest.fixture(params=["streaming tone", pytest.param("neural", marks=pytest.mark.model)])
def streaming(request: pytest.FixtureRequest) -> Iterator[StreamingVoice]:
    made = VOICES[request.param]()
    assert isinstance(made, StreamingVoice)
    yield made
    made.close()


def test_a_stream_delivers_the_text_in_chunks_at_one_rate(streaming: StreamingVoice) -> None:
    whole = streaming.synthesize(TEXT, rate=170)
    stretches = list(streaming.stream(TEXT, rate=170))
    assert len(stretches) > 2
    assert {stretch.rate for stretch in stretches} == {whole.rate}
    assert {stretch.samples.dtype for stretch in stretches} == {np.dtype(np.float32)}
    total = sum(stretch.duration for stretch in stretches)
    assert total == pytest.approx(whole.duration, rel=0.2)


def test_a_stream_without_words_is_empty(streaming: StreamingVoice) -> None:
    assert not list(streaming.stream("?!", rate=170))


def test_a_stream_canceled_midway_is_abandoned_and_the_next_one_is_complete(
    streaming: StreamingVoice,
) -> None:
    cancel = threading.Event()
    stretches = streaming.stream(f"{TEXT} " * 20, rate=170, cancel=cancel)
    next(stretches)
    cancel.set()
    with pytest.raises(SynthesisCancelled):
        list(stretches)
    assert len(list(streaming.stream(TEXT, rate=170))) > 2
