import dataclasses
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.vowels import noise, placed, transcript_of, voiced_answer, vowel

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measure_delivery import (
    measure_delivery,
    measure_delivery_of_sound,
)
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.feedback import from_json_data, to_json_data
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

SECONDS = 16.0
LAYOUT = [
    *((0.9 + 0.5 * place, 1.35 + 0.5 * place) for place in range(10)),
    *((6.9 + 0.5 * place, 7.35 + 0.5 * place) for place in range(16)),
]


@pytest.fixture(scope="module")
def sound() -> Sound:
    return voiced_answer(LAYOUT, SECONDS)


def _why(delivery: Delivery) -> dict[str, str]:
    return {untold.measure: untold.why for untold in delivery.untold}


def _pauses(delivery: Delivery) -> list[tuple[float, float]]:
    assert delivery.pauses is not None
    return [(moment.start, moment.end) for moment in delivery.pauses.moments]


def _same(one: Delivery, other: Delivery, later: float = 0.0) -> None:
    """Assert that two deliveries are equal except for a shift in time."""
    assert other.pace == pytest.approx(one.pace, rel=0.01)
    assert other.articulation == pytest.approx(one.articulation, rel=0.01)
    assert other.first_word == pytest.approx((one.first_word or 0.0) + later, abs=0.03)
    assert np.array(_pauses(other)) == pytest.approx(np.array(_pauses(one)) + later, abs=0.03)
    assert one.pitch is not None
    assert other.pitch is not None
    assert other.pitch.mean == pytest.approx(one.pitch.mean, rel=0.01)
    assert one.loudness is not None
    assert other.loudness is not None
    assert other.loudness.variation == pytest.approx(one.loudness.variation, abs=0.3)


def _is_possible(delivery: Delivery) -> None:
    """Assert what must be true of any delivery."""
    assert from_json_data(Delivery, to_json_data(delivery)) == delivery
    moments = [
        *(delivery.pauses.moments if delivery.pauses else ()),
        *(delivery.fillers or ()),
        *(delivery.repetitions or ()),
        *(delivery.hedges or ()),
    ]
    assert all(0.0 <= one.start <= one.end <= delivery.duration + 1e-9 for one in moments)
    readings = [*delivery.pace_curve, *(delivery.pitch.curve if delivery.pitch else ())]
    assert all(0.0 <= reading.at <= delivery.duration for reading in readings)
    if delivery.pauses is not None:
        assert delivery.pauses.total <= delivery.duration + 1e-9
        assert all(one.length > 0.25 for one in delivery.pauses.moments)
    assert {untold.measure for untold in delivery.untold} <= set(MEASURES)
    assert all(untold.why.endswith(".") for untold in delivery.untold)


def test_an_answer_with_known_times_has_the_expected_measures(sound: Sound) -> None:
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS), sound)
    span = LAYOUT[-1][1] - LAYOUT[0][0]
    assert found.words == len(LAYOUT)
    assert found.duration == SECONDS
    assert found.pace == pytest.approx(len(LAYOUT) * 60 / span, rel=0.03)
    assert found.first_word == pytest.approx(0.9, abs=0.03)
    assert found.speech == pytest.approx(span, abs=0.06)
    assert np.array(_pauses(found)) == pytest.approx(np.array([(5.85, 6.9)]), abs=0.05)
    assert found.articulation == pytest.approx(len(LAYOUT) * 60 / (span - 1.05), rel=0.03)
    assert found.pitch is not None
    assert found.pitch.mean == pytest.approx(120.0, rel=0.02)
    assert found.loudness is not None
    assert found.fillers == ()
    assert found.filler_rate == 0.0
    assert found.pace_curve
    _is_possible(found)


def test_measuring_a_file_equals_measuring_its_samples(sound: Sound, tmp_path: Path) -> None:
    write_wav(tmp_path / "take.wav", sound)
    transcript = transcript_of(LAYOUT, SECONDS)
    _same(
        measure_delivery_of_sound(transcript, sound),
        measure_delivery(transcript, tmp_path / "take.wav"),
    )


def test_volume_changes_nothing(sound: Sound) -> None:
    transcript = transcript_of(LAYOUT, SECONDS)
    soft = Sound(sound.samples * np.float32(0.03), sound.rate)
    _same(measure_delivery_of_sound(transcript, sound), measure_delivery_of_sound(transcript, soft))


