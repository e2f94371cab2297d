"""A leak from the speaker into the microphone at the requested level."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from rig.leak import LEAK, leaking
from rig.pulse import PulseRig
from rig.sounds import tone
from rig.wait import wait_until

from mock_interviewer.audio.recording.sources import MicrophoneSource
from mock_interviewer.audio.samples import Samples

pytestmark = pytest.mark.rig

PLAYED = 0.5


@contextlib.contextmanager
def listening() -> Iterator[list[Samples]]:
    """Yield a list that the microphone fills."""
    blocks: list[Samples] = []
    source = MicrophoneSource()
    source.open(lambda block, _: blocks.append(block), lambda: None)
    try:
        yield blocks
    finally:
        source.close()


def test_playback_leaks_into_the_microphone_until_it_ends(pulse: PulseRig, tmp_path: Path) -> None:
    beep = tmp_path / "beep.wav"
    soundfile.write(beep, tone(1.0, 16_000, level=PLAYED).samples, 16_000)
    with listening() as blocks:
        with leaking(pulse):
            pulse.play(beep)
            wait_until(lambda: sum(map(len, blocks)) > 8_000, 20.0)
        heard = float(np.abs(np.concatenate(blocks)).max())
        assert 20 * np.log10(heard / PLAYED) == pytest.approx(LEAK, abs=1.0)
        wait_until(lambda: not np.any(np.abs(blocks[-1]) > 0.1 * heard), 20.0)
        before = len(blocks)
        pulse.play(beep)
        wait_until(lambda: len(blocks) > before + 10, 20.0)
        assert float(np.abs(np.concatenate(blocks[before:])).max()) < 0.1 * heard
