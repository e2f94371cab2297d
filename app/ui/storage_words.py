"""What is asked on the page of storage before it is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.store.recordings import OldRecordings
from mock_interviewer.app.ui.phrases import date_in_words, in_a_sentence, local_now
from mock_interviewer.app.wording import amount, counted

if TYPE_CHECKING:
    from mock_interviewer.app.archive.manifest import Manifest


def removal_question(found: OldRecordings, months: int) -> str:
    """Return what is asked before recordings go that are older than so many months."""
    count = len(found.takes)
    recordings = "The recording of 1 answer" if count == 1 else f"The recordings of {count} answers"
    verb = "is" if count == 1 else "are"
    return (
        f"{recordings}, {amount(found.size)}, {verb} older than {counted(months, 'month')} and"
        f" {verb} removed for good."
    )


def restore_question(made: "Manifest", present: int) -> str:
    """Return what is asked before a backup replaces so many sessions."""
    when = in_a_sentence(date_in_words(made.made_at, local_now()))
    goes = (
        f"It replaces the {counted(present, 'session')} here, which are removed for good."
        if present
        else "There are no sessions here yet."
    )
    return (
        f"This backup was made {when} and holds {counted(made.sessions, 'session')}. {goes} Mock"
        " Interviewer closes after it was checked; open it again to find them."
    )


def move_question(target: Path) -> str:
    """Return what is asked before all is moved."""
    return (
        f"Mock Interviewer closes, moves all of your data to {target}, and then looks for it there."
        " Every file is checked before it is removed here."
    )
