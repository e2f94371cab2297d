"""The texts of the compare page: the result, labels of takes, and why something is missing."""

from datetime import datetime

from mock_interviewer.app.feedback.comparing.point_changes import compare_points, result_line
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.text.dates_in_words import date_in_words
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.app.ui.compare.source import ComparedTake, Comparison
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.take_words import NO_WORDS_TRANSCRIBED
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT

NO_FEEDBACK = "The {} answer has no feedback yet."
_NO_RESULT = "These answers can't be compared by key points"


def result_sentence(earlier: ComparedTake | None, later: ComparedTake | None) -> str:
    """Return what changed, as in "2 points gained, 1 lost"; empty without two takes."""
    if earlier is None or later is None:
        return ""
    before = earlier.feedback.coverage if earlier.feedback else None
    after = later.feedback.coverage if later.feedback else None
    return result_line(compare_points(before, after)) or _NO_RESULT


def missing_words(listed: ListedTake) -> str:
    """Return why a take has no transcript to show; empty if it has one."""
    take, transcript = listed.take, listed.take.transcript
    if transcript is not None and transcript.speech_detected and transcript.segments:
        return ""
    if take.status is TakeStatus.SKIPPED:
        return SKIPPED
    if take.status is TakeStatus.OPEN:
        return "This answer is being recorded."
    if transcript is None:
        return "This answer isn't transcribed yet. Open it to transcribe it."
    if transcript.speech_detected:
        return NO_WORDS_TRANSCRIBED
    return "No speech was detected in this recording."


def take_labels(found: Comparison, now: datetime) -> dict[str, str]:
    """Return the label of each take by its ID: its name, date, and number.

    Includes the takes to choose from, the earliest first, and the two that are compared.
    """
    labels = {line.id: _label(line, number, now) for number, line in enumerate(found.choices, 1)}
    for compared in found.takes:
        take = compared.listed.take
        when = date_in_words(take.started_at, now)
        labels.setdefault(take.id, f"{take.name}, {when}" if take.name else when)
    return labels


def _label(line: TakeListRow, number: int, now: datetime) -> str:
    when = date_in_words(line.started_at, now)
    named = f"{line.name}, {when}" if line.name else when
    return f"{named}{LABEL_JOINT}answer {number}"
