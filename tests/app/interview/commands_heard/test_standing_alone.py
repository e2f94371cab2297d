from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.standing_alone import (
    SpokenStretch,
    stretches,
    whole_utterance,
)
from mock_interviewer.audio.listening.utterance_detection import GAP


def _said(*parts: tuple[str, float, float]) -> list[SpokenStretch]:
    return [SpokenStretch(*part) for part in parts]


def test_words_without_a_silence_between_are_one_stretch() -> None:
    spoken = _said(("Scratch", 1.0, 1.4), ("that.", 1.5, 1.9))
    assert stretches(spoken) == (SpokenStretch("Scratch that.", 1.0, 1.9),)


def test_a_silence_parts_what_was_said() -> None:
    spoken = _said(("and the loss", 1.0, 2.0), ("Pause.", 2.0 + GAP, 3.2))
    assert [each.text for each in stretches(spoken)] == ["and the loss", "Pause."]


def test_a_shorter_silence_does_not() -> None:
    spoken = _said(("and the", 1.0, 2.0), ("pause.", 1.95 + GAP, 3.2))
    assert [each.text for each in stretches(spoken)] == ["and the pause."]


def test_the_last_stretch_stands_alone_once_it_was_silent_long_enough() -> None:
    spoken = _said(("It converges.", 0.0, 2.0), ("Repeat the question.", 4.0, 5.0))
    assert whole_utterance(spoken, 5.0 + GAP / 2) is None
    found = whole_utterance(spoken, 5.0 + GAP)
    assert found is not None
    assert found.text == "Repeat the question."


def test_what_is_said_first_needs_no_silence_before() -> None:
    found = whole_utterance(_said(("Pause.", 0.0, 0.5)), 2.0)
    assert found is not None
    assert found.text == "Pause."


def test_what_follows_an_answer_at_once_does_not_stand_alone() -> None:
    spoken = _said(("That is why we", 0.0, 2.0), ("stop", 2.2, 2.5))
    found = whole_utterance(spoken, 5.0)
    assert found is not None
    assert found.text == "That is why we stop"


def test_nothing_said_is_no_utterance() -> None:
    assert whole_utterance([], 10.0) is None
    assert whole_utterance(_said((" ", 1.0, 2.0)), 10.0) is None


_TIMES = st.floats(0.0, 100.0)
_PARTS = st.builds(
    lambda text, start, length: SpokenStretch(text, start, start + length),
    st.text(max_size=5),
    _TIMES,
    st.floats(0.0, 5.0),
)


@settings(deadline=None)
@given(st.lists(_PARTS, max_size=12))
def test_stretches_keep_all_words_and_lie_apart(parts: list[SpokenStretch]) -> None:
    found = stretches(parts)
    kept = sorted("".join("".join(each.text.split()) for each in found))
    assert kept == sorted("".join("".join(part.text.split()) for part in parts))
    for before, after in pairwise(found):
        assert after.start - before.end >= GAP


@settings(deadline=None)
@given(st.lists(_PARTS, max_size=8), _TIMES)
def test_an_utterance_is_the_last_stretch_or_none(parts: list[SpokenStretch], until: float) -> None:
    found = whole_utterance(parts, until)
    assert found is None or found == stretches(parts)[-1]


@pytest.mark.parametrize("gap", [0.3, 2.0])
def test_how_long_a_silence_must_be_can_be_chosen(gap: float) -> None:
    spoken = _said(("One.", 0.0, 1.0), ("Two.", 2.0, 3.0))
    assert len(stretches(spoken, gap)) == (2 if gap < 1.0 else 1)
