"""A button that asks for a sound file."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.ui.file_dialogs import file_dialog
from mock_interviewer.app.ui.widgets.key_hint import KeyHint

_READ = (
    "Sound (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.oga *.webm *.mp4 *.mov *.mkv *.aiff"
    " *.aif *.wma *.amr *.caf)"
)


class AddRecording(KeyHint):
    """``chosen`` comes with the file that a person picks."""

    chosen = Signal(object)
    """A Path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A", "Add a recording…", parent=parent)
        self.clicked.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Open a dialog for a sound file; nothing happens while the button is not offered."""
        if self.isHidden():
            return
        dialog = file_dialog(self, "A recording of your answer", self.chosen.emit)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_READ, "All files (*)"])
        dialog.open()
