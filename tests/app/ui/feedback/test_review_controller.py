import socket
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

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


@pytest.fixture
def values() -> SettingValues:
    return SettingValues({REVIEWER_ON.key: True})


@pytest.fixture
def section(empty_page: QWidget) -> ReviewSection:
    section = ReviewSection(empty_page)
    empty_page.show()
    return section


@pytest.fixture
def desk(
    values: SettingValues, section: ReviewSection, gui: GuiThread, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReviewController]:
    monkeypatch.setattr(review_controller, "Reviewer", partial(Reviewer, limits=PATIENT))
    desk = ReviewController(values, gui, section)
    section.show_take(ASKED, ANSWER, None)
    yield desk
    desk.close()


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


def test_while_it_is_off_nothing_is_shown_and_no_socket_opened(
    qtbot: QtBot, section: ReviewSection, no_network: list[str]
) -> None:
    values = SettingValues()
    gui = GuiThread()
    desk = ReviewController(values, gui, section)
    section.show_take(ASKED, ANSWER, None)
    assert section.isHidden()
    section.asked.emit()
    values.set(REVIEWER_ADDRESS, "localhost")
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    threads = [each.name for each in threading.enumerate()]
    desk.close()
    gui.close()
    assert no_network == []
    assert "reviewer" not in threads


def test_turned_on_it_opens_no_socket_before_it_is_asked(
    desk: ReviewController, section: ReviewSection, values: SettingValues, no_network: list[str]
) -> None:
    values.set(REVIEWER_ADDRESS, "gpu-box:11434")
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    section.show_take(ASKED, ANSWER, None)
    assert section.isVisible()
    assert no_network == []


def test_without_a_network_the_failure_is_said(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, no_network: list[str]
) -> None:
    section.go.click()
    qtbot.waitUntil(lambda: not section.writing)
    assert "No model server answers on this computer" in section.said
    assert no_network != []


def test_the_section_is_shown_as_soon_as_it_is_turned_on(
    desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    assert section.isVisible()
    values.set(REVIEWER_ON, False)
    assert not section.isVisible()
    values.set(REVIEWER_ON, True)
    assert section.isVisible()


def test_another_computer_is_named_only_where_it_may_be_asked(
    desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    values.set(REVIEWER_ADDRESS, "gpu-box:11434")
    assert "gpu-box" not in section.said
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    assert "A language model at gpu-box reads" in section.said
    values.set(REVIEWER_ADDRESS, "127.0.0.1:11434")
    assert "on this computer" in section.said
    values.set(REVIEWER_ADDRESS, "what is this")
    assert "on this computer" in section.said


@pytest.mark.rig
def test_a_review_is_shown(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(models=("a", "b"), chat=ollama(*WORDS)) as server:
        _use(values, server)
        values.set(REVIEWER_MODEL, " b ")
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
        posted = server.posted
    assert section.words == "Good start."
    assert section.said.startswith("Written by b on this computer in ")
    assert posted["model"] == "b"
    assert "It is the loss." in posted["messages"][0]["content"]


@pytest.mark.rig
def test_stop_hangs_up_and_keeps_what_was_written(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:1], Hold()]) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: section.words == "Good")
        section.stop.click()
        qtbot.waitUntil(lambda: not section.writing)
        assert server.hung_up.wait(20.0)
    assert section.said == "Stopped. llama3.2 was not done."


@pytest.mark.rig
@pytest.mark.parametrize("setting", [REVIEWER_ON, REVIEWER_OTHER_COMPUTERS])
def test_what_is_not_allowed_any_more_is_ended(
    setting: Any,
    qtbot: QtBot,
    desk: ReviewController,
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
def test_the_next_take_can_be_reviewed_while_the_one_before_is_still_being_stopped(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, values: SettingValues
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
def test_nothing_of_the_review_before_comes_into_the_next(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(chat=ollama("Old")) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
        before = desk._run
        assert before is not None
        server.chat = [Hold(), *ollama("New")]
        section.go.click()
        desk._listen(before, ReviewStopped())
        assert server.holding.wait(20.0)
        server.go_on()
        qtbot.waitUntil(lambda: not section.writing)
    assert section.words == "New"


@pytest.mark.rig
def test_a_closing_window_ends_a_review_at_once(
    qtbot: QtBot, desk: ReviewController, section: ReviewSection, values: SettingValues
) -> None:
    with ModelServer(chat=[Hold()]) as server:
        _use(values, server)
        section.go.click()
        assert server.holding.wait(20.0)
        desk.close()
        assert server.hung_up.wait(20.0), "while the server would say nothing for ever"


@pytest.mark.rig
def test_a_quick_model_does_not_flood_the_window(
    qtbot: QtBot,
    desk: ReviewController,
    section: ReviewSection,
    values: SettingValues,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    hear = section.hear

    def noted(event: ReviewEvent) -> None:
        heard.append(event)
        hear(event)

    monkeypatch.setattr(section, "hear", noted)
    steps: list[Step] = ollama(*["word "] * 3_000)
    with ModelServer(chat=steps) as server:
        _use(values, server)
        section.go.click()
        qtbot.waitUntil(lambda: not section.writing)
    assert section.words == ("word " * 3_000).strip()
    assert len(heard) < 1_500


def test_pieces_that_follow_each_other_are_made_one() -> None:
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
