"""What the progress page says as long as there is nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.text import Text


class Empty(QWidget):
    """What stands where charts will be."""

    def __init__(self) -> None:
        super().__init__()
        self.start = QPushButton("Start practice")
        set_kind(self.start, "primary")
        self.start.setAccessibleName("Start practice")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.L, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text("Nothing practised yet.", Type.BODY, strong=True))
        self._what = Text(size=Type.BODY, wrap=True, kind="muted")
        self.tell_due(on=True)
        column.addWidget(self._what)
        column.addSpacing(Space.M)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)

    def tell_due(self, *, on: bool) -> None:
        """Promise to show what comes due, or not."""
        rest = "how long you practised, and what comes due" if on else "and how long you practised"
        self._what.show_text(
            "Once you have answered, this page shows which sections are weak, how your"
            f" delivery changes, {rest}."
        )
