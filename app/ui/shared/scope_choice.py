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
    """How much to export or transcribe."""

    TAKE = "take"
    SESSION = "session"
    ALL = "all"


@dataclass(frozen=True)
class ScopeDescription:
    """A session, or a take of it, by ID, with a text and a file-name stem for each scope."""

    session: str
    take: str
    texts: Mapping[AnswerScope, str]
    stems: Mapping[AnswerScope, str]


def describe_scopes(
    library: LibraryReader, session: str, take: str, now: datetime
) -> ScopeDescription | None:
    """Describe a session or a take of it, with dates relative to ``now``.

    ``session`` and ``take`` are "" for none. Return None if it is deleted. Raises StoreError.
    """
    texts = {AnswerScope.ALL: counted(library.listing.session_count(), "session")}
    stems = {AnswerScope.ALL: whole_stem(now)}
    if not session:
        return ScopeDescription(session, take, texts, stems)
    try:
        record = library.session(session)
        shown = library.take(take) if take else None
    except KeyError:
        return None
    row = session_row(record, now)
    texts[AnswerScope.SESSION] = f"{row.title} · {row.detail}"
    stems[AnswerScope.SESSION] = session_stem(record)
    if shown is not None:
        texts[AnswerScope.TAKE] = _take_words(shown)
        stems[AnswerScope.TAKE] = take_stem(shown)
    return ScopeDescription(session, take, texts, stems)


def _take_words(take: TakeRecord) -> str:
    parts = [take.name, take.text, about_length(take.duration) if take.duration else ""]
    return " · ".join(part for part in parts if part)


TAKE_SCOPES = ((AnswerScope.TAKE, "This answer"), (AnswerScope.SESSION, "The whole session"))
SESSION_SCOPES = ((AnswerScope.SESSION, "This session"), (AnswerScope.ALL, "All sessions"))


class ScopeChoice(QWidget):
    """Offers ``scopes`` (values and labels), and shows a description of the chosen one."""

    description_requested = Signal(str, str)
    """The IDs of a session and a take, "" for none, to describe by ``show_description``."""
    description_changed = Signal(str)
    """The new ``text``."""

    def __init__(
        self, name: str, scopes: Sequence[tuple[AnswerScope, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = self.take = ""
        """The IDs of the session and the take, "" for none."""
        self.description: ScopeDescription | None = None
        """Their description; None until it is known."""
        self.segments: SegmentedControl[AnswerScope] = SegmentedControl(name, scopes)
        self._label = TextLabel(wrap=True, kind="muted", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(self.segments)
        column.addWidget(self._label)
        self.segments.chosen.connect(self._update_text)

    @property
    def value(self) -> AnswerScope:
        """The scope that is chosen."""
        return self.segments.value

    @property
    def text(self) -> str:
        """The description of the chosen scope; empty until it is known."""
        return self._label.plain

    def choose(self, scope: AnswerScope) -> None:
        """Choose a scope."""
        self.segments.choose(scope)
        self._update_text()

    def show_for(self, session: str, take: str = "") -> None:
        """Offer the scopes of a session, or of a take; without a session, only all."""
        self.session, self.take = session, take
        self.description = None
        self.segments.setVisible(bool(session))
        if not session:
            self.segments.choose(AnswerScope.ALL)
        self._update_text()
        self.description_requested.emit(session, take)

    def show_description(self, description: ScopeDescription | None) -> None:
        """Show a description, if it is of this session and take; None if they are deleted."""
        if description is not None and (description.session, description.take) == (
            self.session,
            self.take,
        ):
            self.description = description
            self._update_text()

    @Slot()
    def _update_text(self) -> None:
        self._label.show_text(
            "" if self.description is None else self.description.texts[self.value]
        )
        self.description_changed.emit(self.text)


def connect_descriptions(store: StoreThread, scope: ScopeChoice) -> None:
    """Answer the description requests of ``scope`` from the store. GUI thread only."""
    # Destroyed with the widget, together with its pending requests.
    tasks = BackgroundTasks(GuiThread(scope))

    def look(session: str, take: str) -> None:
        # Errors are ignored here: the later export or transcription reports them.
        found = store.submit(partial(describe_scopes, session=session, take=take, now=local_now()))
        tasks.deliver(found, scope.show_description, lambda _: None)

    scope.description_requested.connect(look)
