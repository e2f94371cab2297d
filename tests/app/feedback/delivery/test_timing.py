from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.vowels import noise, placed, transcript_of, voiced_answer, vowel

from mock_interviewer.app.feedback.delivery.delivery import NotMeasurable
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, spoken_words
from mock_interviewer.app.feedback.delivery.timing import (
    COMPANY,
    NOISY,
    PAUSE,
    ROUGH,
    SILENT,
    TOO_SHORT_FOR_CURVE,
    TOO_SHORT_FOR_RATE,
    SpeechTiming,
    articulation,
    pace,
    pace_curve,
    timing_of,
)
from mock_interviewer.audio.prosody.prosody import Prosody, prosody_of
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

LAYOUT = ((0.6, 1.4), (1.9, 2.9), (2.95, 3.5), (5.1, 6.0), (6.2, 7.2))
SECONDS = 8.0
PAUSES = [(1.4, 1.9), (3.5, 5.1)]


def _spoken(layout: Sequence[tuple[float, float]], seconds: float = SECONDS) -> list[SpokenWord]:
    return list(spoken_words(transcript_of(layout, seconds), seconds))


def _off(layout: Sequence[tuple[float, float]], seed: int = 0) -> list[tuple[float, float]]:
    """Return word times as recognition gives them: up to 0.2 s off."""
    random = np.random.default_rng(seed)
    wrong = np.asarray(layout) + random.uniform(-0.2, 0.2, (len(layout), 2))
    return [(float(start), float(max(start, end))) for start, end in wrong]


def _heard(samples: Samples) -> Prosody:
    return prosody_of(Sound(samples + noise(len(samples) / SPEECH_RATE, -70.0), SPEECH_RATE))


def _voices(layout: Sequence[tuple[float, float]] = LAYOUT, seconds: float = SECONDS) -> Samples:
    return placed([(start, vowel(end - start, 130.0)) for start, end in layout], seconds)


def _pauses(timing: SpeechTiming) -> list[tuple[float, float]]:
    assert timing.pauses is not None
    return list(timing.pauses)


def _same(found: Sequence[tuple[float, float]], true: Sequence[tuple[float, float]]) -> bool:
    return np.shape(found) == np.shape(true) and np.allclose(found, true, rtol=0, atol=0.05)


@pytest.mark.parametrize("seed", range(4))
def test_pauses_follow_the_silence_even_if_word_times_are_off(seed: int) -> None:
    timing = timing_of(_spoken(_off(LAYOUT, seed)), (), _heard(_voices()))
    assert _same(_pauses(timing), PAUSES)
    assert (timing.first, timing.last) == pytest.approx((0.6, 7.2), abs=0.03)
    assert not timing.caveat


def test_without_a_recording_pauses_are_approximate_gaps_between_words() -> None:
    timing = timing_of(_spoken(LAYOUT), (), None)
    assert _pauses(timing) == PAUSES
    assert (timing.first, timing.last) == (0.6, 7.2)
    assert timing.caveat == ROUGH


@pytest.mark.parametrize("before", [(0.05, noise(0.012, -10.0)), (0.1, noise(0.3, -46.0))])
def test_a_click_or_breath_before_the_first_word_is_not_speech(
    before: tuple[float, Samples],
) -> None:
    heard = _heard(_voices() + placed([before], SECONDS))
    timing = timing_of(_spoken([(0.2, 1.4), *LAYOUT[1:]]), (), heard)
    assert timing.first == pytest.approx(0.6, abs=0.03)


def test_a_voice_long_before_the_first_word_is_not_part_of_it() -> None:
    heard = _heard(placed([(0.4, vowel(0.8, 130.0)), (3.0, vowel(2.0, 130.0))], 6.0))
    assert timing_of(_spoken([(2.9, 5.0)], 6.0), (), heard).first == pytest.approx(3.0, abs=0.03)


def test_a_filler_that_runs_into_the_first_word_is_not_part_of_it() -> None:
    heard = _heard(placed([(0.5, vowel(1.5, 130.0))], 4.0))
    timing = timing_of(_spoken([(0.9, 2.0)], 4.0), [(0.5, 0.85)], heard)
    assert timing.first == pytest.approx(0.85, abs=0.01)


def test_sound_after_the_last_word_is_not_part_of_it() -> None:
    heard = _heard(_voices([*LAYOUT, (8.2, 8.6)], 9.0))
    timing = timing_of(_spoken(LAYOUT, 9.0), (), heard)
    assert timing.last == pytest.approx(7.2, abs=0.03)
    assert _same(_pauses(timing), PAUSES)


def test_a_voice_long_after_the_last_word_is_not_part_of_it() -> None:
    heard = _heard(_voices([*LAYOUT[:-1], (6.2, 8.6)], 9.0))
    assert timing_of(_spoken(LAYOUT, 9.0), (), heard).last == pytest.approx(7.2, abs=0.03)


