import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.utterance_ending import (
    UtteranceEnding,
    ending_of,
)

BEFORE = "We moved the service to four small machines. It took us about eight months."


@pytest.mark.parametrize(
    "said",
    [
        "The hard part was the data, because",
        "The hard part was the data, because.",
        "And I'd put it in the.",
        "So you give it sources and you.",
        "It scales, which is",
        "It depends on",
        "We watched latency, errors,",
        "It was slow, so.",
        "The nicest part is, um.",
        "And then, like,",
        "I think that",
        "We ended up with events and a nightly check that the numbers",
        "It does not...",
    ],
)
def test_an_unfinished_clause_is_open_with_any_punctuation(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.OPEN


@pytest.mark.parametrize(
    "said",
    [
        "Let me think.",
        "Hmm, let me think about that for a moment.",
        "Okay, give me a second.",
        "Recall is, wait, let me get this straight.",
        "One moment.",
        "That's a good question.",
        "How would I put that?",
        "Where was I?",
        "And let me think.",
        "Sorry, I'm thinking.",
        "Scratch that.",
        "No, scratch that.",
        "Sorry, strike that last part.",
    ],
)
def test_asking_for_time_is_thinking(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.THINKING


@pytest.mark.parametrize(
    "said",
    [
        "There are three reasons.",
        "It depends on two things.",
        "First of all.",
        "There are three reasons. First, it is fast. Second, it is cheap.",
        "First, we count the rows.",
    ],
)
def test_announcing_more_than_was_said_is_announced(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.ANNOUNCED


@pytest.mark.parametrize(
    "said",
    [
        "There are two reasons. The first is speed. The second is cost.",
        "There are three reasons. First, it is fast. Second, it is cheap. Third, we know it.",
        "We have two hundred questions.",
        "The first gadgets came late.",
        "It came down to about two milliseconds.",
        "Nobody could tell how fast it is.",
        "That is how it learns.",
        "In that way it copes with rare words.",
        "They let me try a new tool.",
        "You need something to hold on to in the dark.",
        "And that's not what I'm thinking now.",
        "It went really well.",
        "That brought the load down by about 80%",
        "It's the best of the two, I think.",
        "We had no choice, really.",
    ],
)
def test_a_whole_sentence_is_whole(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.WHOLE


@pytest.mark.parametrize(
    "said",
    [
        "That's it.",
        "It runs at night, so yeah, I think that covers it.",
        "You only index again, so that's how I would build it.",
        "Do you want me to go into detail?",
        "Yeah, that's it.",
        "So yeah, I think that\N{RIGHT SINGLE QUOTATION MARK}s it.",
        "And that's about it, really.",
        "That's all.",
        "I think that covers it.",
        "I'd stop there.",
        "I'll leave it at that.",
        "And that's basically my process.",
        "So that's how I would build it.",
        "I don't have anything to add.",
        "Does that answer your question?",
        "I hope that helps.",
        "So, yeah.",
        "And it worked, so yeah.",
        "Let me think, no, that's it.",
    ],
)
def test_saying_that_this_is_all_is_closed(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.CLOSED


@pytest.mark.parametrize(
    "said",
    [
        "So to sum up, we would do it again.",
        "In the end both of us were happy.",
        "What I learned is that one should ask early.",
        "I was pretty happy with it.",
        "About the rest I don't know anything.",
        "And finally, we train it once more.",
        "Yeah.",
    ],
)
def test_a_conclusion_is_summed_up(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.SUMMED_UP


def test_the_first_sentence_is_not_summed_up() -> None:
    assert ending_of("In the end it was the database.") is UtteranceEnding.WHOLE


@pytest.mark.parametrize("said", ["That's it for the", "So that's how I would build it, and"])
def test_a_closing_phrase_that_continues_is_not_closed(said: str) -> None:
    assert ending_of(f"{BEFORE} {said}") is UtteranceEnding.OPEN


def test_a_text_without_words_is_whole() -> None:
    assert ending_of(" . ") is UtteranceEnding.WHOLE


@given(st.text(), st.text(alphabet="ab '.,;?!…-\n"))
def test_every_text_has_an_ending(text: str, more: str) -> None:
    assert ending_of(f"word {text} {more}") in UtteranceEnding
