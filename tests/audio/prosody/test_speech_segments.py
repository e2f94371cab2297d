from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.sounds import tone
from rig.vowels import noise, placed, vowel

from mock_interviewer.audio.prosody.pitch import PitchTrack
from mock_interviewer.audio.prosody.prosody import prosody_of
from mock_interviewer.audio.prosody.speech_segments import CLEAR, SpeechSegments, find_speech
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

LAYOUT = ((0.6, 1.4), (1.9, 2.9), (4.1, 5.0), (5.3, 6.2))


def _words(layout: Sequence[tuple[float, float]] = LAYOUT, seconds: float = 7.0) -> Samples:
    return placed([(start, vowel(end - start, 130.0)) for start, end in layout], seconds)


def _speech(samples: Samples) -> SpeechSegments:
    found = _heard(samples)
    assert found is not None
    return found


def _heard(samples: Samples) -> SpeechSegments | None:
    prosody = prosody_of(Sound(samples, SPEECH_RATE))
    return find_speech(prosody.levels, prosody.pitch)


def _is(found: SpeechSegments, layout: Sequence[tuple[float, float]], within: float = 0.03) -> bool:
    return np.shape(found.stretches) == np.shape(layout) and np.allclose(
        found.stretches, layout, rtol=0, atol=within
    )


def _softly_begun(seconds: float, at: Sequence[float] = (1.0, 3.0)) -> Samples:
    """Return words that begin with 80 ms of a soft consonant, 28 dB below their vowel."""
    consonants = [(start, noise(0.08, -48.0)) for start in at]
    vowels = [(start + 0.08, vowel(0.6, 130.0)) for start in at]
    return placed([*consonants, *vowels], seconds)


def _breath(seconds: float) -> Samples:
    """Return a sound without voice, some 25 dB below the words."""
    shape = np.hanning(round(seconds * SPEECH_RATE)).astype(np.float32)
    return noise(seconds, -41.0) * shape


@pytest.mark.parametrize("room", [-200.0, -70.0, -50.0])
def test_speech_is_found_where_the_voice_is(room: float) -> None:
    assert _is(_speech(_words() + noise(7.0, room)), LAYOUT)


def test_volume_changes_nothing() -> None:
    sound = _words() + noise(7.0, -60.0)
    assert _speech(sound * np.float32(0.05)).stretches == _speech(sound).stretches


def test_dc_offset_and_rumble_are_not_speech() -> None:
    rumble = 0.1 + tone(7.0, SPEECH_RATE, pitch=12.0, level=0.02).samples
    assert _is(_speech(_words() + rumble + noise(7.0, -70.0)), LAYOUT)


def test_clicks_are_not_speech() -> None:
    keys = [(at, noise(0.01, -12.0)) for at in (0.2, 1.65, 3.2, 3.5, 3.6, 6.6)]
    assert _is(_speech(_words() + placed(keys, 7.0) + noise(7.0, -70.0)), LAYOUT)


def test_a_click_right_after_a_word_does_not_lengthen_it() -> None:
    keys = [(end + 0.1, noise(0.01, -12.0)) for _, end in LAYOUT]
    assert _is(_speech(_words() + placed(keys, 7.0) + noise(7.0, -70.0)), LAYOUT)


def test_knocks_during_whispering_are_not_speech() -> None:
    whispered = placed([(start, noise(end - start, -30.0)) for start, end in LAYOUT], 7.0)
    knocks = placed([(at, noise(0.025, -25.0)) for at in (0.2, 3.2, 3.6)], 7.0)
    assert _is(_speech(whispered + knocks + noise(7.0, -70.0)), LAYOUT)


def test_a_breath_is_not_speech() -> None:
    breath = _breath(0.4)
    sound = _words() + placed([(0.1, breath), (3.5, breath)], 7.0) + noise(7.0, -75.0)
    assert _is(_speech(sound), LAYOUT)


def test_a_breath_next_to_a_word_hardly_lengthens_it() -> None:
    breath = _breath(0.5)
    sound = _words() + placed([(3.6, breath), (2.9, breath)], 7.0) + noise(7.0, -75.0)
    assert _is(_speech(sound), LAYOUT, within=0.13)