def test_a_voice_that_continues_into_the_first_word_is_not_part_of_it() -> None:
    heard = _heard(_voices([(0.5, 4.0)], 5.0))
    assert timing_of(_spoken([(2.0, 4.0)], 5.0), (), heard).first == 2.0


def test_an_undetected_filler_splits_a_pause_too() -> None:
    filled = _heard(_voices() + placed([(4.2, vowel(0.4, 110.0))], SECONDS))
    timing = timing_of(_spoken(LAYOUT), (), filled)
    assert _same(_pauses(timing), [(1.4, 1.9), (3.5, 4.2), (4.6, 5.1)])


def test_an_undetected_filler_between_two_words_does_not_prevent_measurement() -> None:
    layout = [(0.5, 2.0), (3.3, 4.5)]
    filled = _heard(_voices(layout, 5.0) + placed([(2.4, vowel(0.5, 110.0))], 5.0))
    assert _same(_pauses(timing_of(_spoken(layout, 5.0), (), filled)), [(2.0, 2.4), (2.9, 3.3)])


def test_words_with_short_times_do_not_prevent_measurement() -> None:
    layout = [(0.5 + place, 1.0 + place) for place in range(7)]
    short = [(start + 0.15, end - 0.15) for start, end in layout]
    timing = timing_of(_spoken(short), (), _heard(_voices(layout)))
    assert timing.pauses is not None
    assert len(timing.pauses) == 6


def test_a_filler_within_a_pause_splits_it() -> None:
    filled = _heard(_voices() + placed([(4.2, vowel(0.4, 110.0))], SECONDS))
    split = [(1.4, 1.9), (3.5, 4.2), (4.6, 5.1)]
    assert _same(_pauses(timing_of(_spoken(LAYOUT), [(4.1, 4.5)], filled)), split)
    assert _same(_pauses(timing_of(_spoken(LAYOUT), [(4.2, 4.6)], None)), split)


def test_a_detected_filler_too_soft_to_hear_splits_a_pause() -> None:
    timing = timing_of(_spoken(LAYOUT), [(4.2, 4.6)], _heard(_voices()))
    assert _same(_pauses(timing), [(1.4, 1.9), (3.5, 4.2), (4.6, 5.1)])


def test_keys_pressed_in_a_pause_do_not_end_it() -> None:
    keys = [(at, noise(0.01, -12.0)) for at in (3.8, 4.0, 4.3, 4.31, 4.8)]
    timing = timing_of(_spoken(LAYOUT), (), _heard(_voices() + placed(keys, SECONDS)))
    assert _same(_pauses(timing), PAUSES)


@pytest.mark.parametrize("room", [-38.0, -25.0])
def test_loud_noise_prevents_pause_measurement(room: float) -> None:
    timing = timing_of(_spoken(LAYOUT), (), _heard(_voices() + noise(SECONDS, room)))
    assert (timing.pauses, timing.spoken, timing.caveat) == (None, None, NOISY)
    assert (timing.first, timing.last) == (0.6, 7.2)


def test_background_music_prevents_pause_measurement() -> None:
    chord = sum(vowel(SECONDS, hertz, level=0.02) for hertz in (196.0, 247.0, 294.0))
    assert isinstance(chord, np.ndarray)
    beat = np.float32(1.2) + np.sin(np.arange(len(chord)) * 2 * np.pi * 1.7 / SPEECH_RATE)
    timing = timing_of(_spoken(LAYOUT), (), _heard(_voices() + chord * beat.astype(np.float32)))
    assert timing.pauses is None
    assert timing.caveat in {COMPANY, NOISY}


def test_another_voice_between_words_prevents_pause_measurement() -> None:
    other = placed([(3.6, vowel(1.4, 210.0)), (1.45, vowel(0.4, 210.0))], SECONDS)
    timing = timing_of(_spoken(LAYOUT), (), _heard(_voices() + other))
    assert (timing.pauses, timing.caveat) == (None, COMPANY)


def test_a_silent_recording_has_no_pauses() -> None:
    silent = prosody_of(Sound(np.zeros(8 * SPEECH_RATE, dtype=np.float32), SPEECH_RATE))
    timing = timing_of(_spoken(LAYOUT), (), silent)
    assert (timing.pauses, timing.caveat) == (None, SILENT)


@pytest.mark.parametrize(("length", "counted"), [(0.2, False), (0.3, True)])
def test_a_silence_of_250_ms_or_more_is_a_pause(length: float, counted: bool) -> None:
    layout = [(0.5, 1.5), (1.5 + length, 3.0)]
    sound = voiced_answer(layout, 4.0)
    by_sound = timing_of(_spoken(layout, 4.0), (), prosody_of(sound))
    by_words = timing_of(_spoken(layout, 4.0), (), None)
    assert bool(by_sound.pauses) is bool(by_words.pauses) is counted


