from hypothesis import given
from hypothesis import strategies as st
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.compare.word_differences import WordDifferences, compare_transcripts
from mock_interviewer.app.ui.shared.word_index import WordIndex

SAID = st.lists(st.sampled_from("perplexity is the loss um exponentiated".split()))  # noqa: SIM905


def _words(text: str, numbers: frozenset[int]) -> list[str]:
    index = WordIndex(transcript_of(text))
    return [index.text[index.words[at].first : index.words[at].last] for at in sorted(numbers)]


def test_words_of_only_one_answer_are_given_by_number() -> None:
    earlier, later = "Um perplexity is the loss.", "Perplexity is the exponentiated loss."
    found = compare_transcripts(transcript_of(earlier), transcript_of(later))
    assert _words(earlier, found.only_earlier) == ["Um"]
    assert _words(later, found.only_later) == ["exponentiated"]


def test_a_shared_word_maps_to_itself() -> None:
    found = compare_transcripts(
        transcript_of("perplexity is loss"), transcript_of("well then perplexity is low loss")
    )
    assert [found.in_later(at) for at in range(3)] == [2, 3, 5]
    assert [found.in_earlier(at) for at in (2, 3, 5)] == [0, 1, 2]


def test_a_word_of_one_answer_maps_to_where_it_is_missing() -> None:
    found = compare_transcripts(
        transcript_of("one two"), transcript_of("one quite another thing two")
    )
    assert [found.in_earlier(at) for at in (1, 2, 3)] == [1, 1, 1]


@given(SAID, SAID)
def test_the_mapping_is_monotonic_and_within_the_answer(
    earlier: list[str], later: list[str]
) -> None:
    found = compare_transcripts(transcript_of(" ".join(earlier)), transcript_of(" ".join(later)))
    places = [found.in_later(at) for at in range(len(earlier))]
    assert places == sorted(places)
    assert all(0 <= place <= len(later) for place in places)


def test_an_empty_comparison_maps_to_the_first_word() -> None:
    assert WordDifferences().in_later(3) == 0
