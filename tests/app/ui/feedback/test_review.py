from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewDone,
    ReviewEvent,
    ReviewFailed,
    ReviewStarted,
    ReviewStopped,
    ReviewText,
    ServersFound,
)
from mock_interviewer.app.ui.feedback import review
from mock_interviewer.app.ui.feedback.review import ReviewSection
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

ASKED = CoverageQuestion(
    "What is perplexity?", (ExpectedPoint("a", "It is the exponentiated loss."),)
)
DONE = ReviewDone("Good start.", "llama3.2", 14.2)


def _heard(text: str) -> Transcript:
    return Transcript((TranscriptSegment(text, 0.0, 9.0),), 9.0, "base")


ANSWER, OTHER = _heard("It is the loss."), _heard("It is something else.")


@pytest.fixture
def section(empty_page: QWidget) -> ReviewSection:
    section = ReviewSection(empty_page)
    empty_page.show()
    section.turn(on=True)
    section.show_take(ASKED, ANSWER, None)
    return section


@pytest.fixture
def asking(section: ReviewSection) -> ReviewSection:
    section.go.click()
    return section


def _hear(section: ReviewSection, *events: ReviewEvent) -> None:
    for event in events:
        section.hear(event)


def test_it_is_hidden_until_it_is_wanted(empty_page: QWidget) -> None:
    section = ReviewSection(empty_page)
    section.show_take(ASKED, ANSWER, None)
    assert not section.isVisibleTo(empty_page)
    section.turn(on=True)
    assert section.isVisibleTo(empty_page)
    section.turn(on=False)
    assert not section.isVisibleTo(empty_page)


def test_a_take_is_offered_to_be_reviewed(qtbot: QtBot, section: ReviewSection) -> None:
    assert section.go.text() == "Ask for a review"
    assert section.go.isVisible()
    assert not section.stop.isVisible()
    assert section.said.startswith("A language model on this computer reads your answer")
    assert nameless(section) == []
    with qtbot.waitSignal(section.asked):
        section.go.click()


def test_who_will_read_it_elsewhere_is_said_before_it_is_sent(section: ReviewSection) -> None:
    section.offer("gpu-box")
    assert "A language model at gpu-box reads your answer" in section.said
    assert "your transcript are sent there when you ask" in section.said
    section.offer("")
    assert "on this computer" in section.said


@pytest.mark.parametrize(
    ("asked", "heard", "sentence"),
    [
        (ASKED, None, "until it's transcribed"),
        (None, ANSWER, "its question is no longer in your banks"),
        (ASKED, _heard(" "), "no words were found"),
    ],
)
def test_without_anything_to_review_that_is_said_and_nothing_offered(
    section: ReviewSection, asked: CoverageQuestion | None, heard: Transcript | None, sentence: str
) -> None:
    section.show_take(asked, heard, None)
    assert sentence in section.said
    assert not section.go.isVisible()
    assert section.take is None


def test_a_take_comes_with_its_feedback(section: ReviewSection) -> None:
    feedback = Feedback(1, Delivery(9.0, 4))
    section.show_take(ASKED, ANSWER, feedback)
    assert section.take is not None
    assert section.take.feedback is feedback


def test_what_happens_is_said_step_by_step(asking: ReviewSection) -> None:
    assert asking.said == "Looking for a model…"
    assert asking.stop.isVisible()
    assert not asking.go.isVisible()
    _hear(asking, ServersFound(()), ReviewStarted("llama3.2"))
    assert asking.said == "llama3.2 reads your answer. Its first words can take a minute."
    _hear(asking, ReviewText("Good "), ReviewText("start."))
    assert (asking.words, asking.said) == ("Good start.", "llama3.2 is writing…")
    _hear(asking, DONE)
    assert asking.words == "Good start."
    assert asking.said == "Written by llama3.2 on this computer in 14 s. It can be wrong."
    assert asking.go.text() == "Ask again"
    assert not asking.stop.isVisible()
    assert not asking.writing


def test_a_model_elsewhere_is_said_to_be_there(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("gpt-oss", "ollama.com"))
    assert asking.said.startswith("gpt-oss at ollama.com reads")
    _hear(asking, ReviewDone("Good.", "gpt-oss", 3.0, "ollama.com"))
    assert asking.said.startswith("Written by gpt-oss at ollama.com in 3 s.")


