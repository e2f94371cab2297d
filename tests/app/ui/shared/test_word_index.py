from mock_interviewer.app.ui.shared.word_index import WordIndex
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


def _index(*words: TranscriptWord) -> WordIndex:
    segment = TranscriptSegment("", words[0].start, words[-1].end, words)
    return WordIndex(Transcript((segment,), words[-1].end, "base"))


def test_words_that_were_taken_back_say_so() -> None:
    said = "It grows. Scratch that. It shrinks."
    index = _index(
        *(TranscriptWord(f" {word}", at, at + 1, 1) for at, word in enumerate(said.split()))
    )
    assert [word.note for word in index.words] == ["taken back"] * 4 + [""] * 2


def test_words_without_their_own_space_get_one() -> None:
    whisper = _index(
        TranscriptWord(" pre", 0, 1, 1),
        TranscriptWord("-training", 1, 2, 1),
        TranscriptWord(" is", 2, 3, 1),
    )
    bare = _index(TranscriptWord("It", 0, 1, 1), TranscriptWord("is.", 1, 2, 1))
    assert whisper.text == "pre-training is"
    assert bare.text == "It is."


def test_a_long_pause_starts_a_paragraph() -> None:
    index = _index(TranscriptWord(" one", 0, 1, 1), TranscriptWord(" two", 3.5, 4, 1))
    assert index.text == "one\ntwo"


def test_the_word_at_a_time_is_the_one_being_spoken() -> None:
    index = _index(TranscriptWord(" one", 0.5, 1.0, 1), TranscriptWord(" two", 3.0, 3.5, 1))
    assert index.at_time(0.2) is None
    assert index.at_time(0.5) == 0
    assert index.at_time(1.2) == 0
    assert index.at_time(2.0) is None
    assert index.at_time(3.2) == 1
    assert index.at_time(60.0) is None


def test_words_between_two_times_include_partly_spoken_ones() -> None:
    index = _index(
        TranscriptWord(" one", 0, 1, 1),
        TranscriptWord(" two", 1, 2, 1),
        TranscriptWord(" three", 3, 4, 1),
    )
    assert list(index.between(0.5, 1.5)) == [0, 1]
    assert list(index.between(1.0, 3.0)) == [1]
    assert list(index.between(2.2, 2.8)) == []
    assert list(index.between(3.5, 9.0)) == [2]
    assert list(index.between(5.0, 9.0)) == []


def test_a_position_belongs_to_at_most_one_word() -> None:
    index = _index(TranscriptWord(" one", 0, 1, 1), TranscriptWord(" two", 1, 2, 1))
    assert index.at_place(0) == 0
    assert index.at_place(2) == 0
    assert index.at_place(3) is None
    assert index.at_place(4) == 1
    assert index.nearest(3) == 0


def test_words_of_low_probability_are_unsure() -> None:
    index = _index(TranscriptWord(" one", 0, 1, 0.59), TranscriptWord(" two", 1, 2, 0.6))
    assert [word.unsure for word in index.words] == [True, False]


def test_an_ordinary_word_has_no_note() -> None:
    assert _index(TranscriptWord(" one", 0, 1, 0.9)).words[0].note == ""


def test_a_respelled_word_notes_the_original_and_its_certainty() -> None:
    index = _index(
        TranscriptWord(" BLEU", 0, 1, 0.9, heard=" blue"),
        TranscriptWord(" LoRA", 1, 2, 0.3, heard="Laura"),
    )
    assert [word.note for word in index.words] == [
        "heard as “blue”",
        "not sure, heard as “Laura”",
    ]


def test_in_one_line_there_are_no_paragraphs() -> None:
    words = (TranscriptWord(" one", 0, 1, 1), TranscriptWord(" two", 3.5, 4, 1))
    transcript = Transcript((TranscriptSegment("one two", 0, 4, words),), 4.0, "base")
    assert WordIndex(transcript, one_line=True).text == "one two"


def test_a_segment_without_word_times_can_still_be_played_from() -> None:
    transcript = Transcript((TranscriptSegment(" All of it. ", 4.0, 9.0),), 9.0, "base")
    index = WordIndex(transcript)
    assert index.text == "All of it."
    assert (index.words[0].first, index.words[0].last, index.words[0].start) == (0, 10, 4.0)


def test_an_empty_transcript_has_no_words() -> None:
    index = WordIndex(Transcript((), 3.0, "base", speech_detected=False))
    assert index.text == ""
    assert index.at_time(0.0) is None
    assert index.nearest(0) is None
