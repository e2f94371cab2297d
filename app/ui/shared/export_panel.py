"""The panel for exporting answers: what, in which format, progress, and result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.export.formats import ARCHIVE_SUFFIX, ExportFormat
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, ScopeChoice
from mock_interviewer.app.ui.toolkit.file_dialogs import (
    file_dialog,
    open_in_default_app,
    open_in_file_manager,
)
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, add_shortcuts
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.task_panel import TaskPanel

_MAX_PICKER_WIDTH = 260
_STEMS = {
    AnswerScope.TAKE: "Answer",
    AnswerScope.SESSION: "Session",
    AnswerScope.ALL: "All sessions",
}
"""File names until the description of the scope is known."""
_QUESTION = "Export for other apps"
_REPORT = "Choose where to save the report. It opens in your browser when it's done."


@dataclass(frozen=True)
class ExportRequest:
    """What to export, and where; ``session`` and ``take`` are IDs, "" for none."""

    scope: AnswerScope
    session: str
    take: str
    form: ExportFormat
    target: Path

    @property
    def several(self) -> bool:
        """Whether the request may cover more than one session."""
        return self.scope is AnswerScope.ALL


class ExportPanel(TaskPanel):
    """Once attached to a page, ``button``, which the page places, and Ctrl+E open the panel."""

    requested = Signal(object)
    """The ExportRequest."""

    def __init__(
        self,
        scopes: Sequence[tuple[AnswerScope, str]],
        *,
        open_folder: Callable[[Path], bool] = open_in_file_manager,
        open_file: Callable[[Path], bool] = open_in_default_app,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Save as…", "Stop export", parent)
        self._get_subject: Callable[[], tuple[str, str] | None] = lambda: None
        self._open_folder = open_folder
        self._open_file = open_file
        self._asks_for_file = False
        """Whether to ask for the file once the session is described, which names it."""
        self._opens_result = False
        """Whether to open the exported file."""
        self._written = Path()
        self.button = KeyHintButton("Ctrl+E", "Export…")
        self.button.setAccessibleName("Export to a file")
        self.button.setToolTip("Export to a file (Ctrl+E)")
        self.scope = ScopeChoice("What to export", scopes)
        self.forms: Picker[ExportFormat] = Picker("File format")
        self.forms.offer([(form, form.spec.label) for form in ExportFormat], ExportFormat.PDF)
        self.go.setAccessibleName("Save as")
        self.folder = labeled_button("Open folder")
        self.folder.setAccessibleName("Open the folder of the exported file")
        self._lay_out(self.forms, _MAX_PICKER_WIDTH, self.scope, after=[self.folder])
        self.go.clicked.connect(lambda _checked: self._choose_file())
        self.folder.clicked.connect(lambda _checked: self._show_folder())
        self.scope.description_changed.connect(self.forms.setAccessibleDescription)
        self.scope.description_changed.connect(self._ask_for_file)

    def attach_to(self, page: QWidget, subject: Callable[[], tuple[str, str] | None]) -> None:
        """Open the panel when the person presses the button or Ctrl+E on ``page``.

        ``subject`` returns the IDs of the session and the take to export, "" for no take; None
        if there is nothing to export.
        """
        self._get_subject = subject
        self.button.clicked.connect(self._ask)
        add_shortcuts(page, {"Ctrl+E": Shortcut("Export to a file", self._ask)})

    def offer(self, session: str, take: str = "") -> None:
        """Offer to export a session, or one take of it; do nothing during an export."""
        if self._running:
            return
        self._asks_for_file = self._opens_result = False
        self._choose(_QUESTION, self.forms)
        self.scope.show_for(session, take)

    def offer_report(self, session: str) -> None:
        """Ask where to save the report on a session, a web page, and open it once it is there.

        Do nothing during an export.
        """
        if self._running:
            return
        self.offer(session)
        self._show(_REPORT)
        self.scope.choose(AnswerScope.SESSION)
        self.forms.choose(ExportFormat.HTML)
        self._asks_for_file = self._opens_result = True
        self._ask_for_file()

    def show_progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` sessions are exported."""
        text = f"Exporting · {done + 1} of {total}" if total > 1 else "Exporting…"
        self._run(text, done, total)

    def show_result(
        self, sentence: str, written: Path | None = None, *, failed: bool = False
    ) -> None:
        """Show the result, and offer to open the folder of the exported file.

        If the export ``failed``, the result is marked as a problem.
        """
        self._tell(sentence, "Close", failed=failed)
        if written is not None:
            self._written = written
            self.folder.show()
            if self._opens_result:
                self._open_file(written)

    def ask_for(self, target: Path) -> None:
        """Request the chosen export to ``target``."""
        form = self.forms.value
        if form is not None and not self._running:
            scope = self.scope
            self.requested.emit(ExportRequest(scope.value, scope.session, scope.take, form, target))

    @Slot()
    def _ask(self) -> None:
        subject = self._get_subject()
        if subject is not None:
            self.offer(*subject)

    @Slot()
    def _ask_for_file(self) -> None:
        if self._asks_for_file and self.scope.description is not None:
            self._asks_for_file = False
            self._choose_file()

    def _show_folder(self) -> None:
        folder = self._written.parent
        if not self._open_folder(folder):
            self.show_result(f"The folder could not be opened. It's at {folder}", failed=True)

    def _choose_file(self) -> None:
        form = self.forms.value
        if form is None or self._running:
            return
        scope = self.scope.value
        stem = (
            _STEMS[scope] if self.scope.description is None else self.scope.description.stems[scope]
        )
        kinds = _kinds(form, several=scope is AnswerScope.ALL)
        ending = kinds[0][1]
        dialog = file_dialog(self, "Export", self.ask_for)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{words} (*{suffix})" for words, suffix in kinds])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{stem}{ending}")
        # The suffix must match the chosen file format.
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(
                ARCHIVE_SUFFIX if ARCHIVE_SUFFIX in chosen else ending
            )
        )
        dialog.open()


def _kinds(form: ExportFormat, *, several: bool) -> list[tuple[str, str]]:
    """Return the file formats that ``form`` can be exported to, with their suffixes."""
    each = "take" if form.spec.by_take else "session"
    archive = (f"Archive with a file for each {each}", ARCHIVE_SUFFIX)
    single = (form.spec.label.replace("(", "").replace(")", ""), f".{form.value}")
    if form.needs_archive(several=several):
        return [archive]
    return [single] if form.spec.single_file else [single, archive]
