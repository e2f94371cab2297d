import pytest

from mock_interviewer.audio.recognition.terms.sound_index import SoundIndex

TERMS = SoundIndex(
    [
        "GPTQ",
        "BERTScore",
        "KL divergence",
        "byte-pair encoding",
        "quantization",
        "stakeholders",
        "RLHF",
    ]
)


@pytest.mark.parametrize(("heard", "term"), [("quantisation", "quantization"), ("stayk", None)])
def test_words_with_the_same_sounds_are_the_term(heard: str, term: str | None) -> None:
    assert TERMS.same(heard) == term


@pytest.mark.parametrize(
    ("heard", "term"),
    [
        ("GPDQ", "GPTQ"),
        ("PERTScore", "BERTScore"),
        ("KL by virgins", "KL divergence"),
        ("byte pair and coding", "byte-pair encoding"),
    ],
)
def test_one_sound_may_differ(heard: str, term: str) -> None:
    assert TERMS.near(heard) == term


@pytest.mark.parametrize(
    "heard",
    [
        "GPTX",  # X is not said like Q
        "RLHF",  # it is the term
        "GBDQ",  # two letters differ
        "stakeholder",  # another form of the word
        "the stakeholders",
        "KL by virtue of the version",
        "",
    ],
)
def test_other_words_are_no_term(heard: str) -> None:
    assert TERMS.near(heard) is None


def test_a_sound_that_fits_two_terms_fits_none() -> None:
    assert SoundIndex(["GPTQ", "GPBQ"]).near("GPDQ") is None
