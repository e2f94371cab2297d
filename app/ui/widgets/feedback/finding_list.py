"""Findings beneath each other, and the sentence in their place where there are none to tell."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.feedback.finding_row import Finding, FindingRow


class FindingList(QWidget):
    """Hidden while it has no findings. ``name`` is what they are, for people who do not see it."""

    play_asked = Signal(float)
    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.hide()

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """The rows that are shown."""
        return tuple(self._rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show ``findings``; rows that stay the same stay as they are, unfolded or not."""
        if tuple(row.finding for row in self._rows) == tuple(findings):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [FindingRow(finding) for finding in findings]
        for row in self._rows:
            row.play_asked.connect(self.play_asked)
            row.pointed.connect(self.pointed)
            self._column.addWidget(row)
        self.setVisible(bool(self._rows))
