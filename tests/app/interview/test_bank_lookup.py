from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.interview.bank_lookup import BankLookup, find_definition
from mock_interviewer.app.interview.session_events import FeedbackKnown, MeaningLookedUp
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.plan import FollowUpRules, Plan
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    Question,
    QuestionKind,
    QuestionSource,
    VocabularyTerm,
)
from mock_interviewer.questions.shelf import BankShelf

QUESTION = Question(
    id="q",
    text="What is it?",
    section="Things",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
    vocabulary=(VocabularyTerm(term="perplexity", definition="How surprised a model is."),),
    follow_ups=(FollowUp(text="And why?", about=("why",)), FollowUp(text="How?", about=("how",))),
)
BANK = Bank(id="b", name="Bank", version="1", questions=(QUESTION,))
PLAN = Plan((planned_question(BANK, QUESTION),), follow_ups=FollowUpRules(most=2))
NOW = SessionSnapshot(SessionState.SAVED, PLAN.questions[0], 1, 1, take="s-01")


def feedback(covered: CoverageVerdict) -> Feedback:
    points = tuple(
        PointCoverage(id=name, point=name, covered=covered, score=0.5, essential=True)
        for name in ("why", "how")
    )
    return Feedback(FEEDBACK_VERSION, DELIVERY, coverage=Coverage(points))


@pytest.fixture
def judging() -> BankLookup:
    return BankLookup(PLAN, lambda: BankShelf((BANK,)))


def follow_ups_asked(known: FeedbackKnown) -> str | None:
    return None if known.follow_up is None else known.follow_up.text


def test_what_was_missed_is_asked_back(judging: BankLookup) -> None:
    known = judging.feedback_event("s-01", feedback(CoverageVerdict.NOT), NOW, ())
    assert follow_ups_asked(known) == "And why?"


def test_nothing_is_asked_back_where_all_was_said_or_nothing_can_be_told(
    judging: BankLookup,
) -> None:
    assert (
        follow_ups_asked(judging.feedback_event("s-01", feedback(CoverageVerdict.MADE), NOW, ()))
        is None
    )
    assert follow_ups_asked(judging.feedback_event("s-01", None, NOW, ())) is None


def test_after_a_follow_up_the_answer_to_the_question_itself_counts(judging: BankLookup) -> None:
    first = judging.feedback_event("s-01", feedback(CoverageVerdict.NOT), NOW, ()).follow_up
    assert first is not None
    then = replace(NOW, question=first, take="s-02")
    known = judging.feedback_event("s-02", feedback(CoverageVerdict.MADE), then, (first,))
    assert follow_ups_asked(known) == "How?"


def test_feedback_on_an_earlier_take_asks_nothing_back(judging: BankLookup) -> None:
    assert (
        follow_ups_asked(judging.feedback_event("s-00", feedback(CoverageVerdict.NOT), NOW, ()))
        is None
    )


def test_nothing_is_asked_back_while_the_banks_are_not_read() -> None:
    judging = BankLookup(PLAN, lambda: None)
    assert (
        follow_ups_asked(judging.feedback_event("s-01", feedback(CoverageVerdict.NOT), NOW, ()))
        is None
    )


def told(text: str) -> Transcript:
    words = tuple(TranscriptWord(word, 0.0, 1.0, 1.0) for word in text.split())
    return Transcript((TranscriptSegment(text, 0.0, 1.0, words),), 1.0, "base")


def test_an_answer_about_something_else_is_off_topic_and_gets_no_follow_up() -> None:
    bank = load_bank("llm")
    question = next(each for each in bank.questions if each.id == "pruning")
    asked = planned_question(bank, question)
    lookup = BankLookup(
        Plan((asked,), follow_ups=FollowUpRules(most=2)), lambda: BankShelf((bank,))
    )
    points = tuple(
        PointCoverage(each.id, each.point, CoverageVerdict.NOT, 0.1, essential=each.essential)
        for each in question.key_points
    )
    missed = Feedback(FEEDBACK_VERSION, DELIVERY, coverage=Coverage(points))
    elsewhere = (
        "My grandmother kept bees behind the house, and every August we carried the frames down"
        " to the cellar, scraped off the wax, and sold honey at the village fair."
    )
    now = replace(NOW, question=asked, transcript=told(elsewhere))
    assert lookup.feedback_event("s-01", missed, now, ()) == FeedbackKnown(
        "s-01", missed, off_topic=True
    )
    now = replace(now, transcript=told(" ".join(question.key_points[0].said)))
    known = lookup.feedback_event("s-01", missed, now, ())
    assert (known.off_topic, known.follow_up is None) == (False, False)


def test_a_word_is_looked_up_in_the_questions_bank(judging: BankLookup) -> None:
    found = judging.look_up(PLAN.questions[0], "perplexity")
    assert found == MeaningLookedUp("perplexity", "How surprised a model is.")
    assert judging.look_up(PLAN.questions[0], "gradient") == MeaningLookedUp("gradient", None)
    assert BankLookup(PLAN, lambda: None).look_up(PLAN.questions[0], "perplexity").meaning is None


VOCABULARY = (
    VocabularyTerm(term="perplexity", definition="How surprised a model is by a text."),
    VocabularyTerm(term="LoRA", definition="Low-rank adapters.", heard_as=("Laura",)),
    VocabularyTerm(term="beam search"),
    VocabularyTerm(term="embeddings", definition="Vectors that stand for words."),
    VocabularyTerm(term="positional embedding", definition="A vector that stands for a place."),
)


def test_the_definition_is_that_of_the_term_asked_about() -> None:
    assert find_definition("perplexity", VOCABULARY) == "How surprised a model is by a text."


def test_a_misspelled_term_is_found() -> None:
    assert find_definition("perplexety", VOCABULARY) == "How surprised a model is by a text."


def test_a_term_is_found_by_what_it_is_heard_as() -> None:
    assert find_definition("Laura", VOCABULARY) == "Low-rank adapters."


def test_the_number_of_a_term_makes_no_difference() -> None:
    assert find_definition("Embedding", VOCABULARY) == "Vectors that stand for words."


def test_the_most_similar_term_is_meant() -> None:
    assert (
        find_definition("positional embeddings", VOCABULARY) == "A vector that stands for a place."
    )


def test_there_is_none_for_a_term_without_definition() -> None:
    assert find_definition("beam search", VOCABULARY) is None


def test_there_is_none_for_another_word() -> None:
    assert find_definition("gradient", VOCABULARY) is None
    assert find_definition("", VOCABULARY) is None
    assert find_definition("perplexity", ()) is None


@settings(deadline=None)
@given(st.text())
def test_any_subject_has_a_definition_of_the_vocabulary_or_none(subject: str) -> None:
    known = {term.definition for term in VOCABULARY}
    assert find_definition(subject, VOCABULARY) in known
