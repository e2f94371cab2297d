"""Piper's network in two halves equals the whole network."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.voices.neural_voice import neural_model
from mock_interviewer.audio.voices.neural_voice_child import leveled
from mock_interviewer.audio.voices.piper_network import PiperNetwork

PHONEMES = [1, 0, *(id_ for number in range(14, 60) for id_ in (number, 0)), 2]


@pytest.fixture(scope="module")
def model() -> Path:
    found = neural_model()
    assert found is not None
    return found


@pytest.mark.model
def test_chunks_add_up_to_the_output_of_the_whole_network(model: Path) -> None:
    import onnxruntime

    given = {
        "input": np.array([PHONEMES], dtype=np.int64),
        "input_lengths": np.array([len(PHONEMES)], dtype=np.int64),
        "scales": np.array([0.0, 1.0, 0.0], dtype=np.float32),
    }
    whole = onnxruntime.InferenceSession(model).run(None, given)[0].ravel()
    network = PiperNetwork(model)
    stretches = list(network.speak(PHONEMES, noise=0.0, length=1.0, noise_width=0.0))
    assert np.concatenate(stretches) == pytest.approx(whole, abs=1e-4)
    assert np.abs(whole).max() > 0.1
    assert len(stretches[0]) < 22_050 / 2
    lengths = [len(stretch) for stretch in stretches[:-1]]
    assert all(first < second for first, second in pairwise(lengths))


@pytest.mark.model
def test_a_text_sounds_the_same_after_every_start(model: Path) -> None:
    first, second = (
        np.concatenate(
            list(PiperNetwork(model).speak(PHONEMES, noise=0.667, length=1.0, noise_width=0.8))
        )
        for _ in range(2)
    )
    assert np.array_equal(first, second)


@pytest.mark.model
def test_a_network_without_a_separate_decoder_is_rejected(model: Path, tmp_path: Path) -> None:
    import onnx

    other = onnx.load(model)
    for node in other.graph.node:
        node.name = node.name.replace("/dec/", "/vocoder/")
    path = tmp_path / "other.onnx"
    onnx.save(other, path)
    with pytest.raises(ValueError, match="not a Piper voice of one speaker"):
        PiperNetwork(path)


def test_quiet_sound_is_only_amplified() -> None:
    quiet = np.array([-0.4, -0.1, 0.0, 0.2, 0.46], dtype=np.float32)
    assert leveled(quiet) == pytest.approx(quiet * 1.5)


@given(st.lists(st.floats(-4, 4, width=32), min_size=2))
def test_peaks_stay_within_bounds_and_keep_their_order(values: list[float]) -> None:
    samples = np.sort(np.array(values, dtype=np.float32))
    louder = leveled(samples)
    assert (np.abs(louder) <= 1.0).all()
    assert (np.diff(louder) >= 0).all()
    assert np.array_equal(np.sign(louder), np.sign(samples))
