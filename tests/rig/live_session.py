"""A session of real parts, run like that of a window, on a thread that never blocks."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from mock_interviewer.app.background.analysis import AnalysisService
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.callback_types import Cancel
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.client import AnalysisClient
from mock_interviewer.app.interview.conductor import Conductor, SessionServices
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.bank_questions import asked_in_take
from mock_interviewer.app.planning.plan import InterviewerBehavior, Plan
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recording.sources import MicrophoneSource
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent
from mock_interviewer.questions.shelf import BankShelf

LOADED: Final = 60.0
"""Seconds in which a model is loaded."""
WRITTEN: Final = 300.0
"""Seconds after the end in which every answer is written down and judged, behind all else."""


@dataclass(frozen=True)
class Sitting:
    """The settings of a session: its plan, its banks, and the interviewer's behavior."""

    plan: Plan
    shelf: BankShelf
    behavior: InterviewerBehavior = field(default_factory=InterviewerBehavior)
    model: str = "base"
    voice: str | None = None
    """The interviewer's, None for the system's."""
    microphone: DeviceName | None = None


class LiveSession:
    """Begins as soon as the model is loaded; a context manager, at whose end all is closed.

    ``watch`` is told of each Snapshot on the thread of the session. ``takes`` and ``feedback``,
    which is by take, are there once ``wait`` has returned; ``said`` is all that was said aloud.
    """

    def __init__(
        self, data: DataFolder, sitting: Sitting, watch: Callable[[SessionSnapshot], None]
    ) -> None:
        self._data = data
        self._sitting = sitting
        self._watch = watch
        self._asked_to_end = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="session")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._held: Conductor | None = None
        self._error: BaseException | None = None
        self.seen: list[SessionSnapshot] = []
        self.said: list[str] = []
        self.takes: tuple[TakeRecord, ...] = ()
        self.feedback: dict[str, Feedback] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
        self._thread.join()
        if self._error is not None and error is None:
            raise self._error

    def end(self) -> None:
        """End the session as closing the window would."""
        self._asked_to_end.set()
        loop, held = self._loop, self._held
        if loop is not None and held is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(held.command, SessionCommand.END)

    def wait(self, timeout: float) -> None:
        """Wait for the session and its feedback. Raises TimeoutError, or the session's error."""
        if not self._over.wait(timeout):
            states = [f"{now.position}: {now.state}" for now in self.seen[-8:]]
            raise TimeoutError(f"the session goes on after {timeout:g} s: {', '.join(states)}")
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            asyncio.run(self._hold())
        except BaseException as error:  # noqa: BLE001 - raised again by ``wait``
            self._error = error
        finally:
            self._over.set()

    async def _hold(self) -> None:
        loop = self._loop = asyncio.get_running_loop()
        finished: asyncio.Future[None] = loop.create_future()

        def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            if not finished.done():
                finished.set_exception(context.get("exception") or RuntimeError(str(context)))

        def changed(now: SessionSnapshot) -> None:
            self.seen.append(now)
            self._watch(now)
            if now.state is SessionState.FINISHED and not finished.done():
                finished.set_result(None)

        loop.set_exception_handler(failed)
        with self._parts() as (parts, analyses):
            await _until(lambda: parts.transcriptions.ready, LOADED, "the model is loaded")
            held = self._held = Conductor(
                self._sitting.plan,
                parts,
                post=self._post,
                later=self._later,
                changed=changed,
                behavior=self._sitting.behavior,
            )
            analyses.on_feedback = self._judged
            analyses.on_failed = lambda take, _: held.feedback_ready(take, None)
            held.start()
            if self._asked_to_end.is_set():
                held.command(SessionCommand.END)
            await finished
            await _until(
                lambda: not _at_work(parts.transcriptions, analyses), WRITTEN, "all is judged"
            )
            session = held.snapshot.session or ""
            taken = parts.store.submit(lambda library: tuple(library.takes(session)))
            self.takes = await asyncio.wrap_future(taken)

    @contextlib.contextmanager
    def _parts(self) -> Iterator[tuple[SessionServices, AnalysisService]]:
        sitting = self._sitting
        with contextlib.ExitStack() as parts:
            store = parts.enter_context(contextlib.closing(StoreThread(self._data)))
            store.start().result()
            models = ModelStore(self._data.models)
            transcriptions = TranscriptionService(models, sitting.model, store, self._post)
            parts.callback(transcriptions.close)
            transcriptions.start()
            analyses = AnalysisService(
                store, AnalysisClient, lambda take: asked_in_take(sitting.shelf, take), self._post
            )
            parts.callback(analyses.close)
            analyses.follow(transcriptions)
            analyses.prepare()
            player = parts.enter_context(contextlib.closing(DevicePlayer()))
            voice = choose_voice(sitting.voice).voice
            speaker = parts.enter_context(contextlib.closing(_HeardSpeaker(voice, player)))
            self.said = speaker.said
            yield (
                SessionServices(
                    speaker,
                    transcriptions,
                    store,
                    lambda: MicrophoneSource(sitting.microphone),
                    player,
                    lambda: sitting.shelf,
                ),
                analyses,
            )

    def _judged(self, take: str, feedback: Feedback) -> None:
        self.feedback[take] = feedback
        if self._held is not None:
            self._held.feedback_ready(take, feedback)

    def _post(self, work: Callable[[], object]) -> None:
        """Run ``work`` on the session's thread; work after its end is dropped."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(work)

    def _later(self, seconds: float, then: Callable[[], None]) -> Cancel:
        if self._loop is None:
            raise RuntimeError("the session does not run")
        return self._loop.call_later(seconds, then).cancel


class _HeardSpeaker(Speaker):
    """A speaker that remembers its texts."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.said: list[str] = []

    def say(self, text: str, listener: Callable[[UtteranceEvent], None]) -> None:
        self.said.append(text)
        super().say(text, listener)


def _at_work(transcriptions: TranscriptionService, analyses: AnalysisService) -> bool:
    return bool(transcriptions.pending or transcriptions.fillers.pending or analyses.pending)


async def _until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until a condition is true that no event reports."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not true():
        if loop.time() > deadline:
            raise TimeoutError(f"not within {seconds:g} s: {what}")
        await asyncio.sleep(0.05)
