from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.terms.vocabulary import MAX_TOKENS, joined_hotwords


def letters(text: str) -> int:
    return len(text)


def test_terms_are_joined_the_likeliest_first() -> None:
    assert joined_hotwords(["RLHF", "LoRA"], letters) == "RLHF, LoRA"


@given(st.lists(st.text()), st.integers(0, 100))
def test_no_vocabulary_takes_more_room_than_there_is(terms: list[str], limit: int) -> None:
    assert letters(joined_hotwords(terms, letters, limit)) <= limit


def test_five_thousand_terms_are_cut_to_the_first() -> None:
    terms = [f"term {number}" for number in range(5000)]
    asked = []

    def count(text: str) -> int:
        asked.append(text)
        return len(text.split())

    kept = joined_hotwords(terms, count).split(", ")
    assert kept == terms[: MAX_TOKENS // 2]
    assert len(asked) < 200


def test_a_short_term_may_fit_where_a_long_one_does_not() -> None:
    assert joined_hotwords(["x" * 40, "RAG"], letters, 10) == "RAG"


def test_double_blank_and_endless_terms_are_left_out() -> None:
    assert joined_hotwords(["BLEU", " ", "bleu", "", "y" * 500, "ROUGE"], letters) == "BLEU, ROUGE"


def test_a_term_with_control_characters_stays_on_one_line() -> None:
    assert joined_hotwords(["top\n\tk\x00 sampling"], letters) == "top k sampling"


def test_no_terms_give_no_hotwords() -> None:
    assert not joined_hotwords([], letters)
