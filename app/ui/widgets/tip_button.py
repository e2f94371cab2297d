"""A quiet button whose tip says what it does and by which key."""

from PySide6.QtWidgets import QPushButton

from mock_interviewer.app.ui.theme import set_kind


def tip_button(label: str, tip: str) -> QPushButton:
    """Return a quiet button; ``tip``, up to its key in brackets, is also its accessible name."""
    made = QPushButton(label)
    set_kind(made, "quiet")
    made.setAccessibleName(tip.partition(" (")[0])
    made.setToolTip(tip)
    return made
