"""Which words are filled pauses, and what becomes of those that are heard twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.fillers import HELD_SOUND, fillers_among, with_held_sounds
from mock_interviewer.audio.recognition.transcript import Filler, TranscriptWord


def said(*texts: str, probability: float = 0.5) -> list[TranscriptWord]:
    return [TranscriptWord(text, at, at + 0.5, probability) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    "text", ["Um,", "uh", "Uhm...", "er,", "Erm", "hmm.", "ah,", "Mm-hmm", "mm"]
)
def test_a_filled_pause_is_recognized_in_any_spelling(text: str) -> None:
    assert len(fillers_among(said("So", text, "yes"))) == 1


@pytest.mark.parametrize(
    "text", ["hum", "umbrella", "a", "her", "are", "error", "I'm", "mum", "m", "LoRA"]
)
def test_other_words_are_not_filled_pauses(text: str) -> None:
    assert not fillers_among(said("So", text, "yes"))


def test_a_filler_has_the_time_of_its_word() -> None:
    assert fillers_among(said("So", "Um,", "yes")) == [Filler("um", 1, 1.5)]


def test_a_filler_repeated_at_once_is_counted_once() -> None:
    assert fillers_among(said("So", "um,", "um,", "yes", "uh")) == [
        Filler("um", 1, 2.5),
        Filler("uh", 4, 4.5),
    ]


def test_an_improbable_filler_does_not_count() -> None:
    assert not fillers_among(said("um", probability=0.001))


def test_echoes_of_an_improbable_filler_do_not_count() -> None:
    doubtful = TranscriptWord("uh,", 0.0, 0.1, 0.001)
    assert not fillers_among(
        [doubtful, TranscriptWord("uh,", 0.1, 0.2, 0.9), TranscriptWord("so", 0.2, 0.3, 0.9)]
    )


def test_a_held_sound_counts_without_a_transcribed_filler() -> None:
    spoken = [Filler("um", 5.0, 5.3)]
    assert with_held_sounds(spoken, [(1.0, 1.3)]) == [Filler(HELD_SOUND, 1.0, 1.3), *spoken]


def test_a_held_sound_that_was_transcribed_counts_once() -> None:
    spoken = [Filler("um", 5.0, 5.3)]
    assert with_held_sounds(spoken, [(5.9, 6.2), (4.1, 4.4)]) == spoken


times = st.floats(0, 100)
spans = st.builds(lambda start, length: (start, start + length), times, st.floats(0, 2))


@given(st.lists(spans), st.lists(spans))
def test_no_filler_is_lost_and_all_are_in_order(
    spoken: list[tuple[float, float]], held: list[tuple[float, float]]
) -> None:
    fillers = sorted((Filler("um", *span) for span in spoken), key=lambda filler: filler.start)
    found = with_held_sounds(fillers, held)
    assert set(fillers) <= set(found)
    assert len(fillers) <= len(found) <= len(fillers) + len(held)
    assert all(before.start <= after.start for before, after in pairwise(found))
