"""Export of the person's own verdicts on key points as labels, to measure or train a judge."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.text.control_characters import visible


def write_labels(sessions: Iterable[ExportedSession], file: TextIO) -> int:
    """Write a JSON object on a line for each verdict that the person gave; return their number.

    Verdicts on points that no longer exist are left out. Raises OSError.
    """
    count = 0
    for kept in sessions:
        for take in kept.takes:
            for label in take_labels(take):
                file.write(f"{visible(json.dumps(label, ensure_ascii=False))}\n")
                count += 1
    return count


def take_labels(kept: ExportedTake) -> Iterator[dict[str, Any]]:
    """Yield the label of each point of a take on which the person gave a verdict.

    ``judge`` and ``person`` are values of ``CoverageVerdict``; ``answer`` is the transcript that
    the judge read.
    """
    transcript, feedback = kept.take.transcript, kept.feedback
    if transcript is None or feedback is None or feedback.coverage is None:
        return
    for point in feedback.coverage.points:
        if point.judged is not None:
            yield {
                "question": kept.take.text,
                "key_point": point.point,
                "answer": transcript.text,
                "judge": point.judged.value,
                "person": point.covered.value,
            }
