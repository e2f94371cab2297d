"""Text as it is said."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.voices.pronunciation import lexicon, spoken_form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("How do LLMs work?", "How do L-L-M's work?"),
        ("an LLM is", "an L-L-M is"),
        ("the LLM's output", "the L-L-M's output"),
        ("a user\N{RIGHT SINGLE QUOTATION MARK}s goals", "a user's goals"),
        ("all LLMs' outputs", "all L-L-M's outputs"),
        ("an LLM like GPT-4 differs", "an L-L-M like G-P-T 4 differs"),
        ("GPT-3.5 vs. GPT-4", "G-P-T 3.5 versus G-P-T 4"),
        ("GPT-based models", "G-P-T-based models"),
        ("BLEU, ROUGE, and METEOR", "blue, rouge, and meteor"),
        ("RLHF and MLM", "R-L-H-F and M-L-M"),
        ("RNNs and CNNs", "R-N-N's and C-N-N's"),
        ("such as CRMs or ERPs?", "such as C-R-M's or E-R-P's?"),
        ("NLP and AI", "N-L-P and A-I"),
        ("OpenAI", "Open A-I"),
        ("accuracy and F1 score", "accuracy and F1 score"),
        ("BERT's layers", "Bert's layers"),
        ("NaN, LoRA and RoPE", "nan, Lora and rope"),
        ("an API with JSON or SQL", "an A-P-I with Jason or S-Q-L"),
        ("cats, dogs, etc.", "cats, dogs, et cetera"),
        ("i.e., this", "that is, this"),
        ("50% of R&D", "50 percent of R and D"),
        ("and/or", "and or"),
        ("text/speech", "text speech"),
        ("3/4", "3 over 4"),
        ("C++ or C#", "C plus plus or C sharp"),
        ("#3", "number 3"),
        ("**bold** and `code`", "bold and code"),
        (
            "acceleration (e.g., GPUs, TPUs) in training",
            "acceleration, for example, G-P-U's, T-P-U's, in training",
        ),
        (
            "What is a Large Language Model (LLM), and how does it work?",
            "What is a Large Language Model, L-L-M, and how does it work?",
        ),
    ],
)
def test_written_forms_are_spoken_as_people_say_them(written: str, said: str) -> None:
    assert spoken_form(written) == said


@pytest.mark.parametrize("plural", ["XQZs", "XQZ's"])
def test_the_plural_of_unknown_acronyms_is_spoken(plural: str) -> None:
    assert spoken_form(plural) == "X-Q-Z's"


def test_unknown_acronyms_that_may_be_words_are_spoken_as_words() -> None:
    assert spoken_form("many FAKES") == "many FAKES"
    assert spoken_form("two NASAs") == "two nasas"


@pytest.mark.parametrize("text", ["bass", "nanny", "ropes", "llms", "Bert", "it's", "the users'"])
def test_plain_words_are_left_alone(text: str) -> None:
    assert spoken_form(text) == text


@given(st.lists(st.text(string.ascii_lowercase, min_size=1), min_size=1).map(" ".join))
def test_lower_case_sentences_are_left_alone(text: str) -> None:
    known = set(lexicon())
    if not known.intersection(text.split()):
        assert spoken_form(text) == text


@given(st.text())
def test_any_text_can_be_spoken_and_none_with_a_letter_is_lost(text: str) -> None:
    said = spoken_form(text)
    assert any(map(str.isalpha, said)) or not any(map(str.isalpha, text))


@pytest.mark.parametrize("term", sorted(lexicon()))
def test_a_term_of_the_lexicon_is_spoken_as_listed(term: str) -> None:
    assert spoken_form(f"so {term} is") == f"so {lexicon()[term]} is"


@pytest.mark.parametrize("term", sorted(lexicon()))
def test_spoken_forms_of_the_lexicon_do_not_change_again(term: str) -> None:
    assert spoken_form(lexicon()[term]) == lexicon()[term]
