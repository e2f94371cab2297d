"""Controller of the speech models page: list, verify, download, import, and remove models."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.shared.model_names import model_display_name, model_error_words
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.add_model import (
    CancellableDownload,
    DownloadOffer,
    MakeDownload,
    ModelDownloadEvent,
    import_from_path,
)
from mock_interviewer.app.ui.speech_models.model_listing import (
    DownloadRate,
    ModelAction,
    ModelsOverview,
    ModelTask,
    download_task,
    model_entries,
    model_entry,
)
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.speech_models.words import download_words, removal_words
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.installation.download import (
    DownloadChecking,
    DownloadFailed,
    DownloadFinished,
    DownloadProgressed,
    HubDownload,
)
from mock_interviewer.audio.recognition.installation.install import (
    LoadProof,
    prove_loads,
    remove_model,
)
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelStatus, ModelStore

_ENDS_WITHIN = 1.5
"""Seconds that a download may take to end when the window closes."""


class SpeechModelsController(QObject):
    """Does what the page requests. GUI thread only; the work runs in the background.

    One model is downloaded at a time, and the hub is not contacted before the person asks for it.
    """

    def __init__(
        self,
        store: ModelStore,
        page: SpeechModelsPage,
        recognition: RecognitionController,
        gui: GuiThread,
        tasks: BackgroundTasks,
        values: SettingValues,
        *,
        make: MakeDownload = HubDownload,
        proof: LoadProof = prove_loads,
    ) -> None:
        super().__init__()
        self._store = store
        self._page = page
        self._recognition = recognition
        self._gui = gui
        self._tasks = tasks
        self._values = values
        self._make = make
        self._proof = proof
        self._statuses: dict[str, ModelStatus] = {}
        self._overview = ModelsOverview()
        self._download: CancellableDownload | None = None
        self._rate = DownloadRate()
        self._done: set[str] = set()
        """Models whose task has ended, but whose status was not read again yet."""
        self._wanted_download = ""
        page.shown.connect(self.refresh)
        page.acted.connect(self._run_action)
        page.confirmed.connect(self._confirmed)
        page.declined.connect(self._declined)
        page.import_requested.connect(self._import)
        recognition.changed.connect(self._show_use)

    @Slot()
    def refresh(self) -> None:
        """Read the models on the disk again, and show them."""
        self._tasks.run(
            self._store.list,
            self._show_statuses,
            self._list_failed,
            name="models",
            expected=(MachineError, OSError),
        )

    def set_recommendation(self, machine: MachineMeasurement, recommended: str) -> None:
        """Show how each model would run on this computer, and the recommended one."""
        self._overview = replace(self._overview, machine=machine, recommended=recommended)
        self._show()

    def download(self, name: str) -> None:
        """Start a download, as if its button had been pressed."""
        if name in self._statuses:
            self._begin_download(name)
        else:
            self._wanted_download = name
            self.refresh()

    def close(self) -> None:
        """End a running download and keep its part. Waits, so call it on another thread."""
        download = self._download
        if download is not None:
            download.cancel()
            download.wait(_ENDS_WITHIN)

    def _show_statuses(self, statuses: tuple[ModelStatus, ...]) -> None:
        self._statuses = {status.model.name: status for status in statuses}
        self._overview = self._overview.after_look(statuses)
        self._finish_tasks()
        wanted, self._wanted_download = self._wanted_download, ""
        if wanted:
            self._begin_download(wanted)

    def _list_failed(self, error: Exception) -> None:
        self._finish_tasks()
        self._page.say(NoticeKind.ERROR, f"The speech models can't be listed: {error}")

    def _finish_tasks(self) -> None:
        for name in self._done:
            self._overview = self._overview.with_work(name, None)
        self._done.clear()
        self._show()

    def _show(self) -> None:
        if self._statuses:
            self._page.show_rows(model_entries(self._statuses.values(), self._overview))

    def _show_use(self) -> None:
        present, wanted = self._recognition.model, self._recognition.wanted
        if (present, wanted) != (self._overview.present, self._overview.wanted):
            self._overview = replace(self._overview, present=present, wanted=wanted)
            self._show()

    @Slot(str, object)
    def _run_action(self, name: str, action: ModelAction) -> None:
        self._page.say(NoticeKind.INFO, "")
        match action:
            case ModelAction.USE:
                self._values.set(MODEL, name)
            case ModelAction.CHECK:
                self._check(name, self._store.verify, "Verifying…")
            case ModelAction.REPAIR:
                self._check(name, self._store.repair, "Repairing…")
            case ModelAction.REMOVE:
                self._ask_to_remove(name)
            case ModelAction.DOWNLOAD | ModelAction.RESUME:
                self._begin_download(name)
            case ModelAction.CANCEL:
                self._end_download(name)

    @Slot(str, object)
    def _confirmed(self, name: str, action: ModelAction) -> None:
        if action is ModelAction.REMOVE:
            self._remove(name)
        elif self._download is not None and self._download.name == name:
            self._rate = DownloadRate()
            self._work(name, ModelTask("Starting the download…", 0.0, cancellable=True))
            self._download.confirm()

    @Slot(str, object)
    def _declined(self, name: str, action: ModelAction) -> None:
        if action is ModelAction.DOWNLOAD:
            self._end_download(name)

    def _check(self, name: str, check: Callable[[str], object], text: str) -> None:
        def done(_nothing: object) -> None:
            self._overview = self._overview.with_check(name, right=True)
            self._over(name)

        self._fault(name, "")
        self._work(name, ModelTask(text))
        self._tasks.run(
            partial(check, name),
            done,
            partial(self._failed, name),
            name="model-check",
            broken=partial(self._over, name),
        )

    def _ask_to_remove(self, name: str) -> None:
        model = self._statuses[name].model
        self._page.ask(name, ModelAction.REMOVE, removal_words(model))

    def _remove(self, name: str) -> None:
        if name in {self._recognition.model, self._recognition.wanted}:
            sentence = f"{model_display_name(name)} is in use. Switch to another model first."
            self._page.say(NoticeKind.CAUTION, sentence)
            return

        def done(_path: object) -> None:
            self._overview = self._overview.with_check(name, right=False)
            self._over(name)

        self._fault(name, "")
        self._work(name, ModelTask("Removing…"))
        work = partial(remove_model, self._store, name)
        self._tasks.run(
            work,
            done,
            partial(self._failed, name),
            name="model-remove",
            broken=partial(self._over, name),
        )

    @Slot(object)
    def _import(self, source: Path) -> None:
        def done(name: str) -> None:
            self._page.show_importing("")
            self._page.say(NoticeKind.INFO, f"{model_display_name(name)} is ready to use.")
            self.refresh()

        def failed(error: MachineError) -> None:
            self._page.show_importing("")
            self._page.say(NoticeKind.ERROR, model_error_words(error))

        self._page.say(NoticeKind.INFO, "")
        self._page.show_importing(f"Importing {source.name}…")
        work = partial(import_from_path, self._store, source, proof=self._proof)
        self._tasks.run(
            work,
            done,
            failed,
            name="model-import",
            broken=partial(self._page.show_importing, ""),
        )

    def _begin_download(self, name: str) -> None:
        if self._download is not None:
            other = model_display_name(self._download.name)
            sentence = f"{other} is downloading. Wait for it or cancel it, then try again."
            self._page.say(NoticeKind.CAUTION, sentence)
            return
        self._fault(name, "")
        self._work(name, ModelTask("Checking the size…", cancellable=True))
        download: CancellableDownload

        def listener(event: ModelDownloadEvent) -> None:
            self._gui.post(partial(self._told, download, event))

        download = CancellableDownload(self._store, name, listener, make=self._make)
        self._download = download
        self._tasks.run(download.begin, lambda _: None, name="model-download-begin")

    def _end_download(self, name: str) -> None:
        download = self._download
        if download is None or download.name != name:
            return

        def ended(_nothing: object) -> None:
            self._download = None
            self._over(name)

        self._work(name, ModelTask("Stopping. The partial download is kept."))
        download.forget()
        self._tasks.run(partial(_stop, download), ended, name="model-download-end")

    def _told(self, download: CancellableDownload, event: ModelDownloadEvent) -> None:
        """Show an event of the download, unless it was stopped."""
        if download is not self._download or download.cancelled:
            return
        name = download.name
        match event:
            case DownloadOffer():
                words = download_words(self._statuses[name].model, event.sized, event.free)
                self._page.ask(name, ModelAction.DOWNLOAD, words)
            case DownloadProgressed(_, size, done):
                self._rate.note(time.monotonic(), done)
                self._work(name, download_task(done, size, self._rate.left(size)))
            case DownloadChecking():
                text = "Verifying…"
                self._work(name, ModelTask(text, cancellable=True))
            case DownloadFinished():
                self._download = None
                self._overview = self._overview.with_check(name, right=True)
                self._page.say(NoticeKind.INFO, f"{model_display_name(name)} is ready to use.")
                self._over(name)
            case DownloadFailed(_, error):
                self._download = None
                self._failed(name, error)

    def _failed(self, name: str, error: Exception) -> None:
        if not isinstance(error, MachineError):
            self._over(name)
            raise error
        self._overview = self._overview.with_check(name, right=False)
        self._fault(name, model_error_words(error))
        self._over(name)

    def _fault(self, name: str, sentence: str) -> None:
        self._overview = self._overview.with_fault(name, sentence)

    def _work(self, name: str, work: ModelTask) -> None:
        self._done.discard(name)
        self._overview = self._overview.with_work(name, work)
        if name in self._statuses:
            self._page.show_row(model_entry(self._statuses[name], self._overview))

    def _over(self, name: str) -> None:
        """End a task on a model; its result is shown once the disk was read again."""
        self._page.row(name).ask_no_more()
        self._done.add(name)
        self.refresh()


def _stop(download: CancellableDownload) -> None:
    download.cancel()
    download.wait(_ENDS_WITHIN)
