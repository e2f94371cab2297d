"""Speech models in the window: their page beside the settings, and what is said of them above."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.measure_desk import MeasureDesk, Proposal
from mock_interviewer.app.ui.models_desk import ModelsDesk
from mock_interviewer.app.ui.pages.models import ModelsPage
from mock_interviewer.app.ui.pages.settings import SettingsPage
from mock_interviewer.app.ui.rail import Place
from mock_interviewer.app.ui.recognition_desk import RecognitionDesk
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.audio.recognition.models import ModelStore

_PROBLEM, _STAYED, _PROPOSAL = "recognition", "model", "proposal"


class SpeechModels(QObject):
    """Joins the page of models with the settings, of which they are a part. GUI thread only.

    They stand behind the settings and not in the rail: a model is chosen once in a long while,
    and who looks for it looks there first.
    """

    use_asked = Signal(str)
    """This model is to be used: the person says so, or another one could not be loaded."""

    def __init__(
        self,
        data: DataFolder,
        window: MainWindow,
        recognition: RecognitionDesk,
        gui: GuiThread,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._window = window
        self._settings: SettingsPage | None = None
        store = ModelStore(data.models)
        self.page = ModelsPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.desk = ModelsDesk(store, self.page, recognition, gui, tasks)
        self._measure = MeasureDesk(data, store, self.page, recognition, tasks)
        self.page.back_requested.connect(self._back)
        self.desk.use_asked.connect(self.use_asked)
        self._measure.measured.connect(self.desk.suppose)
        self._measure.proposes.connect(self._propose)
        recognition.problem.connect(self._say_problem)
        recognition.stayed.connect(self._stay)

    def beside(self, settings: SettingsPage) -> QStackedWidget:
        """Return what shows the settings, and the models when the person goes on to them."""
        self._settings = settings
        settings.models_requested.connect(self.show_models)
        self.pages.insertWidget(0, settings)
        self.pages.setCurrentWidget(settings)
        return self.pages

    @Slot()
    def show_models(self) -> None:
        """Go to the page of models."""
        self.pages.setCurrentWidget(self.page)
        self._window.show_place(Place.SETTINGS)

    def look(self, language: str) -> None:
        """Measure this machine if that was never done, for answers in a language (a code)."""
        self._measure.look(language)

    def expect(self, language: str) -> None:
        """Propose a model for another language."""
        self._measure.expect(language)

    @Slot()
    def pause(self) -> None:
        """Leave the machine to a session."""
        self._measure.pause()

    def go_on(self) -> None:
        """Do after a session what was put off."""
        self._measure.go_on()

    def close(self) -> None:
        """End a download and a measurement; waits up to two seconds, for another thread."""
        self._measure.close()
        self.desk.close()

    @Slot()
    def _back(self) -> None:
        if self._settings is None:
            return
        self.pages.setCurrentWidget(self._settings)
        self._settings.field(MODEL.key).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _say_problem(self, sentence: str) -> None:
        see = ("See speech models", self.show_models)
        self._window.announce(_PROBLEM, NoticeKind.CAUTION, sentence, see)

    @Slot(str, str)
    def _stay(self, model: str, sentence: str) -> None:
        see = ("See speech models", self.show_models)
        self._window.announce(_STAYED, NoticeKind.CAUTION, sentence, see)
        self.use_asked.emit(model)

    @Slot(object)
    def _propose(self, proposal: Proposal) -> None:
        """Say it once, with one key to accept it and one to leave things as they are."""
        actions: tuple[tuple[str, Callable[[], None]], ...]
        later = ("Not &now", self._decline)
        if not proposal.changes:
            actions = (("See speech models", self._see),)
        elif proposal.here:
            actions = (("&Use it", partial(self._accept, proposal.model)), later)
        else:
            actions = (("Do&wnload…", partial(self._download, proposal.model)), later)
        self._window.announce(_PROPOSAL, NoticeKind.INFO, proposal.sentence, *actions)

    def _accept(self, model: str) -> None:
        self._decline()
        self.use_asked.emit(model)

    def _download(self, model: str) -> None:
        self._decline()
        self.show_models()
        self.desk.download(model)

    def _see(self) -> None:
        self._decline()
        self.show_models()

    def _decline(self) -> None:
        self._window.announce(_PROPOSAL, NoticeKind.INFO, "")