def test_a_later_start_only_shifts_the_times(sound: Sound) -> None:
    later = [(start + 7.31, end + 7.31) for start, end in LAYOUT]
    wait = noise(7.31, -70.0, seed=1)
    delayed = Sound(np.concatenate([wait, sound.samples]), SPEECH_RATE)
    one = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS), sound)
    _same(one, measure_delivery_of_sound(transcript_of(later, SECONDS + 7.31), delayed), later=7.31)


def test_the_sample_rate_does_not_matter() -> None:
    parts = [(start, vowel(end - start, 120.0, rate=48_000)) for start, end in LAYOUT]
    fine = placed(parts, SECONDS, 48_000) + noise(SECONDS, -70.0, rate=48_000)
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS), Sound(fine, 48_000))
    _same(
        measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS), voiced_answer(LAYOUT, SECONDS)),
        found,
    )


@pytest.mark.parametrize("name", ["gone.wav", "text.wav", "empty.wav"])
def test_without_a_readable_recording_only_the_words_are_measured(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "empty.wav").touch()
    found = measure_delivery(transcript_of(LAYOUT, SECONDS), tmp_path / name)
    assert found == measure_delivery(transcript_of(LAYOUT, SECONDS), None)
    [pause] = _pauses(found)
    assert pause == pytest.approx((5.85, 6.9))
    assert (found.pitch, found.loudness) == (None, None)
    assert "missing" in _why(found)["pitch"]
    assert "tenths of a second" in _why(found)["pauses"]
    _is_possible(found)


def test_a_truncated_recording_counts_as_missing(sound: Sound) -> None:
    cut = Sound(sound.samples[: 5 * SPEECH_RATE], SPEECH_RATE)
    transcript = transcript_of(LAYOUT, SECONDS)
    assert measure_delivery_of_sound(transcript, cut) == measure_delivery_of_sound(transcript, None)


@pytest.mark.parametrize("value", [0.0, 0.4, math.nan, math.inf, 1e38])
def test_a_silent_recording_has_no_voice_measures(value: float) -> None:
    silent = np.full(round(SECONDS * SPEECH_RATE), value, dtype=np.float32)
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS), Sound(silent, SPEECH_RATE))
    assert (found.pauses, found.pitch, found.loudness, found.articulation) == (None,) * 4
    assert {"pauses", "pitch", "loudness", "articulation"} <= set(_why(found))
    assert found.pace is not None
    _is_possible(found)


@pytest.mark.parametrize(
    "transcript",
    [
        Transcript((), 9.0, "made up"),
        Transcript((), 9.0, "made up", speech_detected=False),
        transcript_of([(1.0, 2.0)], 9.0, texts=["..."]),
        replace(transcript_of(LAYOUT, SECONDS), speech_detected=False),
    ],
    ids=["no segments", "no speech", "no word", "disbelieved"],
)
def test_without_speech_nothing_is_measured(transcript: Transcript) -> None:
    found = measure_delivery_of_sound(transcript, None)
    told = {field.name for field in dataclasses.fields(found) if getattr(found, field.name)}
    assert told == {"duration", "untold"}
    assert set(_why(found)) == set(MEASURES) - {"length"}


def test_one_word_has_no_rates(sound: Sound) -> None:
    found = measure_delivery_of_sound(transcript_of([LAYOUT[0]], SECONDS, texts=["Yes."]), sound)
    assert (found.words, found.pace, found.articulation, found.filler_rate) == (1, None, None, None)
    assert found.first_word == pytest.approx(0.9, abs=0.03)
    assert found.repetitions == ()
    assert "5 words" in _why(found)["pace"]
    _is_possible(found)


def test_fillers_are_not_counted_without_detection() -> None:
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS, fillers=None), None)
    assert (found.fillers, found.filler_rate) == (None, None)
    assert "checked" in _why(found)["fillers"]


def test_filler_rate_spans_the_first_to_the_last_word_or_filler() -> None:
    fillers = [(6.1, 6.5), (15.2, 15.6), (0.1, 0.4)]
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS, fillers=fillers), None)
    assert found.fillers is not None
    assert [(one.start, one.end) for one in found.fillers] == sorted(fillers)
    assert {one.text for one in found.fillers} == {"um"}
    assert found.filler_rate == pytest.approx(3 * 60 / (15.6 - 0.1))


def test_fillers_without_a_time_are_dropped_and_others_clipped_to_the_recording() -> None:
    fillers = [(math.nan, 2.0), (15.9, 99.0), (-1.0, -0.5)]
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS, fillers=fillers), None)
    assert found.fillers is not None
    assert [(one.start, one.end) for one in found.fillers] == [(0.0, 0.0), (15.9, SECONDS)]


