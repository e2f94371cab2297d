"""Of how much something is asked: a take, its session or all, with which that is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.subject import Scope, Subject
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.choice import Segments
from mock_interviewer.app.ui.widgets.text import Text

TAKE_SCOPES = ((Scope.TAKE, "This take"), (Scope.SESSION, "Its session"))
SESSION_SCOPES = ((Scope.SESSION, "This session"), (Scope.ALL, "All sessions"))


class ScopeChoice(QWidget):
    """Offers ``scopes`` (values and labels); whoever knows the library says what they are."""

    subject_wanted = Signal(str, str)
    """The ids of a session and a take, "" for none: ``show_subject`` shall say what they are."""
    told = Signal(str)
    """What ``about`` says now."""

    def __init__(
        self, name: str, scopes: Sequence[tuple[Scope, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = self.take = ""
        """The ids of what it is asked of, "" for none."""
        self.subject: Subject | None = None
        """What that is; None until it is known."""
        self._segments: Segments[Scope] = Segments(name, scopes)
        self._about = Text(wrap=True, kind="muted", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._segments)
        column.addWidget(self._about)
        self._segments.chosen.connect(self._say_what)

    @property
    def value(self) -> Scope:
        """The scope that is chosen."""
        return self._segments.value

    @property
    def about(self) -> str:
        """What that is, in words; empty until it is known."""
        return self._about.plain

    def choose(self, scope: Scope) -> None:
        """Choose a scope."""
        self._segments.choose(scope)
        self._say_what()

    def ask(self, session: str, take: str = "") -> None:
        """Ask of a session, or of a take of it; without a session only of all."""
        self.session, self.take = session, take
        self.subject = None
        self._segments.setVisible(bool(session))
        if not session:
            self._segments.choose(Scope.ALL)
        self._say_what()
        self.subject_wanted.emit(session, take)

    def show_subject(self, subject: Subject | None) -> None:
        """Say what it is asked of; None where it is gone."""
        if subject is not None and (subject.session, subject.take) == (self.session, self.take):
            self.subject = subject
            self._say_what()

    @Slot()
    def _say_what(self) -> None:
        self._about.show_text("" if self.subject is None else self.subject.words[self.value])
        self.told.emit(self.about)
