from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from rig.stand_in_analysis import QUESTION, FirstWord, said

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.feedback.worker.analysis import (
    AnalysisRequest,
    AnalysisSteps,
    analyze,
    default_steps,
)
from mock_interviewer.audio.errors import BadAudioFile, MachineError, ModelError
from mock_interviewer.audio.recognition.transcript import Transcript

ANSWER = said("It tells how surprised a model is.")
ADVICE = (FeedbackAdvice(AdviceBasis.POINT, "a", "Say what it measures."),)
DELIVERY = Delivery(3.5, 7)


@dataclass
class Recorded:
    """Parts that remember their arguments; the last word is a story's result."""

    told: list[tuple[CoverageQuestion, str, Coverage | None]] = field(default_factory=list)
    advised: list[tuple[object, ...]] = field(default_factory=list)
    measured: list[tuple[Transcript, Path | None]] = field(default_factory=list)

    def measure(self, transcript: Transcript, recording: Path | None) -> Delivery:
        self.measured.append((transcript, recording))
        return DELIVERY

    def tell(self, asked: CoverageQuestion, answer: str, coverage: Coverage | None) -> Story:
        self.told.append((asked, answer, coverage))
        last = Evidence(answer.rindex(" ") + 1, len(answer)) if " " in answer else None
        return Story((StoryPart("result", CoverageVerdict.MADE, last),), 1, 0, measured_result=last)

    def advise(self, *findings: object) -> tuple[FeedbackAdvice, ...]:
        self.advised.append(findings)
        return ADVICE

    @property
    def parts(self) -> AnalysisSteps:
        return AnalysisSteps(self.measure, self.tell, self.advise)


@pytest.fixture
def seen() -> Recorded:
    return Recorded()


def feedback_on(
    seen: Recorded,
    transcript: Transcript = ANSWER,
    asked: CoverageQuestion | None = QUESTION,
    scorer: CoverageScorer | MachineError | None = FirstWord(),  # noqa: B008 - it has no state
) -> Feedback:
    return analyze(AnalysisRequest(transcript, None, asked), scorer, seen.parts)


def test_feedback_has_all_findings_and_the_analysis_version(seen: Recorded) -> None:
    feedback = feedback_on(seen)
    assert feedback.version == FEEDBACK_VERSION
    assert feedback.delivery == DELIVERY
    assert feedback.coverage is not None
    assert [point.covered for point in feedback.coverage.points] == [CoverageVerdict.MADE]
    assert feedback.coverage_untold == ""
    assert feedback.story is not None
    assert feedback.advice == ADVICE


def test_the_delivery_is_measured_from_transcript_and_recording(seen: Recorded) -> None:
    path = Path("take.wav")
    analyze(AnalysisRequest(ANSWER, path, None), None, seen.parts)
    assert seen.measured == [(ANSWER, path)]


def test_evidence_has_the_times_of_its_words(seen: Recorded) -> None:
    feedback = feedback_on(seen)
    assert feedback.coverage is not None
    assert feedback.story is not None
    last = Evidence(31, 34, 3.0, 3.5)
    assert feedback.coverage.points[0].evidence == Evidence(0, 2, 0.0, 0.5)
    assert feedback.story.parts[0].evidence == last
    assert feedback.story.measured_result == last


def test_story_and_advice_get_the_earlier_findings(seen: Recorded) -> None:
    feedback = feedback_on(seen)
    assert seen.told == [(QUESTION, ANSWER.text, feedback.coverage)]
    assert seen.advised == [(QUESTION, feedback.coverage, "", feedback.story, DELIVERY, False)]


def test_an_answer_that_the_limit_ended_may_be_short(seen: Recorded) -> None:
    analyze(AnalysisRequest(ANSWER, None, None, stopped_by_limit=True), None, seen.parts)
    assert seen.advised[0][-1] is True


def test_an_answer_by_a_person_who_says_not_to_know_may_be_short(seen: Recorded) -> None:
    feedback_on(seen, said("Sorry, I don't know what that is."))
    assert seen.advised[0][-1] is True


def test_missed_points_have_no_evidence_times(seen: Recorded) -> None:
    class Nothing:
        def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
            made = FirstWord().cover(asked, answer).points
            return Coverage(
                tuple(replace(each, covered=CoverageVerdict.NOT, evidence=None) for each in made)
            )

    feedback = feedback_on(seen, scorer=Nothing())
    assert feedback.coverage is not None
    assert feedback.coverage.points[0].evidence is None


GERMAN = replace(said("Es sagt wie überrascht ein Modell ist."), language="de")
CHINESE = replace(said("它衡量模型的惊讶程度"), language="zh")


