import pytest
from benchmarks.recognition.terms import counted, score, with_terms_joined

TERMS = ("token", "mask token", "BLEU", "self-attention", "GPT-4", "LLM", "ROUGE", "ROUGE-L")


def test_terms_are_counted_each_time_they_are_said() -> None:
    assert counted(TERMS, "BLEU is not bleu, and a token is no LLM.") == {
        "BLEU": 2,
        "token": 1,
        "LLM": 1,
    }


@pytest.mark.parametrize(
    "text", ["self-attention", "self attention", "Selfattention.", "self-attentions"]
)
def test_hyphens_spaces_case_and_plurals_are_ignored(text: str) -> None:
    assert counted(TERMS, text) == {"self-attention": 1}


@pytest.mark.parametrize("text", ["mixtures of experts", "mixture-of-expert", "Mixture of Experts"])
def test_a_term_may_have_an_inner_plural(text: str) -> None:
    assert counted(["mixture of experts"], text) == {"mixture of experts": 1}


def test_an_inner_s_is_not_always_a_plural() -> None:
    assert counted(["bias-variance"], "a biasvariance, bias variance") == {"bias-variance": 2}


@pytest.mark.parametrize("term", ["mask token", "ROUGE-L"])
def test_only_the_longest_of_overlapping_terms_counts(term: str) -> None:
    assert counted(TERMS, f"the {term}") == {term: 1}


@pytest.mark.parametrize("text", ["tokenize", "a blue one", "GPT-41", "mask"])
def test_a_word_that_only_starts_like_a_term_is_not_one(text: str) -> None:
    assert not counted(TERMS, text)


def test_a_term_is_correct_at_most_as_often_as_it_was_said() -> None:
    found = score(TERMS, "BLEU, a token, LLM", "BLEU BLEU, a token")
    assert (found.said, found.right) == (3, 2)
    assert found.lost == ("LLM",)
    assert found.inserted == ("BLEU",)


def test_an_error_rate_can_ignore_hyphens() -> None:
    said = with_terms_joined(TERMS, "What self-attention does")
    assert said == with_terms_joined(TERMS, "what selfattention does")
    assert said == "what selfattention does"


def test_words_other_than_terms_are_unchanged() -> None:
    assert with_terms_joined(TERMS, "a warm-up, of course") == "a warm up of course"
