"""The voice: the delay of a text, and of the next question in a session.

In a session the question is said with what leads to it, as the conductor has it prepared while the
answer before it is given.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import numpy as np
from benchmarks import first_sound
from benchmarks.result import Result
from rig.pulse import PulseRig
from rig.pulse_streams import SpeakerRecording
from rig.wait import wait_until

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview.conductor import Conductor, SessionServices
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.plan import InterviewerBehavior, Plan
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recording.sources import SimulatedMicrophone
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.bank_loader import load_bank

QUESTIONS = 6
TARGET = 0.15
ANSWER = 2.5
"""Seconds of each answer, in which the next question is prepared."""
REST = 0.5
"""Seconds after the interviewer's last word until the next question, so that none of it counts."""
LONGEST = 3.0
AUDIBLE = 10 ** (-50 / 20)


def measure(folder: Path) -> Iterator[Result]:
    """Yield the results; sessions are of real parts and hands-free, but for Next and Done."""
    with PulseRig() as sound, patch.dict("os.environ", sound.variables):
        wait_until(portaudio_library.reinitialize, 10.0, what="PortAudio sees the rig")
        yield from first_sound.measure(sound)
        for name, voice in (("Neural voice", JOE.id), ("System voice", None)):
            with sound.record_speaker() as recording:
                data = DataFolder.at(folder / f"speaking-{name[:6]}")
                waits = asyncio.run(_Session(data, recording, voice).hold())
            yield Result(f"{name}, Next to first sound", tuple(waits), "s", TARGET)


class _Session:
    """One session, and the delay of each of its questions but the first."""

    def __init__(self, data: DataFolder, recording: SpeakerRecording, voice: str | None) -> None:
        self._data = data
        self._recording = recording
        self._voice = voice
        self._waits: list[float] = []
        self._answered: set[str | None] = set()
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._conductor: Conductor

    async def hold(self) -> list[float]:
        """Run the session to its end; return the seconds."""
        loop = self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        with self._parts() as parts:
            bank = load_bank("llm")
            plan = Plan(planned_questions(bank, bank.questions[:QUESTIONS]), think_time=0.0)
            self._conductor = Conductor(
                plan,
                parts,
                post=self._post,
                later=lambda seconds, then: loop.call_later(seconds, then).cancel,
                changed=self._changed,
                behavior=InterviewerBehavior(),
            )
            self._conductor.start()
            await self._over.wait()
        return self._waits

    def _post(self, work: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop may be over by the time the microphone is closed
            self._loop.call_soon_threadsafe(work)

    @contextmanager
    def _parts(self) -> Iterator[SessionServices]:
        with ExitStack() as parts:
            store = parts.enter_context(closing(StoreThread(self._data)))
            store.start()
            models = ModelStore(self._data.root.parent / "models")
            transcriptions = parts.enter_context(
                closing(TranscriptionService(models, "tiny.en", store, self._post))
            )
            transcriptions.start()
            player = parts.enter_context(closing(DevicePlayer()))
            voice = choose_voice(self._voice).voice
            speaker = parts.enter_context(closing(Speaker(voice, player)))
            yield SessionServices(
                speaker,
                transcriptions,
                store,
                lambda: SimulatedMicrophone(name="candidate"),
                player,
            )

    def _changed(self, now: SessionSnapshot) -> None:
        acknowledged = bool(now.remark) and not now.interviewer_speaks
        match now.state:
            case SessionState.LISTENING if now.take not in self._answered:
                self._answered.add(now.take)
                self._loop.call_later(ANSWER, self._conductor.command, SessionCommand.DONE)
            case SessionState.TRANSCRIBED if acknowledged:
                self._loop.call_later(REST, self._next, now.take)
            case SessionState.FINISHED:
                self._over.set()

    def _next(self, take: str | None) -> None:
        if self._conductor.snapshot.take != take:
            return
        heard_before = len(self._recording.sound().samples)
        begin = time.perf_counter()
        self._conductor.command(SessionCommand.NEXT)
        if self._conductor.snapshot.state is SessionState.OPENING:
            self._listen(heard_before, begin)

    def _listen(self, heard_before: int, begin: float) -> None:
        # Measured in the recording, which lags by some hundredths of a second.
        loud = np.any(np.abs(self._recording.sound().samples[heard_before:]) > AUDIBLE)
        if loud:
            self._waits.append(time.perf_counter() - begin)
        elif time.perf_counter() - begin < LONGEST:
            self._loop.call_later(0.002, self._listen, heard_before, begin)
