"""Feedback computed by a fake behind the real pages, with a real store and real banks."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig import fake_worker
from rig.announced import Announced
from rig.fake_analyst import FakeAnalyst
from rig.feedback import FEEDBACK, SAID, coverage
from rig.recognition import fake_command
from rig.reviewer_server import PATIENT, Hold, ModelServer, Vanish, ollama
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.background.analysis import MakeAnalysisClient
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisEvent
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.declarations import (
    REVIEWER_ADDRESS,
    REVIEWER_ON,
    SECOND_OPINION,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.feedback.finding_signs import FindingSign
from mock_interviewer.app.ui.feedback.panel import FeedbackPanel
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.shared import question_banks
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.feedback_controllers import FeedbackController
from mock_interviewer.app.ui.window.second_opinion_controller import SecondOpinionController
from mock_interviewer.app.ui.window.shutdown import SHUTDOWN_SECONDS
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.bank_loader import inspect_bank
from mock_interviewer.questions.shelf import BankShelf

BANK = """\
id: llm
name: Language models
version: 1
section: Evaluation
questions:
  - id: q
    text: What is perplexity?
    kind: technical
    key_points:
      - {id: loss, point: It is the exponentiated loss., weight: 3, said: [exp of the loss]}
      - {id: lower, point: Lower is better., weight: 2, said: [you want it low]}
      - {id: tokenizer, point: Tokenizers must match., essential: true, said: [same tokenizer]}
    model_answer: It is the exponentiated loss. Lower is better.
    follow_ups:
      - text: Why must tokenizers match?
        about: [tokenizer]
        key_points: [{id: per-token, point: The loss is counted for each token.}]
