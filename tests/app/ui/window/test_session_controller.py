"""A session in the window's own page, with a recorder, a store and a worker without a model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.feedback import FEEDBACK
from rig.kept_takes import keep
from rig.recognition import fake_command, kill_worker
from rig.recording import HandSource
from rig.shown_interview import ShownInterview
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.planning.continued_session import ContinuedSession, EarlierTake
from mock_interviewer.app.planning.plan import (
    KEYS_ONLY,
    InterviewerBehavior,
    Plan,
    PlannedQuestion,
    SessionMode,
)
from mock_interviewer.app.settings.declarations import LIVE_CAPTIONS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.interview.answer_text import CAPTIONS_HELD, AnswerText
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.session_controller import SessionController
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.client import events, recognizer
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.samples import SPEECH_RATE
from mock_interviewer.audio.voices.speaker import Speaker

QUESTION = PlannedQuestion("llm", "perplexity", "What is perplexity?", "Perplexity?", "Evaluation")
PLAN = Plan((QUESTION,), think_time=0.0, answer_limit=0.0)


@dataclass
class Interview:
    """A session controller, its page, and the microphones that its sessions were given."""

    sessions: SessionController
    values: SettingValues
    page: InterviewPage
    gui: GuiThread
    may_load: Path
    """Where a file lets a worker load that takes the place of one that died."""
    speaker: Speaker
    transcriptions: TranscriptionService
    store: StoreThread
    microphones: list[HandSource] = field(default_factory=list)

    def begin(self, behavior: InterviewerBehavior = KEYS_ONLY) -> None:
        self.sessions.start(
            PLAN, self.speaker, self.transcriptions, self._microphone, behavior=behavior
        )

    @property
    def shown(self) -> ShownInterview:
        return ShownInterview(self.page)

    @property
    def answer(self) -> AnswerText:
        """What is shown of the words of the answer."""
        return self.shown.answer

    @property
    def state(self) -> SessionState | None:
        return self.page.snapshot.state if self.page.snapshot is not None else None

    def _microphone(self) -> InputSource:
        self.microphones.append(HandSource())
        return self.microphones[-1]


@pytest.fixture
def interview(
    qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Interview]:
    command = fake_command(tmp_path, fake.CAPTION, fake.CAPTION_LATE)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    # Not qtbot's, which would delete it before the session has ended.
    page = InterviewPage()
    page.resize(900, 600)
    page.show()
    gui = GuiThread()
    with ExitStack() as parts:
        parts.callback(page.deleteLater)
        parts.callback(gui.close)
        store = parts.enter_context(closing(StoreThread(DataFolder(tmp_path / "data"))))
        store.start().result(30)
        transcriptions = TranscriptionService(ModelStore(tmp_path), "base", store, gui.post)
        parts.callback(transcriptions.close)
        transcriptions.start()
        player = StubPlayer()
        speaker = parts.enter_context(closing(Speaker(ToneVoice(), player)))
        values = SettingValues()
        sessions = SessionController(page, gui, store, values)
        made = Interview(
            sessions, values, page, gui, tmp_path / "load", speaker, transcriptions, store
        )
        yield made
        over: list[bool] = []
        sessions.end(lambda: over.append(True))
        qtbot.waitUntil(lambda: bool(over))


def listen(interview: Interview, qtbot: QtBot) -> HandSource:
    """Begin a session and let its microphone hear; returns that microphone."""
    interview.begin()
    qtbot.waitUntil(lambda: interview.state is SessionState.ASKING)
    interview.page.command.emit(SessionCommand.DONE)
    qtbot.waitUntil(lambda: bool(interview.microphones))
    microphone = interview.microphones[-1]
    speak_until(microphone, lambda: interview.state is SessionState.LISTENING, qtbot)
    return microphone


def speak_until(microphone: HandSource, true: Callable[[], bool], qtbot: QtBot) -> None:
    """Give sound as a microphone does that is not lost, until something is true."""

    def spoke() -> bool:
        microphone.give_seconds(0.05)
        return true()

    qtbot.waitUntil(spoke)


def test_captions_appear_while_one_speaks_and_become_the_transcript(
    interview: Interview, qtbot: QtBot
) -> None:
    microphone = listen(interview, qtbot)
    shown = interview.answer
    speak_until(microphone, lambda: shown.text.startswith("one two"), qtbot)
    assert shown.text.endswith("…")
    assert interview.state is SessionState.LISTENING
    speak_until(microphone, lambda: "five six seven eight" in shown.text, qtbot)
    interview.page.command.emit(SessionCommand.DONE)
    qtbot.waitUntil(lambda: interview.state is SessionState.TRANSCRIBED)
    assert shown.text.startswith("one two three four five six seven eight")
    assert not shown.text.endswith("…")
    assert shown.legend == "Dotted words may be wrong."


def test_a_restart_of_recognition_is_shown_below_the_captions_which_then_continue(
    interview: Interview, qtbot: QtBot
) -> None:
    microphone = listen(interview, qtbot)
    shown = interview.answer
    speak_until(microphone, lambda: shown.text.startswith("one two"), qtbot)
    kill_worker(interview.transcriptions.worker)
    speak_until(microphone, lambda: shown.text.endswith(CAPTIONS_HELD), qtbot)
    assert shown.text.startswith("one two")
    assert interview.state is SessionState.LISTENING
    interview.may_load.touch()
    speak_until(microphone, lambda: CAPTIONS_HELD not in shown.text, qtbot)
    speak_until(microphone, lambda: "… one two" in shown.text, qtbot)
    assert shown.text.startswith("one two")
    interview.page.command.emit(SessionCommand.DONE)
    qtbot.waitUntil(lambda: interview.state is SessionState.TRANSCRIBED)
    # All that was said comes out of the recording, without a gap.
    assert shown.text.startswith("one two three four")


def test_an_answer_during_which_recognition_stopped_twice_is_saved_and_not_waited_for(
    interview: Interview, qtbot: QtBot
) -> None:
    microphone = listen(interview, qtbot)
    interview.may_load.touch()
    microphone.give_seconds(1.0)
    shown = interview.answer
    speak_until(microphone, lambda: shown.text != "", qtbot)
    interview.transcriptions.ready = False
    kill_worker(interview.transcriptions.worker)
    speak_until(microphone, lambda: interview.transcriptions.ready, qtbot)
    kill_worker(interview.transcriptions.worker)
    speak_until(microphone, lambda: "being recorded" in shown.text, qtbot)
    assert interview.state is SessionState.LISTENING
    assert CAPTIONS_HELD not in shown.text
    interview.page.command.emit(SessionCommand.DONE)
    qtbot.waitUntil(lambda: interview.state is SessionState.TRANSCRIBED)
    assert shown.text.startswith("Your answer is saved.")
    assert "stopped twice" in " ".join(interview.shown.banners)


def test_without_live_captions_a_restart_of_recognition_is_not_shown(
    interview: Interview, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    interview.values.set(LIVE_CAPTIONS, value=False)
    microphone = listen(interview, qtbot)
    kill_worker(interview.transcriptions.worker)
    speak_until(microphone, lambda: "recognition was restarted" in caplog.text, qtbot)
    assert interview.answer.text == ""


def test_without_live_captions_none_are_made_and_nothing_is_shown_before_the_transcript(
    interview: Interview, qtbot: QtBot
) -> None:
    interview.values.set(LIVE_CAPTIONS, value=False)
    seen: list[events.LiveCaption] = []
    interview.transcriptions.listen_to_captions(seen.append)
    microphone = listen(interview, qtbot)
    microphone.give_seconds(3.0)
    assert interview.answer.text == ""
    interview.page.command.emit(SessionCommand.DONE)
    qtbot.waitUntil(lambda: interview.state is SessionState.TRANSCRIBED)
    assert interview.answer.text.startswith("one two")
    assert seen == []


def test_captions_of_another_take_are_not_shown(interview: Interview, qtbot: QtBot) -> None:
    microphone = listen(interview, qtbot)
    speak_until(microphone, lambda: interview.answer.text != "", qtbot)
    before = interview.answer.text
    other = events.LiveCaption("another-take", "What was said", "before")
    interview.transcriptions.handle(other)
    assert interview.answer.text == before


def test_a_session_that_has_ended_shows_no_captions(interview: Interview, qtbot: QtBot) -> None:
    microphone = listen(interview, qtbot)
    microphone.give_seconds(1.0)
    interview.page.command.emit(SessionCommand.END)
    qtbot.waitUntil(lambda: interview.state is SessionState.FINISHED)
    snapshot = interview.page.snapshot
    assert snapshot is not None
    interview.transcriptions.handle(events.LiveCaption(snapshot.take or "", "late", ""))
    assert "late" not in interview.answer.text


def test_a_session_that_has_ended_is_closed_when_the_person_leaves_the_page(
    interview: Interview, qtbot: QtBot
) -> None:
    left: list[object] = []
    gone: list[bool] = []
    interview.sessions.left.connect(lambda last, _review: left.append(last))
    interview.sessions.closed.connect(lambda: gone.append(True))
    listen(interview, qtbot)
    interview.sessions.dismiss_finished()
    assert interview.sessions.running
    with qtbot.waitSignal(interview.sessions.over, timeout=10_000):
        interview.page.command.emit(SessionCommand.END)
    assert interview.sessions.running
    interview.sessions.dismiss_finished()
    assert not interview.sessions.running
    assert (left, gone) == ([], [True])
    interview.begin()
    assert interview.sessions.running


def test_the_voice_of_the_interviewer_and_its_echo_are_not_in_the_take(
    interview: Interview, qtbot: QtBot
) -> None:
    microphone = listen(interview, qtbot)
    microphone.give_seconds(1.0)
    interview.page.command.emit(SessionCommand.REPEAT)
    qtbot.waitUntil(lambda: interview.state is SessionState.ASKING)
    microphone.give_seconds(2.0, value=0.5)
    interview.page.command.emit(SessionCommand.DONE)
    assert interview.state is SessionState.LISTENING
    microphone.give_seconds(0.15, value=0.5)
    microphone.give_seconds(1.0, value=0.125)
    interview.page.command.emit(SessionCommand.DONE)
    microphone.give_seconds(1.0, value=0.125)
    qtbot.waitUntil(lambda: interview.state is SessionState.TRANSCRIBED)
    [take] = interview.store.submit(lambda library: library.takes(library.sessions()[0].id)).result(
        30
    )
    assert take.recording is not None
    recorded = read_sound(take.recording).samples
    # A pause keeps 0.2 s more, since the last word before it arrives late.
    assert np.count_nonzero(recorded > 0.4) <= round(0.21 * SPEECH_RATE)
    answered = np.count_nonzero(recorded < 0.2)
    assert answered >= round(1.25 * SPEECH_RATE)


def test_a_continued_session_adds_to_its_takes_and_sums_up_all_of_them(
    interview: Interview, qtbot: QtBot
) -> None:
    plan = Plan((QUESTION, QUESTION), mode=SessionMode.EXAM, think_time=0.0, answer_limit=0.0)

    def leave(library: Library) -> TakeRecord:
        session = library.create_session(plan).id
        return library.take(keep(library, session, "It is so.", asked=QUESTION))

    earlier = interview.store.submit(leave).result(30)
    first = replace(QUESTION, text="What was first?")
    continued = ContinuedSession(
        earlier.session,
        plan,
        2,
        QUESTION,
        answers=1,
        earlier=(EarlierTake(earlier.id, first, 1, 2.5, FEEDBACK),),
    )
    interview.sessions.start(
        plan,
        interview.speaker,
        interview.transcriptions,
        HandSource,
        continued=continued,
    )
    qtbot.waitUntil(lambda: interview.state is SessionState.ASKING)
    assert interview.shown.position.startswith("2 of 2")
    interview.page.command.emit(SessionCommand.END)
    qtbot.waitUntil(lambda: interview.state is SessionState.FINISHED)
    [row] = interview.page.feedback.recap.rows
    assert row.accessibleName().startswith("1. What was first? ")
    sessions = interview.store.submit(lambda library: library.sessions()).result(30)
    assert [(each.id, each.planned) for each in sessions] == [(earlier.session, 2)]


def test_a_session_follows_the_interviewer_behavior(interview: Interview) -> None:
    interview.begin(InterviewerBehavior(Patience.BRISK))
    assert interview.page.snapshot is not None
    assert interview.page.snapshot.hands_free


def test_without_recognition_a_session_is_controlled_by_keys(interview: Interview) -> None:
    interview.transcriptions.problem = ModelError("There is no model.", "Get one.")
    interview.begin(InterviewerBehavior(Patience.BRISK))
    assert interview.page.snapshot is not None
    assert not interview.page.snapshot.hands_free
