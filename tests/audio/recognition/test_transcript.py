import json

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

seconds = st.floats(0, 6000)
words = st.builds(
    TranscriptWord, st.text(), seconds, seconds, st.floats(0, 1), st.none() | st.text()
)
segments = st.builds(TranscriptSegment, st.text(), seconds, seconds, st.lists(words).map(tuple))
fillers = st.builds(Filler, st.text(), seconds, seconds)
transcripts = st.builds(
    Transcript,
    segments=st.lists(segments).map(tuple),
    duration=seconds,
    model=st.text(),
    language=st.text(),
    speech_detected=st.booleans(),
    processing=seconds,
    flags=st.lists(st.text()).map(tuple),
    fillers=st.none() | st.lists(fillers).map(tuple),
)


@given(transcripts)
def test_a_transcript_survives_json(transcript: Transcript) -> None:
    assert Transcript.from_dict(json.loads(json.dumps(transcript.to_dict()))) == transcript


def test_the_text_is_one_line() -> None:
    transcript = Transcript(
        (TranscriptSegment(" One. ", 0, 1), TranscriptSegment("Two.", 1, 2)), 2.0, "base"
    )
    assert transcript.text == "One. Two."


def test_words_are_in_order_across_segments() -> None:
    first, second = TranscriptWord("One", 0, 1, 1), TranscriptWord("two", 1, 2, 1)
    transcript = Transcript(
        (TranscriptSegment("", 0, 1, (first,)), TranscriptSegment("", 1, 2, (second,))), 2.0, "m"
    )
    assert transcript.words == (first, second)


@given(transcripts)
def test_a_transcript_of_an_older_version_was_not_searched_for_fillers(kept: Transcript) -> None:
    data = kept.to_dict()
    del data["fillers"]
    assert Transcript.from_dict(data).fillers is None
