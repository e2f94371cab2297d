"""The tools of a transcript: edit it, choose another version, or transcribe again."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.store.database.records import TranscriptRecord
from mock_interviewer.app.text.dates_in_words import date_in_words
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.take_words import fillers_note
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT, Picker
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

AGAIN = "Transcribe again…"
_KEEP = "Count what you took back after all"
_VERSION = "Version"
_LEAST_PICKER = 120


class TranscriptTools(HeightForWidthWidget):
    """Buttons to edit and to transcribe again, a picker of versions, and the fillers found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = KeyHintButton("E", "Edit transcript", kind="")
        self.edit.set_edge(Spacing.M)
        self.edit.setToolTip("Edit the transcript (E)")
        self.again = labeled_button(AGAIN, "Transcribe again with another model")
        self.versions: Picker[int] = Picker("Transcript version")
        self.versions.shrink(_LEAST_PICKER)
        self._version = QWidget()
        self.keep = labeled_button(_KEEP)
        """Offered if the speaker took something back."""
        set_kind(self.keep, "link")
        self._fillers = TextLabel(wrap=True, kind="muted")
        self._lay_out()

    @property
    def fillers(self) -> str:
        """The line about fillers; empty if nobody looked for them."""
        return self._fillers.plain

    def show_transcript(self, *, playable: bool, taken_back: bool) -> None:
        """Offer what helps with a transcript, of which a part may be ``taken_back``."""
        self.again.setVisible(playable)
        self.keep.setVisible(taken_back)

    def show_fillers(self, transcript: Transcript) -> None:
        """Show which fillers were found."""
        self._fillers.show_text(fillers_note(transcript))
        self._fillers.setVisible(bool(self._fillers.plain))

    def show_versions(self, versions: Sequence[TranscriptRecord], now: datetime) -> None:
        """Offer transcripts in this order if there are several."""
        current = next((one.number for one in versions if one.current), None)
        options = [
            (
                one.number,
                f"{model_display_name(one.model)}{LABEL_JOINT}{date_in_words(one.made_at, now)}",
            )
            for one in versions
        ]
        self.versions.offer(options, current)
        self._version.setVisible(len(versions) > 1)

    def hide_versions(self) -> None:
        """Offer no transcripts."""
        self._version.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.S)
        buttons.addWidget(self.edit)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        version = QHBoxLayout(self._version)
        version.setContentsMargins(0, 0, 0, 0)
        version.setSpacing(Spacing.S)
        version.addWidget(TextLabel(_VERSION, FontSize.BASE, kind="muted"))
        version.addWidget(self.versions, 1000)
        version.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        column.addLayout(buttons)
        column.addWidget(self._version)
        column.addWidget(self._fillers)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
