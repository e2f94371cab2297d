from itertools import pairwise

import pytest
from benchmarks.commands.stretches import (
    SpokenStretch,
    stretches,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.listening.utterance_detection import GAP


def _said(*parts: tuple[str, float, float]) -> list[SpokenStretch]:
    return [SpokenStretch(*part) for part in parts]


def test_words_without_a_silence_are_one_segment() -> None:
    spoken = _said(("Scratch", 1.0, 1.4), ("that.", 1.5, 1.9))
    assert stretches(spoken) == (SpokenStretch("Scratch that.", 1.0, 1.9),)


def test_a_silence_separates_segments() -> None:
    spoken = _said(("and the loss", 1.0, 2.0), ("Pause.", 2.0 + GAP, 3.2))
    assert [each.text for each in stretches(spoken)] == ["and the loss", "Pause."]


def test_a_shorter_silence_does_not_separate() -> None:
    spoken = _said(("and the", 1.0, 2.0), ("pause.", 1.95 + GAP, 3.2))
    assert [each.text for each in stretches(spoken)] == ["and the pause."]


_TIMES = st.floats(0.0, 100.0)
_PARTS = st.builds(
    lambda text, start, length: SpokenStretch(text, start, start + length),
    st.text(max_size=5),
    _TIMES,
    st.floats(0.0, 5.0),
)


@settings(deadline=None)
@given(st.lists(_PARTS, max_size=12))
def test_segments_keep_all_words_and_are_separated_by_silence(parts: list[SpokenStretch]) -> None:
    found = stretches(parts)
    kept = sorted("".join("".join(each.text.split()) for each in found))
    assert kept == sorted("".join("".join(part.text.split()) for part in parts))
    for before, after in pairwise(found):
        assert after.start - before.end >= GAP


def test_blank_words_are_left_out() -> None:
    assert stretches(_said((" ", 1.0, 2.0))) == ()


@pytest.mark.parametrize("gap", [0.3, 2.0])
def test_the_length_of_a_silence_can_be_chosen(gap: float) -> None:
    spoken = _said(("One.", 0.0, 1.0), ("Two.", 2.0, 3.0))
    assert len(stretches(spoken, gap)) == (2 if gap < 1.0 else 1)
