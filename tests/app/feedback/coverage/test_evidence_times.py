from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.feedback.coverage.evidence_times import EvidenceTimes
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


def transcript(*segments: TranscriptSegment) -> Transcript:
    return Transcript(segments, 100.0, "base")


def words(*texts: str, first: int = 0) -> tuple[TranscriptWord, ...]:
    """Return words of a second each, the first of them at ``first``."""
    return tuple(
        TranscriptWord(text, first + at, first + at + 1, 0.9) for at, text in enumerate(texts)
    )


def segment(*texts: str, text: str | None = None, first: int = 0) -> TranscriptSegment:
    written = " ".join(texts) if text is None else text
    return TranscriptSegment(written, first, first + len(texts), words(*texts, first=first))


def found(heard: Transcript, what: str) -> tuple[float | None, float | None]:
    """Return the times of the first occurrence of ``what``."""
    start = heard.text.index(what)
    timed = EvidenceTimes(heard).timed(Evidence(start, start + len(what)))
    assert timed is not None
    assert (timed.start, timed.end) == (start, start + len(what))
    return timed.begins, timed.ends


SPOKEN = transcript(
    segment("It", "is", "the", "loss,"), segment("per", "token,", "or", "so.", first=10)
)


def test_evidence_spans_from_its_first_word_to_its_last() -> None:
    assert found(SPOKEN, "the loss") == (2, 4)


def test_evidence_may_span_two_segments() -> None:
    assert found(SPOKEN, "loss, per token") == (3, 12)


def test_part_of_a_word_counts_as_the_whole_word() -> None:
    assert found(SPOKEN, "oke") == (11, 12)


def test_spaces_around_the_words_do_not_matter() -> None:
    assert found(SPOKEN, " the loss, ") == (2, 4)


def test_missing_evidence_stays_none() -> None:
    assert EvidenceTimes(SPOKEN).timed(None) is None


def test_words_may_have_leading_spaces_or_none() -> None:
    heard = transcript(segment(" GPT", "-4", " is", " large", text=" GPT-4 is large"))
    assert found(heard, "GPT") == (0, 1)
    assert found(heard, "-4 is") == (1, 3)


def test_a_respelled_term_may_contain_a_space() -> None:
    heard = transcript(segment("with", "chain of thought", "it", "works"))
    assert found(heard, "of thought it") == (1, 3)


def test_segments_without_text_are_skipped() -> None:
    empty = TranscriptSegment(" ", 0.0, 0.0)
    heard = transcript(empty, segment("one", "two"), empty, empty, segment("three", first=5), empty)
    assert found(heard, "one") == (0, 1)
    assert found(heard, "three") == (5, 6)


def test_without_word_times_evidence_has_no_times() -> None:
    heard = transcript(
        TranscriptSegment("No words here.", 0.0, 3.0), segment("But", "here.", first=3)
    )
    assert found(heard, "words") == (None, None)
    assert found(heard, "words here. But") == (None, None)
    assert found(heard, "But") == (3, 4)


def test_words_that_do_not_match_the_text_give_no_times() -> None:
    heard = transcript(segment("one"), segment("two", text="too", first=1), segment("six", first=5))
    assert found(heard, "one") == (0, 1)
    assert found(heard, "too") == (None, None)
    assert found(heard, "one too six") == (0, 6)
    assert found(heard, "six") == (5, 6)


def test_evidence_outside_the_text_or_between_words_has_no_times() -> None:
    times = EvidenceTimes(SPOKEN)
    space = SPOKEN.text.index(" ")
    for start, end in [(0, 0), (5, 2), (space, space + 1), (1_000, 1_010)]:
        evidence = Evidence(start, end)
        assert times.timed(evidence) == evidence


def test_an_empty_transcript_has_no_times() -> None:
    assert EvidenceTimes(transcript()).timed(Evidence(0, 4)) == Evidence(0, 4)


letters = st.text("ab'é日-.\u00ad", min_size=1, max_size=6)
spaces = st.sampled_from(["", " ", "  ", "\t", "\u2028"])


@st.composite
def heard(draw: st.DrawFn) -> tuple[Transcript, list[TranscriptWord]]:
    """Return a transcript in which each word has a unique number."""
    segments: list[TranscriptSegment] = []
    spoken: list[TranscriptWord] = []
    for _ in range(draw(st.integers(0, 4))):
        texts, joints = [], []
        for _ in range(draw(st.integers(0, 4))):
            text = f"<{len(spoken)}>{draw(letters)}"
            spoken.append(TranscriptWord(text, len(spoken), len(spoken) + 0.5, 0.9))
            texts.append(text)
            joints.append(draw(spaces))
        own = [replace(word, text=draw(spaces) + word.text) for word in spoken[-len(texts) :]]
        text = "".join(joint + text for joint, text in zip(joints, texts, strict=True))
        segments.append(
            TranscriptSegment(text + draw(spaces), 0.0, 1.0, tuple(own if texts else ()))
        )
    return transcript(*segments), spoken


@given(heard())
def test_each_word_of_any_transcript_has_its_own_times(
    given_words: tuple[Transcript, list[TranscriptWord]],
) -> None:
    made, spoken = given_words
    for word in spoken:
        assert found(made, word.text) == (word.start, word.end)


@given(heard(), st.integers(-3, 60), st.integers(-3, 60))
def test_any_evidence_has_ordered_times_or_none(
    given_words: tuple[Transcript, list[TranscriptWord]], start: int, end: int
) -> None:
    made, _ = given_words
    timed = EvidenceTimes(made).timed(Evidence(start, end))
    assert timed is not None
    if timed.begins is None or timed.ends is None:
        assert timed == Evidence(start, end)
    else:
        assert 0 <= timed.begins < timed.ends
