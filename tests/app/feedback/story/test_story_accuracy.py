"""The agreement of the story analysis with a careful reader."""

from collections import Counter
from fractions import Fraction

import pytest
from rig.told_stories import ToldStory, told_stories

from mock_interviewer.app.feedback.story.actors import Actor, action_clauses
from mock_interviewer.app.feedback.story.measured_result import measured_result
from mock_interviewer.app.feedback.story.star import analyze_story
from mock_interviewer.questions.model import QuestionKind

LEAST = Fraction(9, 10)


@pytest.mark.parametrize("part", ["situation", "task", "action", "result"])
def test_nine_in_ten_parts_match_a_careful_reader(part: str) -> None:
    verdicts = {story.id: _told(story)[part] for story in told_stories()}
    wrong = [story.id for story in told_stories() if verdicts[story.id] != story.parts[part]]
    assert 1 - Fraction(len(wrong), len(verdicts)) >= LEAST, wrong


@pytest.mark.parametrize("who", list(Actor))
def test_precision_and_recall_of_actions_are_at_least_nine_in_ten(who: Actor) -> None:
    found: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    for story in told_stories():
        found.update((story.id, verb) for verb in _verbs(story, who))
        wanted.update((story.id, verb) for verb in story.acted[who])
    right = (found & wanted).total()
    assert Fraction(right, wanted.total()) >= LEAST, wanted - found
    assert Fraction(right, found.total()) >= LEAST, found - wanted


def test_nine_in_ten_measured_results_are_found_without_false_ones() -> None:
    wrong = [story.id for story in told_stories() if not _measured_rightly(story)]
    assert 1 - Fraction(len(wrong), len(told_stories())) >= LEAST, wrong


def _told(story: ToldStory) -> dict[str, str]:
    told = analyze_story(story.asked, story.text, None)
    assert told is not None
    return {part.part: part.told for part in told.parts}


def _verbs(story: ToldStory, who: Actor) -> list[str]:
    found = action_clauses(story.text, planned=story.asked.kind == QuestionKind.SITUATIONAL)
    return [story.text[deed.start : deed.end].split()[-1] for deed in found if deed.who is who]


def _measured_rightly(story: ToldStory) -> bool:
    found = measured_result(story.text, action_clauses(story.text))
    if found is None or not story.measured:
        return found is None and not story.measured
    spans = [(start := story.text.index(words), start + len(words)) for words in story.measured]
    return any(found.start < end and start < found.end for start, end in spans)
