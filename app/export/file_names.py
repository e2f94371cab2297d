"""Names of exported files: the day and what is in them, valid on every system."""

import re
import unicodedata
from datetime import datetime
from typing import Final

from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord

_LONGEST: Final = 100
"""Bytes of a name without its ending; systems take 255, and some of those are for others."""
_JOINTS: Final = re.compile(r"\s*[/\\|:]+\s*")
_FORBIDDEN: Final = re.compile(r'[*?"<>]')
_INVISIBLE: Final = ("C", "Zl", "Zp")


def session_stem(session: SessionRecord) -> str:
    """Return what a file of a session is called, without its ending; it may have namesakes."""
    if session.name:
        return _stem(session.started_at, session.name)
    return _stem(session.started_at, session.style_name, timed=True)


def take_stem(take: TakeRecord, *, timed: bool = False) -> str:
    """Return what a file of a take is called, without its ending; it may have namesakes.

    ``timed`` adds the time of day, so that names stand in the order in which the takes began.
    """
    return _stem(take.started_at, take.name or take.text, timed=timed)


def whole_stem(moment: datetime) -> str:
    """Return what a file of all sessions is called that is made at ``moment``."""
    return _stem(moment, "All sessions")


def free_stem(stem: str, taken: set[str]) -> str:
    """Return ``stem``, or with a number where it is ``taken`` in whatever letters; takes it."""
    free, again = stem, 1
    while free.casefold() in taken:
        again += 1
        free = f"{stem} ({again})"
    taken.add(free.casefold())
    return free


def _stem(moment: datetime, words: str, *, timed: bool = False) -> str:
    """Return words after the day where the person is, as Windows, macOS and Linux allow.

    With the day before them they are none of the names that Windows keeps for devices.
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
    """Return as many whole words as there is room for, or else letters."""
    cut = words.encode()[:_LONGEST].decode(errors="ignore")
    if cut == words:
        return words
    whole, _, rest = cut.rpartition(" ")
    return whole if len(whole) > len(rest) else cut
