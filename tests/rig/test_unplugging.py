"""A microphone unplugged while in use: reported at once, missing, then back."""

import threading

import pytest
from rig.pulse import MICROPHONE, PulseRig
from rig.unplugging import unplugged

from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.recording.sources import MicrophoneSource

pytestmark = pytest.mark.rig


def test_listeners_are_notified_and_find_the_microphone_only_once_it_is_back(
    pulse: PulseRig,
) -> None:
    wanted = DeviceName(MICROPHONE, "ALSA")
    first, missing, second = (MicrophoneSource(wanted) for _ in range(3))
    ended, came, came_again = (threading.Event() for _ in range(3))
    first.open(lambda _block, _overflowed: came.set(), ended.set)
    try:
        assert came.wait(20.0)
        with unplugged(pulse):
            assert ended.wait(20.0)
            first.close()
            with pytest.raises(NoDevice):
                missing.open(lambda _block, _overflowed: None, lambda: None)
        assert portaudio_library.reinitialize()
        second.open(lambda _block, _overflowed: came_again.set(), lambda: None)
        assert came_again.wait(20.0)
    finally:
        first.close()
        second.close()