"""
QUESTION = PlannedQuestion("llm", "q", "What is perplexity?", "What is perplexity?", "Evaluation")
FOLLOW_UP = replace(
    QUESTION,
    text="Why must tokenizers match?",
    spoken="Why must tokenizers match?",
    follow_up=1,
)
TRANSCRIPT = transcript_of(SAID)
BETTER = Feedback(
    FEEDBACK.version,
    FEEDBACK.delivery,
    coverage(CoverageVerdict.MADE, CoverageVerdict.MADE, CoverageVerdict.NOT),
)


@dataclass
class FeedbackPages:
    """A feedback controller with its pages."""

    stored: Stored
    gui: GuiThread
    player: StubPlayer
    banks: QuestionBanks
    take: TakePage
    interview: InterviewPage
    controller: FeedbackController
    analysts: list[FakeAnalyst]
    qtbot: QtBot
    announced: Announced
    speaker: Speaker | None = None

    @property
    def problems(self) -> list[str]:
        """What was announced of feedback, in order."""
        return self.announced.texts("feedback")

    @property
    def analyst(self) -> FakeAnalyst:
        return self.analysts[0]

    @property
    def panel(self) -> FeedbackPanel:
        return self.take.feedback.panel

    def keep(self, feedback: Feedback | None = None, *, written: bool = True) -> str:
        """Keep a take, with its transcript and feedback; returns its id."""
        session = self.stored.keep(Sitting((TRANSCRIPT if written else None,)))
        (take,) = self.stored.takes(session)
        if feedback is not None:
            self.stored.store.submit(
                lambda library: library.save_feedback(take, TRANSCRIPT, feedback)
            ).result(30)
        return take

    def kept(self, take: str) -> Feedback | None:
        record = self.stored.store.submit(lambda library: library.feedback(take)).result(30)
        return None if record is None else record.feedback

    def open(self, take: str) -> None:
        """Show a take on the take page."""
        found = self.stored.store.submit(lambda library: library.take(take)).result(30)
        self.take.open(found.session, take)
        self.qtbot.waitUntil(lambda: self.take.take is not None and self.take.take.id == take)

    def interview_at(
        self,
        take: str,
        state: SessionState = SessionState.TRANSCRIBED,
        *,
        question: PlannedQuestion = QUESTION,
    ) -> None:
        """Let a session stand at a take."""
        self.interview.begin(Plan((QUESTION,)))
        self.interview.show_snapshot(
            SessionSnapshot(state, question, 1, 1, take=take, transcript=TRANSCRIPT)
        )

    def read_banks(self) -> None:
        self.banks.read()
        self.qtbot.waitUntil(lambda: self.banks.there)

    def answer(self, feedback: Feedback = FEEDBACK) -> None:
        """Let the next analysis come to this, and wait until that is kept and told."""
        self.qtbot.waitUntil(lambda: bool(self.analyst.open))
        name = self.analyst.open[0]
        with self.qtbot.waitSignal(self.controller.analyzed):
            self.analyst.cancel(name)
            self.analyst.tell(AnalysisDone(name, feedback, 0.25))

    def settle(self) -> None:
        """Let the store do all that was asked of it, and tell of it."""
        self.stored.store.submit(lambda _: None).result(30)
        QCoreApplication.processEvents()


class Bench:
    """Makes feedback controllers on a library."""

    def __init__(self, qtbot: QtBot, stored: Stored, player: StubPlayer, own: Path) -> None:
        self._qtbot = qtbot
        self._stored = stored
        self._player = player
        self._own = own
        self._analysts: list[FakeAnalyst] = []
        self._parts = ExitStack()

    def make(self, analyst: MakeAnalysisClient | None = None) -> FeedbackPages:
        """Return a controller with this analyst, or else a fake one; the banks are not read yet."""
        gui = GuiThread()
        self._parts.callback(gui.close)
        practice, interview = PracticePage(), InterviewPage()
        take = TakePage(self._stored.source, self._player)
        announced = Announced()
        banks = QuestionBanks(BackgroundTasks(gui), self._own, announced)
        made = FeedbackController(
            self._stored.store,
            gui,
            banks,
            take,
            interview,
            announced,
            analyst=analyst or self._fake,
        )
        self._parts.callback(made.close)
        whole = FeedbackPages(
            self._stored,
            gui,
            self._player,
            banks,
            take,
            interview,
            made,
            self._analysts,
            self._qtbot,
            announced,
        )
        made.connect_audio(lambda: whole.speaker, self._stored.source, self._player)
        for page in (practice, take, interview):
            self._qtbot.addWidget(page)
        for page in (take, interview):
            page.resize(1000, 700)
            page.show()
        return whole

    def close(self) -> None:
        self._parts.close()

    def _fake(self, *, listener: Callable[[AnalysisEvent], None]) -> FakeAnalyst:
        self._analysts.append(FakeAnalyst(listener=listener))
        return self._analysts[-1]


@pytest.fixture
def bench(
    qtbot: QtBot,
    look: Theme,
    stored: Stored,
    player: StubPlayer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Bench]:
    file = tmp_path / "llm.yaml"
    file.write_text(BANK, "utf-8")
    bank, problems = inspect_bank(file)
    assert bank is not None, problems
    monkeypatch.setattr(question_banks, "read_shelf", lambda _own: BankShelf((bank,)))
    with closing(Bench(qtbot, stored, player, tmp_path)) as bench:
        yield bench


@pytest.fixture
def early(bench: Bench) -> FeedbackPages:
    """Return pages whose banks are not read yet."""
    return bench.make()


@pytest.fixture
def pages(early: FeedbackPages) -> FeedbackPages:
    early.read_banks()
    return early


@pytest.fixture
def transcriptions(
    early: FeedbackPages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TranscriptionService]:
    command = fake_command(tmp_path, fake_worker.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    store, post = early.stored.store, early.gui.post
    with closing(TranscriptionService(ModelStore(tmp_path), "base", store, post)) as transcriptions:
        yield transcriptions


def test_a_take_that_is_transcribed_is_analyzed(
    qtbot: QtBot, pages: FeedbackPages, transcriptions: TranscriptionService
) -> None:
    pages.controller.analyze_after(transcriptions)
    take = pages.keep(written=False)
    record = pages.stored.store.submit(lambda library: library.take(take)).result(30)
    transcriptions.transcribe_saved(record)
    qtbot.waitUntil(lambda: bool(pages.analyst.open))
    (request,) = pages.analyst.asked[:1]
    assert (request.transcript.text, request.recording) == ("file:01.wav", record.recording)
    assert request.asked == pages.banks.asked("llm", "q")


def keep_follow_up(library: Library) -> str:
    """Keep a take of the follow-up, as an interview does."""
    session = library.create_session(Plan((QUESTION,)))
    take = library.create_take(session.id, FOLLOW_UP, 1, 1)
    library.close_take(take.id, 6.0)
    return library.save_transcript(take.id, TRANSCRIPT).id


def test_an_answer_to_a_follow_up_is_compared_with_the_key_points_of_that(
    pages: FeedbackPages,
) -> None:
    take = pages.stored.store.submit(keep_follow_up).result(30)
    pages.interview_at(take, question=FOLLOW_UP)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: bool(pages.analyst.open))
    (request,) = pages.analyst.asked
    assert request.asked is not None
    assert request.asked.text == "Why must tokenizers match?"
    assert [point.id for point in request.asked.points] == ["per-token"]
    reviewed = pages.panel.review.take
    assert reviewed is not None
    assert reviewed.asked == request.asked


def test_the_model_answer_to_a_question_is_not_shown_as_one_to_its_follow_up(
    pages: FeedbackPages,
) -> None:
    pages.open(pages.keep(FEEDBACK))
    pages.qtbot.waitUntil(lambda: not pages.panel.model.reveal.isHidden())
    pages.open(pages.stored.store.submit(keep_follow_up).result(30))
    pages.qtbot.waitUntil(lambda: bool(pages.analyst.open))
    pages.answer()
    assert pages.panel.model.reveal.isHidden()


def test_both_pages_show_an_analysis(pages: FeedbackPages) -> None:
    take = pages.keep()
    pages.interview_at(take)
    pages.open(take)
    brief = pages.interview.feedback.brief
    pages.qtbot.waitUntil(lambda: bool(pages.analyst.open))
    assert pages.panel.status == brief.status == "Analyzing…"
    pages.answer()
    assert (pages.panel.status, brief.status) == ("", "")
    assert pages.panel.summary.text == brief.summary.text == "1 to 2 of 3 key points"
    for shown in (pages.panel.points, brief.points):
        assert shown.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    assert pages.kept(take) == FEEDBACK


def test_both_pages_show_why_an_analysis_failed(pages: FeedbackPages) -> None:
    take = pages.keep()
    pages.interview_at(take)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: bool(pages.analyst.open))
    pages.analyst.fail()
    brief = pages.interview.feedback.brief
    pages.qtbot.waitUntil(lambda: pages.panel.status == "It stopped. Try again.")
    assert brief.status == "It stopped. Try again."
    pages.panel.retry.click()
    pages.answer()
    assert pages.panel.summary.text == brief.summary.text == "1 to 2 of 3 key points"


def test_nothing_is_analyzed_before_the_banks_are_read_and_then_it_is(
    early: FeedbackPages, transcriptions: TranscriptionService
) -> None:
    earlier, viewed, rewritten = early.keep(), early.keep(), early.keep()
    early.controller.analyze_after(transcriptions)
    early.controller.catch_up()
    early.controller.analyze(rewritten)
    early.open(viewed)
    early.settle()
    assert early.analyst.asked == []
    early.read_banks()
    for _ in range(3):
        early.answer()
    assert [early.kept(take) for take in (earlier, viewed, rewritten)] == [FEEDBACK] * 3
    asked = early.banks.asked("llm", "q")
    assert [request.asked for request in early.analyst.asked] == [asked] * 3
    assert early.panel.summary.text == "1 to 2 of 3 key points"


def test_analyses_that_waited_for_the_banks_run_once(early: FeedbackPages) -> None:
    take = early.keep()
    early.controller.analyze(take)
    early.read_banks()
    early.answer()
    early.banks.have_been_read.emit()
    early.settle()
    assert len(early.analyst.asked) == 1


def test_earlier_answers_are_analyzed_on_request(pages: FeedbackPages) -> None:
    old, new = pages.keep(), pages.keep(FEEDBACK)
    pages.settle()
    assert pages.analyst.asked == []
    pages.controller.catch_up()
    pages.answer(BETTER)
    assert (pages.kept(old), pages.kept(new)) == (BETTER, FEEDBACK)


def test_a_shown_take_gets_its_saved_feedback_question_and_model_answer(
    pages: FeedbackPages,
) -> None:
    pages.open(pages.keep(FEEDBACK))
    pages.qtbot.waitUntil(lambda: pages.panel.summary.text == "1 to 2 of 3 key points")
    assert pages.panel.points.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    pages.panel.model.reveal.click()
    assert pages.panel.model.text == "It is the exponentiated loss. Lower is better."
    assert pages.analyst.asked == []


def test_a_take_whose_question_is_gone_gets_its_saved_feedback(
    pages: FeedbackPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = pages.keep(FEEDBACK)
    monkeypatch.setattr(question_banks, "read_shelf", lambda _own: BankShelf(()))
    with pages.qtbot.waitSignal(pages.banks.have_been_read):
        pages.banks.read()
    pages.open(take)
    pages.qtbot.waitUntil(lambda: pages.panel.summary.text == "1 to 2 of 3 key points")
    assert pages.panel.points.points.rows[2].finding.details == ()
    assert not pages.panel.model.reveal.isVisible()


def test_feedback_is_computed_again_on_request(pages: FeedbackPages) -> None:
    take = pages.keep(FEEDBACK)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: pages.panel.summary.text == "1 to 2 of 3 key points")
    pages.panel.again.click()
    assert pages.panel.status == "Analyzing…"
    pages.answer(BETTER)
    assert pages.panel.summary.text == "2 of 3 key points"
    assert pages.kept(take) == BETTER


def test_a_take_that_was_transcribed_again_is_analyzed(pages: FeedbackPages) -> None:
    take = pages.keep(FEEDBACK)
    pages.controller.analyze(take)
    pages.answer(BETTER)
    assert pages.kept(take) == BETTER


def test_a_session_that_begins_finds_the_analyst_started(early: FeedbackPages) -> None:
    assert not early.analyst.started
    early.controller.preload()
    assert early.analyst.started


def test_closing_ends_a_stuck_worker_and_shows_nothing_more(bench: Bench) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    pages = bench.make(partial(AnalysisClient, command=command))
    pages.read_banks()
    take = pages.keep()
    pages.open(take)
    pages.qtbot.waitUntil(lambda: pages.panel.status != "")
    pages.settle()
    began = time.monotonic()
    pages.controller.close()
    assert time.monotonic() - began < 5 * SHUTDOWN_SECONDS
    pages.controller.analyze(take)
    pages.settle()
    assert pages.panel.status == "Analyzing…"
    assert pages.kept(take) is None


@pytest.fixture
def heard(pages: FeedbackPages, player: StubPlayer) -> Iterator[FeedbackPages]:
    """Return pages with a voice, whose take in view has a model answer that is revealed."""
    with closing(Speaker(ToneVoice(), player)) as speaker:
        pages.speaker = speaker
        pages.open(pages.keep(FEEDBACK))
        pages.qtbot.waitUntil(lambda: pages.panel.summary.text == "1 to 2 of 3 key points")
        pages.panel.model.reveal.click()
        yield pages


def test_a_model_answer_is_read_to_its_end(heard: FeedbackPages) -> None:
    button = heard.panel.model.read_button
    button.click()
    assert button.text() == "Stop"
    for _ in range(2):
        heard.qtbot.waitUntil(heard.player.playing)
        heard.player.end(PlaybackEnding.FINISHED)
    heard.qtbot.waitUntil(lambda: button.text() == "Read aloud")


def test_reading_a_model_answer_can_be_stopped(heard: FeedbackPages) -> None:
    button = heard.panel.model.read_button
    button.click()
    heard.qtbot.waitUntil(heard.player.playing)
    button.click()
    assert button.text() == "Read aloud"
    assert not heard.player.playing()


def test_the_reason_a_model_answer_is_not_read_is_announced_until_the_next_try(
    heard: FeedbackPages,
) -> None:
    speaker, heard.speaker = heard.speaker, None
    button = heard.panel.model.read_button
    button.click()
    assert heard.problems[-1] == "The voice isn't ready yet. Try again in a moment."
    assert button.text() == "Read aloud"
    heard.speaker = speaker
    button.click()
    assert heard.problems[-1] == ""
    heard.qtbot.waitUntil(heard.player.playing)


def play_moment(pages: FeedbackPages) -> str:
    """Ask for the moment of a finding in a session; returns the take's id."""
    take = pages.keep(FEEDBACK)
    pages.interview_at(take)
    pages.controller.analyze(take)
    pages.answer()
    moment = pages.interview.feedback.brief.points.points.rows[0].moment
    assert moment is not None
    moment.click()
    return take


