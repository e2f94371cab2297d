"""Notices to show once: by the command that caused them, or else by the next window.

They are kept in the data folder, since the work may finish when nobody is looking.
"""

import json
import logging
from dataclasses import dataclass

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.private_files import read_regular_file, write_private

log = logging.getLogger(__name__)

_LARGEST = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class PendingNotice:
    """One sentence, or some; ``good`` where all went as it was wanted."""

    sentence: str
    good: bool = True

    def then(self, news: "PendingNotice") -> "PendingNotice":
        """Return both, one after the other; what is said already is not said twice."""
        if news.sentence in self.sentence:
            return self
        return PendingNotice(f"{self.sentence} {news.sentence}", self.good and news.good)


def add(data: DataFolder, news: PendingNotice) -> None:
    """Leave ``news`` to be told after what is not told yet, once; raises OSError."""
    before = pending(data)
    overwrite(data, news if before is None else before.then(news))


def overwrite(data: DataFolder, news: PendingNotice) -> None:
    """Leave ``news`` in place of all that was left before; raises OSError."""
    said = {"sentence": news.sentence, "good": news.good}
    write_private(data.news_file, json.dumps(said).encode())


def pending(data: DataFolder) -> PendingNotice | None:
    """Return what is to be told, and leave it so; None for nothing."""
    try:
        said = json.loads(read_regular_file(data.news_file, _LARGEST))
        return PendingNotice(str(said["sentence"]), bool(said["good"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("%s is not told: %s", data.news_file, error)
        return None


def dismiss(data: DataFolder, news: PendingNotice) -> None:
    """Forget ``news``, which a person has seen; what was left after it stays to be told.

    Where the system refuses that it is told again.
    """
    waits = pending(data)
    if waits is None or not waits.sentence.startswith(news.sentence):
        return
    rest = waits.sentence.removeprefix(news.sentence).strip()
    try:
        if rest:
            overwrite(data, PendingNotice(rest, waits.good))
        else:
            data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is told again: %s", data.news_file, error)


def take(data: DataFolder) -> PendingNotice | None:
    """Return what is to be told, which is told then; None for nothing."""
    news = pending(data)
    try:
        data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is not told: %s", data.news_file, error)
        return None
    return news
