"""The turns of phrase by which the parts of a story are recognized."""

import pytest

from mock_interviewer.app.feedback.story.phrases import CuePhrase, any_phrase, lower_case
from mock_interviewer.app.feedback.story.star import (
    announcing_cues,
    case_cues,
    lived_cues,
    story_cues,
)
from mock_interviewer.questions.model import StarPart


@pytest.mark.parametrize("cue", story_cues(), ids=lambda cue: cue.example)
def test_each_cue_is_found_in_its_example(cue: CuePhrase) -> None:
    assert any_phrase([cue], {cue.kind}).search(lower_case(cue.example))


def test_each_cue_belongs_to_a_part_and_says_when_it_counts() -> None:
    kinds = {tuple(cue.kind.split()) for cue in story_cues()}
    assert {part for part, _ in kinds} == set(StarPart) - {StarPart.ACTION}
    assert {when for _, when in kinds} == {"lived", "case", "anywhere"}


def test_a_cue_of_a_case_counts_only_there() -> None:
    assert case_cues(StarPart.RESULT).search("so that it stops")
    assert not lived_cues(StarPart.RESULT).search("so that it stops")


def test_only_some_results_are_announced() -> None:
    assert announcing_cues(StarPart.RESULT).search("in the end")
    assert not announcing_cues(StarPart.RESULT).search("it worked")


def test_cues_are_whole_words() -> None:
    assert not lived_cues(StarPart.TASK).search("deadlines")


def test_action_has_no_cues() -> None:
    assert not lived_cues(StarPart.ACTION).search("i built it, in the end")