def test_a_moment_of_a_session_is_played(pages: FeedbackPages) -> None:
    play_moment(pages)
    pages.qtbot.waitUntil(pages.player.playing)
    assert pages.player.calls == [("play", 1.0)]


@pytest.mark.parametrize("end", ["command", "left"])
def test_a_command_stops_the_playing_moment(pages: FeedbackPages, end: str) -> None:
    play_moment(pages)
    pages.qtbot.waitUntil(pages.player.playing)
    if end == "command":
        pages.interview.command.emit(SessionCommand.NEXT)
    else:
        pages.interview.left.emit(True)
    assert not pages.player.playing()


def test_a_moment_that_cannot_be_played_is_reported_in_the_session(pages: FeedbackPages) -> None:
    take = pages.keep(FEEDBACK)
    pages.stored.recording(take).unlink()
    pages.interview_at(take)
    feedback = pages.interview.feedback
    feedback.play_requested.emit(take, 1.0)
    pages.qtbot.waitUntil(lambda: "01.wav" in feedback.playback_error)
    assert pages.problems == []


def test_a_verdict_given_on_the_take_page_is_saved_and_shown_on_both_pages(
    pages: FeedbackPages,
) -> None:
    take = pages.keep(FEEDBACK)
    pages.interview_at(take)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: bool(pages.panel.points.points.rows))
    with pages.qtbot.waitSignal(pages.controller.analyzed) as analyzed:
        pages.panel.points.points.rows[1].choose(CoverageVerdict.MADE)
    assert analyzed.args[0] == take
    kept = pages.kept(take)
    assert kept is not None
    assert analyzed.args[1] == kept
    assert pages.panel.summary.text == "2 of 3 key points"
    assert pages.interview.feedback.brief.summary.text == "2 of 3 key points"
    assert pages.panel.points.points.rows[1].finding.note == "Your verdict"


