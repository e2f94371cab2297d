import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.reviewer_server import PATIENT, Hold, ModelServer, Step, ollama

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewEvent,
    ReviewStarted,
    ReviewStopped,
    ReviewText,
)
from mock_interviewer.app.feedback.reviewer.reviewer import Reviewer
from mock_interviewer.app.settings.declarations import (
    REVIEWER_ADDRESS,
    REVIEWER_MODEL,
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.feedback import review_controller
from mock_interviewer.app.ui.feedback.review import ReviewSection
from mock_interviewer.app.ui.feedback.review_controller import ReviewController, merge_pieces
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

ASKED = CoverageQuestion(
    "What is perplexity?", (ExpectedPoint("a", "It is the exponentiated loss."),)
)
ANSWER = Transcript((TranscriptSegment("It is the loss.", 0.0, 9.0),), 9.0, "base")
WORDS = ("Good", " start", ".")
Listener: TypeAlias = Callable[[ReviewEvent], None]


@pytest.fixture
def values() -> SettingValues:
    return SettingValues({REVIEWER_ON.key: True})


@pytest.fixture
def section(empty_page: QWidget) -> ReviewSection:
    section = ReviewSection(empty_page)
    empty_page.show()
    return section


@pytest.fixture
def reviewers(monkeypatch: pytest.MonkeyPatch) -> list[Listener]:
    """Return what each reviewer reports its events to, in the order in which they were made."""
    listeners: list[Listener] = []

    def make(listener: Listener) -> Reviewer:
        listeners.append(listener)
        return Reviewer(listener, limits=PATIENT)

    monkeypatch.setattr(review_controller, "Reviewer", make)
    return listeners


@pytest.fixture
def controller(
    values: SettingValues, section: ReviewSection, gui: GuiThread, reviewers: list[Listener]
) -> Iterator[ReviewController]:
    controller = ReviewController(values, gui, section)
    section.show_take(ASKED, ANSWER, None)
    yield controller
    controller.close()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return where it is noted that somebody wanted a socket, or a name's address."""
    wanted: list[str] = []

    def refuse(*_: Any, **__: Any) -> None:
        wanted.append("network")
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return wanted


def _use(values: SettingValues, server: ModelServer) -> None:
    values.set(REVIEWER_ADDRESS, str(server.address))


def test_while_reviews_are_off_nothing_is_shown_and_no_socket_is_opened(
    qtbot: QtBot, section: ReviewSection, no_network: list[str]
) -> None:
    values = SettingValues()
    gui = GuiThread()
    controller = ReviewController(values, gui, section)
    section.show_take(ASKED, ANSWER, None)
    assert section.isHidden()
    section.review_requested.emit()
    values.set(REVIEWER_ADDRESS, "localhost")
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    threads = [each.name for each in threading.enumerate()]
    controller.close()
    gui.close()
    assert no_network == []
    assert "reviewer" not in threads


def test_no_socket_is_opened_before_a_review_is_requested(
    controller: ReviewController,
    section: ReviewSection,
    values: SettingValues,
    no_network: list[str],
) -> None:
    values.set(REVIEWER_ADDRESS, "gpu-box:11434")
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    section.show_take(ASKED, ANSWER, None)
    assert section.isVisible()
    assert no_network == []


def test_without_a_network_the_failure_is_reported(
    qtbot: QtBot, controller: ReviewController, section: ReviewSection, no_network: list[str]
) -> None:
    section.go.click()
    qtbot.waitUntil(lambda: not section.writing)
    assert "No model server answers on this computer" in section.message
    assert no_network != []


def test_the_section_is_shown_as_soon_as_reviews_are_turned_on(
    controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    assert section.isVisible()
    values.set(REVIEWER_ON, False)
    assert not section.isVisible()
    values.set(REVIEWER_ON, True)
    assert section.isVisible()


def test_another_computer_is_named_only_if_it_may_be_used(
    controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    values.set(REVIEWER_ADDRESS, "gpu-box:11434")
    assert "gpu-box" not in section.message
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    assert "A language model at gpu-box will read" in section.message
    values.set(REVIEWER_ADDRESS, "127.0.0.1:11434")
    assert "on this computer" in section.message
    values.set(REVIEWER_ADDRESS, "what is this")
    assert "on this computer" in section.message


@pytest.mark.rig
def test_a_finished_review_is_shown(
    qtbot: QtBot, controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(models=("a", "b"), chat=ollama(*WORDS)) as server:
        _use(values, server)
        values.set(REVIEWER_MODEL, " b ")
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
        posted = server.posted
    assert section.words == "Good start."
    assert section.message.startswith("Written by b on this computer in ")
    assert posted["model"] == "b"
    assert "It is the loss." in posted["messages"][0]["content"]


@pytest.mark.rig
def test_stop_disconnects_and_keeps_the_text_so_far(
    qtbot: QtBot, controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:1], Hold()]) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: section.words == "Good")
        section.stop.click()
        qtbot.waitUntil(lambda: not section.writing)
        assert server.hung_up.wait(20.0)
    assert section.message == "Stopped before llama3.2 finished."


@pytest.mark.rig
@pytest.mark.parametrize("setting", [REVIEWER_ON, REVIEWER_OTHER_COMPUTERS])
def test_a_review_ends_when_its_setting_is_turned_off(
    setting: Any,
    qtbot: QtBot,
    controller: ReviewController,
    section: ReviewSection,
    values: SettingValues,
) -> None:
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    with ModelServer(chat=[*ollama(*WORDS)[:1], Hold()]) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: section.words == "Good")
        values.set(setting, False)
        assert server.hung_up.wait(20.0)


