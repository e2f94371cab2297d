import sys

import numpy as np
import pytest
from benchmarks.recognition.noise import rms
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.bursts import bursts
from rig.made_up_room import leaked, room

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.listening.echo_cancellation import FRAME, WebRtcEchoCanceller
from mock_interviewer.audio.samples import SPEECH_RATE


@pytest.mark.parametrize("delay", [0.1, 0.2, 0.45])
@pytest.mark.parametrize("reverberation", [0.0, 0.4])
def test_the_echo_of_the_loudspeaker_is_removed(delay: float, reverberation: float) -> None:
    far = bursts(6, seed=1)
    near = leaked(far, -10, delay, room(reverberation))
    left = WebRtcEchoCanceller().remove_echo(near, far).samples
    assert rms(left[2 * SPEECH_RATE :]) < rms(near) / 100


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 1_000), max_size=20))
def test_the_output_has_the_length_of_the_input_for_blocks_of_any_length(sizes: list[int]) -> None:
    echo = WebRtcEchoCanceller()
    for size in sizes:
        assert len(echo.remove_echo(bursts(1, 1)[:size], bursts(1, 2)[:size]).samples) == size


def test_the_result_does_not_depend_on_block_lengths() -> None:
    far = bursts(3, seed=1)
    near = leaked(far, 10, 0.05, room(0.2)) + bursts(3, seed=2)
    whole, echo = WebRtcEchoCanceller().remove_echo(near, far).samples, WebRtcEchoCanceller()
    cuts = range(0, 48_000, 441)
    parts = [echo.remove_echo(near[at : at + 441], far[at : at + 441]).samples for at in cuts]
    assert np.allclose(np.concatenate(parts), whole, atol=1e-6)


def test_the_output_is_less_than_20_milliseconds_late() -> None:
    near = bursts(1, seed=2)
    left = WebRtcEchoCanceller().remove_echo(near, np.zeros_like(near)).samples
    late = int(np.argmax(np.correlate(left, near, "full"))) - len(near) + 1
    assert 0 < late < SPEECH_RATE // 50
    assert np.array_equal(left[late:], near[:-late])


def test_a_new_segment_starts_without_the_end_of_the_last() -> None:
    echo, near = WebRtcEchoCanceller(), bursts(1, seed=2)
    echo.remove_echo(near, np.zeros_like(near))
    echo.start_stretch()
    assert not echo.remove_echo(near[:FRAME], np.zeros(FRAME, dtype=np.float32)).samples.any()


def test_a_missing_library_is_an_error_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pywebrtc_audio", None)
    with pytest.raises(MachineError, match="Reinstall Mock Interviewer"):
        WebRtcEchoCanceller()
