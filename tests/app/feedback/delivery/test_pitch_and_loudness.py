import numpy as np
import pytest
from rig.vowels import noise, placed, transcript_of, vowel

from mock_interviewer.app.feedback.delivery.delivery import Loudness, NotMeasurable, Pitch
from mock_interviewer.app.feedback.delivery.pitch_and_loudness import OTHER_TONES, loudness, pitch
from mock_interviewer.app.feedback.delivery.spoken_words import spoken_words
from mock_interviewer.app.feedback.delivery.timing import timing_of
from mock_interviewer.audio.prosody.prosody import prosody_of
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

SECONDS = 24.0
LAYOUT = [(start, start + 1.5) for start in np.arange(1.0, 22.0, 2.0).tolist()]


def _pitch(samples: Samples, seconds: float = SECONDS) -> Pitch:
    words = spoken_words(transcript_of(LAYOUT, seconds), seconds)
    prosody = prosody_of(Sound(samples, SPEECH_RATE))
    return pitch(words, timing_of(words, (), prosody), prosody)


def _loudness(samples: Samples) -> Loudness:
    words = spoken_words(transcript_of(LAYOUT, SECONDS), SECONDS)
    prosody = prosody_of(Sound(samples, SPEECH_RATE))
    return loudness(timing_of(words, (), prosody), prosody)


def _moving(seconds: float) -> Samples:
    """Return a voice around 160 Hz whose pitch has a standard deviation of 32 Hz."""
    time = np.arange(round(seconds * SPEECH_RATE)) / SPEECH_RATE
    hertz = 160.0 + 32.0 * np.sqrt(2) * np.sin(2 * np.pi * time / 1.5)
    return vowel(seconds, hertz)


def _room(samples: Samples) -> Samples:
    return samples + noise(SECONDS, -70.0)


def test_pitch_has_the_mean_and_relative_variation_of_the_voice() -> None:
    found = _pitch(_room(placed([(start, _moving(1.5)) for start, _ in LAYOUT], SECONDS)))
    assert found.mean == pytest.approx(160.0, rel=0.02)
    assert found.variation == pytest.approx(0.2, rel=0.05)


def test_a_monotone_voice_has_no_variation() -> None:
    found = _pitch(_room(placed([(start, vowel(1.5, 210.0)) for start, _ in LAYOUT], SECONDS)))
    assert found.mean == pytest.approx(210.0, rel=0.01)
    assert found.variation < 0.01


def test_variation_is_measured_over_ten_seconds_at_a_time() -> None:
    """A voice that is higher in the second half of an answer isn't livelier."""
    parts = [(start, vowel(1.5, 120.0 if start < 11.0 else 200.0)) for start, _ in LAYOUT]
    assert _pitch(_room(placed(parts, SECONDS))).variation < 0.01


def test_the_curve_has_a_reading_every_half_second_of_voice() -> None:
    found = _pitch(_room(placed([(start, _moving(1.5)) for start, _ in LAYOUT], SECONDS)))
    assert len(found.curve) == pytest.approx(3 * len(LAYOUT), abs=3)
    times = [reading.at for reading in found.curve]
    assert times == sorted(times)
    assert all(any(start <= at <= end for start, end in LAYOUT) for at in times)
    assert all(100.0 < reading.value < 220.0 for reading in found.curve)


def test_a_reading_needs_more_than_a_moment_of_voice() -> None:
    samples = placed([(0.5, vowel(1.54, 130.0))], 3.0) + noise(3.0, -70.0)
    words = spoken_words(transcript_of([(0.5, 2.0)], 3.0), 3.0)
    prosody = prosody_of(Sound(samples, SPEECH_RATE))
    assert len(pitch(words, timing_of(words, (), prosody), prosody).curve) == 3


