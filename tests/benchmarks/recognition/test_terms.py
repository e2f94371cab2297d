import pytest
from benchmarks.recognition.terms import counted, score, with_terms_joined

TERMS = ("token", "mask token", "BLEU", "self-attention", "GPT-4", "LLM", "ROUGE", "ROUGE-L")


def test_terms_are_counted_as_often_as_they_are_said() -> None:
    assert counted(TERMS, "BLEU is not bleu, and a token is no LLM.") == {
        "BLEU": 2,
        "token": 1,
        "LLM": 1,
    }


@pytest.mark.parametrize(
    "text", ["self-attention", "self attention", "Selfattention.", "self-attentions"]
)
def test_hyphens_spaces_case_and_number_make_no_difference(text: str) -> None:
    assert counted(TERMS, text) == {"self-attention": 1}


@pytest.mark.parametrize("text", ["mixtures of experts", "mixture-of-expert", "Mixture of Experts"])
def test_a_term_may_have_its_plural_within(text: str) -> None:
    assert counted(["mixture of experts"], text) == {"mixture of experts": 1}


def test_an_s_within_a_term_is_not_always_that_of_a_plural() -> None:
    assert counted(["bias-variance"], "a biasvariance, bias variance") == {"bias-variance": 2}


@pytest.mark.parametrize("term", ["mask token", "ROUGE-L"])
def test_where_several_terms_stand_only_the_longest_counts(term: str) -> None:
    assert counted(TERMS, f"the {term}") == {term: 1}


@pytest.mark.parametrize("text", ["tokenize", "a blue one", "GPT-41", "mask"])
def test_what_only_begins_like_a_term_is_none(text: str) -> None:
    assert not counted(TERMS, text)


def test_a_term_is_right_at_most_as_often_as_it_was_said() -> None:
    found = score(TERMS, "BLEU, a token, LLM", "BLEU BLEU, a token")
    assert (found.said, found.right) == (3, 2)
    assert found.lost == ("LLM",)
    assert found.inserted == ("BLEU",)


def test_an_error_rate_need_not_depend_on_hyphens() -> None:
    said = with_terms_joined(TERMS, "What self-attention does")
    assert said == with_terms_joined(TERMS, "what selfattention does")
    assert said == "what selfattention does"


def test_words_that_are_no_terms_stay_as_they_are() -> None:
    assert with_terms_joined(TERMS, "a warm-up, of course") == "a warm up of course"
