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
from mock_interviewer.app.ui.widgets.labels import TextLabel
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
    section.set_enabled_by_person(on=True)
    section.show_take(ASKED, ANSWER, None)
    return section


@pytest.fixture
def asking(section: ReviewSection) -> ReviewSection:
    section.go.click()
    return section


def _report(section: ReviewSection, *events: ReviewEvent) -> None:
    for event in events:
        section.handle_event(event)


def test_the_section_is_hidden_until_the_person_enables_reviews(empty_page: QWidget) -> None:
    section = ReviewSection(empty_page)
    section.show_take(ASKED, ANSWER, None)
    assert not section.isVisibleTo(empty_page)
    section.set_enabled_by_person(on=True)
    assert section.isVisibleTo(empty_page)
    section.set_enabled_by_person(on=False)
    assert not section.isVisibleTo(empty_page)


def test_a_review_of_the_take_is_offered(qtbot: QtBot, section: ReviewSection) -> None:
    assert section.go.text() == "Ask for a review"
    assert section.go.isVisible()
    assert not section.stop.isVisible()
    assert section.message.startswith("A language model on this computer will read your answer")
    assert nameless(section) == []
    with qtbot.waitSignal(section.review_requested):
        section.go.click()


def test_the_other_computer_is_named_before_anything_is_sent(section: ReviewSection) -> None:
    section.set_model_host("gpu-box")
    assert "A language model at gpu-box will read your answer" in section.message
    assert "your transcript are sent there when you ask" in section.message
    section.set_model_host("")
    assert "on this computer" in section.message


@pytest.mark.parametrize(
    ("asked", "heard", "sentence"),
    [
        (ASKED, None, "until it's transcribed"),
        (None, ANSWER, "its question is no longer in your banks"),
        (ASKED, _heard(" "), "no words were found"),
    ],
)
def test_without_anything_to_review_nothing_is_offered(
    section: ReviewSection, asked: CoverageQuestion | None, heard: Transcript | None, sentence: str
) -> None:
    section.show_take(asked, heard, None)
    assert sentence in section.message
    assert not section.go.isVisible()
    assert section.take is None


def test_the_take_to_review_includes_its_feedback(section: ReviewSection) -> None:
    feedback = Feedback(1, Delivery(9.0, 4))
    section.show_take(ASKED, ANSWER, feedback)
    assert section.take is not None
    assert section.take.feedback is feedback


def test_the_review_reports_its_progress(asking: ReviewSection) -> None:
    assert asking.message == "Looking for a model…"
    assert asking.stop.isVisible()
    assert not asking.go.isVisible()
    _report(asking, ServersFound(()), ReviewStarted("llama3.2"))
    assert asking.message == "llama3.2 is reading your answer. The first words can take a minute."
    _report(asking, ReviewText("Good "), ReviewText("start."))
    assert (asking.words, asking.message) == ("Good start.", "llama3.2 is writing…")
    _report(asking, DONE)
    assert asking.words == "Good start."
    assert asking.message == "Written by llama3.2 on this computer in 14 s. It can be wrong."
    assert asking.go.text() == "Ask again"
    assert not asking.stop.isVisible()
    assert not asking.writing


def test_a_model_on_another_computer_is_named_with_it(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("gpt-oss", "ollama.com"))
    assert asking.message.startswith("gpt-oss at ollama.com is reading")
    _report(asking, ReviewDone("Good.", "gpt-oss", 3.0, "ollama.com"))
    assert asking.message.startswith("Written by gpt-oss at ollama.com in 3 s.")


def test_a_review_that_was_cut_off_says_so(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewDone("Good", "llama3.2", 3.0, cut=True))
    assert "It reached its length limit." in asking.message


def test_thoughts_that_were_shown_are_removed(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewText("Hm."), ReviewText("", restarts=True))
    assert asking.words == ""
    _report(asking, ReviewText("Good."))
    assert asking.words == "Good."


