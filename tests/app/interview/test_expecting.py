import pytest

from mock_interviewer.app.interview.expecting import expected_in, expected_of, terms_of
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.questions.model import Bank, Kind, Question, Source, Term
from mock_interviewer.questions.shelf import Shelf


def question(ident: str, *vocabulary: Term, text: str = "Why?") -> Question:
    return Question(
        id=ident,
        text=text,
        section="One",
        kind=Kind.TECHNICAL,
        source=Source(list=1, number=1),
        vocabulary=vocabulary,
    )


RAG = Term(term="RAG", heard_as=("rack",), essential=True)
CHUNK = Term(term="chunk")
ASKED = question("asked", CHUNK, RAG, text="What do LLMs read?")
BANK = Bank(
    id="b",
    name="B",
    version="1",
    questions=(
        ASKED,
        question("two", Term(term="rag"), Term(term="BM25", heard_as=("b m 25",))),
        question("three", Term(term="BM25"), Term(term="cosine")),
    ),
)
OWN = (Expected("RAG", ("rack",)), Expected("LLMs"), Expected("LLM"), Expected("chunk"))


def test_a_question_makes_its_hotwords_likely_with_what_they_are_heard_as() -> None:
    assert terms_of(ASKED) == OWN


def test_what_its_section_shares_comes_behind_and_is_kept_from_the_model() -> None:
    assert expected_in(BANK, ASKED) == (*OWN, Expected("BM25", ("b m 25",), hinted=False))


def test_what_the_bank_makes_likely_comes_before_what_the_section_shares() -> None:
    bank = BANK.model_copy(update={"vocabulary": (Term(term="rag"), Term(term="bm25"))})
    assert expected_in(bank, ASKED) == (*OWN, Expected("bm25", hinted=False))


def test_a_question_is_found_by_its_id() -> None:
    assert expected_of(Shelf((BANK,)), "b", "asked") == expected_in(BANK, ASKED)


@pytest.mark.parametrize(("bank", "ident"), [("b", "gone"), ("gone", "asked"), ("gone", "")])
def test_a_question_that_is_gone_makes_nothing_likely(bank: str, ident: str) -> None:
    assert expected_of(Shelf((BANK,)), bank, ident) == ()
