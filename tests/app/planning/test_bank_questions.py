from pathlib import Path

import pytest
from rig.small_bank import write_small_bank

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.planning.bank_questions import (
    asked_by_words,
    asked_in_take,
    asked_question,
    expected_terms,
    expected_terms_by_id,
    find_asked,
    planned_question,
    planned_questions,
    question_terms,
)
from mock_interviewer.app.planning.follow_ups import next_follow_up, planned_follow_up
from mock_interviewer.app.planning.plan import FollowUpRules, Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.questions.bank_loader import load_bank, shipped_banks
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
    StarPart,
    VocabularyTerm,
)
from mock_interviewer.questions.shelf import BankShelf, read_shelf


def test_a_question_is_asked_with_all_that_coverage_needs_of_its_points() -> None:
    points = (
        KeyPoint(
            id="first",
            point="It is so.",
            why="It was measured.",
            terms=("so",),
            essential=True,
            weight=3.0,
            part=StarPart.RESULT,
            said=("It came to be so.",),
            mistaken=("It is not so.",),
        ),
        KeyPoint(id="second", point="It stays so."),
    )
    question = Question(
        id="q",
        text="Is it so?",
        spoken="Is it really so?",
        section="Things",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.BEHAVIORAL,
        key_points=points,
    )
    assert asked_question(question) == CoverageQuestion(
        "Is it so?",
        (
            ExpectedPoint(
                "first",
                "It is so.",
                essential=True,
                weight=3.0,
                said=("It came to be so.",),
                part="result",
            ),
            ExpectedPoint("second", "It stays so."),
        ),
        "behavioral",
    )


def test_a_question_is_found_in_its_bank_unless_it_is_gone(tmp_path: Path) -> None:
    write_small_bank(tmp_path)
    shelf = read_shelf(tmp_path)
    found = find_asked(shelf, "small", "what-is-rag")
    assert found is not None
    assert found.text == "What is RAG?"
    assert find_asked(shelf, "llm", "what-is-rag") is None
    assert find_asked(BankShelf(()), "small", "what-is-rag") is None


WHY = FollowUp(
    text="Why is it so?",
    about=("first",),
    key_points=(KeyPoint(id="because", point="Because it was made so.", essential=True),),
)
WHEN = FollowUp(text="When was it so?", about=("first",))


def bank(*follow_ups: FollowUp) -> Bank:
    question = Question(
        id="q",
        text="Is it so?",
        section="Things",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.BEHAVIORAL,
        key_points=(KeyPoint(id="first", point="It is so."),),
        follow_ups=follow_ups,
    )
    return Bank(id="small", name="Small", version="1", questions=(question,))


def take_of(of: Bank, follow_up: FollowUp | None, folder: Path) -> TakeRecord:
    """Return a take of the bank's question or of a follow-up to it, as it is kept."""
    (question,) = of.questions
    asked = (
        planned_question(of, question)
        if follow_up is None
        else planned_follow_up(of, question, follow_up)
    )
    with Library.open(DataFolder(folder)) as library:
        session = library.create_session(Plan((planned_question(of, question),)))
        return library.create_take(session.id, asked, 1, 1)


def test_a_follow_up_is_asked_with_key_points_of_its_own_and_no_story() -> None:
    (question,) = bank(WHY, WHEN).questions
    assert asked_by_words(question, WHY.text) == CoverageQuestion(
        "Why is it so?",
        (ExpectedPoint("because", "Because it was made so.", essential=True),),
    )


def test_a_take_of_a_follow_up_answers_that_and_others_the_question(tmp_path: Path) -> None:
    of = bank(WHY, WHEN)
    shelf = BankShelf((of,))
    assert asked_in_take(shelf, take_of(of, WHY, tmp_path)) == asked_by_words(
        of.questions[0], WHY.text
    )
    assert asked_in_take(shelf, take_of(of, None, tmp_path)) == asked_question(of.questions[0])


def test_a_take_of_a_follow_up_is_known_by_its_words_when_the_bank_has_changed(
    tmp_path: Path,
) -> None:
    take = take_of(bank(WHY, WHEN), WHY, tmp_path)
    assert asked_in_take(BankShelf((bank(WHEN, WHY),)), take) == asked_by_words(
        bank(WHY).questions[0], WHY.text
    )
    assert asked_in_take(BankShelf((bank(WHEN),)), take) is None
    assert asked_in_take(BankShelf((bank(),)), take) is None


def test_a_planned_question_knows_what_is_likely_in_its_answer() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    assert planned_question(bank, one).vocabulary == expected_terms(bank, one)
    assert [each.id for each in planned_questions(bank, (other, one))] == [other.id, one.id]


def test_a_follow_up_is_asked_in_its_own_words_under_its_question() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    follow_up = question.follow_ups[1]
    asked = planned_follow_up(bank, question, follow_up)
    assert (asked.bank, asked.id, asked.section) == ("llm", question.id, question.section)
    assert asked.text == asked.spoken == follow_up.text
    assert asked.follow_up == 2
    assert asked.vocabulary == planned_question(bank, question).vocabulary