def test_the_text_of_a_model_is_shown_literally(asking: ReviewSection) -> None:
    _report(
        asking,
        ReviewStarted("llama3.2"),
        ReviewText("<b>a</b> &amp; <a href='http://x'>link</a>\n\nb"),
    )
    assert asking.words == "<b>a</b> &amp; <a href='http://x'>link</a>\n\nb"
    (shown,) = [one for one in asking.findChildren(TextLabel) if one.plain == asking.words]
    assert "&lt;b&gt;a" in shown.text()


def test_a_failure_is_reported_below_the_text_so_far(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    _report(asking, ReviewFailed(ReviewerError("It broke off.", "Ask again.")))
    assert (asking.words, asking.message) == ("Good", "It broke off. Ask again.")
    assert asking.failed
    assert asking.go.text() == "Try again"


def test_another_try_starts_empty(asking: ReviewSection) -> None:
    _report(
        asking,
        ReviewStarted("llama3.2"),
        ReviewText("Good"),
        ReviewFailed(ReviewerError("It broke off.")),
    )
    asking.go.click()
    assert (asking.words, asking.message) == ("", "Looking for a model…")


def test_a_review_can_be_stopped(qtbot: QtBot, asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    with qtbot.waitSignal(asking.stop_requested):
        asking.stop.click()
    _report(asking, ReviewStopped())
    assert (asking.words, asking.message) == ("Good", "Stopped before llama3.2 finished.")
    assert asking.go.text() == "Ask again"


def test_stopping_before_the_first_word_leaves_nothing(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewStopped())
    assert asking.message.startswith("A language model on this computer")
    assert asking.go.text() == "Ask for a review"


def test_the_focus_moves_between_ask_and_stop(qtbot: QtBot, section: ReviewSection) -> None:
    section.activateWindow()
    section.go.setFocus()
    section.go.click()
    assert section.stop.hasFocus()
    _report(section, ReviewStarted("llama3.2"), DONE)
    assert section.go.hasFocus()


def test_another_take_stops_the_review_of_the_last(qtbot: QtBot, asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    with qtbot.waitSignal(asking.stop_requested):
        asking.show_take(ASKED, OTHER, None)
    _report(asking, ReviewText(" start."), DONE)
    assert asking.words == ""
    assert asking.go.text() == "Ask for a review"


def test_new_feedback_on_the_same_take_does_not_stop_its_review(asking: ReviewSection) -> None:
    stops: list[None] = []
    asking.stop_requested.connect(lambda: stops.append(None))
    _report(asking, ReviewStarted("llama3.2"), ReviewText("Good"))
    asking.show_take(ASKED, ANSWER, Feedback(1, Delivery(9.0, 4)))
    assert asking.words == "Good"
    assert stops == []


def test_a_review_is_shown_again_with_its_take(asking: ReviewSection) -> None:
    _report(asking, ReviewStarted("llama3.2"), DONE)
    asking.show_take(ASKED, OTHER, None)
    assert asking.words == ""
    asking.show_take(ASKED, ANSWER, None)
    assert asking.words == "Good start."
    assert asking.message.startswith("Written by llama3.2 on this computer")


def test_only_so_many_reviews_are_kept(
    section: ReviewSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "MOST_REVIEWS", 2)
    takes = [_heard(f"It is {number}.") for number in range(3)]
    for take in takes:
        section.show_take(ASKED, take, None)
        section.go.click()
        _report(section, ReviewStarted("llama3.2"), DONE)
    shown = []
    for take in takes:
        section.show_take(ASKED, take, None)
        shown.append(section.words)
    assert shown == ["", "Good start.", "Good start."]


@pytest.mark.parametrize(
    "leave",
    [
        lambda section: section.set_enabled_by_person(on=False),
        lambda section: section.show_take(None, None, None),
    ],
)
def test_a_review_that_is_no_longer_shown_is_stopped(
    qtbot: QtBot, asking: ReviewSection, leave: Callable[[ReviewSection], None]
) -> None:
    with qtbot.waitSignal(asking.stop_requested):
        leave(asking)
    assert not asking.writing
