"""Notices to show once, by the command that caused them or by the next window.

They are kept in the data folder, since the work may finish while nobody is watching.
"""

import json
import logging
from dataclasses import dataclass

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import read_regular_file, write_private

log = logging.getLogger(__name__)

_LARGEST = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class PendingNotice:
    """One or more sentences; ``succeeded`` is False if something went wrong."""

    sentence: str
    succeeded: bool = True

    def followed_by(self, notice: "PendingNotice") -> "PendingNotice":
        """Return both notices in one; a sentence that is already there is not repeated."""
        if notice.sentence in self.sentence:
            return self
        return PendingNotice(
            f"{self.sentence} {notice.sentence}", self.succeeded and notice.succeeded
        )


def add(data: DataFolder, notice: PendingNotice) -> None:
    """Add a notice to those that were not shown yet. Raises OSError."""
    before = pending(data)
    overwrite(data, notice if before is None else before.followed_by(notice))


def overwrite(data: DataFolder, notice: PendingNotice) -> None:
    """Replace all pending notices with this one. Raises OSError."""
    said = {"sentence": notice.sentence, "good": notice.succeeded}
    write_private(data.news_file, json.dumps(said).encode())


def pending(data: DataFolder) -> PendingNotice | None:
    """Return the pending notice without dismissing it; None if there is none."""
    try:
        said = json.loads(read_regular_file(data.news_file, _LARGEST))
        return PendingNotice(str(said["sentence"]), bool(said["good"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("%s is not shown: %s", data.news_file, error)
        return None


def dismiss(data: DataFolder, notice: PendingNotice) -> None:
    """Remove a notice that the person has seen; those added after it stay pending.

    If the system refuses, it is shown again.
    """
    waiting = pending(data)
    if waiting is None or not waiting.sentence.startswith(notice.sentence):
        return
    rest = waiting.sentence.removeprefix(notice.sentence).strip()
    try:
        if rest:
            overwrite(data, PendingNotice(rest, waiting.succeeded))
        else:
            data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is shown again: %s", data.news_file, error)


def take(data: DataFolder) -> PendingNotice | None:
    """Return the pending notice and dismiss it; None if there is none."""
    notice = pending(data)
    try:
        data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is not shown: %s", data.news_file, error)
        return None
    return notice
