"""The panel for exporting answers: what, in which format, progress, and result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.export.formats import ARCHIVE_SUFFIX, ExportFormat
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, ScopeChoice
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog, open_in_file_manager
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, add_shortcuts
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.task_panel import TaskPanel

_MOST_PICKER = 260
_STEMS = {AnswerScope.TAKE: "Take", AnswerScope.SESSION: "Session", AnswerScope.ALL: "All sessions"}
"""What files are called while it is not known of what they are."""
_QUESTION = "Write a copy that other programs open."


@dataclass(frozen=True)
class ExportRequest:
    """What a person wants to have exported; ``session`` and ``take`` are ids."""

    scope: AnswerScope
    session: str
    take: str
    form: ExportFormat
    target: Path

    @property
    def several(self) -> bool:
        """Whether it may be more than a session."""
        return self.scope is AnswerScope.ALL


class ExportPanel(TaskPanel):
    """``button`` is for the page to place; it and Ctrl+E let it ask, once it follows the page."""

    asked = Signal(object)
    """An Exporting."""

    def __init__(
        self,
        scopes: Sequence[tuple[AnswerScope, str]],
        *,
        open_folder: Callable[[Path], bool] = open_in_file_manager,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Save as…", "Stop the export", parent)
        self._subject_now: Callable[[], tuple[str, str] | None] = lambda: None
        self._open_folder = open_folder
        self._written = Path()
        self.button = KeyHintButton("Ctrl+E", "Export…")
        self.button.setAccessibleName("Export to a file")
        self.button.setToolTip("Export to a file (Ctrl+E)")
        self.scope = ScopeChoice("What to export", scopes)
        self.forms: Picker[ExportFormat] = Picker("Kind of file")
        self.forms.offer([(form, form.spec.label) for form in ExportFormat], ExportFormat.PDF)
        self.go.setAccessibleName("Choose where to save it")
        self.folder = labeled_button("Open folder")
        self.folder.setAccessibleName("Open the folder that it is in")
        self._lay_out(self.forms, _MOST_PICKER, self.scope, after=[self.folder])
        self.go.clicked.connect(lambda _checked: self._choose_file())
        self.folder.clicked.connect(lambda _checked: self._show_folder())
        self.scope.told.connect(self.forms.setAccessibleDescription)

    def follow(self, page: QWidget, subject: Callable[[], tuple[str, str] | None]) -> None:
        """Ask when the person wants that on ``page``.

        ``subject`` gives the ids of the session and the take in question then, "" for no take; None
        where there is nothing to export.
        """
        self._subject_now = subject
        self.button.clicked.connect(self._ask)
        add_shortcuts(page, {"Ctrl+E": Shortcut("Export to a file", self._ask)})

    def choose(self, session: str, take: str = "") -> None:
        """Ask how to export a session, or one take of it; nothing happens during an export."""
        if self._running:
            return
        self._choose(_QUESTION, self.forms)
        self.scope.ask(session, take)

    def show_progress(self, done: int, total: int) -> None:
        """Say that an export is under way, ``done`` of ``total`` sessions behind it."""
        text = f"Exporting · {done + 1} of {total}" if total > 1 else "Exporting…"
        self._run(text, done, total)

    def say(self, sentence: str, written: Path | None = None, *, failed: bool = False) -> None:
        """Say what became of it, and offer to open the folder of the file that was written.

        What ``failed`` is marked as a problem.
        """
        self._tell(sentence, "Close", failed=failed)
        if written is not None:
            self._written = written
            self.folder.show()

    def ask_for(self, target: Path) -> None:
        """Ask for what is chosen to be written to ``target``."""
        form = self.forms.value
        if form is not None and not self._running:
            scope = self.scope
            self.asked.emit(ExportRequest(scope.value, scope.session, scope.take, form, target))

    @Slot()
    def _ask(self) -> None:
        subject = self._subject_now()
        if subject is not None:
            self.choose(*subject)

    def _show_folder(self) -> None:
        folder = self._written.parent
        if not self._open_folder(folder):
            self.say(f"The folder could not be opened. You find it at {folder}", failed=True)

    def _choose_file(self) -> None:
        form = self.forms.value
        if form is None or self._running:
            return
        scope = self.scope.value
        stem = _STEMS[scope] if self.scope.subject is None else self.scope.subject.stems[scope]
        kinds = _kinds(form, several=scope is AnswerScope.ALL)
        ending = kinds[0][1]
        dialog = file_dialog(self, "Export", self.ask_for)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{words} (*{suffix})" for words, suffix in kinds])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{stem}{ending}")
        # The ending is to fit the kind of file that is chosen.
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(
                ARCHIVE_SUFFIX if ARCHIVE_SUFFIX in chosen else ending
            )
        )
        dialog.open()


def _kinds(form: ExportFormat, *, several: bool) -> list[tuple[str, str]]:
    """Return the kinds of file that a form can be written to, in words, and how they end."""
    each = "take" if form.spec.by_take else "session"
    archive = (f"Archive with a file for each {each}", ARCHIVE_SUFFIX)
    single = (form.spec.label.replace("(", "").replace(")", ""), f".{form.value}")
    if form.needs_archive(several=several):
        return [archive]
    return [single] if form.spec.single_file else [single, archive]