@pytest.mark.rig
def test_the_next_take_can_be_reviewed_while_the_last_review_is_stopping(
    qtbot: QtBot, controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    other = Transcript((TranscriptSegment("Something else.", 0.0, 9.0),), 9.0, "base")
    with (
        ModelServer(chat=[*ollama("Old")[:1], Hold()]) as old,
        ModelServer(chat=ollama("New")) as new,
    ):
        _use(values, old)
        section.go.click()
        qtbot.waitUntil(lambda: section.words == "Old")
        section.show_take(ASKED, other, None)
        _use(values, new)
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
        assert old.hung_up.wait(20.0)
    assert section.words == "New"


@pytest.mark.rig
def test_late_events_of_the_last_review_do_not_reach_the_next(
    qtbot: QtBot,
    controller: ReviewController,
    section: ReviewSection,
    values: SettingValues,
    reviewers: list[Listener],
) -> None:
    with ModelServer(chat=ollama("Old")) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
        server.chat = [Hold(), *ollama("New")]
        section.go.click()
        reviewers[0](ReviewStopped())
        assert server.holding.wait(20.0)
        server.go_on()
        qtbot.waitUntil(lambda: not section.writing)
    assert section.words == "New"


@pytest.mark.rig
def test_closing_the_window_ends_a_review_at_once(
    qtbot: QtBot, controller: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(chat=[Hold()]) as server:
        _use(values, server)
        section.go.click()
        assert server.holding.wait(20.0)
        controller.close()
        assert server.hung_up.wait(20.0), "while the server would say nothing for ever"


@pytest.mark.rig
def test_a_fast_model_does_not_flood_the_window(
    qtbot: QtBot,
    controller: ReviewController,
    section: ReviewSection,
    values: SettingValues,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    hear = section.handle_event

    def noted(event: ReviewEvent) -> None:
        heard.append(event)
        hear(event)

    monkeypatch.setattr(section, "handle_event", noted)
    steps: list[Step] = ollama(*["word "] * 3_000)
    with ModelServer(chat=steps) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
    assert section.words == ("word " * 3_000).strip()
    assert len(heard) < 1_500


def test_consecutive_pieces_of_text_are_merged() -> None:
    events: list[ReviewEvent] = [
        ReviewStarted("a"),
        ReviewText("b"),
        ReviewText("c"),
        ReviewText("d", restarts=True),
        ReviewText("e"),
        ReviewStopped(),
    ]
    assert list(merge_pieces(events)) == [
        ReviewStarted("a"),
        ReviewText("de", restarts=True),
        ReviewStopped(),
    ]
    assert list(merge_pieces([ReviewText("a"), ReviewText("b")])) == [ReviewText("ab")]
    assert list(merge_pieces([])) == []
