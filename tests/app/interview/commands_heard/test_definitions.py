from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.definitions import meaning_of
from mock_interviewer.questions.model import Term

VOCABULARY = (
    Term(term="perplexity", definition="How surprised a model is by a text."),
    Term(term="LoRA", definition="Low-rank adapters.", heard_as=("Laura",)),
    Term(term="beam search"),
    Term(term="embeddings", definition="Vectors that stand for words."),
    Term(term="positional embedding", definition="A vector that stands for a place."),
)


def test_the_definition_is_that_of_the_term_asked_about() -> None:
    assert meaning_of("perplexity", VOCABULARY) == "How surprised a model is by a text."


def test_a_misspelled_term_is_found() -> None:
    assert meaning_of("perplexety", VOCABULARY) == "How surprised a model is by a text."


def test_a_term_is_found_by_what_it_is_heard_as() -> None:
    assert meaning_of("Laura", VOCABULARY) == "Low-rank adapters."


def test_the_number_of_a_term_makes_no_difference() -> None:
    assert meaning_of("Embedding", VOCABULARY) == "Vectors that stand for words."


def test_the_most_similar_term_is_meant() -> None:
    assert meaning_of("positional embeddings", VOCABULARY) == "A vector that stands for a place."


def test_there_is_none_for_a_term_without_definition() -> None:
    assert meaning_of("beam search", VOCABULARY) is None


def test_there_is_none_for_another_word() -> None:
    assert meaning_of("gradient", VOCABULARY) is None
    assert meaning_of("", VOCABULARY) is None
    assert meaning_of("perplexity", ()) is None


@settings(deadline=None)
@given(st.text())
def test_any_subject_has_a_definition_of_the_vocabulary_or_none(subject: str) -> None:
    known = {term.definition for term in VOCABULARY}
    assert meaning_of(subject, VOCABULARY) in known
