"""What a person is told once, by whoever comes first: the command that did it, or the next window.

It lies in the data folder, since what is told of may be over only when nobody looks.
"""

import json
import logging
from dataclasses import dataclass

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import read_ordinary, write_private

log = logging.getLogger(__name__)

_LARGEST = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class News:
    """One sentence, or some; ``good`` where all went as it was wanted."""

    sentence: str
    good: bool = True

    def then(self, news: "News") -> "News":
        """Return both, one after the other; what is said already is not said twice."""
        if news.sentence in self.sentence:
            return self
        return News(f"{self.sentence} {news.sentence}", self.good and news.good)


def leave(data: DataFolder, news: News) -> None:
    """Leave ``news`` to be told after what is not told yet, once; raises OSError."""
    before = waiting(data)
    put(data, news if before is None else before.then(news))


def put(data: DataFolder, news: News) -> None:
    """Leave ``news`` in place of all that was left before; raises OSError."""
    said = {"sentence": news.sentence, "good": news.good}
    write_private(data.news_file, json.dumps(said).encode())


def waiting(data: DataFolder) -> News | None:
    """Return what is to be told, and leave it so; None for nothing."""
    try:
        said = json.loads(read_ordinary(data.news_file, _LARGEST))
        return News(str(said["sentence"]), bool(said["good"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        log.warning("%s is not told: %s", data.news_file, error)
        return None


def told(data: DataFolder, news: News) -> None:
    """Forget ``news``, which a person has seen; what was left after it stays to be told.

    Where the system refuses that it is told again.
    """
    waits = waiting(data)
    if waits is None or not waits.sentence.startswith(news.sentence):
        return
    rest = waits.sentence.removeprefix(news.sentence).strip()
    try:
        if rest:
            put(data, News(rest, waits.good))
        else:
            data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is told again: %s", data.news_file, error)


def take(data: DataFolder) -> News | None:
    """Return what is to be told, which is told then; None for nothing."""
    news = waiting(data)
    try:
        data.news_file.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is not told: %s", data.news_file, error)
        return None
    return news
