"""What the pictures of the start page show.

``PAGES`` make it ready to be shown and grabbed; they need a QApplication.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from screenshot_today import EVENING, NOTHING, due

from mock_interviewer.app.planning.interview_styles import DEEP_DIVE, EXAM, RAPID_FIRE
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.app.planning.session_request import SessionRequest, request_from_plan
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.practice.sound_check import MicrophoneTest
from mock_interviewer.app.ui.practice.style_picker import StylePicker
from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.voices.voice import VoiceInfo

BANKS = (
    BankOffer(
        "llm",
        "Large Language Models",
        (
            ("Model Architecture and Design", 19),
            ("Training and Fine-tuning", 13),
            ("Performance and Efficiency", 13),
            ("Evaluation and Metrics", 7),
            ("Applications and Use Cases", 15),
            ("Ethical and Social Considerations", 13),
            ("Advanced Topics", 17),
            ("Real-World Deployment and Integration", 8),
        ),
    ),
    BankOffer("behavioral-general", "Behavioral Interview", (("About You", 5),)),
)
DEVICES = (
    Device(0, "Built-in Audio Analog Stereo", "ALSA", 2, 2, 48000.0, default_input=True),
    Device(1, "USB Headset", "ALSA", 1, 2, 44100.0),
)
VOICES = (
    VoiceInfo("neural:en_US-joe-medium", "Joe (neural)", "neural", "en-US"),
    VoiceInfo("system:en-us", "English (America)", "system", "en-US"),
)


def practice_page(state: str = "normal") -> PracticePage:
    """Return the page with what is due, chosen or missing in ``state``."""
    page = PracticePage(now=lambda: EVENING)
    chosen = ("Training and Fine-tuning",) if state == "topics" else ()
    page.show_banks(BANKS, SessionRequest(sections=chosen))
    page.allow_start(allowed=True)
    page.show_due(
        {"due": due(), "new": due(new=3), "many": due(more=28), "chosen": due()}.get(state, NOTHING)
    )
    page.microphone.offer(() if state == "silent" else DEVICES, None)
    page.voice.offer(VOICES, VOICES[0].id)
    if state == "silent":
        page.show_problem(
            "No microphone was found. Plug one in and choose Rescan, or watch the demo."
        )
    else:
        page.microphone.show_level(-24.0)
    if state == "chosen":
        # After the page is shown, since leaving it resets it.
        QTimer.singleShot(0, page.plan.changed.emit)
    if state == "topics":
        page.unfold_choices()
        page.plan.unfold_topics()
        page.microphone.show_test(MicrophoneTest.RECORDING)
    return page


def _unfolded(state: str = "normal") -> PracticePage:
    """Show the page with the choices of the custom session."""
    page = practice_page(state)
    page.unfold_choices()
    return page


def _first(state: str = "normal") -> PracticePage:
    """Show the page of a first start."""
    page = practice_page(state)
    page.show_introduction()
    return page


def _opening() -> PracticePage:
    """Show the page before anything is read."""
    return PracticePage(now=lambda: EVENING)


def _styled(state: str) -> PracticePage:
    """Show the page of a person who has plans of their own, or is making one."""
    page = _unfolded()
    own = SavedPlan("Before lunch", replace(EXAM.rules, answer_limit=60.0), questions=5)
    page.plan.offer_plans((own, SavedPlan("Retrieval, to the end", RAPID_FIRE.rules)))
    (style,) = page.findChildren(StylePicker)
    if state == "style":
        page.plan.show_request(SessionRequest(rules=DEEP_DIVE.rules))
        return page
    page.plan.show_request(request_from_plan(own))
    if state == "menu":
        # After the page is shown, since a menu has a position on the screen.
        QTimer.singleShot(0, style.open_menu)
        return page
    page.plan.show_request(SessionRequest(rules=replace(EXAM.rules, answer_limit=60.0), count=5))
    if state == "saving":
        QTimer.singleShot(0, style.save.click)
    return page


PAGES: dict[str, Callable[[], PracticePage]] = {
    "practice": practice_page,
    "practice-due": partial(practice_page, "due"),
    "practice-due-new": partial(practice_page, "new"),
    "practice-due-many": partial(practice_page, "many"),
    "practice-due-chosen": partial(practice_page, "chosen"),
    "practice-unfolded": partial(_unfolded, "due"),
    "practice-first": _first,
    "practice-first-no-microphone": partial(_first, "silent"),
    "practice-opening": _opening,
    "practice-topics": partial(practice_page, "topics"),
    "practice-no-microphone": partial(practice_page, "silent"),
    "practice-style": partial(_styled, "style"),
    "practice-custom": partial(_styled, "custom"),
    "practice-saving": partial(_styled, "saving"),
    "practice-menu": partial(_styled, "menu"),
}
"""Every state by the name of its picture."""
