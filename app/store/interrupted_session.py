"""The session that a crash, a power cut, or a closed window interrupted, as far as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database.records import (
    CUT_SHORT,
    DEMO_STYLE,
    RECOVERED,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.app.store.sound_import import IMPORT_MODE
from mock_interviewer.app.store.takes.session_plan import KeptPlan, kept_plan

OFFERED_FOR: Final = timedelta(days=7)
"""Time since its last question after which a session is too old to be continued."""

_NEWEST = """
SELECT id, mode, plan, ended_at FROM sessions WHERE NOT deleting ORDER BY number DESC LIMIT 50
"""
"""Enough to get past some demos and imported sounds."""


@dataclass(frozen=True)
class InterruptedSession:
    """A session that did not come to its end, with at least one recording.

    ``takes`` are in the order in which they started, and ``feedback`` is what is known of them,
    by take.
    """

    id: str
    mode: str
    plan: KeptPlan
    takes: tuple[TakeRecord, ...]
    feedback: Mapping[str, Feedback]

    @property
    def ended(self) -> datetime:
        """When its last take ended."""
        last = self.takes[-1]
        return last.started_at + timedelta(seconds=last.duration)


def newest_interrupted_session(library: LibraryReader, now: datetime) -> InterruptedSession | None:
    """Return the newest session if it was interrupted and is to be offered at an aware time.

    Demos and imported sounds do not count as sessions. Runs on the library's thread, while no
    session is running, with the library's errors.
    """
    for ident, mode, stored, ended in library.access.rows(_NEWEST):
        plan = kept_plan(stored)
        if plan is None or mode == IMPORT_MODE or plan.style == DEMO_STYLE:
            continue
        return None if ended is not None else _interrupted(library, ident, mode, plan, now)
    return None


def _interrupted(
    library: LibraryReader, ident: str, mode: str, plan: KeptPlan, now: datetime
) -> InterruptedSession | None:
    takes = tuple(library.takes(ident))
    if not any(map(was_recorded, takes)) or now - takes[-1].started_at > OFFERED_FOR:
        return None
    found = ((take.id, library.feedback(take.id)) for take in takes)
    feedback = {take: record.feedback for take, record in found if record is not None}
    return InterruptedSession(ident, mode, plan, takes, feedback)


def was_recorded(take: TakeRecord) -> bool:
    """Return whether a take has, or had, a recording with sound."""
    return take.duration > 0


def was_cut_short(take: TakeRecord) -> bool:
    """Return whether a take ended because the program did, so that its question is asked again."""
    return take.status is TakeStatus.OPEN or bool({RECOVERED, CUT_SHORT} & set(take.flags))
