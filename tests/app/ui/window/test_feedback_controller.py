"""Feedback computed by a fake behind the real pages, with a real store and real banks."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from rig import fake_worker
from rig.announced import Announced
from rig.fake_analyst import FakeAnalyst
from rig.feedback import FEEDBACK, SAID, coverage
from rig.recognition import fake_command
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.background.analysis import MakeAnalysisClient
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisEvent
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
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
class Desk:
    """A desk with its pages."""

    stored: Stored
    gui: GuiThread
    player: StubPlayer
    banks: QuestionBanks
    take: TakePage
    interview: InterviewPage
    desk: FeedbackController
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
        with self.qtbot.waitSignal(self.desk.analyzed):
            self.analyst.cancel(name)
            self.analyst.tell(AnalysisDone(name, feedback, 0.25))

    def settle(self) -> None:
        """Let the store do all that was asked of it, and tell of it."""
        self.stored.store.submit(lambda _: None).result(30)
        QCoreApplication.processEvents()


class Bench:
    """What desks are made on."""

    def __init__(self, qtbot: QtBot, stored: Stored, player: StubPlayer, own: Path) -> None:
        self._qtbot = qtbot
        self._stored = stored
        self._player = player
        self._own = own
        self._analysts: list[FakeAnalyst] = []
        self._parts = ExitStack()

    def make(self, analyst: MakeAnalysisClient | None = None) -> Desk:
        """Return a desk with this analyst, or else a fake one; the banks are not read yet."""
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
        whole = Desk(
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
def early(bench: Bench) -> Desk:
    """Return a desk whose banks are not read yet."""
    return bench.make()


@pytest.fixture
def desk(early: Desk) -> Desk:
    early.read_banks()
    return early


@pytest.fixture
def transcriptions(
    early: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TranscriptionService]:
    command = fake_command(tmp_path, fake_worker.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    store, post = early.stored.store, early.gui.post
    with closing(TranscriptionService(ModelStore(tmp_path), "base", store, post)) as transcriptions:
        yield transcriptions


def test_a_take_that_is_transcribed_is_analyzed(
    qtbot: QtBot, desk: Desk, transcriptions: TranscriptionService
) -> None:
    desk.desk.analyze_after(transcriptions)
    take = desk.keep(written=False)
    record = desk.stored.store.submit(lambda library: library.take(take)).result(30)
    transcriptions.transcribe_saved(record)
    qtbot.waitUntil(lambda: bool(desk.analyst.open))
    (request,) = desk.analyst.asked[:1]
    assert (request.transcript.text, request.recording) == ("file:01.wav", record.recording)
    assert request.asked == desk.banks.asked("llm", "q")


def keep_follow_up(library: Library) -> str:
    """Keep a take of the follow-up, as an interview does."""
    session = library.create_session(Plan((QUESTION,)))
    take = library.create_take(session.id, FOLLOW_UP, 1, 1)
    library.close_take(take.id, 6.0)
    return library.save_transcript(take.id, TRANSCRIPT).id


def test_an_answer_to_a_follow_up_is_compared_with_the_key_points_of_that(desk: Desk) -> None:
    take = desk.stored.store.submit(keep_follow_up).result(30)
    desk.interview_at(take, question=FOLLOW_UP)
    desk.open(take)
    desk.qtbot.waitUntil(lambda: bool(desk.analyst.open))
    (request,) = desk.analyst.asked
    assert request.asked is not None
    assert request.asked.text == "Why must tokenizers match?"
    assert [point.id for point in request.asked.points] == ["per-token"]
    reviewed = desk.panel.review.take
    assert reviewed is not None
    assert reviewed.asked == request.asked


def test_the_model_answer_to_a_question_is_not_shown_as_one_to_its_follow_up(desk: Desk) -> None:
    desk.open(desk.keep(FEEDBACK))
    desk.qtbot.waitUntil(lambda: not desk.panel.model.reveal.isHidden())
    desk.open(desk.stored.store.submit(keep_follow_up).result(30))
    desk.qtbot.waitUntil(lambda: bool(desk.analyst.open))
    desk.answer()
    assert desk.panel.model.reveal.isHidden()


def test_both_pages_hear_of_an_analysis(desk: Desk) -> None:
    take = desk.keep()
    desk.interview_at(take)
    desk.open(take)
    brief = desk.interview.feedback.brief
    desk.qtbot.waitUntil(lambda: bool(desk.analyst.open))
    assert desk.panel.status == brief.status == "Analyzing…"
    desk.answer()
    assert (desk.panel.status, brief.status) == ("", "")
    assert desk.panel.summary.text == brief.summary.text == "1 of 3 key points"
    for shown in (desk.panel.points, brief.points):
        assert shown.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    assert desk.kept(take) == FEEDBACK


def test_both_pages_hear_why_an_analysis_failed(desk: Desk) -> None:
    take = desk.keep()
    desk.interview_at(take)
    desk.open(take)
    desk.qtbot.waitUntil(lambda: bool(desk.analyst.open))
    desk.analyst.fail()
    brief = desk.interview.feedback.brief
    desk.qtbot.waitUntil(lambda: desk.panel.status == "It stopped. Try again.")
    assert brief.status == "It stopped. Try again."
    desk.panel.retry.click()
    desk.answer()
    assert desk.panel.summary.text == brief.summary.text == "1 of 3 key points"


def test_nothing_is_analyzed_before_the_banks_are_read_and_then_it_is(
    early: Desk, transcriptions: TranscriptionService
) -> None:
    earlier, viewed, rewritten = early.keep(), early.keep(), early.keep()
    early.desk.analyze_after(transcriptions)
    early.desk.catch_up()
    early.desk.analyze(rewritten)
    early.open(viewed)
    early.settle()
    assert early.analyst.asked == []
    early.read_banks()
    for _ in range(3):
        early.answer()
    assert [early.kept(take) for take in (earlier, viewed, rewritten)] == [FEEDBACK] * 3
    asked = early.banks.asked("llm", "q")
    assert [request.asked for request in early.analyst.asked] == [asked] * 3
    assert early.panel.summary.text == "1 of 3 key points"


def test_what_waited_for_the_banks_is_done_once(early: Desk) -> None:
    take = early.keep()
    early.desk.analyze(take)
    early.read_banks()
    early.answer()
    early.banks.have_been_read.emit()
    early.settle()
    assert len(early.analyst.asked) == 1


def test_answers_from_before_are_analyzed_once_that_is_asked_for(desk: Desk) -> None:
    old, new = desk.keep(), desk.keep(FEEDBACK)
    desk.settle()
    assert desk.analyst.asked == []
    desk.desk.catch_up()
    desk.answer(BETTER)
    assert (desk.kept(old), desk.kept(new)) == (BETTER, FEEDBACK)


def test_a_take_in_view_gets_what_is_kept_its_question_and_its_model_answer(desk: Desk) -> None:
    desk.open(desk.keep(FEEDBACK))
    desk.qtbot.waitUntil(lambda: desk.panel.summary.text == "1 of 3 key points")
    assert desk.panel.points.points.rows[2].finding.details == ("Say: “same tokenizer”",)
    desk.panel.model.reveal.click()
    assert desk.panel.model.text == "It is the exponentiated loss. Lower is better."
    assert desk.analyst.asked == []


def test_a_take_whose_question_is_gone_gets_what_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = desk.keep(FEEDBACK)
    monkeypatch.setattr(question_banks, "read_shelf", lambda _own: BankShelf(()))
    with desk.qtbot.waitSignal(desk.banks.have_been_read):
        desk.banks.read()
    desk.open(take)
    desk.qtbot.waitUntil(lambda: desk.panel.summary.text == "1 of 3 key points")
    assert desk.panel.points.points.rows[2].finding.details == ()
    assert not desk.panel.model.reveal.isVisible()


def test_feedback_is_worked_out_retranscription(desk: Desk) -> None:
    take = desk.keep(FEEDBACK)
    desk.open(take)
    desk.qtbot.waitUntil(lambda: desk.panel.summary.text == "1 of 3 key points")
    desk.panel.again.click()
    assert desk.panel.status == "Analyzing…"
    desk.answer(BETTER)
    assert desk.panel.summary.text == "2 of 3 key points"
    assert desk.kept(take) == BETTER


def test_a_take_that_was_written_down_anew_elsewhere_is_analyzed(desk: Desk) -> None:
    take = desk.keep(FEEDBACK)
    desk.desk.analyze(take)
    desk.answer(BETTER)
    assert desk.kept(take) == BETTER


def test_a_session_that_begins_finds_the_analyst_started(early: Desk) -> None:
    assert not early.analyst.started
    early.desk.preload()
    assert early.analyst.started


def test_closed_it_ends_a_worker_that_is_stuck_and_tells_nothing_more(bench: Bench) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    desk = bench.make(partial(AnalysisClient, command=command))
    desk.read_banks()
    take = desk.keep()
    desk.open(take)
    desk.qtbot.waitUntil(lambda: desk.panel.status != "")
    desk.settle()
    began = time.monotonic()
    desk.desk.close()
    assert time.monotonic() - began < 5 * SHUTDOWN_SECONDS
    desk.desk.analyze(take)
    desk.settle()
    assert desk.panel.status == "Analyzing…"
    assert desk.kept(take) is None


@pytest.fixture
def heard(desk: Desk, player: StubPlayer) -> Iterator[Desk]:
    """Return a desk with a voice, whose take in view has a model answer that is revealed."""
    with closing(Speaker(ToneVoice(), player)) as speaker:
        desk.speaker = speaker
        desk.open(desk.keep(FEEDBACK))
        desk.qtbot.waitUntil(lambda: desk.panel.summary.text == "1 of 3 key points")
        desk.panel.model.reveal.click()
        yield desk


def test_a_model_answer_is_read_to_its_end(heard: Desk) -> None:
    button = heard.panel.model.read_button
    button.click()
    assert button.text() == "Stop"
    for _ in range(2):
        heard.qtbot.waitUntil(heard.player.playing)
        heard.player.end(PlaybackEnding.FINISHED)
    heard.qtbot.waitUntil(lambda: button.text() == "Read aloud")


def test_a_model_answer_falls_silent_when_that_is_wanted(heard: Desk) -> None:
    button = heard.panel.model.read_button
    button.click()
    heard.qtbot.waitUntil(heard.player.playing)
    button.click()
    assert button.text() == "Read aloud"
    assert not heard.player.playing()


def test_why_a_model_answer_is_not_read_is_said_until_it_is_tried_retranscription(
    heard: Desk,
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


def play_moment(desk: Desk) -> str:
    """Ask for the moment of a finding in a session; returns the take's id."""
    take = desk.keep(FEEDBACK)
    desk.interview_at(take)
    desk.desk.analyze(take)
    desk.answer()
    moment = desk.interview.feedback.brief.points.points.rows[0].moment
    assert moment is not None
    moment.click()
    return take


def test_a_moment_of_a_session_is_heard(desk: Desk) -> None:
    play_moment(desk)
    desk.qtbot.waitUntil(desk.player.playing)
    assert desk.player.calls == [("play", 1.0)]


@pytest.mark.parametrize("end", ["command", "left"])
def test_a_moment_is_silenced_by_what_the_session_is_told(desk: Desk, end: str) -> None:
    play_moment(desk)
    desk.qtbot.waitUntil(desk.player.playing)
    if end == "command":
        desk.interview.command.emit(SessionCommand.NEXT)
    else:
        desk.interview.left.emit(True)
    assert not desk.player.playing()


def test_why_a_moment_is_not_heard_is_said_in_the_session(desk: Desk) -> None:
    take = desk.keep(FEEDBACK)
    desk.stored.recording(take).unlink()
    desk.interview_at(take)
    feedback = desk.interview.feedback
    feedback.play_requested.emit(take, 1.0)
    desk.qtbot.waitUntil(lambda: "01.wav" in feedback.playback_error)
    assert desk.problems == []
