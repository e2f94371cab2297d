"""Second opinions of a real small server, saved in a real store."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, FEEDBACK, MIXED, SAID, coverage
from rig.reviewer_server import PATIENT, Hold, ModelServer, Step, Vanish, ollama
from rig.stored_library import Sitting, Stored, transcript_of

from mock_interviewer.app.background.analysis import AnalyzedAnswer
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.settings.declarations import (
    REVIEWER_ADDRESS,
    REVIEWER_MODEL,
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SECOND_OPINION,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.second_opinion_controller import (
    ASKING,
    NO_ANSWER,
    SecondOpinionController,
)

TRANSCRIPT = transcript_of(SAID)
MADE = '{"verdict": "made", "quote": "Lower is better"}'
OPPOSITE = '{"verdict": "opposite", "quote": "is the exponentiated loss"}'
NEITHER = '{"verdict": "neither", "quote": ""}'
UNSURE = CoverageVerdict.UNSURE


@pytest.fixture
def values() -> SettingValues:
    return SettingValues({REVIEWER_ON.key: True, SECOND_OPINION.key: True})


class Watched:
    """A controller, what it reports, and takes to ask about."""

    def __init__(self, controller: SecondOpinionController, stored: Stored, qtbot: QtBot) -> None:
        self.controller = controller
        self.stored = stored
        self.changes: list[Feedback] = []
        self.statuses: list[str] = []
        self._qtbot = qtbot
        controller.changed.connect(lambda _take, feedback: self.changes.append(feedback))
        controller.status_changed.connect(lambda _take, text: self.statuses.append(text))

    def keep(self, feedback: Feedback = FEEDBACK) -> AnalyzedAnswer:
        """Save a take with feedback."""
        (take,) = self.stored.takes(self.stored.keep(Sitting((TRANSCRIPT,))))
        self.stored.store.submit(
            lambda library: library.save_feedback(take, TRANSCRIPT, feedback)
        ).result(30)
        return AnalyzedAnswer(take, TRANSCRIPT.text, ASKED, feedback)

    def point(self, answer: AnalyzedAnswer) -> PointCoverage:
        """Return the saved second point of an answer."""
        kept = self.stored.store.submit(lambda library: library.feedback(answer.take)).result(30)
        assert kept is not None
        assert kept.feedback.coverage is not None
        return kept.feedback.coverage.points[1]

    def settle(self, last: str = "") -> None:
        """Wait until the last request has ended with this status and all is saved."""
        self._qtbot.waitUntil(lambda: self.statuses[-1:] == [last])
        self._qtbot.waitUntil(lambda: not self.controller.busy)


@pytest.fixture
def watched(
    values: SettingValues, stored: Stored, gui: GuiThread, qtbot: QtBot
) -> Iterator[Watched]:
    controller = SecondOpinionController(values, stored.store, gui, limits=PATIENT)
    yield Watched(controller, stored, qtbot)
    controller.close()


def _use(values: SettingValues, server: ModelServer) -> None:
    values.set(REVIEWER_ADDRESS, str(server.address))


def _sent(server: ModelServer) -> list[Any]:
    return [asked.body for asked in server.asked if asked.method == "POST"]


@pytest.mark.rig
@pytest.mark.parametrize(
    ("reply", "covered", "passage"),
    [
        (MADE, CoverageVerdict.MADE, "Lower is better"),
        (OPPOSITE, CoverageVerdict.OPPOSITE, "is the exponentiated loss"),
        (NEITHER, CoverageVerdict.NOT, "exponentiated loss"),
    ],
)
def test_an_opinion_is_saved_and_reported(
    reply: str,
    covered: CoverageVerdict,
    passage: str,
    watched: Watched,
    values: SettingValues,
) -> None:
    answer = watched.keep()
    with ModelServer(models=("a", "b"), chat=ollama(reply)) as server:
        _use(values, server)
        values.set(REVIEWER_MODEL, " b ")
        watched.controller.ask(answer)
        watched.settle()
        assert {body["model"] for body in _sent(server)} == {"b"}
    point = watched.point(answer)
    assert (point.covered, point.opinion) == (covered, covered)
    assert point.evidence is not None
    assert SAID[point.evidence.start : point.evidence.end] == passage
    (changed,) = watched.changes
    assert changed.coverage is not None
    assert changed.coverage.points[1] == point
    assert watched.statuses == [ASKING, ""]


@pytest.mark.rig
def test_only_points_to_check_are_asked_about(watched: Watched, values: SettingValues) -> None:
    everything = coverage(UNSURE, UNSURE, CoverageVerdict.OPPOSITE)
    given = everything.with_verdicts({"lower": CoverageVerdict.NOT})
    answer = watched.keep(replace(FEEDBACK, coverage=given))
    with ModelServer(chat=ollama(MADE)) as server:
        _use(values, server)
        watched.controller.ask(answer)
        watched.settle()
        (sent,) = _sent(server)
    assert "It is the exponentiated loss." in sent["messages"][0]["content"]


@pytest.mark.parametrize("off", [REVIEWER_ON, SECOND_OPINION])
def test_while_it_is_off_nothing_is_asked(
    off: Any, watched: Watched, values: SettingValues
) -> None:
    values.set(off, False)
    watched.controller.ask(watched.keep())
    assert watched.statuses == []
    assert "second-opinion" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize(
    "feedback",
    [
        replace(FEEDBACK, coverage=coverage(CoverageVerdict.MADE, CoverageVerdict.NOT)),
        replace(FEEDBACK, coverage=None, coverage_untold="Nothing was said."),
    ],
)
def test_an_answer_with_nothing_to_check_is_not_asked_about(
    feedback: Feedback, watched: Watched
) -> None:
    watched.controller.ask(watched.keep(feedback))
    assert watched.statuses == []


@pytest.mark.rig
def test_an_answer_analyzed_again_is_not_asked_about_again(
    watched: Watched, values: SettingValues
) -> None:
    answer = watched.keep()
    with ModelServer(chat=[Hold(), *ollama(MADE)]) as server:
        _use(values, server)
        watched.controller.ask(answer)
        watched.controller.ask(answer)
        server.go_on()
        watched.settle()
        # The search for fillers removes the feedback, and with it the opinion.
        watched.stored.store.submit(lambda library: library.save_fillers(answer.take, ())).result(
            30
        )
        again = replace(TRANSCRIPT, fillers=())
        watched.stored.store.submit(
            lambda library: library.save_feedback(answer.take, again, FEEDBACK)
        ).result(30)
        assert watched.point(answer).covered is UNSURE
        watched.controller.ask(answer)
        watched.settle()
        assert len(_sent(server)) == 1
    assert watched.point(answer).covered is CoverageVerdict.MADE


@pytest.mark.rig
@pytest.mark.parametrize(
    "reply", ["I'd say so.", '{"verdict": "made", "quote": "words that were not said"}']
)
def test_an_unusable_reply_leaves_the_point_to_be_checked_without_a_word(
    reply: str, watched: Watched, values: SettingValues
) -> None:
    answer = watched.keep()
    with ModelServer(chat=ollama(reply)) as server:
        _use(values, server)
        watched.controller.ask(answer)
        watched.settle()
    assert watched.point(answer) == MIXED.points[1]
    assert watched.changes == []


@pytest.mark.rig
@pytest.mark.parametrize("chat", [[Vanish()], [*ollama("{")[:1], Vanish()]])
def test_a_server_that_goes_away_is_one_quiet_line_and_asked_again_next_time(
    chat: list[Step], watched: Watched, values: SettingValues
) -> None:
    answer = watched.keep()
    with ModelServer(chat=chat) as server:
        _use(values, server)
        watched.controller.ask(answer)
        watched.settle(NO_ANSWER)
        assert watched.point(answer).covered is UNSURE
        server.chat = ollama(MADE)
        watched.controller.ask(answer)
        watched.settle()
    assert watched.point(answer).covered is CoverageVerdict.MADE
    assert watched.statuses == [ASKING, NO_ANSWER, ASKING, ""]


@pytest.mark.rig
def test_a_slow_server_is_given_up(
    values: SettingValues, stored: Stored, gui: GuiThread, qtbot: QtBot
) -> None:
    limits = replace(PATIENT, first=0.1)
    controller = SecondOpinionController(values, stored.store, gui, limits=limits)
    watched = Watched(controller, stored, qtbot)
    with ModelServer(chat=[Hold()]) as server:
        _use(values, server)
        controller.ask(watched.keep())
        watched.settle(NO_ANSWER)
    controller.close()


@pytest.mark.rig
@pytest.mark.parametrize("off", [REVIEWER_ON, SECOND_OPINION, REVIEWER_OTHER_COMPUTERS])
def test_turning_a_setting_off_disconnects(
    off: Any, watched: Watched, values: SettingValues
) -> None:
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    with ModelServer(chat=[Hold()]) as server:
        _use(values, server)
        watched.controller.ask(watched.keep())
        assert server.holding.wait(20.0)
        values.set(off, False)
        assert server.hung_up.wait(20.0)
    assert watched.statuses == [ASKING, ""]


@pytest.mark.rig
def test_another_model_is_asked_again(watched: Watched, values: SettingValues) -> None:
    answer = watched.keep()
    with ModelServer(models=("a", "b"), chat=ollama("Hm.")) as server:
        _use(values, server)
        watched.controller.ask(answer)
        watched.settle()
        values.set(REVIEWER_MODEL, "b")
        watched.controller.ask(answer)
        watched.settle()
        assert [body["model"] for body in _sent(server)] == ["a", "b"]


@pytest.mark.rig
def test_an_opinion_on_a_deleted_answer_is_dropped(watched: Watched, values: SettingValues) -> None:
    answer = watched.keep()
    with ModelServer(chat=[Hold(), *ollama(MADE)]) as server:
        _use(values, server)
        watched.controller.ask(answer)
        assert server.holding.wait(20.0)
        session = watched.stored.store.submit(lambda library: library.take(answer.take)).result(30)
        watched.stored.store.submit(lambda library: library.delete_session(session.session)).result(
            30
        )
        server.go_on()
        watched.settle()
    assert watched.changes == []


@pytest.mark.rig
def test_closing_does_not_wait_for_the_model(watched: Watched, values: SettingValues) -> None:
    with ModelServer(chat=[Hold()]) as server:
        _use(values, server)
        watched.controller.ask(watched.keep())
        assert server.holding.wait(20.0)
        began = time.monotonic()
        watched.controller.close()
        assert time.monotonic() - began < 1.0
        assert server.hung_up.wait(20.0)


def test_the_last_status_is_repeated_for_a_page_that_shows_the_take(
    watched: Watched, values: SettingValues
) -> None:
    values.set(REVIEWER_ADDRESS, "192.0.2.1")
    answer = watched.keep()
    watched.controller.repeat_status(answer.take)
    assert watched.statuses == []
    watched.controller.ask(answer)
    watched.settle(NO_ANSWER)
    watched.controller.repeat_status(answer.take)
    assert watched.statuses == [ASKING, NO_ANSWER, NO_ANSWER]
