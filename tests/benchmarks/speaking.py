"""The voice: how soon a text is heard, and in a session the next question after Next."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from unittest.mock import patch

import numpy as np
from benchmarks import first_sound
from benchmarks.result import Result
from rig.pulse import PulseRig, SpeakerRecording
from rig.spoken import speak
from rig.wait import wait_until

from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.conductor import Conductor, Parts
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.planning import planned_all
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.interview.transcriptions import Transcriptions
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio import portaudio
from mock_interviewer.audio.playback import Player
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.sources import SoundSource
from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.bank import load_bank

QUESTIONS = 6
TARGET = 0.15
LONGEST = 3.0
AUDIBLE = 10 ** (-50 / 20)


def measure(folder: Path) -> Iterator[Result]:
    """Yield the results; the session is of real parts, its answers spoken by the neural voice."""
    answer = speak("That is a good question.", folder / "short.wav")
    with PulseRig() as sound, patch.dict("os.environ", sound.variables):
        wait_until(portaudio.reinitialise, 10.0, what="PortAudio sees the rig")
        yield from first_sound.measure(sound)
        with sound.record_speaker() as recording:
            said = Sound(answer.samples, 16_000)
            waits = asyncio.run(_session(folder / "speaking", recording, said))
    yield Result("Next to first sound", tuple(waits), "s", TARGET)


async def _session(root: Path, recording: SpeakerRecording, answer: Sound) -> list[float]:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    waits: list[float] = []
    data = DataFolder.at(root)

    def post(work: Callable[[], object]) -> None:
        loop.call_soon_threadsafe(work)

    def source() -> SoundSource:
        return SoundSource(name="candidate")

    def changed(snapshot: Snapshot) -> None:
        match snapshot.state:
            case State.LISTENING:
                loop.call_later(2.5, conductor.command, Command.DONE)
            case State.TRANSCRIBED:
                loop.call_soon(next_question)
            case State.FINISHED:
                over.set()

    def next_question() -> None:
        heard_before = len(recording.sound().samples)
        begin = time.perf_counter()
        conductor.command(Command.NEXT)
        if conductor.snapshot.state is not State.FINISHED:
            listen(heard_before, begin)

    def listen(heard_before: int, begin: float) -> None:
        # Seen in the recording, which itself runs some hundredths of a second behind.
        loud = np.any(np.abs(recording.sound().samples[heard_before:]) > AUDIBLE)
        if loud:
            waits.append(time.perf_counter() - begin)
        elif time.perf_counter() - begin < LONGEST:
            loop.call_later(0.002, listen, heard_before, begin)

    with ExitStack() as parts:
        store = parts.enter_context(closing(StoreThread(data)))
        store.start()
        models = ModelStore(root.parent / "models")
        transcriptions = parts.enter_context(
            closing(Transcriptions(models, "tiny.en", store, post))
        )
        transcriptions.start()
        player = parts.enter_context(closing(Player()))
        speaker = parts.enter_context(closing(Speaker(choose_voice(None).voice, player)))
        bank = load_bank("llm")
        plan = Plan(planned_all(bank, bank.questions[:QUESTIONS]), think_time=0.0)
        conductor = Conductor(
            plan,
            Parts(speaker, transcriptions, store, source),
            post=post,
            later=lambda seconds, then: loop.call_later(seconds, then).cancel,
            changed=changed,
        )
        conductor.start()
        await over.wait()
    return waits
