import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.story.phrases import CuePhrase, any_phrase, lower_case
from mock_interviewer.app.feedback.story.star import (
    analyze_story,
    announcing_cues,
    case_cues,
    lived_cues,
    story_cues,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.questions.model import StarPart

BEHAVIORAL = CoverageQuestion("Tell me about a failure.", (), "behavioral")
STORY = (
    "Last year I was a nurse in Leeds. I had to find beds for forty patients. "
    "I called every ward. In the end everybody had a bed by noon."
)


def story(
    answer: str, asked: CoverageQuestion = BEHAVIORAL, coverage: Coverage | None = None
) -> Story:
    told = analyze_story(asked, answer, coverage)
    assert told is not None
    return told


def part(told: Story, name: str) -> StoryPart:
    return next(each for each in told.parts if each.part == name)


def test_each_part_has_the_sentence_that_shows_it() -> None:
    told = story(STORY)
    sentences = [
        STORY[each.evidence.start : each.evidence.end] for each in told.parts if each.evidence
    ]
    assert [each.part for each in told.parts] == ["situation", "task", "action", "result"]
    assert sentences == [
        "Last year I was a nurse in Leeds.",
        "I had to find beds for forty patients.",
        "I called every ward.",
        "In the end everybody had a bed by noon.",
    ]


def test_an_answer_without_an_experience_has_no_parts() -> None:
    told = story("I think that I'm calm, and people like that. It's the way I am.")
    assert {each.told for each in told.parts} == {CoverageVerdict.NOT}
    assert (told.i_acted, told.we_acted, told.measured_result) == (0, 0, None)
    assert all(each.evidence is None for each in told.parts)


def test_action_only_by_the_team_is_unclear() -> None:
    told = story("We planned it for a year, and then we moved the servers and tested them.")
    assert part(told, "action").told is CoverageVerdict.UNSURE
    assert (told.i_acted, told.we_acted) == (0, 2)


def test_a_measured_result_completes_the_result() -> None:
    told = story("I rewrote the tests. Builds are 40 percent faster.")
    assert told.measured_result is not None
    assert part(told, "result").told is CoverageVerdict.MADE


def test_result_phrases_before_the_first_action_do_not_count() -> None:
    told = story("The customer was satisfied until May. I called every ward.")
    assert part(told, "result").told is CoverageVerdict.NOT


def test_actions_of_others_before_the_first_own_action_are_the_situation() -> None:
    told = story("Customers told us that it was slow. I rebuilt it from scratch.")
    assert part(told, "situation").evidence == Evidence(
        0, len("Customers told us that it was slow.")
    )
    assert (
        part(story("I rebuilt it from scratch, all of it."), "situation").told
        is CoverageVerdict.NOT
    )


def test_actions_of_others_after_the_last_own_action_are_the_result() -> None:
    answer = "I asked him what it shows. He looked at it and called the board."
    assert part(story(answer), "result").evidence == Evidence(answer.index("He"), len(answer))
    assert (
        part(story("I asked him what it shows. It is old."), "result").told is CoverageVerdict.NOT
    )


def _judged(
    covered: CoverageVerdict, evidence: Evidence | None
) -> tuple[CoverageQuestion, Coverage]:
    point = ExpectedPoint("cost", "Says what it cost.", part="result")
    asked = CoverageQuestion("Tell me about a failure.", (point,), "behavioral")
    return asked, Coverage((PointCoverage("cost", point.point, covered, 0.5, evidence),))


def test_a_made_key_point_shows_a_part_without_cue_words() -> None:
    evidence = Evidence(0, 24)
    asked, coverage = _judged(CoverageVerdict.MADE, evidence)
    told = story("That is a thing of the past: twelve patients.", asked, coverage)
    assert part(told, "result") == StoryPart("result", CoverageVerdict.MADE, evidence)


def test_cue_words_outweigh_a_point_to_check() -> None:
    asked, coverage = _judged(CoverageVerdict.UNSURE, Evidence(0, 5))
    told = part(story(STORY, asked, coverage), "result")
    assert told.told is CoverageVerdict.MADE
    assert told.evidence == Evidence(STORY.index("In the end"), len(STORY))


def test_a_contradicted_point_does_not_tell_its_part() -> None:
    asked, coverage = _judged(CoverageVerdict.OPPOSITE, Evidence(0, 5))
    told = part(story("I think that I'm calm, and that is it.", asked, coverage), "result")
    assert told == StoryPart("result", CoverageVerdict.NOT)


def test_a_point_to_check_makes_its_part_unclear_if_nothing_else_shows_it() -> None:
    asked, coverage = _judged(CoverageVerdict.UNSURE, Evidence(0, 5))
    told = part(story("I think that I'm calm, and that is it.", asked, coverage), "result")
    assert told == StoryPart("result", CoverageVerdict.UNSURE, Evidence(0, 5))


def test_reflection_is_a_part_if_the_question_has_a_point_for_it() -> None:
    point = ExpectedPoint("learned", "Says what was learned.", part="reflection")
    asked = CoverageQuestion("Tell me about a failure.", (point,), "behavioral")
    told = story(f"{STORY} I learned to ask first.", asked)
    assert [each.part for each in told.parts][4:] == ["reflection"]
    assert part(told, "reflection").told is CoverageVerdict.MADE


def test_hypothetical_actions_are_parts_in_situational_questions() -> None:
    asked = CoverageQuestion(
        "A bot lies.", (ExpectedPoint("stop", "Stops it.", part="action"),), "situational"
    )
    answer = "I would stop it first. Then I'd read the logs, so that the error rate goes down."
    told = story(answer, asked)
    assert told.i_acted == 2
    assert part(told, "result").told is CoverageVerdict.MADE
    assert part(story(answer), "action").told is CoverageVerdict.NOT


@pytest.mark.parametrize(
    "asked",
    [
        CoverageQuestion("What is attention?", (), "technical"),
        CoverageQuestion("A bot lies.", (ExpectedPoint("stop", "Stops it."),), "situational"),
        CoverageQuestion("How do you handle conflicts?", (), "behavioral"),
        CoverageQuestion("What is attention?", ()),
    ],
)
def test_questions_that_ask_for_no_experience_have_no_story(asked: CoverageQuestion) -> None:
    assert analyze_story(asked, STORY, None) is None


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Um, well.",
        "Letztes Jahr war ich Krankenschwester und musste Betten finden, am Ende ging es gut.",
        "我们做了测试，很好。然后发布了！客户很满意。",  # noqa: RUF001
    ],
)
def test_short_answers_and_other_languages_have_no_story(answer: str) -> None:
    assert analyze_story(BEHAVIORAL, answer, None) is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["I built", "we", "the", "in the end", "was", "to 5", "İ", ".", "\n", "…", "at our"]
        ),
        max_size=60,
    )
)
def test_evidence_of_any_text_lies_within_it(words: list[str]) -> None:
    answer = " ".join(words)
    told = analyze_story(BEHAVIORAL, answer, None)
    for evidence in [each.evidence for each in told.parts] if told else []:
        assert evidence is None or 0 <= evidence.start < evidence.end <= len(answer)


