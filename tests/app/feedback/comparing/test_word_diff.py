import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.comparing.word_diff import (
    WordRun,
    compare_words,
    normalized_word,
)

_CURLY = "it\N{RIGHT SINGLE QUOTATION MARK}s"
SAID = f"the The of model, model. loss LOSS a \N{EM DASH} it's {_CURLY}"
WORDS = st.lists(st.sampled_from(SAID.split()))
ANY = st.lists(st.text(min_size=1, max_size=4))


def _texts(earlier: str, later: str) -> list[tuple[bool, str, str]]:
    before, after = earlier.split(), later.split()
    return [
        (
            part.same,
            " ".join(before[part.earlier.start : part.earlier.stop]),
            " ".join(after[part.later.start : part.later.stop]),
        )
        for part in compare_words(before, after)
    ]


@given(st.one_of(st.tuples(WORDS, WORDS), st.tuples(ANY, ANY)))
def test_the_parts_add_up_to_both_answers(answers: tuple[list[str], list[str]]) -> None:
    earlier, later = answers
    parts = compare_words(earlier, later)
    assert [at for part in parts for at in part.earlier] == list(range(len(earlier)))
    assert [at for part in parts for at in part.later] == list(range(len(later)))


@given(st.one_of(st.tuples(WORDS, WORDS), st.tuples(ANY, ANY)))
def test_equal_parts_match_word_by_word_and_alternate_with_differences(
    answers: tuple[list[str], list[str]],
) -> None:
    earlier, later = answers
    parts = compare_words(earlier, later)
    for part in parts:
        assert part.earlier or part.later
        if part.same:
            before = [normalized_word(earlier[at]) for at in part.earlier]
            assert before == [normalized_word(later[at]) for at in part.later]
    turns = [part.same for part in parts]
    assert all(first != second for first, second in pairwise(turns))


@given(ANY)
def test_an_answer_is_the_same_as_itself(words: list[str]) -> None:
    whole = range(len(words))
    assert compare_words(words, words) == ((WordRun(True, whole, whole),) if words else ())


def test_case_and_punctuation_are_ignored() -> None:
    assert _texts(f"{_CURLY} the loss, lower.", "IT'S The LOSS lower") == [
        (True, f"{_CURLY} the loss, lower.", "IT'S The LOSS lower")
    ]


def test_words_of_one_answer_keep_their_position() -> None:
    assert _texts("Perplexity is the loss", "Perplexity is roughly the exponentiated loss") == [
        (True, "Perplexity is", "Perplexity is"),
        (False, "", "roughly"),
        (True, "the", "the"),
        (False, "", "exponentiated"),
        (True, "loss", "loss"),
    ]


def test_a_short_word_shared_by_chance_does_not_split_a_difference() -> None:
    found = _texts(
        "we start with raw data and the model learns",
        "we begin by cleaning and then training goes well",
    )
    assert found[0] == (True, "we", "we")
    assert [same for same, _, _ in found] == [True, False]


def test_long_shared_words_within_a_difference_stay_shared() -> None:
    found = _texts(
        "some risk named catastrophic forgetting in models there",
        "what people call catastrophic forgetting happens then often",
    )
    assert (True, "catastrophic forgetting", "catastrophic forgetting") in found


def test_an_answer_of_five_thousand_words_is_compared_quickly() -> None:
    earlier = [f"word{at * at % 613}" for at in range(5000)]
    later = [f"word{at * 7 % 601}" for at in range(5000)]
    begun = time.process_time()
    assert compare_words(earlier, later)
    assert time.process_time() - begun < 1.0
