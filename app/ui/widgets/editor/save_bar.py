"""Says that changes are not saved yet, and saves them; then that they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.remark import Remark


class SaveBar(QWidget):
    """Stands beneath what is written on, so that nothing there moves; hidden until a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = KeyHint("Ctrl+S", "Save", primary=True)
        self.state = Remark("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.save)
        row.addWidget(self.state, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(self.sizeHint().height())
        self.put_away()

    @property
    def unsaved(self) -> bool:
        """Whether it offers to save."""
        return not self.isHidden() and not self.save.isHidden()

    def put_away(self) -> None:
        """Say nothing: nothing was changed."""
        self.save.setEnabled(False)
        self.state.show_text("", "muted")
        self.hide()

    def show_unsaved(self) -> None:
        """Offer to save."""
        self.save.setEnabled(True)
        self.save.show()
        self.state.show_text("Not saved yet", "caution")
        self.show()

    def show_saved(self) -> None:
        """Say that all is saved; nothing where nothing was changed."""
        if not self.isHidden():
            self.save.setEnabled(False)
            self.save.hide()
            self.state.show_text("Saved", "good")
