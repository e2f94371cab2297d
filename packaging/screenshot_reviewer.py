"""What the pictures of the review by a local model show: from the offer to its end, and settings.

``reviewer_page`` returns what is ready to be shown and grabbed; it needs a QApplication.
"""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.reviewer.address import parse_addresses
from mock_interviewer.app.feedback.reviewer.faults import nothing_found
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewDone,
    ReviewEvent,
    ReviewFailed,
    ReviewStarted,
    ReviewText,
)
from mock_interviewer.app.settings.declarations import (
    REVIEWER_ADDRESS,
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SECOND_OPINION,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.feedback.review import ReviewSection
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.widgets.column import PageColumn
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

_REVIEW = (
    "You give the reason first: “general representations from raw text, which is cheap to "
    "collect”. That is the heart of the question.\n\n"
    "“A small domain set is enough” is vague. Say how small: a few thousand labeled examples "
    "often do, against billions of words before.\n\n"
    "You name “catastrophic forgetting” and leave it there. Say in one sentence what it is, the "
    "model unlearns what it knew, and one thing that helps: a low learning rate, or some of the "
    "old data mixed in. You did not say that one pre-trained model serves many tasks, which an "
    "interviewer will wait for."
)
_BEGAN = ReviewStarted("llama3.2")
_FAULT = nothing_found(parse_addresses(""))
_BROKEN = ReviewerError(
    "The model server at localhost:11434 broke off in the middle of the review.",
    "Ask again. If that happens each time, the computer may be short of memory: choose a smaller "
    "model.",
)
_STATES: dict[str, tuple[ReviewEvent, ...]] = {
    "offer": (),
    "asking": (),
    "waiting": (_BEGAN,),
    "streaming": (_BEGAN, ReviewText(_REVIEW[:310])),
    "done": (_BEGAN, ReviewDone(_REVIEW, "llama3.2", 48.0)),
    "failed": (ReviewFailed(_FAULT),),
    "broken": (_BEGAN, ReviewText(_REVIEW[:190]), ReviewFailed(_BROKEN)),
}


def reviewer_page(state: str) -> QWidget:
    """Return the section, or the settings with the reviewer off or on.

    The section's ``state`` is one of ``_STATES``, empty (there is no transcript) or elsewhere
    (another computer would be asked).
    """
    if state in {"off", "on"}:
        return _settings(on=state == "on")
    section = ReviewSection()
    section.set_enabled_by_person(on=True)
    heard = TranscriptSegment("You first learn general representations from raw text.", 0.0, 84.0)
    transcript = None if state == "empty" else Transcript((heard,), 84.0, "base")
    section.show_take(CoverageQuestion("What is pre-training for?", ()), transcript, None)
    if state == "elsewhere":
        section.set_model_host("gpu-box.local")
    elif state not in {"empty", "offer"}:
        section.go.click()
    for event in _STATES.get(state, ()):
        section.handle_event(event)
    page = PageColumn()
    page.setObjectName("page")
    page.add(section)
    page.fill()
    return page


def _settings(*, on: bool) -> SettingsPage:
    given: dict[str, object] = {}
    if on:
        given = {
            REVIEWER_ON.key: True,
            SECOND_OPINION.key: True,
            REVIEWER_ADDRESS.key: "gpu-box.local:11434",
            REVIEWER_OTHER_COMPUTERS.key: True,
        }
    page = SettingsPage(
        SettingValues(given),
        Path("/home/you/.local/share/mock-interviewer"),
    )

    def scroll() -> None:
        last = REVIEWER_OTHER_COMPUTERS if on else REVIEWER_ON
        for area in page.findChildren(QScrollArea):
            area.ensureWidgetVisible(page.field(last.key), 0, 100)

    QTimer.singleShot(20, page, scroll)
    return page
