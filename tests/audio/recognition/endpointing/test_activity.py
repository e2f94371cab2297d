from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recognition.quiet_sounds import synthetic
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    BRIDGE,
    NEAR,
    WINDOW,
    SpeechPresence,
    SpeechThreshold,
    VoiceActivity,
    speech_spans,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

SPOKEN, MUMBLED, QUIET = 0.95, 0.6, 0.05


def windows(*parts: tuple[float, float]) -> list[float]:
    """Return chances from (seconds, chance) pairs, one after another."""
    return [
        chance for seconds, chance in parts for _ in range(round(seconds * SPEECH_RATE / WINDOW))
    ]


def changed(told: Iterable[SpeechPresence]) -> list[SpeechPresence]:
    """Return what was told when speech began or ended, and not again."""
    found: list[SpeechPresence] = []
    for each in told:
        if each.speaking != (bool(found) and found[-1].speaking):
            found.append(each)
    return found


def changes(*parts: tuple[float, float]) -> list[SpeechPresence]:
    """Return the beginnings and ends of speech in (seconds, chance) pairs."""
    return changed(VoiceActivity().feed(windows(*parts)))


def as_detected(sound: Samples) -> list[SpeechPresence]:
    """Return what is told of 16 kHz mono sound, as the real detector hears it."""
    from faster_whisper.vad import get_vad_model

    detector = StreamingDetector(get_vad_model().session.run)
    return changed(VoiceActivity().feed(detector.feed(to_pcm(sound)).tolist()))


def about(seconds: float) -> object:
    return pytest.approx(seconds, abs=WINDOW / SPEECH_RATE)


def test_silence_is_no_change() -> None:
    assert changes((10, QUIET)) == []


def test_lasting_silence_is_reported_four_times_a_second() -> None:
    told = list(VoiceActivity().feed(windows((1, SPOKEN), (2.3, QUIET))))
    silent = [each for each in told if not each.speaking]
    assert {each.at for each in silent} == {silent[0].at}
    assert 8 <= len(silent) <= 9
    assert all(after.heard - before.heard == about(0.25) for before, after in pairwise(silent))


def test_speech_is_reported_with_its_start_and_its_end() -> None:
    begun, ended = changes((2, QUIET), (3, SPOKEN), (1, QUIET))
    assert (begun.speaking, begun.at) == (True, about(2))
    assert (ended.speaking, ended.at) == (False, about(5))


def test_the_start_is_reported_at_the_second_sure_window() -> None:
    activity = VoiceActivity()
    assert not list(activity.feed([SPOKEN]))
    assert list(activity.feed([SPOKEN])) == [SpeechPresence(True, 0.0, 2 * WINDOW / SPEECH_RATE)]


def test_a_breath_does_not_end_speech() -> None:
    assert len(changes((1, SPOKEN), (BRIDGE - 0.1, QUIET), (1, SPOKEN))) == 1


def test_a_cough_or_a_door_is_not_speech() -> None:
    assert changes((2, QUIET), (0.3, MUMBLED), (2, QUIET), (0.032, SPOKEN), (2, QUIET)) == []


def test_a_mumble_soon_after_speech_is_speech() -> None:
    told = changes((1, SPOKEN), (NEAR - 0.2, QUIET), (0.5, MUMBLED), (1, QUIET))
    assert [change.speaking for change in told] == [True, False, True, False]


def test_a_mumble_long_after_speech_is_not_speech() -> None:
    assert len(changes((1, SPOKEN), (NEAR + 0.2, QUIET), (0.5, MUMBLED), (1, QUIET))) == 2


@given(st.lists(st.floats(0, 1, width=32), max_size=400))
def test_reports_alternate_in_order_and_match_the_speech_spans(
    chances: list[float],
) -> None:
    everything = list(VoiceActivity().feed(chances))
    told = changed(everything)
    assert [each.heard for each in everything] == sorted({each.heard for each in everything})
    assert [change.speaking for change in told] == [at % 2 == 0 for at in range(len(told))]
    assert [change.at for change in told] == sorted(change.at for change in told)
    stretches = speech_spans(np.array(chances, np.float32), len(chances) * WINDOW)
    for change in told:
        at = change.at * SPEECH_RATE
        assert any(part.start <= at <= part.speech_end for part in stretches)


@given(st.lists(st.floats(0, 1, width=32), max_size=400), st.integers(0, 400))
def test_the_size_of_blocks_makes_no_difference(chances: list[float], cut: int) -> None:
    activity = VoiceActivity()
    in_two = [*activity.feed(chances[:cut]), *activity.feed(chances[cut:])]
    assert in_two == list(VoiceActivity().feed(chances))


@pytest.mark.model
@pytest.mark.parametrize(("name", "sound"), [*synthetic(12.0)])
def test_the_real_detector_finds_no_speech_in_noise_music_or_typing(
    name: str, sound: Samples
) -> None:
    assert not as_detected(sound), name


@pytest.mark.model
@pytest.mark.parametrize("number", range(1, 6))
def test_the_real_detector_finds_no_speech_in_real_noise(speech_folder: Path, number: int) -> None:
    assert not as_detected(read_sound(speech_folder / f"noise{number}.wav", SPEECH_RATE).samples)


@pytest.mark.model
def test_the_real_detector_finds_a_human_voice(speech_folder: Path) -> None:
    told = as_detected(read_sound(speech_folder / "jfk.wav", SPEECH_RATE).samples)
    assert told[0].speaking
    assert told[0].at < 1.0


def test_where_one_window_is_enough_speech_begins_with_it() -> None:
    chances = [*windows((1, QUIET)), 0.7, QUIET, QUIET]
    assert changed(VoiceActivity().feed(chances, bar=SpeechThreshold(0.75, at_once=0.8))) == []
    begun = changed(VoiceActivity().feed(chances, bar=SpeechThreshold(0.75, at_once=0.65)))
    assert [each.speaking for each in begun] == [True]
    assert begun[0].heard == about(1.0 + WINDOW / SPEECH_RATE)