def test_a_verdict_given_after_an_answer_can_be_undone_with_a_key(pages: FeedbackPages) -> None:
    take = pages.keep()
    pages.interview_at(take)
    pages.controller.analyze(take)
    pages.answer()
    points = pages.interview.feedback.brief.points
    with pages.qtbot.waitSignal(pages.controller.analyzed):
        points.points.rows[2].choose(CoverageVerdict.MADE)
    assert points.points.rows[2].finding.note == "Your verdict"
    show_active(pages.qtbot, pages.interview)
    with pages.qtbot.waitSignal(pages.controller.analyzed):
        QTest.keyClick(pages.interview, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert points.points.rows[2].finding.sign is FindingSign.NOT


def test_advice_after_a_verdict_has_the_example_of_the_bank(pages: FeedbackPages) -> None:
    take = pages.keep(FEEDBACK)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: bool(pages.panel.points.points.rows))
    with pages.qtbot.waitSignal(pages.controller.analyzed):
        pages.panel.points.points.rows[0].choose(CoverageVerdict.OPPOSITE)
    first = pages.panel.advice.rows[0].finding
    assert first.text == "You said the opposite of this: It is the exponentiated loss."
    assert first.details == ("Say: “exp of the loss”",)


def test_a_verdict_that_cannot_be_saved_is_announced(
    pages: FeedbackPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise StoreError("The disk is full.", "Free up space.")

    take = pages.keep(FEEDBACK)
    pages.open(take)
    pages.qtbot.waitUntil(lambda: bool(pages.panel.points.points.rows))
    monkeypatch.setattr(Library, "set_verdict", refuse)
    pages.panel.points.points.rows[0].choose(CoverageVerdict.NOT)
    pages.qtbot.waitUntil(lambda: bool(pages.problems and pages.problems[-1]))
    assert pages.problems[-1] == "The disk is full. Free up space."
    assert pages.panel.summary.text == "1 to 2 of 3 key points"


@pytest.fixture
def opinions(pages: FeedbackPages) -> Iterator[SettingValues]:
    """Return the settings of second opinions on the answers of ``pages``."""
    values = SettingValues({REVIEWER_ON.key: True, SECOND_OPINION.key: True})
    opinions = SecondOpinionController(values, pages.stored.store, pages.gui, limits=PATIENT)
    opinions.connect_pages(pages.controller, pages.take, pages.interview)
    yield values
    opinions.close()


@pytest.mark.rig
def test_feedback_is_shown_at_once_and_changes_when_the_second_opinion_comes(
    pages: FeedbackPages, opinions: SettingValues
) -> None:
    take = pages.keep()
    pages.interview_at(take)
    pages.open(take)
    reply = '{"verdict": "made", "quote": "Lower is better"}'
    shown = (pages.panel.points, pages.interview.feedback.brief.points)
    with ModelServer(chat=[Hold(), *ollama(reply)]) as server:
        opinions.set(REVIEWER_ADDRESS, str(server.address))
        pages.answer()
        assert pages.panel.summary.text == "1 to 2 of 3 key points"
        pages.qtbot.waitUntil(server.holding.is_set)
        assert [view.opinion_status for view in shown] == ["Getting a second opinion…"] * 2
        server.go_on()
        pages.qtbot.waitUntil(lambda: pages.panel.summary.text == "2 of 3 key points")
        pages.qtbot.waitUntil(lambda: [view.opinion_status for view in shown] == ["", ""])
    for view in shown:
        finding = view.points.rows[1].finding
        assert (finding.sign, finding.note) == (FindingSign.MADE, "Second opinion")
        assert finding.details[0] == "You said: “Lower is better”"
    kept = pages.kept(take)
    assert kept is not None
    assert kept.coverage is not None
    assert kept.coverage.points[1].opinion is CoverageVerdict.MADE


@pytest.mark.rig
def test_a_second_opinion_that_does_not_come_is_one_line_on_both_pages(
    pages: FeedbackPages, opinions: SettingValues
) -> None:
    take = pages.keep()
    pages.interview_at(take)
    pages.open(take)
    shown = (pages.panel.points, pages.interview.feedback.brief.points)
    with ModelServer(chat=[Vanish()]) as server:
        opinions.set(REVIEWER_ADDRESS, str(server.address))
        pages.answer()
        gone = ["The second opinion didn't answer."] * 2
        pages.qtbot.waitUntil(lambda: [view.opinion_status for view in shown] == gone)
    assert pages.problems == []
    assert pages.kept(take) == FEEDBACK
    pages.open(pages.keep(FEEDBACK))
    pages.take.feedback.show_opinion_status(take, "The second opinion is about another answer.")
    assert pages.panel.points.opinion_status == ""
    pages.open(take)
    assert pages.panel.points.opinion_status == gone[0]
