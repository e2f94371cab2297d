"""The transcript panel: words with a footer, or a sentence that says why there are none."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.store.database.records import TakeStatus, TranscriptRecord
from mock_interviewer.app.text.dates_in_words import date_in_words
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.take_words import (
    NO_WORDS_TRANSCRIBED,
    fillers_note,
    transcript_note,
)
from mock_interviewer.app.ui.shared.transcript_style import UNSURE_LEGEND
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.take.transcript_editor import TranscriptEditor
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton, KeyHintButton
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT, Picker
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

_HINT = "Click a word to hear it."


_AGAIN = "Transcribe again…"


_KEEP = "Count what you took back after all"


_ALL = 1000
"""A stretch that leaves none to the empty rest until all words have room."""


class TranscriptPanel(QWidget):
    """Shows words or a sentence, and offers to transcribe if that would help.

    ``again`` asks which model to use; the owner of the models calls its ``choose``. Place the panel
    at the page's full width: it keeps its own margins.
    """

    transcribe_pressed = Signal()
    """Transcribe the take, which has no transcript or failed to get one."""
    again_pressed = Signal()
    """Offer the models to transcribe the take again with."""
    keep_pressed = Signal()
    """Let the words count that the speaker took back."""
    edit_pressed = Signal()
    """Edit the words; the owner of the transcripts shows ``editor``."""
    version_chosen = Signal(int)
    """The number of the take's transcript to make the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._narrow = False
        self._hints: list[str] = []
        """Hints about the words, the most important one last."""
        self._asks_for_model = False
        self.view = TranscriptView()
        self.transcribe = QPushButton()
        self.again = RetranscriptionPanel()
        self._footer = TranscriptFooter(_AGAIN)
        self.whole = self._footer.whole
        self.again_button = self._footer.again
        self.edit_button = self._footer.edit
        self.editor = TranscriptEditor()
        self.versions = self._footer.versions
        self._sentence = TextLabel(size=FontSize.BODY, wrap=True, kind="muted")
        self._note = StatusLabel("caution")
        self._fillers = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self.keep = QPushButton(_KEEP)
        """Offered if the speaker took something back."""
        self.keep.setAccessibleName(_KEEP)
        set_kind(self.keep, "link")
        self._words = QWidget()
        self._reason = QWidget()
        self._before: QWidget | None = None
        self._stack = QStackedLayout()
        self._lay_out()
        self.transcribe.clicked.connect(self._press)
        self.again_button.clicked.connect(self.again_pressed)
        self.edit_button.clicked.connect(self.edit_pressed)
        self.keep.clicked.connect(self.keep_pressed)
        self.again.closed.connect(self._return)
        self.versions.chosen.connect(self._choose)
        self.view.cut_changed.connect(self._footer.offer_whole)
        self.whole.toggled.connect(self.view.unfold)
        self.show_sentence("")

    @property
    def sentence(self) -> str:
        """The sentence shown in place of words; empty while words are shown."""
        return self._sentence.plain if self._stack.currentWidget() is self._reason else ""

    @property
    def note(self) -> str:
        """The note about an incomplete transcript; empty for a complete one."""
        return self._note.plain

    @property
    def fillers(self) -> str:
        """The line about fillers; empty while hidden, or if nobody looked for them."""
        return "" if self._fillers.isHidden() else self._fillers.plain

    @property
    def hint(self) -> str:
        """The hint below the words."""
        return self._footer.hint.plain

    def show_take(self, listed: ListedTake, *, transcribing: bool, failure: str) -> None:
        """Show a take's words, or that it is being transcribed, or why there are none."""
        take, transcript = listed.take, listed.take.transcript
        offer = "Transcribe now" if listed.has_sound else ""
        if transcribing:
            self.show_sentence("Transcribing…")
        elif failure:
            self.show_sentence(failure, "Try again" if offer else "")
        elif transcript is not None and transcript.speech_detected and transcript.segments:
            self._show_words(transcript, playable=listed.has_sound)
        elif take.status is TakeStatus.SKIPPED:
            self.show_sentence(SKIPPED, offer and (offer if transcript is None else _AGAIN))
        elif take.status is TakeStatus.OPEN:
            self.show_sentence("This answer is being recorded.")
        elif transcript is not None:
            silent = "No speech was detected in this recording."
            self.show_sentence(
                NO_WORDS_TRANSCRIBED if transcript.speech_detected else silent, offer and _AGAIN
            )
        else:
            self.show_sentence(
                "Not transcribed yet." if offer else "There is no transcript.", offer
            )

    def show_editor(self) -> None:
        """Show the editor in place of the words."""
        if self._stack.currentWidget() is not self.editor:
            self._before = self.window().focusWidget()
        self._stack.setCurrentWidget(self.editor)

    def hide_editor(self) -> None:
        """Show the words again, and return the focus to where it was."""
        self._stack.setCurrentWidget(self._words)
        before, self._before = self._before, None
        if before is None or not before.isVisible():
            before = self.edit_button
        before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_versions(self, versions: Sequence[TranscriptRecord], now: datetime) -> None:
        """Offer the transcripts of the take in view, newest first, if there are several."""
        self._footer.show_versions(versions, now)

    def show_fillers(self, transcript: Transcript) -> None:
        """Show below the words which fillers were found."""
        self._fillers.show_text(fillers_note(transcript))
        self._fillers.setVisible(bool(self._fillers.plain) and not self._low)

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Show fewer hints if the page is narrow, and none if it is low."""
        self._low, self._narrow = low, narrow
        hints = self._hints[-1:] if narrow else self._hints
        self._footer.show_hint("" if low else " ".join(hints))
        self._fillers.setVisible(bool(self._fillers.plain) and not low)

    def show_sentence(self, sentence: str, offer: str = "") -> None:
        """Show ``sentence``, and a button labeled ``offer`` unless that is empty."""
        self._asks_for_model = offer == _AGAIN
        self._sentence.show_text(sentence)
        self.transcribe.setText(offer)
        self.transcribe.setAccessibleName(offer)
        self.transcribe.setVisible(bool(offer))
        self._footer.hide_versions()
        self._stack.setCurrentWidget(self._reason)

    def _show_words(self, transcript: Transcript, *, playable: bool) -> None:
        self.whole.setChecked(False)
        self.view.set_transcript(transcript)
        self._note.show_text(transcript_note(transcript))
        self._note.setVisible(bool(self._note.plain))
        self.show_fillers(transcript)
        self.keep.setVisible(any(word.taken_back for word in self.view.words))
        unsure = any(word.unsure for word in self.view.words)
        self._hints = ([_HINT] if playable else []) + ([UNSURE_LEGEND] if unsure else [])
        self.again_button.setVisible(playable)
        self.fit(low=self._low, narrow=self._narrow)
        self._stack.setCurrentWidget(self._words)

    def _lay_out(self) -> None:
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Spacing.XS)
        self._note.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        words.addWidget(self._note)
        words.addWidget(self.view, _ALL)
        self._fillers.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        words.addWidget(self._fillers)
        kept = QHBoxLayout()
        kept.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        kept.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        words.addLayout(kept)
        words.addWidget(self._footer)
        words.addStretch(1)
        reason = QVBoxLayout(self._reason)
        reason.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        reason.setSpacing(Spacing.M)
        reason.addWidget(self._sentence)
        reason.addWidget(self.transcribe, 0, Qt.AlignmentFlag.AlignLeft)
        reason.addStretch(1)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(self._words)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        inset = QHBoxLayout()
        inset.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        inset.addWidget(self.again)
        column.addLayout(inset)
        column.addLayout(self._stack, 1)

    def _press(self) -> None:
        (self.again_pressed if self._asks_for_model else self.transcribe_pressed).emit()

    def _choose(self) -> None:
        number = self.versions.value
        if number is not None:
            self.version_chosen.emit(number)

    def _return(self) -> None:
        """Return the focus to the button that opened the panel."""
        button = self.again_button if self.again_button.isVisible() else self.transcribe
        button.setFocus(Qt.FocusReason.OtherFocusReason)


_WHOLE, _FEWER = "Show all words", "Show fewer"


_LEAST_PICKER = 120


_PICKER_STRETCH = 1000
"""A stretch that leaves none to the empty rest until the picker is at its widest."""


_BEFORE, _BETWEEN = 0, 2
"""Positions of the empty rest in the row: before the picker, and between it and the button."""


class TranscriptFooter(QWidget):
    """A hint, a button for all words, a picker of transcripts, and buttons to make another.

    If they do not fit side by side, the picker and the buttons stand below the hint.
    """

    def __init__(self, again: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = TextLabel(size=FontSize.CAPTION, kind="muted")
        self.whole = DisclosureButton(_WHOLE, "link")
        """Unfolds all words where the page scrolls instead of the words."""
        self.whole.setCheckable(True)
        self.whole.hide()
        self.versions: Picker[int] = Picker("Transcript version")
        self.versions.shrink(_LEAST_PICKER)
        self.again = QPushButton(again)
        set_kind(self.again, "quiet")
        self.again.setAccessibleName("Transcribe again with another model")
        self.edit = KeyHintButton("E", "Edit")
        self.edit.set_edge(Spacing.S)
        self.edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.edit.setAccessibleName("Edit the transcript")
        self.edit.setToolTip("Edit the transcript (E)")
        tools = self._tools = QHBoxLayout()
        tools.setSpacing(Spacing.S)
        tools.addStretch()
        tools.addWidget(self.versions, _PICKER_STRETCH)
        tools.addStretch()
        tools.addWidget(self.edit)
        tools.addWidget(self.again)
        hints = self._hint_row = QHBoxLayout()
        hints.setSpacing(Spacing.S)
        hints.addWidget(self.hint)
        hints.addWidget(self.whole)
        hints.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(ROW_PADDING, 0, 0, 0)
        self._parts.addLayout(hints)
        self._parts.addLayout(tools, 1)
        self.whole.toggled.connect(self._name_whole)
        self._fit()

    def show_hint(self, text: str) -> None:
        """Show a hint about the words; an empty one takes no room."""
        self.hint.show_text(text)
        self.hint.setVisible(bool(text))
        self._fit()

    @Slot(bool)
    def offer_whole(self, there: bool) -> None:
        """Offer to show all words if they do not fit."""
        self.whole.setVisible(there)
        self._fit()

    @Slot(bool)
    def _name_whole(self, unfolded: bool) -> None:
        self.whole.show_label(_FEWER if unfolded else _WHOLE)
        self._fit()

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
        self.versions.setVisible(len(versions) > 1)
        self._fit()

    def hide_versions(self) -> None:
        """Offer no transcripts."""
        self.versions.hide()
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the width that the parts need when stacked, to which they can be squeezed.

        While they stand in one line, Qt would return the width of that line.
        """
        tools = [part for part in (self.versions, self.edit, self.again) if not part.isHidden()]
        hints = [part for part in (self.hint, self.whole) if not part.isHidden()]
        rows = (_in_a_row(hints), _in_a_row(tools))
        return QSize(ROW_PADDING + max(rows), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay out the parts for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= self._whole_width()
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._parts.setSpacing(Spacing.S if beside else Spacing.XXS)
        has_hint = not self.hint.isHidden() or not self.whole.isHidden()
        self._place_edit(above=not beside and has_hint)
        self._tools.setStretch(_BEFORE, 1 if beside else 0)
        self._tools.setStretch(_BETWEEN, 0 if beside else 1)

    def _place_edit(self, *, above: bool) -> None:
        """Put the Edit button beside the hint if that has a line of its own, or with the others."""
        there = self._hint_row.indexOf(self.edit) >= 0
        if above != there:
            old, new = (self._tools, self._hint_row) if above else (self._hint_row, self._tools)
            old.removeWidget(self.edit)
            new.insertWidget(new.count() - (0 if above else 1), self.edit)

    def _whole_width(self) -> int:
        """Return the width that all parts need side by side."""
        widths = [
            (self.hint, self.hint.sizeHint().width()),
            (self.whole, self.whole.sizeHint().width()),
            (self.versions, self.versions.whole_width()),
            (self.edit, self.edit.sizeHint().width()),
            (self.again, self.again.sizeHint().width()),
        ]
        shown = [width for part, width in widths if not part.isHidden()]
        return ROW_PADDING + sum(shown) + Spacing.S * (len(shown) - 1)


def _in_a_row(parts: Sequence[QWidget]) -> int:
    least = [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts]
    return sum(least) + Spacing.S * max(0, len(parts) - 1)