@given(
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 2)), min_size=1, max_size=30),
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 2)), max_size=5),
)
def test_pauses_are_sorted_disjoint_long_enough_and_within_the_words(
    places: list[tuple[float, float]], others: list[tuple[float, float]]
) -> None:
    words = _spoken([(start, start + length) for start, length in sorted(places)], 40.0)
    timing = timing_of(words, [(start, start + length) for start, length in others], None)
    clock = timing.first
    for start, end in _pauses(timing):
        assert clock <= start
        assert end - start > PAUSE
        clock = end
    assert clock <= timing.last


def _words(intervals: Sequence[tuple[float, float]]) -> list[SpokenWord]:
    return [SpokenWord("word", start, end, "word") for start, end in intervals]


def _even(count: int, every: float, start: float = 1.0) -> list[SpokenWord]:
    """Return words that follow one another without a gap."""
    times = [start + place * every for place in range(count + 1)]
    return _words(list(pairwise(times)))


def _timing(words: Sequence[SpokenWord]) -> SpeechTiming:
    return timing_of(words, (), None)


def test_pace_is_words_over_the_time_from_first_to_last() -> None:
    words = _even(30, 0.5)
    assert pace(words, _timing(words)) == pytest.approx(120.0)


def test_articulation_rate_excludes_pauses_and_fillers() -> None:
    words = [*_even(10, 0.5), *_even(10, 0.5, start=9.0)]
    timing = _timing(words)
    assert pace(words, timing) == pytest.approx(20 * 60 / 13)
    assert articulation(words, (), timing) == pytest.approx(120.0)
    filled = timing_of(words, [(7.0, 8.0)], None)
    assert articulation(words, [(7.0, 8.0)], filled) == pytest.approx(120.0)
    assert articulation(words, [(2.0, 3.0)], timing) == pytest.approx(20 * 60 / 9)


def test_a_filler_before_the_first_word_costs_no_time() -> None:
    words = _even(10, 0.5)
    assert articulation(words, [(0.0, 0.9)], _timing(words)) == pytest.approx(120.0)


def test_articulation_rate_needs_pauses() -> None:
    words = _even(10, 0.5)
    with pytest.raises(NotMeasurable, match="noise"):
        articulation(words, (), SpeechTiming(1.0, 6.0, None, None, "Too much noise."))


def test_the_curve_follows_the_pace() -> None:
    words = [*_even(40, 0.5), *_even(80, 0.25, start=21.0)]
    curve = pace_curve(words, _timing(words))
    assert [reading.at for reading in curve] == [6.0 + 2 * place for place in range(16)]
    assert curve[0].value == pytest.approx(120.0)
    assert curve[-1].value == pytest.approx(240.0)
    assert all(one.value <= other.value for one, other in pairwise(curve))


def test_a_word_counts_by_its_share_in_a_window() -> None:
    words = _words([(0.0, 1.0), (1.5, 1.5), (9.0, 11.0), (11.5, 11.8), (11.8, 12.0)])
    curve = pace_curve(words, _timing(words))
    assert [reading.value for reading in curve] == pytest.approx([2.5 * 6, 3 * 6])


@pytest.mark.parametrize(
    "words", [_even(4, 2.0), _even(20, 0.1)], ids=["four words", "two seconds"]
)
def test_a_short_answer_has_no_rate(words: list[SpokenWord]) -> None:
    for rate in (pace, pace_curve):
        with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
            rate(words, _timing(words))
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
        articulation(words, (), _timing(words))


def test_little_speech_around_a_long_pause_has_no_articulation_rate() -> None:
    words = [*_even(3, 0.5), *_even(2, 0.5, start=12.0)]
    assert pace(words, _timing(words)) == pytest.approx(5 * 60 / 12)
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
        articulation(words, (), _timing(words))


def test_an_answer_shorter_than_a_window_has_no_curve() -> None:
    words = _even(12, 0.8)
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_CURVE):
        pace_curve(words, _timing(words))


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 2)), min_size=5, max_size=60))
def test_the_curve_lies_within_the_answer(gaps: list[tuple[float, float]]) -> None:
    clock, intervals = 3.0, []
    for gap, length in gaps:
        intervals.append((clock + gap, clock + gap + length))
        clock += gap + length
    words = _words(intervals)
    timing = _timing(words)
    if timing.span < 10.0:
        return
    for reading in pace_curve(words, timing):
        assert timing.first + 5.0 <= reading.at <= timing.last - 5.0 + 1e-9
        assert 0.0 <= reading.value <= len(words) * 6.0 + 1e-9
