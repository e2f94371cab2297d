"""The page of speech models: use, download, import, verify, and remove them."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.shared.settings_subpage import SettingsSubpage
from mock_interviewer.app.ui.speech_models.model_listing import ModelAction, ModelEntry
from mock_interviewer.app.ui.speech_models.model_row import ModelRow
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.app.ui.widgets.buttons import labeled_button
from mock_interviewer.app.ui.widgets.column import separator_line
from mock_interviewer.app.ui.widgets.labels import TextLabel

_ARCHIVES = "Archives (*.zip *.tar *.tar.gz *.tgz)"


class SpeechModelsPage(SettingsSubpage):
    """The speech models page; its controller connects the signals. Esc goes back."""

    acted = Signal(str, object)
    """A model's name, and the requested ModelAction."""
    confirmed = Signal(str, object)
    """The same, after confirmation."""
    declined = Signal(str, object)
    measure_requested = Signal()
    import_requested = Signal(object)
    """The Path of a folder or an archive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ModelRow] = {}
        self._machine = TextLabel(wrap=True)
        self._measure = labeled_button(
            "Measure", "Measure how fast this computer transcribes speech"
        )
        self._measure.clicked.connect(lambda _checked: self.measure_requested.emit())
        self._folder = labeled_button("Import folder…", "Import a speech model from a folder")
        self._folder.clicked.connect(lambda _checked: self._choose(folder=True))
        self._archive = labeled_button("Import archive…", "Import a speech model from an archive")
        self._archive.clicked.connect(lambda _checked: self._choose(folder=False))
        self._importing = TextLabel(wrap=True, kind="muted")
        self._here, self._elsewhere = QVBoxLayout(), QVBoxLayout()
        self._more = TextLabel("Available for download", FontSize.BODY, strong=True)
        self._lay_out()

    def row(self, name: str) -> ModelRow:
        """Return the row of a model. Raises KeyError if it is not shown."""
        return self._rows[name]

    @property
    def machine_text(self) -> str:
        """The text about the speed of this computer."""
        return self._machine.plain

    def show_rows(self, rows: Sequence[ModelEntry]) -> None:
        """Show the models, installed ones first."""
        for name in set(self._rows) - {row.name for row in rows}:
            gone = self._rows.pop(name)
            gone.hide()
            gone.deleteLater()
        for layout, group in (
            (self._here, [row for row in rows if row.here]),
            (self._elsewhere, [row for row in rows if not row.here]),
        ):
            for index, row in enumerate(group):
                self._place(layout, index, row)
        self._more.setVisible(any(not row.here for row in rows))
        self._order_keyboard(rows)

    def show_row(self, row: ModelEntry) -> None:
        """Update the row of one model."""
        self._rows[row.name].show_row(row)

    def ask(self, name: str, action: ModelAction, text: str) -> None:
        """Ask about a model in its row, and scroll to it."""
        self._rows[name].ask(action, text)
        self.bring(name)

    def bring(self, name: str) -> None:
        """Scroll to a model, unless it is visible."""
        row = self._rows[name]
        # Its position is known only after the layout.
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row, 0, Spacing.XL))

    def show_machine(self, text: str, *, button: str) -> None:
        """Show a text about this computer, and the label of its button; "" disables the button."""
        self._machine.show_text(text)
        self._measure.setEnabled(bool(button))
        if button:
            self._measure.setText(button)

    def show_importing(self, text: str) -> None:
        """Show that a model is being imported, one at a time; an empty text ends it."""
        self._importing.show_text(text)
        self._importing.setVisible(bool(text))
        for button in (self._folder, self._archive):
            button.setEnabled(not text)

    def _lay_out(self) -> None:
        machine = QHBoxLayout()
        machine.setSpacing(Spacing.L)
        machine.addWidget(self._machine, 1)
        machine.addWidget(self._measure, 0, Qt.AlignmentFlag.AlignTop)
        imports = QHBoxLayout()
        imports.setSpacing(Spacing.XS)
        imports.addWidget(self._folder)
        imports.addWidget(self._archive)
        imports.addStretch(1)
        for layout in (self._here, self._elsewhere):
            layout.setSpacing(Spacing.S)
        column = self._column
        self._begin("Speech models")
        self._head("This computer")
        column.add(machine)
        self._head("On this computer")
        column.add(self._here)
        column.add(imports)
        column.add(self._importing)
        column.space(Spacing.S)
        column.add(self._more)
        column.add(separator_line())
        column.add(self._elsewhere)
        self.show_importing("")
        self._more.hide()
        self._end()

    def _place(self, layout: QVBoxLayout, index: int, row: ModelEntry) -> None:
        """Show a row at its index, moving it there if needed."""
        shown = self._rows.get(row.name)
        if shown is None:
            shown = self._rows[row.name] = self._make(row.name)
        if layout.indexOf(shown) != index:
            layout.insertWidget(index, shown)
        shown.show_row(row)

    def _make(self, name: str) -> ModelRow:
        row = ModelRow()
        row.asked.connect(lambda action: self.acted.emit(name, action))
        row.confirmed.connect(lambda action: self.confirmed.emit(name, action))
        row.declined.connect(lambda action: self.declined.emit(name, action))
        return row

    def _order_keyboard(self, rows: Sequence[ModelEntry]) -> None:
        """Set the tab order from top to bottom."""
        here = [self._rows[row.name] for row in rows if row.here]
        others = [self._rows[row.name] for row in rows if not row.here]
        parts: list[QWidget] = [self._back, self._measure]
        parts += [part for row in here for part in row.stops()]
        parts += [self._folder, self._archive]
        parts += [part for row in others for part in row.stops()]
        for before, after in itertools.pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _choose(self, *, folder: bool) -> None:
        what = "folder" if folder else "archive"
        dialog = file_dialog(self, f"Choose a speech model {what}", self.import_requested.emit)
        if folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([_ARCHIVES, "All files (*)"])
        dialog.open()
