"""A program to be killed: saves takes forever, and prints each once it is acknowledged.

Usage: committing_child.py DATA_FOLDER [record]
With "record" it begins one take and records into it for ever, printing the seconds on disk.
"""

import sys
from pathlib import Path

import numpy as np

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "q", "What is it?", "What is it?", "Things")


def acknowledge(take: str, figure: float) -> None:
    sys.stdout.write(f"{take} {figure}\n")
    sys.stdout.flush()


def commit_for_ever(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    attempt = 0
    while True:
        attempt += 1
        take = library.create_take(session.id, QUESTION, 1, attempt)
        library.close_take(take.id, float(attempt))
        words = f"answer {attempt}"
        library.save_transcript(take.id, Transcript((TranscriptSegment(words, 0, 1),), 1.0, "base"))
        acknowledge(take.id, attempt)


def record_for_ever(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    take = library.create_take(session.id, QUESTION, 1, 1)
    assert take.recording is not None
    writer = RecordingWriter(take.recording)
    second = np.full(16_000, 0.25, dtype=np.float32)
    while True:
        for _ in range(10):
            writer.write(second[:1600])
        writer.sync()
        acknowledge(take.id, writer.duration)


if __name__ == "__main__":
    with Library.open(DataFolder(Path(sys.argv[1]))) as opened:
        (record_for_ever if sys.argv[2:] else commit_for_ever)(opened)
