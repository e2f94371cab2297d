"""Names of exported files: the date and the content, valid on every system."""

import re
import unicodedata
from datetime import datetime
from typing import Final

from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord

_LONGEST: Final = 100
"""Bytes of a name without its extension; systems allow 255, including further parts."""
_JOINTS: Final = re.compile(r"\s*[/\\|:]+\s*")
_FORBIDDEN: Final = re.compile(r'[*?"<>]')
_INVISIBLE: Final = ("C", "Zl", "Zp")


def session_stem(session: SessionRecord) -> str:
    """Return the file name of a session, without extension; it may not be unique."""
    if session.name:
        return _stem(session.started_at, session.name)
    return _stem(session.started_at, session.style_name, timed=True)


def take_stem(take: TakeRecord, *, timed: bool = False) -> str:
    """Return the file name of a take, without extension; it may not be unique.

    ``timed`` adds the time of day, so that names sort in the order of the takes.
    """
    return _stem(take.started_at, take.name or take.text, timed=timed)


def whole_stem(moment: datetime) -> str:
    """Return the file name of all sessions, exported at ``moment``, without extension."""
    return _stem(moment, "All sessions")


def free_stem(stem: str, taken: set[str]) -> str:
    """Return ``stem``, with a number if it is ``taken`` (ignoring case); add it to ``taken``."""
    free, again = stem, 1
    while free.casefold() in taken:
        again += 1
        free = f"{stem} ({again})"
    taken.add(free.casefold())
    return free


def _stem(moment: datetime, words: str, *, timed: bool = False) -> str:
    """Return the local date and the words, as a name valid on Windows, macOS, and Linux.

    Thanks to the date, it is never a device name that Windows reserves.
    """
    local = moment.astimezone()
    day = f"{local:%Y-%m-%d %H.%M}" if timed else f"{local:%Y-%m-%d}"
    return f"{day} {_legal(words) or 'Interview'}"


def _legal(words: str) -> str:
    shown = "".join(
        " " if unicodedata.category(letter).startswith(_INVISIBLE) else letter for letter in words
    )
    plain = unicodedata.normalize("NFC", shown)
    plain = _FORBIDDEN.sub("", _JOINTS.sub(" - ", plain))
    return _shortened(" ".join(plain.split())).strip(" .-")


def _shortened(words: str) -> str:
    """Return as many whole words as fit, or else as many characters."""
    cut = words.encode()[:_LONGEST].decode(errors="ignore")
    if cut == words:
        return words
    whole, _, rest = cut.rpartition(" ")
    return whole if len(whole) > len(rest) else cut