def test_a_breath_soon_after_a_word_is_not_part_of_it() -> None:
    sound = _words() + placed([(3.0, _breath(0.4))], 7.0) + noise(7.0, -75.0)
    assert _is(_speech(sound), LAYOUT)


def test_a_loud_unvoiced_sound_is_not_speech_beside_voiced_ones() -> None:
    sound = _words() + placed([(3.2, noise(0.5, -22.0))], 7.0) + noise(7.0, -70.0)
    assert _is(_speech(sound), LAYOUT)


def test_whispered_words_are_speech() -> None:
    whispered = placed([(start, noise(end - start, -30.0)) for start, end in LAYOUT], 7.0)
    assert _is(_speech(whispered + noise(7.0, -70.0)), LAYOUT)


def test_a_consonant_released_after_a_closure_belongs_to_its_word() -> None:
    sound = placed([(1.0, vowel(0.5, 130.0)), (1.6, noise(0.06, -46.0)), (2.5, vowel(0.5, 130))], 4)
    assert _is(_speech(sound + noise(4.0, -80.0)), [(1.0, 1.66), (2.5, 3.0)])


@pytest.mark.parametrize("room", [-80.0, -55.0])
def test_a_soft_onset_belongs_to_its_word(room: float) -> None:
    assert _is(_speech(_softly_begun(4.0) + noise(4.0, room)), [(1.0, 1.68), (3.0, 3.68)])


def test_a_closure_within_a_word_does_not_end_a_segment() -> None:
    assert _is(_speech(_words([(1.0, 1.4), (1.5, 2.0)], 3.0) + noise(3.0, -70.0)), [(1.0, 2.0)])


def test_rising_noise_is_tracked() -> None:
    layout = [(start + 20.0, end + 20.0) for start, end in LAYOUT]
    quiet = _softly_begun(27.0, (1.0, 3.0, 5.0, 7.0))
    fan = placed([(14.0, noise(13.0, -47.0))], 27.0)
    found = _speech(quiet + _words(layout, 27.0) + fan + noise(27.0, -75.0))
    expected = [(start, start + 0.68) for start in (1.0, 3.0, 5.0, 7.0)]
    assert _is(found, [*expected, *layout])


def test_a_voice_that_turns_away_is_still_detected() -> None:
    later = [(start + 40.0, end + 40.0) for start, end in LAYOUT]
    turned = np.float32(0.06) * _words(later, 47.0)
    assert _is(_speech(_words(LAYOUT, 47.0) + turned + noise(47.0, -80.0)), [*LAYOUT, *later])


def test_clarity_decreases_with_noise() -> None:
    quiet, loud = (_speech(_words() + noise(7.0, room)).clear for room in (-60.0, -45.0))
    assert quiet - loud == pytest.approx(15.0, abs=1.0)
    assert loud > CLEAR


def test_a_voice_in_loud_noise_is_not_clear() -> None:
    found = _heard(_words() + noise(7.0, -32.0))
    assert found is None or found.clear < CLEAR


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, dtype=np.float32),
        np.zeros(3000, dtype=np.float32),
        np.zeros(5 * SPEECH_RATE, dtype=np.float32),
        np.full(5 * SPEECH_RATE, 0.5, dtype=np.float32),
        tone(5.0, SPEECH_RATE).samples,
        noise(5.0, -20.0),
    ],
    ids=["nothing", "too short", "silence", "offset", "tone", "noise"],
)
def test_without_contrast_speech_cannot_be_found(samples: Samples) -> None:
    assert _heard(samples) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 700), st.integers(0, 9), st.booleans())
def test_segments_of_any_sound_are_sorted_and_disjoint(count: int, seed: int, voiced: bool) -> None:
    random = np.random.default_rng(seed)
    levels = np.repeat(random.uniform(-120, 0, 1 + count // 30), 30)[:count].astype(np.float32)
    times = (np.arange(len(levels)) + 0.5) / 100 if voiced else np.zeros(0)
    found = find_speech(levels, PitchTrack(times, np.full(len(times), 120.0)))
    clock = -1.0
    for start, end in found.stretches if found else ():
        assert clock < start < end <= count / 100
        clock = end
