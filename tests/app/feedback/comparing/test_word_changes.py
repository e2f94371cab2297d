import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.comparing.word_changes import compare_words

SAID = st.lists(st.sampled_from("perplexity Perplexity, is the loss um exponentiated".split()))  # noqa: SIM905


def _changed(earlier: str, later: str) -> tuple[list[str], list[str]]:
    before, after = earlier.split(), later.split()
    found = compare_words(before, after)
    return [before[at] for at in sorted(found.went)], [after[at] for at in sorted(found.came)]


def test_content_words_that_came_or_went_are_found() -> None:
    went, came = _changed(
        "You freeze some layers of the model.", "You train adapters beside the model."
    )
    assert went == ["freeze", "layers"]
    assert came == ["train", "adapters", "beside"]


@pytest.mark.parametrize(
    "small",
    [
        "um so the",
        "kind of",
        "I think maybe",
        "you know, I mean",
        "it's that they won't and can't",
        "Basically, okay,",
        "or something like that",
    ],
)
def test_fillers_and_small_words_do_not_matter(small: str) -> None:
    assert _changed(f"{small} loss", "loss") == ([], [])
    assert _changed("loss", f"{small} loss") == ([], [])


def test_a_phrase_that_fills_does_not_hide_its_words_elsewhere() -> None:
    assert _changed("the loss", "we sort the loss") == ([], ["sort"])
    assert _changed("the loss", "sort of the loss") == ([], [])


def test_a_word_that_moved_or_is_inflected_did_not_change() -> None:
    assert _changed("Adapters train fast.", "fast training of an adapter") == ([], [])


def test_case_punctuation_and_apostrophes_do_not_matter() -> None:
    curly = "the model\N{RIGHT SINGLE QUOTATION MARK}s loss"
    assert _changed("The MODEL's loss,", curly) == ([], [])


@given(SAID, SAID)
def test_only_words_of_the_answer_are_named(earlier: list[str], later: list[str]) -> None:
    found = compare_words(earlier, later)
    assert found.went <= set(range(len(earlier)))
    assert found.came <= set(range(len(later)))
    assert compare_words(earlier, earlier).went == frozenset()


def test_two_long_answers_are_compared_quickly() -> None:
    words = [f"word{number}" for number in range(5000)]
    compare_words(["warm"], ["up"])
    begun = time.process_time()
    found = compare_words(words, list(reversed(words)))
    assert time.process_time() - begun < 1.0
    assert (found.went, found.came) == (frozenset(), frozenset())