@pytest.mark.parametrize(
    ("transcript", "sentence"),
    [
        (said(""), "No words were found in this recording."),
        (replace(ANSWER, speech_detected=False), "No words were found in this recording."),
        (replace(said(""), language="de"), "No words were found in this recording."),
        (said("Perplexity."), "You said only one word, too few to tell which key points"),
        (said("It is the loss."), "You said only 4 words, too few to tell which key points"),
        (GERMAN, "in English answers only, and this one is in German."),
        (CHINESE, "in English answers only, and this one is in “zh”."),
    ],
)
def test_an_unsupported_language_has_no_coverage_and_no_story(
    seen: Recorded, transcript: Transcript, sentence: str
) -> None:
    feedback = feedback_on(seen, transcript)
    assert feedback.coverage is None
    assert sentence in feedback.coverage_untold
    assert feedback.story is None
    assert not seen.told
    assert seen.advised == [(QUESTION, None, feedback.coverage_untold, None, DELIVERY, False)]


def test_what_was_taken_back_is_not_judged(seen: Recorded) -> None:
    judged = list[str]()

    class Remembers(FirstWord):
        def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
            judged.append(answer)
            return super().cover(asked, answer)

    answer = "It is a loss. Scratch that. It tells how surprised a model is."
    left = answer.index("It tells") * " " + "It tells how surprised a model is."
    feedback_on(seen, said(answer), scorer=Remembers())
    assert judged == [left]
    assert seen.told[0][1] == left


def test_an_answer_that_was_taken_back_whole_has_no_coverage(seen: Recorded) -> None:
    feedback = feedback_on(seen, said("It is a loss of a model. Scratch that."))
    assert feedback.coverage is None


def test_five_words_are_enough(seen: Recorded) -> None:
    assert feedback_on(seen, said("It is the model's loss.")).coverage is not None


def test_without_the_question_coverage_says_that_the_points_are_unknown(seen: Recorded) -> None:
    feedback = feedback_on(seen, asked=None)
    assert feedback.coverage is None
    assert feedback.coverage_untold == (
        "The question is no longer in its bank, so its key points are unknown."
    )
    assert feedback.story is None


def test_permanent_reasons_come_before_fixable_ones(seen: Recorded) -> None:
    lost = ModelError("The model is damaged.")
    assert "English" in feedback_on(seen, GERMAN, scorer=lost).coverage_untold
    assert "its bank" in feedback_on(seen, asked=None, scorer=lost).coverage_untold
    assert "its bank" in feedback_on(seen, asked=None, scorer=None).coverage_untold


UNJUDGED = [
    (
        CoverageQuestion("Tell me about yourself.", ()),
        FirstWord(),
        "This question has no key points yet, so only delivery is judged.",
    ),
    (QUESTION, ModelError("The model is damaged.", "Mend it."), "The model is damaged. Mend it."),
    (QUESTION, None, "Key points weren't checked."),
]


@pytest.mark.parametrize(("asked", "scorer", "sentence"), UNJUDGED)
def test_without_a_scorer_coverage_says_why_and_the_story_remains(
    seen: Recorded,
    asked: CoverageQuestion,
    scorer: CoverageScorer | MachineError | None,
    sentence: str,
) -> None:
    feedback = feedback_on(seen, asked=asked, scorer=scorer)
    assert feedback.coverage is None
    assert feedback.coverage_untold.startswith(sentence)
    assert feedback.story is not None
    assert seen.told == [(asked, ANSWER.text, None)]


def test_half_an_hour_of_text_has_its_times_in_order(seen: Recorded) -> None:
    long = said("So it tells how surprised a model is. " * 500)
    feedback = feedback_on(seen, long)
    assert feedback.story is not None
    assert feedback.story.measured_result is not None
    assert feedback.story.measured_result.ends == long.duration == 2000.0


def test_machine_errors_of_a_part_are_raised(seen: Recorded) -> None:
    def refuse(transcript: Transcript, recording: Path | None) -> Delivery:
        raise BadAudioFile("The recording is not sound.")

    parts = replace(seen.parts, measure=refuse)
    with pytest.raises(BadAudioFile):
        analyze(AnalysisRequest(ANSWER, None, None), None, parts)


SHORT = Delivery(duration=11.0, words=25, first_word=0.5)


def tried(covered: CoverageVerdict, untold: str = "", *, may_be_short: bool = False) -> list[str]:
    """Return the advice on a short answer by the verdict on its only key point."""
    coverage = Coverage((PointCoverage("a", "It weighs tokens.", covered, 0.5),))
    advise = default_steps().advise
    found = advise(None, coverage, untold, None, SHORT, may_be_short)
    return [advice.finding for advice in found]


def test_a_short_complete_answer_is_not_advised_to_be_longer() -> None:
    assert tried(CoverageVerdict.MADE) == []


@pytest.mark.parametrize("covered", [CoverageVerdict.UNSURE, CoverageVerdict.NOT])
def test_a_short_incomplete_answer_is_advised_to_be_longer(
    covered: CoverageVerdict,
) -> None:
    assert "length" in tried(covered)


def test_without_coverage_a_short_answer_is_advised_to_be_longer() -> None:
    assert tried(CoverageVerdict.MADE, "This is not English.") == ["length"]


def test_an_answer_that_may_be_short_is_not_advised_to_be_longer() -> None:
    assert tried(CoverageVerdict.NOT, may_be_short=True) == ["a"]
