"""What questions, banks, and references derive from their fields."""

import pytest
from pydantic import ValidationError

from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
    Reference,
    VocabularyTerm,
)


def question(ident: str, text: str = "Why?", **fields: object) -> Question:
    given = {"id": ident, "text": text, "section": "One", "kind": QuestionKind.TECHNICAL}
    return Question.model_validate(given | {"source": QuestionSource(list=1, number=1)} | fields)


def test_hotwords_start_with_the_essential_terms_and_the_questions_own_acronyms() -> None:
    asked = question(
        "q",
        "How do LLMs, unlike RNNs, use GPT-4 and BLEU in AI?",
        vocabulary=(
            VocabularyTerm(term="token"),
            VocabularyTerm(term="RAG", essential=True),
            VocabularyTerm(term="LLM"),
        ),
    )
    assert asked.hotwords == (
        "RAG", "LLMs", "RNNs", "GPT-4", "BLEU", "AI", "LLM", "RNN", "token",
    )  # fmt: skip


def test_plain_words_and_sentence_starts_are_not_acronyms() -> None:
    assert question("q", "I have A plan. Why OpenAI? USa").hotwords == ()


def test_a_rephrasing_is_optional_but_never_empty() -> None:
    assert question("q").rephrased is None
    assert question("q", rephrased=" For what reason? ").rephrased == "For what reason?"
    with pytest.raises(ValidationError, match="rephrased"):
        question("q", rephrased=" ")


def test_a_title_with_a_question_mark_gets_no_period() -> None:
    work = Reference(authors="A, B.", title="Can it?", year=2000)
    assert work.citation == "A, B. (2000). Can it?"


def test_a_restricted_bank_has_no_links_to_missing_questions() -> None:
    bank = Bank(
        id="b",
        name="B",
        version="1",
        questions=(
            question("a", see_also=("b", "c")),
            question("b", see_also=("a",)),
            question("c", section="Two"),
        ),
    )
    some = bank.restricted_to(["One"])
    assert [(q.id, q.see_also) for q in some.questions] == [("a", ("b",)), ("b", ("a",))]
    assert some.id == "b"


def test_a_restricted_bank_keeps_its_retired_questions_and_groups() -> None:
    bank = Bank(
        id="b",
        name="B",
        version="1",
        questions=(question("a"), question("c", section="Two")),
        retired=(question("old"), question("older", section="Two")),
        groups=(
            QuestionGroup(name="Both", questions=("a", "c")),
            QuestionGroup(name="Other", questions=("older",)),
        ),
    )
    some = bank.restricted_to(["One"])
    assert [q.id for q in some.all_questions] == ["a", "old"]
    assert some.groups == (QuestionGroup(name="Both", questions=("a",)),)


@pytest.mark.parametrize(
    ("given", "place", "link"),
    [
        ({"doi": "10.1000/1<2>"}, "doi:10.1000/1<2>", "https://doi.org/10.1000/1%3C2%3E"),
        ({"arxiv": "1706.03762"}, "arXiv:1706.03762", "https://arxiv.org/abs/1706.03762"),
        ({"url": "https://a.org/b"}, "https://a.org/b", "https://a.org/b"),
        ({"doi": "10.1/x", "arxiv": "1706.03762"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({}, "", ""),
    ],
)
def test_a_reference_has_a_place_and_a_link(given: dict[str, str], place: str, link: str) -> None:
    work = Reference.model_validate({"authors": "A, B.", "title": "T", "year": 2000} | given)
    assert (work.citation, work.place, work.link) == ("A, B. (2000). T.", place, link)
