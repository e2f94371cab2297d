import pytest

from mock_interviewer.app.planning.bank_questions import (
    expected_terms,
    expected_terms_by_id,
    question_terms,
)
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionKind,
    QuestionSource,
    VocabularyTerm,
)
from mock_interviewer.questions.shelf import BankShelf


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


def test_a_question_makes_its_hotwords_likely_with_what_they_are_heard_as() -> None:
    assert question_terms(ASKED) == OWN


def test_what_its_section_shares_comes_behind_and_is_kept_from_the_model() -> None:
    assert expected_terms(BANK, ASKED) == (*OWN, ExpectedTerm("BM25", ("b m 25",), hotword=False))


def test_what_the_bank_makes_likely_comes_before_what_the_section_shares() -> None:
    bank = BANK.model_copy(
        update={"vocabulary": (VocabularyTerm(term="rag"), VocabularyTerm(term="bm25"))}
    )
    assert expected_terms(bank, ASKED) == (*OWN, ExpectedTerm("bm25", hotword=False))


def test_a_question_is_found_by_its_id() -> None:
    assert expected_terms_by_id(BankShelf((BANK,)), "b", "asked") == expected_terms(BANK, ASKED)


@pytest.mark.parametrize(("bank", "ident"), [("b", "gone"), ("gone", "asked"), ("gone", "")])
def test_a_question_that_is_gone_makes_nothing_likely(bank: str, ident: str) -> None:
    assert expected_terms_by_id(BankShelf((BANK,)), bank, ident) == ()