def test_a_review_that_was_cut_says_so(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewDone("Good", "llama3.2", 3.0, cut=True))
    assert "It came to the end of what it may write." in asking.said


def test_thoughts_that_were_shown_are_taken_back(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewText("Hm."), ReviewText("", restarts=True))
    assert asking.words == ""
    _hear(asking, ReviewText("Good."))
    assert asking.words == "Good."


def test_what_a_model_writes_is_shown_as_it_is(asking: ReviewSection) -> None:
    _hear(
        asking,
        ReviewStarted("llama3.2"),
        ReviewText("<b>a</b> &amp; <a href='http://x'>link</a>\n\nb"),
    )
    assert asking.words == "<b>a</b> &amp; <a href='http://x'>link</a>\n\nb"
    assert "&lt;b&gt;a" in asking._words.text()


def test_a_failure_is_said_beneath_what_there_is(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    _hear(asking, ReviewFailed(ReviewerError("It broke off.", "Ask again.")))
    assert (asking.words, asking.said) == ("Good", "It broke off. Ask again.")
    assert asking._mark.kind == "bad"
    assert asking.go.text() == "Try again"


def test_another_try_begins_with_nothing(asking: ReviewSection) -> None:
    _hear(
        asking,
        ReviewStarted("llama3.2"),
        ReviewText("Good"),
        ReviewFailed(ReviewerError("It broke off.")),
    )
    asking.go.click()
    assert (asking.words, asking.said) == ("", "Looking for a model…")


def test_stopping_is_asked_for_and_said(qtbot: QtBot, asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    with qtbot.waitSignal(asking.stopped):
        asking.stop.click()
    _hear(asking, ReviewStopped())
    assert (asking.words, asking.said) == ("Good", "Stopped. llama3.2 was not done.")
    assert asking.go.text() == "Ask again"


def test_stopping_before_the_first_word_leaves_nothing(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewStopped())
    assert asking.said.startswith("A language model on this computer")
    assert asking.go.text() == "Ask for a review"


def test_the_keyboard_stays_on_the_one_button(qtbot: QtBot, section: ReviewSection) -> None:
    section.activateWindow()
    section.go.setFocus()
    section.go.click()
    assert section.stop.hasFocus()
    _hear(section, ReviewStarted("llama3.2"), DONE)
    assert section.go.hasFocus()


def test_another_take_stops_the_review_of_the_one_before(
    qtbot: QtBot, asking: ReviewSection
) -> None:
    _hear(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    with qtbot.waitSignal(asking.stopped):
        asking.show_take(ASKED, OTHER, None)
    _hear(asking, ReviewText(" start."), DONE)
    assert asking.words == ""
    assert asking.go.text() == "Ask for a review"


def test_new_feedback_of_the_same_take_does_not_stop_its_review(asking: ReviewSection) -> None:
    stops: list[None] = []
    asking.stopped.connect(lambda: stops.append(None))
    _hear(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    asking.show_take(ASKED, ANSWER, Feedback(1, Delivery(9.0, 4)))
    assert asking.words == "Good"
    assert stops == []


def test_a_review_is_shown_again_with_its_take(asking: ReviewSection) -> None:
    _hear(asking, ReviewStarted("llama3.2"), DONE)
    asking.show_take(ASKED, OTHER, None)
    assert asking.words == ""
    asking.show_take(ASKED, ANSWER, None)
    assert asking.words == "Good start."
    assert asking.said.startswith("Written by llama3.2 on this computer")


def test_only_so_many_reviews_are_kept(
    section: ReviewSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_MOST_KEPT", 2)
    takes = [_heard(f"It is {number}.") for number in range(3)]
    for take in takes:
        section.show_take(ASKED, take, None)
        section.go.click()
        _hear(section, ReviewStarted("llama3.2"), DONE)
    shown = []
    for take in takes:
        section.show_take(ASKED, take, None)
        shown.append(section.words)
    assert shown == ["", "Good start.", "Good start."]


@pytest.mark.parametrize(
    "leave",
    [lambda section: section.turn(on=False), lambda section: section.show_take(None, None, None)],
)
def test_a_review_that_nobody_sees_is_stopped(
    qtbot: QtBot, asking: ReviewSection, leave: Callable[[ReviewSection], None]
) -> None:
    with qtbot.waitSignal(asking.stopped):
        leave(asking)
    assert not asking.writing
