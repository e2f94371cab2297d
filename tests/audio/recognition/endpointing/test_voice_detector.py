"""The voice detector, block by block."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, Probabilities
from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.samples import Pcm, to_samples


def run(_: Any, inputs: dict[str, Any]) -> list[NDArray[np.float32]]:
    """Stand in for the model: what it says depends on all that it is given and remembers."""
    chances = []
    h, c = inputs["h"].copy(), inputs["c"]
    for heard in inputs["input"]:
        h = (h + np.float32(heard[:64].sum() + 2 * heard[64:].sum())) % np.float32(1)
        chances.append(h[0, 0, 0])
    return [np.array(chances, dtype=np.float32).reshape(-1, 1), h, c]


def noise(length: int) -> Pcm:
    return np.random.default_rng(0).integers(-9000, 9000, length).astype(np.int16)


def heard(pcm: Pcm, *sizes: int) -> Probabilities:
    detector, found, at = StreamingDetector(run), [], 0
    for size in (*sizes, len(pcm)):
        found.append(detector.feed(pcm[at : at + size]))
        at += size
    return np.concatenate([*found, detector.finish()])


@given(st.integers(0, 5000), st.lists(st.integers(0, 2000), max_size=8))
def test_blocks_make_no_difference(length: int, sizes: list[int]) -> None:
    pcm = noise(length)
    assert np.allclose(heard(pcm, *sizes), heard(pcm), atol=1e-3)
    assert len(heard(pcm)) == -(-length // WINDOW)


def test_digital_silence_is_never_speech() -> None:
    pcm = np.concatenate([noise(WINDOW), np.zeros(WINDOW, dtype=np.int16), noise(WINDOW)])
    first, silence, last = heard(pcm) != 0
    assert (first, silence, last) == (True, False, True)


@pytest.mark.model
def test_the_real_detector_gives_the_same_result_in_blocks() -> None:
    from faster_whisper.vad import get_vad_model

    model = get_vad_model()
    pcm = noise(40 * WINDOW)
    pcm[10 * WINDOW : 30 * WINDOW] = (
        12_000 * np.sin(np.arange(20 * WINDOW) * 0.07) * np.sin(np.arange(20 * WINDOW) * 0.003)
    ).astype(np.int16)
    detector = StreamingDetector(model.session.run)
    found = [detector.feed(pcm[start : start + 700]) for start in range(0, len(pcm), 700)]
    whole = model(to_samples(pcm)).reshape(-1)
    # faster-whisper itself blanks the end of the very last window.
    assert np.allclose(np.concatenate(found)[:-1], whole[:-1], atol=1e-4)
