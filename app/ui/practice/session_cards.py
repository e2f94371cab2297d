"""The two cards of the practice page: what is due today, and a custom session."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.practice.unfold_button import SIDE, UnfoldButton
from mock_interviewer.app.ui.style.theme import READING_LINE, FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.column import separator_line
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel

_PADDING = Spacing.M
_LINE_HEIGHT = Spacing.XL + Spacing.XXS


class SessionCard(QFrame):
    """A session that can be started: its title, a line about it, a detail, and its button.

    The button is at the right, so that it stays in place whatever the texts are.
    """

    start_pressed = Signal()

    def __init__(
        self, title: str, line: QWidget, detail: TextLabel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_kind(self, "surface")
        self.setAccessibleName(title)
        self.detail = detail
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        # The text arrives a moment after the page, and must not move what is below.
        self.detail.setMinimumHeight(round(self.detail.fontMetrics().lineSpacing() * READING_LINE))
        self.start = KeyHintButton("Enter", "Start", primary=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = self.start.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.start.setSizePolicy(policy)
        self.start.clicked.connect(lambda _checked: self.start_pressed.emit())
        heading = TextLabel(title, strong=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        line.setFixedHeight(_LINE_HEIGHT)
        words.addWidget(heading)
        words.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        # As the text of a button that unfolds.
        heading.setContentsMargins(SIDE, 0, 0, 0)
        inset = QHBoxLayout()
        inset.setContentsMargins(SIDE, 0, 0, 0)
        inset.addWidget(self.detail)
        words.addLayout(inset)
        head = QHBoxLayout()
        head.setContentsMargins(_PADDING - SIDE, _PADDING, _PADDING, Spacing.S)
        head.setSpacing(Spacing.S)
        head.addLayout(words, 1)
        head.addWidget(self.start)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)

    def show_role(self, key: str, *, primary: bool) -> None:
        """Show the key that starts the session, "" for none, and whether that is the main one."""
        self.start.show_role(key, primary=primary)


class DueCard(SessionCard):
    """What is due today. Without a due question it has no button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.summary = TextLabel(size=FontSize.BODY, tabular=True)
        self.summary.setContentsMargins(SIDE, 0, 0, 0)
        super().__init__("Due today", self.summary, ElidedLabel(kind="muted"), parent)
        self.start.setAccessibleName("Start due questions")

    def show_words(self, summary: str, why: str, *, startable: bool) -> None:
        """Show how much is due and why, and the button if it is ``startable``."""
        self.summary.show_text(summary)
        self.detail.show_text(why)
        # In full, because a narrow card has room for only a part.
        self.detail.setToolTip(why)
        self.start.setVisible(startable)


class CustomCard(SessionCard):
    """A session that the person puts together, in one line that unfolds its choices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.line = UnfoldButton(boxed=False)
        self.line.setAccessibleDescription("Show the choices of the custom session")
        detail = TextLabel(kind="muted", wrap=True, tabular=True)
        super().__init__("Custom session", self.line, detail, parent)
        self.start.setAccessibleName("Start custom session")
        self._form = QWidget(self)
        self._form.hide()
        self._column.addWidget(self._form)
        self.line.toggled.connect(self._form.setVisible)

    def hold(self, form: QLayout) -> None:
        """Make ``form`` the choices. Quickest when the card has its place on the page already."""
        column = QVBoxLayout(self._form)
        column.setContentsMargins(_PADDING, 0, _PADDING, _PADDING)
        column.setSpacing(_PADDING)
        column.addWidget(separator_line())
        column.addLayout(form)

    @property
    def unfolded(self) -> bool:
        """Whether the choices are shown."""
        return self.line.isChecked()

    def toggle(self) -> None:
        """Show or hide the choices."""
        self.line.toggle()

    def show_words(self, line: str, detail: str) -> None:
        """Show the choices in a line, and a detail such as the length."""
        self.line.show_label(line, "Custom session")
        self.detail.show_text(detail)

    def offer_choices(self, *, offered: bool) -> None:
        """Let the person unfold the choices, or not while there is nothing to choose."""
        self.line.setEnabled(offered)
        if not offered:
            self.line.setChecked(False)