def test_a_planned_question_knows_other_words_for_itself_and_a_follow_up_none() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    assert planned_question(bank, question).rephrased == question.rephrased
    bare = question.model_copy(update={"rephrased": None})
    assert planned_question(bank, bare).rephrased == ""
    assert planned_follow_up(bank, question, question.follow_ups[0]).rephrased == ""


def test_a_planned_question_is_not_a_follow_up() -> None:
    bank = load_bank("llm")
    assert planned_question(bank, bank.questions[0]).follow_up is None


def test_a_follow_up_of_another_question_is_refused() -> None:
    bank = load_bank("llm")
    one, other = bank.questions[:2]
    with pytest.raises(ValueError, match="not in tuple"):
        planned_follow_up(bank, one, other.follow_ups[0])


def missed_all(question: Question) -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                CoverageVerdict.NOT,
                0.1,
                essential=point.essential,
                weight=point.weight,
            )
            for point in question.key_points
        )
    )


def test_follow_ups_cover_different_missed_points_up_to_the_limit() -> None:
    bank = load_bank("llm")
    for question in bank.questions:
        asked: list[PlannedQuestion] = []
        for _ in range(5):
            back = next_follow_up(
                BankShelf((bank,)),
                planned_question(bank, question),
                missed_all(question),
                asked,
                FollowUpRules(most=2),
            )
            if back is not None:
                asked.append(back)
        assert 1 <= len(asked) <= 2
        assert len({back.follow_up for back in asked}) == len(asked)
        assert {back.id for back in asked} == {question.id}


def test_a_deleted_question_has_no_follow_up() -> None:
    bank = load_bank("llm")
    question = bank.questions[0]
    missed, rules = missed_all(question), FollowUpRules(most=2)
    assert (
        next_follow_up(BankShelf((bank,)), planned_question(bank, question), missed, (), rules)
        is not None
    )
    assert (
        next_follow_up(BankShelf(()), planned_question(bank, question), missed, (), rules) is None
    )


def question(ident: str, *vocabulary: VocabularyTerm, text: str = "Why?") -> Question:
    return Question(
        id=ident,
        text=text,
        section="One",
        kind=QuestionKind.TECHNICAL,
        source=QuestionSource(list=1, number=1),
        vocabulary=vocabulary,
    )


RAG = VocabularyTerm(term="RAG", heard_as=("rack",), essential=True)
CHUNK = VocabularyTerm(term="chunk")
ASKED = question("asked", CHUNK, RAG, text="What do LLMs read?")
BANK = Bank(
    id="b",
    name="B",
    version="1",
    questions=(
        ASKED,
        question(
            "two", VocabularyTerm(term="rag"), VocabularyTerm(term="BM25", heard_as=("b m 25",))
        ),
        question("three", VocabularyTerm(term="BM25"), VocabularyTerm(term="cosine")),
    ),
)
OWN = (
    ExpectedTerm("RAG", ("rack",)),
    ExpectedTerm("LLMs"),
    ExpectedTerm("LLM"),
    ExpectedTerm("chunk"),
)


def near(bank: Bank) -> tuple[ExpectedTerm, ...]:
    return tuple(term for term in expected_terms(bank, ASKED) if not term.distant)


def test_a_question_makes_its_hotwords_likely_with_what_they_are_heard_as() -> None:
    assert question_terms(ASKED) == OWN


def test_what_its_section_shares_comes_behind_and_is_kept_from_the_model() -> None:
    assert near(BANK) == (*OWN, ExpectedTerm("BM25", ("b m 25",), hotword=False))


def test_what_the_bank_makes_likely_comes_before_what_the_section_shares() -> None:
    bank = BANK.model_copy(
        update={"vocabulary": (VocabularyTerm(term="rag"), VocabularyTerm(term="bm25"))}
    )
    assert near(bank) == (*OWN, ExpectedTerm("bm25", hotword=False))


def test_terms_of_other_questions_and_of_the_shipped_banks_are_distant() -> None:
    distant = [term for term in expected_terms(BANK, ASKED) if term.distant]
    assert distant[0] == ExpectedTerm("cosine", hotword=False, distant=True)
    known = [term.term.casefold() for term in expected_terms(BANK, ASKED)]
    assert len(set(known)) == len(known)
    shipped = {
        term.term.casefold()
        for bank in shipped_banks()
        for asked in bank.questions
        for term in asked.vocabulary
    }
    assert shipped <= set(known)
    assert not any(term.hotword for term in distant)


def test_a_question_is_found_by_its_id() -> None:
    assert expected_terms_by_id(BankShelf((BANK,)), "b", "asked") == expected_terms(BANK, ASKED)


@pytest.mark.parametrize(("bank", "ident"), [("b", "gone"), ("gone", "asked"), ("gone", "")])
def test_a_question_that_is_gone_makes_nothing_likely(bank: str, ident: str) -> None:
    assert expected_terms_by_id(BankShelf((BANK,)), bank, ident) == ()
