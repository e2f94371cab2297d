"""Soft speech after a pause, by stand-ins that hear loudness and by the real voice detector."""

from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.endpointing.soft_speech import PAUSE, SoftSpeechDetector
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    WINDOW,
    Probabilities,
    VoiceActivity,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import (
    StreamingDetector,
    VoiceDetector,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples, to_pcm

LOUD: Final = 2000.0
"""The amplitude from which the stand-in hears speech."""
ORDINARY, SOFT, ROOM = 8000, 800, 8
SECOND = SPEECH_RATE // WINDOW


class LoudnessDetector:
    """Takes each window with an amplitude from LOUD for speech."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, dtype=np.int16)

    def feed(self, pcm: Pcm) -> Probabilities:
        sound = np.concatenate([self._rest, pcm])
        count = len(sound) // WINDOW
        self._rest = sound[count * WINDOW :]
        peaks = np.abs(sound[: count * WINDOW].astype(np.int32)).reshape(-1, WINDOW).max(axis=1)
        return np.where(peaks >= LOUD, 0.95, 0.05).astype(np.float32)

    def finish(self) -> Probabilities:
        rest, self._rest = self._rest, self._rest[:0]
        return self.feed(np.pad(rest, (0, -len(rest) % WINDOW)))


def detector() -> SoftSpeechDetector:
    return SoftSpeechDetector(LoudnessDetector(), LoudnessDetector())


def sound(*parts: tuple[float, int]) -> Pcm:
    """Return tones of (seconds, amplitude), in whole windows."""
    lengths = [(round(seconds * SECOND) * WINDOW, amplitude) for seconds, amplitude in parts]
    tones = [amplitude * np.sin(np.arange(length) * 0.5) for length, amplitude in lengths]
    return np.concatenate(tones).astype(np.int16)


def heard(pcm: Pcm) -> list[float]:
    """Return for each second of the sound the share of its windows that are speech."""
    found = detector().feed(pcm) > 0.5
    return [float(np.mean(found[at : at + SECOND])) for at in range(0, len(found), SECOND)]


def test_soft_speech_after_a_pause_is_heard() -> None:
    assert heard(sound((2, ORDINARY), (1, ROOM), (1, SOFT))) == [1, 1, 0, 1]


def test_the_room_after_speech_is_not_heard() -> None:
    assert heard(sound((2, ORDINARY), (3, ROOM))) == [1, 1, 0, 0, 0]


def test_soft_sound_right_after_speech_does_not_prolong_it() -> None:
    found = detector().feed(sound((2, ORDINARY), (PAUSE, SOFT)))
    assert not (found[2 * SECOND :] > 0.5).any()


def test_before_the_level_of_a_person_is_known_soft_speech_is_not_heard() -> None:
    assert heard(sound((2, SOFT))) == [0, 0]
    assert heard(sound((0.5, ORDINARY), (1.5, ROOM), (1, SOFT)))[2] == 0


def test_what_is_soft_depends_on_the_level_of_the_person() -> None:
    low = LOUD + 100
    assert heard(sound((2, ORDINARY), (1, ROOM), (1, 150)))[3] == 0
    assert heard(sound((2, int(low)), (1, ROOM), (1, 150)))[3] == 1


@given(st.lists(st.integers(1, 20_000), max_size=12))
@settings(max_examples=40)
def test_blocks_make_no_difference(sizes: list[int]) -> None:
    pcm = sound((1.5, ORDINARY), (1, ROOM), (0.7, SOFT), (0.4, ORDINARY))[:-100]
    whole, blocks = detector(), detector()
    once = np.concatenate([whole.feed(pcm), whole.finish()])
    cuts = np.cumsum(sizes)
    found = [blocks.feed(part) for part in np.split(pcm, cuts[cuts < len(pcm)])]
    assert np.array_equal(np.concatenate([*found, blocks.finish()]), once)


def restart_heard_after(voice: VoiceDetector, pcm: Pcm, at: float) -> float | None:
    """Return the seconds after ``at`` when speech is reported; None if it never is."""
    activity = VoiceActivity()
    for number, probability in enumerate(voice.feed(pcm).tolist()):
        now = number * WINDOW / SPEECH_RATE
        if any(each.speaking for each in activity.feed([probability])) and now >= at:
            return now - at
    return None


@pytest.mark.model
@pytest.mark.parametrize("softer", [24, 27])
def test_a_person_who_resumes_softly_is_heard_where_the_plain_detector_hears_nobody(
    speech_folder: Path, softer: float
) -> None:
    from faster_whisper.vad import get_vad_model

    run = get_vad_model().session.run
    first = spoken(
        read_sound(speech_folder / "sense_and_sensibility_01_austen_64kb-0870.wav").samples
    )
    again = spoken(
        read_sound(speech_folder / "sense_and_sensibility_01_austen_64kb-0880.wav").samples
    )[: 2 * SPEECH_RATE]
    pause = np.zeros(round(1.9 * SPEECH_RATE), dtype=np.float32)
    said = np.concatenate([first, pause, again * 10 ** (-softer / 20), pause])
    room = np.random.default_rng(1).normal(0, 0.0003, len(said)).astype(np.float32)
    pcm, at = to_pcm(said + room), (len(first) + len(pause)) / SPEECH_RATE
    assert restart_heard_after(StreamingDetector(run), pcm, at) is None
    soft = SoftSpeechDetector(StreamingDetector(run), StreamingDetector(run))
    after = restart_heard_after(soft, pcm, at)
    assert after is not None
    assert after < 0.5


def spoken(samples: Samples) -> Samples:
    """Return a recording without what is silent around it, at -26 dBFS."""
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    found = samples[loud[0] : loud[-1] + 1]
    level = np.float32(0.05 / np.sqrt(np.mean(np.square(found))))
    return found * level
