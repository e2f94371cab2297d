"""The introduction of a first start: how it works, and what to start with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import TextLabel

_STEPS = (
    "You are asked a question, aloud.",
    "Just speak. The interviewer waits while you think, and notices when you are done.",
    "Everything stays on this computer.",
)


class IntroductionText(HeightForWidthWidget):
    """Three lines that say how an interview works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Spacing.M)
        grid.setVerticalSpacing(Spacing.S)
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(_STEPS):
            number = TextLabel(str(row + 1), FontSize.BODY, tabular=True, wrap=True, kind="muted")
            grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(step, FontSize.BODY, wrap=True), row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        column.addWidget(TextLabel("Practice interviews out loud.", FontSize.TITLE, strong=True))
        column.addLayout(grid)


class IntroductionButtons(QWidget):
    """The first question, the demo, and the way to the practice page."""

    start_pressed = Signal()
    demo_pressed = Signal()
    skip_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = KeyHintButton("Enter", "Start your first question", primary=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.demo = KeyHintButton("D", "Watch a demo")
        self.skip = KeyHintButton("Esc", "Skip")
        self.start.clicked.connect(lambda _checked: self.start_pressed.emit())
        self.demo.clicked.connect(lambda _checked: self.demo_pressed.emit())
        self.skip.clicked.connect(lambda _checked: self.skip_pressed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.S)
        for part in (self.start, self.demo, self.skip):
            row.addWidget(part)
        row.addStretch(1)

    def fit(self, *, narrow: bool) -> None:
        """Leave out the keys of the quiet buttons on a narrow page."""
        for quiet in (self.demo, self.skip):
            quiet.show_key(shown=not narrow)
