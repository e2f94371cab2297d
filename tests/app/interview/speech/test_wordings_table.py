"""Rules that every text of the table keeps, whatever is filled in."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from mock_interviewer.app.interview.speech.wording import Occasion, wordings
from mock_interviewer.audio.voices.pronunciation import lexicon, spoken_form
from mock_interviewer.audio.voices.text_pieces import printable_line, split_text

VALUES = {
    Occasion.GREETING: {"good", "questions", "length"},
    Occasion.ANSWER_TIME: {"length"},
    Occasion.FIRST_QUESTION: {"number", "total"},
    Occasion.NEXT_QUESTION: {"number", "total"},
    Occasion.LAST_QUESTION: {"number", "total"},
    Occasion.THINK_TIME: {"length"},
    Occasion.TIME_LEFT: {"length"},
    Occasion.DEFINING: {"term"},
    Occasion.NOT_DEFINED: {"term"},
    Occasion.ONE_THING_OF: {"number"},
}
"""What may be filled in; nothing on the other occasions."""
NEEDED = {
    Occasion.GREETING: {"good", "questions", "length"},
    Occasion.ANSWER_TIME: {"length"},
    Occasion.NEXT_QUESTION: {"number"},
    Occasion.THINK_TIME: {"length"},
    Occasion.TIME_LEFT: {"length"},
    Occasion.DEFINING: {"term"},
    Occasion.NOT_DEFINED: {"term"},
    Occasion.ONE_THING_OF: {"number"},
}
"""What every text must say; the others need not."""
SAMPLE = {
    "good": "good afternoon",
    "questions": "twenty-seven questions",
    "length": "a minute and a half",
    "number": "twenty-six",
    "total": "twenty-seven",
    "term": "beam search",
}
OFTEN = {Occasion.ACKNOWLEDGEMENT: 12, Occasion.FOLLOW_UP: 5, Occasion.NEXT_QUESTION: 5}
"""Occasions that come again and again, and how many texts they need at least."""
MOST_WORDS = {Occasion.ACKNOWLEDGEMENT: 4}
"""Words of a whole text, without what is filled in; MOST on the other occasions."""
MOST, MOST_OF_A_SENTENCE = 13, 10
MOST_SENTENCES = 2

PRAISE = re.findall(
    r"\w+",
    """
    amazing awesome best better bravo brilliant clever congratulations cool correct correctly
    exact exactly excellent fair fantastic fine good great happy impressive indeed interesting
    keep like love lovely nice outstanding perfect perfectly pleased precise precisely proud
    right sharp smart solid splendid strong super superb sure terrific thorough true very well
    wonderful wow
    """,
)
JUDGEMENT = re.findall(
    r"\w+",
    """
    bad badly disappointing enough fail failed false incomplete incorrect lacking mistake
    mistaken no nope poor poorly shame short sorry too unfortunately vague weak worse worst
    wrong
    """,
)
PLAIN_USE = (
    "Good morning",
    "good afternoon",
    "good evening",
    "yes or no",
    "no sound",
    "no definition",
    "All right",
    "if you like",
    "when you like",
    "I'd like to",
    "right now",
)
"""Where such a word says nothing of an answer."""


def texts() -> Iterator[tuple[Occasion, str]]:
    for occasion, found in wordings().items():
        for text in found:
            yield occasion, text


every_text = pytest.mark.parametrize(
    ("occasion", "text"), [pytest.param(*each, id=" ".join(each)) for each in texts()]
)


def names(text: str) -> set[str]:
    return {name.lower() for _, name, _, _ in Formatter().parse(text) if name}


def filled(text: str) -> str:
    beginnings = {name.capitalize(): value.capitalize() for name, value in SAMPLE.items()}
    return text.format_map(SAMPLE | beginnings)


def bare(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_has_several_texts(occasion: Occasion) -> None:
    found = wordings()[occasion]
    assert len(found) >= OFTEN.get(occasion, 2)
    assert len({text.casefold() for text in found}) == len(found)


@every_text
def test_texts_use_exactly_the_values_of_their_occasion(occasion: Occasion, text: str) -> None:
    assert NEEDED.get(occasion, set()) <= names(text) <= VALUES.get(occasion, set())


@every_text
def test_values_are_capitalized_exactly_at_the_start_of_sentences(
    occasion: Occasion, text: str
) -> None:
    for found in re.finditer(r"\{(\w)", text):
        begins = found.start() == 0 or text[: found.start()].endswith((". ", "? "))
        assert found[1].isupper() == begins


@every_text
def test_texts_are_short(occasion: Occasion, text: str) -> None:
    sentences = split_text(filled(text))
    assert len(sentences) <= MOST_SENTENCES
    assert len(bare(text).split()) <= MOST_WORDS.get(occasion, MOST)
    assert all(len(sentence.split()) <= MOST_OF_A_SENTENCE + 5 for sentence in sentences)
    assert all(len(each.split()) <= MOST_OF_A_SENTENCE for each in re.split(r"[.?] ", bare(text)))


@every_text
def test_texts_are_plain_sentences(occasion: Occasion, text: str) -> None:
    assert re.fullmatch(r"[A-Z{][A-Za-z,;' .?{}-]*[.?]", text)
    assert "  " not in text


@every_text
def test_texts_neither_praise_nor_criticize(occasion: Occasion, text: str) -> None:
    said = bare(text)
    for plain in PLAIN_USE:
        said = said.replace(plain, "")
    assert not set(re.findall(r"[a-z]+", said.lower())) & {*PRAISE, *JUDGEMENT}


@every_text
def test_a_voice_speaks_every_text_as_written(occasion: Occasion, text: str) -> None:
    said = filled(text)
    assert printable_line(said) == said
    assert spoken_form(said) == said
    assert not any(re.search(rf"\b{re.escape(term)}\b", said) for term in lexicon())


@pytest.mark.parametrize(
    "occasion", [Occasion.CONFIRM_SKIP, Occasion.CONFIRM_STOP, Occasion.CONFIRM_START_OVER]
)
def test_confirmations_say_how_to_reply(occasion: Occasion) -> None:
    for text in wordings()[occasion]:
        assert text.endswith("? Say yes or no.")


@pytest.mark.parametrize("occasion", [Occasion.PAUSED, Occasion.NOBODY_THERE])
def test_pauses_say_how_to_continue(occasion: Occasion) -> None:
    for text in wordings()[occasion]:
        assert "Say continue" in text


@pytest.mark.parametrize(
    "occasion",
    [Occasion.STOPPING, Occasion.ANSWER_INTERRUPTED, Occasion.NO_TRANSCRIPT],
)
def test_interruptions_say_that_answers_are_kept(occasion: Occasion) -> None:
    for text in wordings()[occasion]:
        assert re.search(r"\b(saved|recorded)\b", text)
