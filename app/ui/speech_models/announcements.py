"""Announcements about speech models above all pages, with the actions that help."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.controller import SpeechModelsController
from mock_interviewer.app.ui.speech_models.measurement_controller import (
    MeasurementController,
    ModelRecommendation,
)

_PROBLEM, _STAYED, _RECOMMENDATION = "recognition", "model", "recommendation"


class SpeechModelAnnouncements(QObject):
    """Announces why recognition fails, and once the model recommended for this computer.

    GUI thread only. ``show_models`` goes to the page of speech models.
    """

    def __init__(
        self,
        announce: Announcer,
        values: SettingValues,
        recognition: RecognitionController,
        models: SpeechModelsController,
        measurement: MeasurementController,
        show_models: Callable[[], object],
    ) -> None:
        super().__init__()
        self._announce = announce
        self._values = values
        self._models = models
        self._show_models = show_models
        recognition.problem.connect(self._announce_problem)
        recognition.model_kept.connect(self._keep_model)
        measurement.measured.connect(models.set_recommendation)
        measurement.recommended.connect(self._recommend)

    @Slot(str)
    def _announce_problem(self, sentence: str) -> None:
        see = ("See speech models", self._show_models)
        self._announce(_PROBLEM, NoticeKind.CAUTION, sentence, see)

    @Slot(str, str)
    def _keep_model(self, model: str, sentence: str) -> None:
        see = ("See speech models", self._show_models)
        self._announce(_STAYED, NoticeKind.CAUTION, sentence, see)
        self._values.set(MODEL, model)

    @Slot(object)
    def _recommend(self, recommendation: ModelRecommendation) -> None:
        """Announce the recommendation, with one key to accept and one to decline it."""
        actions: tuple[tuple[str, Callable[[], None]], ...]
        later = ("Not &now", self._withdraw)
        if not recommendation.changes:
            actions = (("See speech models", self._see),)
        elif recommendation.here:
            actions = (("&Use it", partial(self._use, recommendation.model)), later)
        else:
            actions = (("Do&wnload…", partial(self._download, recommendation.model)), later)
        self._announce(_RECOMMENDATION, NoticeKind.INFO, recommendation.sentence, *actions)

    def _use(self, model: str) -> None:
        self._withdraw()
        self._values.set(MODEL, model)

    def _download(self, model: str) -> None:
        self._see()
        self._models.download(model)

    def _see(self) -> None:
        self._withdraw()
        self._show_models()

    def _withdraw(self) -> None:
        self._announce(_RECOMMENDATION, NoticeKind.INFO, "")
