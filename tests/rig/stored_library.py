"""A library with sessions in it, as interviews leave them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.library_source import StoredLibrary
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word
from mock_interviewer.audio.recording_file import RecordingWriter
from mock_interviewer.audio.types import SPEECH_RATE

QUESTIONS = ("What is perplexity?", "What is <b>attention</b> & why?", "What is LoRA?")


def transcript_of(text: str, *, unsure: str = "") -> Transcript:
    """Return ``text`` with one word a second, each of which lasts 0.8 s."""
    words = tuple(
        Word(f" {word}", float(at), at + 0.8, 0.3 if word == unsure else 0.9)
        for at, word in enumerate(text.split())
    )
    segments = (Segment(text, 0.0, words[-1].end, words),) if words else ()
    return Transcript(segments, float(len(words)), "base", speech_detected=bool(words))


def _question(text: str) -> PlannedQuestion:
    return PlannedQuestion("llm", "q", text, text, "Evaluation")


@dataclass
class Sitting:
    """What a session is to hold: a transcript (None for none) for each take."""

    transcripts: tuple[Transcript | None, ...]
    seconds: float = 6.0
    flags: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Stored:
    """A real library in a folder, on its thread."""

    data: DataFolder
    store: StoreThread
    source: StoredLibrary

    def keep(self, sitting: Sitting) -> str:
        """Keep a session as an interview does; returns its id."""
        return self.store.submit(lambda library: _keep(library, sitting)).result(10)

    def takes(self, session: str) -> list[str]:
        """Return the ids of a session's takes."""
        found = self.store.submit(lambda library: library.takes(session)).result(10)
        return [take.id for take in found]

    def recording(self, take: str) -> Path:
        """Return the path of a take's recording."""
        found = self.store.submit(lambda library: library.take(take)).result(10)
        assert found.recording is not None
        return found.recording


def _keep(library: Library, sitting: Sitting) -> str:
    questions = tuple(_question(text) for text in QUESTIONS)
    session = library.create_session(Plan(questions))
    for at, transcript in enumerate(sitting.transcripts):
        take = library.create_take(session.id, questions[at % len(questions)], at + 1, 1)
        assert take.recording is not None
        writer = RecordingWriter(take.recording)
        times = np.arange(round(sitting.seconds * SPEECH_RATE)) / SPEECH_RATE
        writer.write((0.2 * np.sin(2 * np.pi * 220 * times)).astype(np.float32))
        writer.close()
        library.close_take(take.id, sitting.seconds, sitting.flags.get(at, ()))
        if transcript is not None:
            library.save_transcript(take.id, transcript)
    library.end_session(session.id)
    return session.id
