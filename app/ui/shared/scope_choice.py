"""The choice of how much to export or transcribe: a take, its session, or all sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.export.file_names import session_stem, take_stem, whole_stem
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.dates_in_words import about_length, local_now
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.shared.library_rows import session_row
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.choice import SegmentedControl
from mock_interviewer.app.ui.widgets.labels import TextLabel


class AnswerScope(StrEnum):
    """Of how much something is done."""

    TAKE = "take"
    SESSION = "session"
    ALL = "all"


@dataclass(frozen=True)
class ScopeDescription:
    """A session, or a take of it, by ids; in words and as the stems of files' names by scope."""

    session: str
    take: str
    words: Mapping[AnswerScope, str]
    stems: Mapping[AnswerScope, str]


def describe_scopes(
    library: LibraryReader, session: str, take: str, now: datetime
) -> ScopeDescription | None:
    """Return what is meant where a session or a take of it is shown, as seen ``now``.

    ``session`` and ``take`` are "" for none. None where it is gone. Raises StoreError.
    """
    words = {AnswerScope.ALL: counted(library.listing.session_count(), "session")}
    stems = {AnswerScope.ALL: whole_stem(now)}
    if not session:
        return ScopeDescription(session, take, words, stems)
    try:
        record = library.session(session)
        shown = library.take(take) if take else None
    except KeyError:
        return None
    row = session_row(record, now)
    words[AnswerScope.SESSION] = f"{row.title} · {row.detail}"
    stems[AnswerScope.SESSION] = session_stem(record)
    if shown is not None:
        words[AnswerScope.TAKE] = _take_words(shown)
        stems[AnswerScope.TAKE] = take_stem(shown)
    return ScopeDescription(session, take, words, stems)


def _take_words(take: TakeRecord) -> str:
    parts = [take.name, take.text, about_length(take.duration) if take.duration else ""]
    return " · ".join(part for part in parts if part)


TAKE_SCOPES = ((AnswerScope.TAKE, "This take"), (AnswerScope.SESSION, "Its session"))


SESSION_SCOPES = ((AnswerScope.SESSION, "This session"), (AnswerScope.ALL, "All sessions"))


class ScopeChoice(QWidget):
    """Offers ``scopes`` (values and labels); whoever knows the library says what they are."""

    subject_wanted = Signal(str, str)
    """The ids of a session and a take, "" for none: ``show_subject`` shall say what they are."""
    told = Signal(str)
    """What ``about`` says now."""

    def __init__(
        self, name: str, scopes: Sequence[tuple[AnswerScope, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = self.take = ""
        """The ids of what it is asked of, "" for none."""
        self.subject: ScopeDescription | None = None
        """What that is; None until it is known."""
        self.segments: SegmentedControl[AnswerScope] = SegmentedControl(name, scopes)
        self._about = TextLabel(wrap=True, kind="muted", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(self.segments)
        column.addWidget(self._about)
        self.segments.chosen.connect(self._say_what)

    @property
    def value(self) -> AnswerScope:
        """The scope that is chosen."""
        return self.segments.value

    @property
    def about(self) -> str:
        """What that is, in words; empty until it is known."""
        return self._about.plain

    def choose(self, scope: AnswerScope) -> None:
        """Choose a scope."""
        self.segments.choose(scope)
        self._say_what()

    def ask(self, session: str, take: str = "") -> None:
        """Ask of a session, or of a take of it; without a session only of all."""
        self.session, self.take = session, take
        self.subject = None
        self.segments.setVisible(bool(session))
        if not session:
            self.segments.choose(AnswerScope.ALL)
        self._say_what()
        self.subject_wanted.emit(session, take)

    def show_subject(self, subject: ScopeDescription | None) -> None:
        """Say what it is asked of; None where it is gone."""
        if subject is not None and (subject.session, subject.take) == (self.session, self.take):
            self.subject = subject
            self._say_what()

    @Slot()
    def _say_what(self) -> None:
        self._about.show_text("" if self.subject is None else self.subject.words[self.value])
        self.told.emit(self.about)


def connect_descriptions(store: StoreThread, scope: ScopeChoice) -> None:
    """Tell a choice what it is about, whenever it asks. GUI thread only."""
    # What it waits for is dropped with it.
    tasks = BackgroundTasks(GuiThread(scope))

    def look(session: str, take: str) -> None:
        # Where it cannot be told, whatever is done then says why.
        found = store.submit(partial(describe_scopes, session=session, take=take, now=local_now()))
        tasks.deliver(found, scope.show_subject, lambda _: None)

    scope.subject_wanted.connect(look)
