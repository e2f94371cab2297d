"""A library with sessions as interviews leave them, on a store thread as in the window."""

from dataclasses import dataclass, field
from pathlib import Path

from rig.kept_takes import keep, new_session, question, transcript_of

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.library_source import StoredLibrary
from mock_interviewer.audio.recognition.transcript import Transcript

__all__ = ["QUESTIONS", "Sitting", "Stored", "transcript_of"]

QUESTIONS = ("What is perplexity?", "What is <b>attention</b> & why?", "What is LoRA?")


@dataclass
class Sitting:
    """The content of a session: a transcript or None for each take."""

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
        """Save a session as an interview does; return its id."""
        return self.store.submit(lambda library: _keep(library, sitting)).result(30)

    def takes(self, session: str) -> list[str]:
        """Return the ids of a session's takes."""
        found = self.store.submit(lambda library: library.takes(session)).result(30)
        return [take.id for take in found]

    def recording(self, take: str) -> Path:
        """Return the path of a take's recording."""
        found = self.store.submit(lambda library: library.take(take)).result(30)
        assert found.recording is not None
        return found.recording


def _keep(library: Library, sitting: Sitting) -> str:
    questions = [question(section="Evaluation", text=text) for text in QUESTIONS]
    session = new_session(library, *questions)
    for at, transcript in enumerate(sitting.transcripts):
        keep(
            library,
            session,
            transcript,
            asked=questions[at % len(questions)],
            position=at + 1,
            seconds=sitting.seconds,
            recorded=True,
            flags=sitting.flags.get(at, ()),
        )
    library.end_session(session)
    return session
