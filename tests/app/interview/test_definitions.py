from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.bank_lookup import find_definition
from mock_interviewer.questions.model import VocabularyTerm

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