def test_repetitions_and_hedges_are_found() -> None:
    texts = ["So", "we", "can", "we", "can", "I", "think", "maybe", "use", "it"]
    found = measure_delivery_of_sound(transcript_of(LAYOUT, SECONDS, texts=texts), None)
    assert found.repetitions is not None
    assert found.hedges is not None
    assert [one.text for one in (*found.repetitions, *found.hedges)] == [
        "we can we can",
        "I think maybe",
    ]


def test_other_languages_skip_the_measures_specific_to_english(sound: Sound) -> None:
    found = measure_delivery_of_sound(
        transcript_of(LAYOUT, SECONDS, language="de", fillers=None), sound
    )
    assert found.words == len(LAYOUT)
    assert found.pace is not None
    assert found.pauses is not None
    assert {"repetitions", "hedges", "richness", "fillers"} == set(_why(found))
    assert all("English" in why for why in _why(found).values())


@pytest.mark.parametrize("language", ["ja", "zh", "th"])
def test_a_language_without_spaces_has_no_words_to_count(sound: Sound, language: str) -> None:
    found = measure_delivery_of_sound(
        transcript_of(LAYOUT, SECONDS, language=language, fillers=None), sound
    )
    assert (found.words, found.pace, found.articulation, found.richness) == (0, None, None, None)
    assert found.pauses is not None
    assert found.pitch is not None
    assert "spaces" in _why(found)["words"]
    assert "spaces" in _why(found)["pace"]


LAYOUTS = st.lists(st.tuples(st.floats(0, 3), st.floats(0.05, 2)), min_size=1, max_size=40)


def _laid_out(gaps: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    clock, layout = 0.0, []
    for gap, length in gaps:
        layout.append((clock + gap, clock + gap + length))
        clock += gap + length
    return layout


@given(LAYOUTS)
def test_any_layout_of_words_has_a_possible_delivery(gaps: list[tuple[float, float]]) -> None:
    layout = _laid_out(gaps)
    found = measure_delivery_of_sound(transcript_of(layout, layout[-1][1] + 0.5), None)
    _is_possible(found)
    pauses = _pauses(found)
    assert pauses == sorted(pauses)
    assert sum(end - start for start, end in pauses) <= layout[-1][1] - layout[0][0] + 1e-9


@given(LAYOUTS, st.floats(0, 100))
def test_later_words_only_shift_the_times(gaps: list[tuple[float, float]], later: float) -> None:
    layout = _laid_out(gaps)
    moved = [(start + later, end + later) for start, end in layout]
    one = measure_delivery_of_sound(transcript_of(layout, 500.0), None)
    other = measure_delivery_of_sound(transcript_of(moved, 500.0), None)
    assert other.pace == (None if one.pace is None else pytest.approx(one.pace, rel=1e-6))
    assert other.first_word == pytest.approx((one.first_word or 0.0) + later)
    assert one.pauses is not None
    assert other.pauses is not None
    assert other.pauses.total == pytest.approx(one.pauses.total, abs=0.26)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.3, 1.5), st.floats(0.3, 0.9)), min_size=3, max_size=8),
    st.integers(0, 99),
)
def test_pauses_of_any_layout_are_found_in_the_sound(
    gaps: list[tuple[float, float]], seed: int
) -> None:
    layout = _laid_out(gaps)
    seconds = layout[-1][1] + 0.6
    random = np.random.default_rng(seed)
    off = np.sort(np.asarray(layout) + random.uniform(-0.1, 0.1, (len(layout), 2)), axis=1)
    found = measure_delivery_of_sound(
        transcript_of(off.tolist(), seconds), voiced_answer(layout, seconds)
    )
    true = [(one[1], other[0]) for one, other in pairwise(layout)]
    assert np.array(_pauses(found)) == pytest.approx(np.array(true), abs=0.05)
    assert found.first_word == pytest.approx(layout[0][0], abs=0.05)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(TranscriptWord, st.text(max_size=12), st.floats(), st.floats(), st.floats()),
        max_size=12,
    ),
    st.floats(),
)
def test_any_transcript_is_accepted(words: list[TranscriptWord], duration: float) -> None:
    segment = TranscriptSegment("", 0.0, 0.0, tuple(words))
    _is_possible(measure_delivery_of_sound(Transcript((segment,), duration, "made up"), None))


def test_half_an_hour_of_words_is_measured() -> None:
    layout = [(0.4 * place, 0.4 * place + 0.35) for place in range(4500)]
    found = measure_delivery_of_sound(transcript_of(layout, 1800.0), None)
    assert found.pace == pytest.approx(150.0, rel=0.01)
    assert len(found.pace_curve) == 895