def test_sparse_voice_has_its_variation_measured_overall() -> None:
    layout = [(start, start + 0.45) for start in (1.0, 12.0, 23.0)]
    parts = [
        (start, vowel(0.45, hertz))
        for (start, _), hertz in zip(layout, (150.0, 150.0, 200.0), strict=True)
    ]
    words = spoken_words(transcript_of(layout, SECONDS), SECONDS)
    prosody = prosody_of(Sound(_room(placed(parts, SECONDS)), SPEECH_RATE))
    found = pitch(words, timing_of(words, (), prosody), prosody)
    assert found.variation == pytest.approx(
        np.std([150, 150, 200]) / np.mean([150, 150, 200]), rel=0.1
    )


def test_half_a_second_of_voice_has_no_pitch() -> None:
    with pytest.raises(NotMeasurable, match="too little voice"):
        _pitch(_room(placed([(1.0, vowel(0.5, 130.0))], SECONDS)))


def test_a_hum_in_the_pauses_is_not_the_voice() -> None:
    voice = placed([(start, vowel(1.5, 210.0)) for start, _ in LAYOUT], SECONDS)
    found = _pitch(_room(voice) + vowel(SECONDS, 100.0, level=10 ** (-46 / 20)))
    assert found.mean == pytest.approx(210.0, rel=0.02)


def test_a_tone_without_any_silence_has_its_pitch() -> None:
    words = spoken_words(transcript_of([(0.0, 2.0), (2.0, 5.0)], 5.0), 5.0)
    prosody = prosody_of(Sound(vowel(5.0, 140.0), SPEECH_RATE))
    found = pitch(words, timing_of(words, (), prosody), prosody)
    assert found.mean == pytest.approx(140.0, rel=0.01)


def test_a_background_tone_prevents_pitch_measurement() -> None:
    music = vowel(SECONDS, 220.0, level=0.09)
    voice = placed([(start, vowel(1.5, 130.0)) for start, _ in LAYOUT], SECONDS)
    with pytest.raises(NotMeasurable, match=OTHER_TONES):
        _pitch(voice + music)


def test_whispering_has_no_pitch() -> None:
    whisper = placed([(start, noise(1.5, -30.0)) for start, _ in LAYOUT], SECONDS)
    with pytest.raises(NotMeasurable, match="too little voice"):
        _pitch(_room(whisper))


def test_loudness_variation_is_the_standard_deviation_in_decibels() -> None:
    levels = [0.2 if place % 2 else 0.05 for place in range(len(LAYOUT))]
    parts = [
        (start, vowel(1.5, 130.0, level=level))
        for level, (start, _) in zip(levels, LAYOUT, strict=True)
    ]
    expected = np.std([20 * np.log10(level) for level in levels])
    assert _loudness(_room(placed(parts, SECONDS))).variation == pytest.approx(expected, rel=0.1)


def test_a_voice_of_constant_level_has_no_variation() -> None:
    parts = [(start, vowel(1.5, 130.0)) for start, _ in LAYOUT]
    assert _loudness(_room(placed(parts, SECONDS))).variation < 1.5


def test_closed_lips_do_not_count_as_loudness_variation() -> None:
    """The depth of a closure depends on the room, not on the voice."""
    parts = [(start + shift, vowel(0.4, 130.0)) for start, _ in LAYOUT for shift in (0.0, 0.5, 1.0)]
    assert _loudness(_room(placed(parts, SECONDS))).variation < 3.0


def test_little_speech_has_no_variation_of_loudness() -> None:
    with pytest.raises(NotMeasurable, match="too little speech"):
        _loudness(_room(placed([(start, vowel(1.4, 130.0)) for start in (1.0, 21.0)], SECONDS)))


def test_noise_prevents_loudness_measurement() -> None:
    parts = [(start, vowel(1.5, 130.0)) for start, _ in LAYOUT]
    with pytest.raises(NotMeasurable, match="noise"):
        _loudness(placed(parts, SECONDS) + noise(SECONDS, -30.0))