@pytest.mark.parametrize(
    "unit", [STORY, "and then we built it and ", "I was at the ", "from 5 to "]
)
def test_half_an_hour_of_text_is_read_quickly(unit: str) -> None:
    story(STORY)
    answer = (STORY + unit * 30_000)[:30_000]
    begun = time.process_time()
    story(answer)
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize("cue", story_cues(), ids=lambda cue: cue.example)
def test_each_cue_is_found_in_its_example(cue: CuePhrase) -> None:
    assert any_phrase([cue], {cue.kind}).search(lower_case(cue.example))


def test_each_cue_has_a_part_and_a_condition() -> None:
    kinds = {tuple(cue.kind.split()) for cue in story_cues()}
    assert {part for part, _ in kinds} == set(StarPart) - {StarPart.ACTION}
    assert {when for _, when in kinds} == {"lived", "case", "anywhere"}


def test_hypothetical_cues_count_only_in_situational_questions() -> None:
    assert case_cues(StarPart.RESULT).search("so that it stops")
    assert not lived_cues(StarPart.RESULT).search("so that it stops")


def test_only_some_results_are_announced() -> None:
    assert announcing_cues(StarPart.RESULT).search("in the end")
    assert not announcing_cues(StarPart.RESULT).search("it worked")


def test_cues_are_whole_words() -> None:
    assert not lived_cues(StarPart.TASK).search("deadlines")


def test_action_has_no_cues() -> None:
    assert not lived_cues(StarPart.ACTION).search("i built it, in the end")
