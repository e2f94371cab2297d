"""A follow-up to be written, with the key points of its answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.editor.details import Details
from mock_interviewer.app.ui.widgets.editor.field import Path
from mock_interviewer.app.ui.widgets.editor.key_point_row import KeyPointRow
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.editor.rows import Rows
from mock_interviewer.app.ui.widgets.editor.written_fields import WrittenField
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.app.ui.widgets.unfold_button import UnfoldButton
from mock_interviewer.app.wording import counted
from mock_interviewer.questions.drafted import Fields

_LONGEST_LABEL = 80
_OWN = "key points of its own"


class _OwnPoints(WrittenField):
    """The key points of what is answered to the follow-up."""

    def __init__(self) -> None:
        about = "What a good answer to this follow-up says."
        add = "Add a key point to this follow-up"
        rows = Rows("", about, add, lambda: KeyPointRow("own key point"))
        super().__init__("", rows)
        self._rows = rows
        rows.changed.connect(self.changed)
        rows.arranged.connect(self.arranged)

    def show_value(self, value: Any) -> None:
        """Show key points."""
        self._rows.show_entries(value or ())

    @property
    def value(self) -> list[Fields]:
        """The key points as they are written now."""
        return self._rows.entries

    def say_within(self, faults: Mapping[Path, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong at each key point, and what is doubtful."""
        self._rows.say(faults, doubts)

    def take_keyboard(self, path: Path = ()) -> None:
        """Put the keyboard where a way from this list leads."""
        self._rows.take_keyboard(path)


class FollowUpRow(Row):
    """A question asked back, and the key points that it is about."""

    texts = ("text", "key_points")

    def __init__(
        self, points: Callable[[], Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        """``points`` gives the ids and the words of the question's key points."""
        details = Details("Own key points", {"key_points": (_OWN, _OwnPoints)})
        super().__init__("follow-up", details, parent=parent)
        self._points = points
        self._about: list[str] = []
        self._text = GrowingText("Follow-up", "What to ask back")
        self._choose = UnfoldButton(kind="link")
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._choose)
        line.addWidget(details.fold)
        line.addStretch(1)
        self.body.addWidget(self._text)
        self.body.addLayout(line)
        self._text.textChanged.connect(self.changed)
        self._choose.clicked.connect(lambda _checked: self._open())

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        self._text.show_text(fields.get("text") or "")
        self._about = list(fields.get("about", ()))
        self._describe()

    def written(self) -> Fields:
        """Return what the controls say."""
        return {"text": self._text.written, "about": list(self._about)}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._text, self._choose)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Key points that it is about")
        menu.aboutToHide.connect(menu.deleteLater)
        for ident, point in self._points():
            short = point if len(point) <= _LONGEST_LABEL else f"{point[: _LONGEST_LABEL - 1]}…"
            action = QAction(short.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(ident in self._about)
            action.triggered.connect(lambda checked, ident=ident: self._toggle(ident, checked))
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("This question has no key points yet").setEnabled(False)
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _toggle(self, ident: str, checked: bool) -> None:
        self._about = [each for each in self._about if each != ident]
        if checked:
            self._about.append(ident)
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        about = f"About {counted(len(self._about), 'key point')}" if self._about else "About…"
        self._choose.show_label(about)
        self._choose.setAccessibleName(f"{about}: choose key points")
