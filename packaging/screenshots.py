"""Draw the window's pages into packaging/screenshots/, the same each time.

    python packaging/screenshots.py              the committed set
    python packaging/screenshots.py --all DIR    every page, state, scheme, scale and width

Needs no screen and no sound: pages are shown offscreen with made-up content.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from screenshot_interview import INTERVIEWS
from screenshot_today import NOTHING, due

from mock_interviewer.app.interview.saved_plan import SavedPlan
from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.interview.wishes import Wishes, wishes_of
from mock_interviewer.app.ui.rail import Place
from mock_interviewer.app.ui.theme import Motion, Scheme, Theme
from mock_interviewer.app.ui.widgets.feedback.curves_view import CurvesView
from mock_interviewer.app.ui.widgets.plan_form import Offer
from mock_interviewer.app.ui.widgets.voice_mark import VoiceMark
from mock_interviewer.audio.device import Device
from mock_interviewer.audio.voices.protocol import VoiceInfo

if TYPE_CHECKING:
    from mock_interviewer.app.ui.main_window import MainWindow

FOLDER = Path(__file__).with_name("screenshots")
_MOST_TURNS = 100
EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
FONTS = ("Inter", "Noto Sans", "DejaVu Sans")
FEEDBACK_STATES = (
    "feedback",
    "feedback-partly",
    "feedback-nothing",
    "feedback-untold",
    "feedback-story",
    "feedback-delivery",
    "feedback-explained",
    "feedback-model",
    "feedback-hidden-model",
    "feedback-working",
    "feedback-failed",
)
BANKS = (
    Offer(
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
    Offer("behavioral-general", "Behavioral Interview", (("About You", 5),)),
)
DEVICES = (
    Device(0, "Built-in Audio Analog Stereo", "ALSA", 2, 2, 48000.0, default_input=True),
    Device(1, "USB Headset", "ALSA", 1, 2, 44100.0),
)
VOICES = (
    VoiceInfo("neural:en_US-joe-medium", "Joe (neural)", "neural", "en-US"),
    VoiceInfo("system:en-us", "English (America)", "system", "en-US"),
)


def _practice(state: str) -> QWidget:
    from mock_interviewer.app.ui.pages.practice import PracticePage
    from mock_interviewer.app.ui.widgets.sound_check import Test

    page = PracticePage(now=lambda: EVENING)
    chosen = ("Training and Fine-tuning",) if state == "topics" else ()
    page.show_banks(BANKS, Wishes(sections=chosen))
    page.allow_start(allowed=True)
    page.show_today(
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
        # After the page is there: it forgets when it is left.
        QTimer.singleShot(0, page.plan.changed.emit)
    if state == "topics":
        page.plan.unfold_topics()
        page.microphone.show_test(Test.RECORDING)
    return page


def _proposal() -> QWidget:
    """Show the page of a first start, once the machine was measured."""
    window = _framed(lambda: _practice("normal"), Place.PRACTICE)
    window.announce(
        "proposal",
        NoticeKind.INFO,
        "This computer can carry a more exact speech model than Base: Small (English only).",
        ("Do&wnload…", lambda: None),
        ("Not &now", lambda: None),
    )
    return window


def _mended() -> QWidget:
    """Show the start after the database was found damaged."""
    from mock_interviewer.app.store.mending import Mended

    mended = Mended(
        Path("/home/ana/.local/share/mock-interviewer/library.damaged-20260527-180000.sqlite3"),
        sessions=24,
        takes=187,
        without_question=2,
        unheard=5,
    )
    window = _framed(lambda: _practice("due"), Place.PRACTICE)
    window.announce("mended", NoticeKind.CAUTION, mended.sentence)
    return window


def _styled(state: str) -> QWidget:
    """Show the page of a person who has plans of their own, or is making one."""
    from mock_interviewer.app.interview.styles import DEEP_DIVE, EXAM, RAPID_FIRE
    from mock_interviewer.app.ui.pages.practice import PracticePage
    from mock_interviewer.app.ui.widgets.style_choice import StyleChoice

    page = _practice("normal")
    if not isinstance(page, PracticePage):
        raise TypeError(f"{page} is no practice page")
    own = SavedPlan("Before lunch", replace(EXAM.rules, answer_limit=60.0), questions=5)
    page.plan.offer_plans((own, SavedPlan("Retrieval, to the end", RAPID_FIRE.rules)))
    (style,) = page.findChildren(StyleChoice)
    if state == "style":
        page.plan.show_wishes(Wishes(rules=DEEP_DIVE.rules))
        return page
    page.plan.show_wishes(wishes_of(own))
    if state == "menu":
        # After the page is there: a menu belongs to a place on the screen.
        QTimer.singleShot(0, style.open_menu)
        return page
    page.plan.show_wishes(Wishes(rules=replace(EXAM.rules, answer_limit=60.0), count=5))
    if state == "saving":
        QTimer.singleShot(0, style.save.click)
    return page


PRACTICE: dict[str, Callable[[], QWidget]] = {
    "practice": lambda: _practice("normal"),
    "practice-due": lambda: _practice("due"),
    "practice-due-new": lambda: _practice("new"),
    "practice-due-many": lambda: _practice("many"),
    "practice-due-chosen": lambda: _practice("chosen"),
    "practice-topics": lambda: _practice("topics"),
    "practice-no-microphone": lambda: _practice("silent"),
    "practice-style": lambda: _styled("style"),
    "practice-custom": lambda: _styled("custom"),
    "practice-saving": lambda: _styled("saving"),
    "practice-menu": lambda: _styled("menu"),
}


def _framed(make: Callable[[], QWidget], place: Place) -> "MainWindow":
    """Show a page where a person sees it: in the window, beside the rail."""
    from mock_interviewer.app.ui.main_window import MainWindow
    from mock_interviewer.app.ui.pages.interview import InterviewPage
    from mock_interviewer.app.ui.pages.practice import PracticePage

    page = make()
    practice = page if isinstance(page, PracticePage) else PracticePage()
    window = MainWindow(practice, InterviewPage())
    if page is not practice:
        window.add_page(place, page)
    window.show_place(place)
    return window


def _stored(name: str) -> QWidget:
    from screenshot_data import (
        interview_settings_page,
        library_again_page,
        library_page,
        settings_page,
        take_again_page,
        take_flagged_page,
        take_page,
    )

    stored: dict[str, tuple[Callable[[], QWidget], Place]] = {
        "library": (library_page, Place.LIBRARY),
        "library-again": (library_again_page, Place.LIBRARY),
        "library-writing": (partial(library_again_page, 2), Place.LIBRARY),
        "take": (take_page, Place.LIBRARY),
        "take-flagged": (take_flagged_page, Place.LIBRARY),
        "take-again": (take_again_page, Place.LIBRARY),
        "settings": (settings_page, Place.SETTINGS),
        "settings-interview": (interview_settings_page, Place.SETTINGS),
    }
    return _framed(*stored[name])


def _models(state: str) -> QWidget:
    from screenshot_models import models_page

    return _framed(partial(models_page, state), Place.SETTINGS)


FRAMED: dict[str, Callable[[], QWidget]] = {
    name: partial(_framed, make, Place.PRACTICE) for name, make in PRACTICE.items()
}
FRAMED["practice-proposal"] = _proposal
FRAMED["practice-mended"] = _mended
STORED: dict[str, Callable[[], QWidget]] = {
    name: partial(_stored, name)
    for name in (
        "library",
        "library-again",
        "library-writing",
        "take",
        "take-flagged",
        "take-again",
        "settings",
        "settings-interview",
    )
}
STORED["models"] = partial(_models, "calm")
for state in ("new", "asking", "busy", "stopped", "full", "failed", "missing"):
    STORED[f"models-{state}"] = partial(_models, state)


def _storage(state: str) -> QWidget:
    from screenshot_storage import storage_page

    return _framed(partial(storage_page, state), Place.SETTINGS)


for state in ("full", "new", "working", "failed", "removing", "restoring", "moving"):
    STORED[f"storage-{state}"] = partial(_storage, state)


def _feedback(name: str) -> QWidget:
    from screenshot_feedback import PAGES as FEEDBACK

    return _framed(FEEDBACK[name], Place.LIBRARY)


for state in FEEDBACK_STATES:
    STORED[state] = partial(_feedback, state)


def _replay(name: str) -> QWidget:
    from screenshot_replay import PAGES as REPLAY

    return _framed(REPLAY[name], Place.LIBRARY)


for state in ("replay", "replay-speeds", "replay-passage", "replay-editing"):
    STORED[state] = partial(_replay, state)


def _reviewer(state: str) -> QWidget:
    from screenshot_reviewer import reviewer_page

    return _framed(partial(reviewer_page, state), Place.LIBRARY)


REVIEWER: dict[str, Callable[[], QWidget]] = {
    f"reviewer-{state}": partial(_reviewer, state)
    for state in (
        "offer",
        "asking",
        "waiting",
        "streaming",
        "done",
        "failed",
        "broken",
        "empty",
        "elsewhere",
        "off",
        "on",
    )
}


def _export(name: str) -> QWidget:
    from screenshot_export import PAGES as EXPORT

    return _framed(EXPORT[name], Place.LIBRARY)


EXPORTS: dict[str, Callable[[], QWidget]] = {
    name: partial(_export, name)
    for name in ("export", "export-running", "export-done", "export-failed", "export-take")
}


def _searched(name: str) -> QWidget:
    from screenshot_library import PAGES as SEARCHED

    return _framed(SEARCHED[name], Place.LIBRARY)


LIBRARIES: dict[str, Callable[[], QWidget]] = {
    name: partial(_searched, name)
    for name in (
        "library-answers",
        "library-search",
        "library-filtered",
        "library-no-match",
        "library-undo",
        "library-naming",
        "library-empty",
        "library-failed",
        "history",
        "history-model",
        "history-once",
        "take-found",
    )
}


def _questions(state: str) -> QWidget:
    from screenshot_questions import questions_page

    return _framed(partial(questions_page, state), Place.QUESTIONS)


QUESTIONS: dict[str, Callable[[], QWidget]] = {
    f"questions-{state}": partial(_questions, state)
    for state in ("full", "search", "fault", "own", "leaving", "new", "menu")
}


def _progress(state: str) -> QWidget:
    from screenshot_progress import progress_page

    return _framed(partial(progress_page, state), Place.PROGRESS)


PROGRESS: dict[str, Callable[[], QWidget]] = {
    f"progress-{state}": partial(_progress, state)
    for state in ("full", "numbers", "months", "little", "empty", "failed")
}


def _compare(name: str) -> QWidget:
    from screenshot_compare import PAGES as COMPARE

    return _framed(COMPARE[name], Place.LIBRARY)


COMPARISONS: dict[str, Callable[[], QWidget]] = {
    name: partial(_compare, name)
    for name in (
        "compare",
        "compare-delivery",
        "compare-words",
        "compare-swapped",
        "compare-missing",
        "compare-missing-words",
        "compare-alone",
    )
}
PAGES = (
    FRAMED
    | INTERVIEWS
    | STORED
    | REVIEWER
    | EXPORTS
    | QUESTIONS
    | PROGRESS
    | COMPARISONS
    | LIBRARIES
)


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which scheme, at which size and scale."""

    page: str
    scheme: Scheme
    width: int = 1100
    height: int = 720
    scale: int = 1

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        narrow = "-narrow" if self.width < 900 else ""  # noqa: PLR2004
        wide = "-wide" if self.width > 1500 else ""  # noqa: PLR2004
        double = "-2x" if self.scale > 1 else ""
        return f"{self.page}-{self.scheme.value}{narrow}{wide}{double}"


COMMITTED = (
    Shot("practice", Scheme.LIGHT),
    Shot("practice", Scheme.DARK),
    Shot("practice-due", Scheme.LIGHT),
    Shot("practice-due-new", Scheme.DARK),
    Shot("practice-due-new", Scheme.LIGHT, 640, 480),
    Shot("practice-due-chosen", Scheme.LIGHT),
    Shot("practice-style", Scheme.LIGHT),
    Shot("practice-saving", Scheme.DARK),
    Shot("practice-mended", Scheme.LIGHT),
    Shot("practice-mended", Scheme.DARK, 640, 480),
    Shot("practice-no-microphone", Scheme.LIGHT),
    Shot("library", Scheme.LIGHT),
    Shot("library", Scheme.LIGHT, 640, 480),
    Shot("library-search", Scheme.LIGHT),
    Shot("library-filtered", Scheme.LIGHT),
    Shot("library-answers", Scheme.DARK),
    Shot("library-undo", Scheme.DARK),
    Shot("library-naming", Scheme.LIGHT),
    Shot("library-no-match", Scheme.LIGHT, 640, 480),
    Shot("library-empty", Scheme.DARK),
    Shot("history", Scheme.LIGHT),
    Shot("history-model", Scheme.DARK),
    Shot("take-found", Scheme.LIGHT),
    Shot("take", Scheme.LIGHT),
    Shot("take", Scheme.DARK),
    Shot("settings", Scheme.LIGHT),
    Shot("settings-interview", Scheme.LIGHT, 1100, 900),
    Shot("take-again", Scheme.LIGHT),
    Shot("storage-full", Scheme.LIGHT, 1100, 900),
    Shot("storage-removing", Scheme.DARK, 1100, 900),
    Shot("storage-restoring", Scheme.LIGHT),
    Shot("storage-working", Scheme.DARK, scale=2),
    Shot("storage-failed", Scheme.LIGHT, 640, 480),
    Shot("models", Scheme.LIGHT),
    Shot("models-asking", Scheme.DARK),
    Shot("interview-captions", Scheme.LIGHT),
    Shot("interview-captions", Scheme.DARK, scale=2),
    Shot("interview-transcribed", Scheme.LIGHT, scale=2),
    Shot("interview-lost", Scheme.DARK),
    Shot("interview-countdown", Scheme.LIGHT),
    Shot("interview-going-on", Scheme.LIGHT),
    Shot("interview-feedback", Scheme.LIGHT),
    Shot("interview-exam-over", Scheme.LIGHT),
    Shot("progress-full", Scheme.LIGHT, 1100, 1640),
    Shot("progress-full", Scheme.DARK, 1100, 1640),
    Shot("progress-full", Scheme.LIGHT, 640, 480),
    Shot("progress-full", Scheme.DARK, 1600, 900, 2),
    Shot("progress-months", Scheme.LIGHT, 1100, 1640),
    Shot("progress-numbers", Scheme.LIGHT, 1100, 1900),
    Shot("progress-little", Scheme.LIGHT, 1100, 1640),
    Shot("progress-empty", Scheme.LIGHT),
    Shot("progress-failed", Scheme.DARK),
    Shot("questions-full", Scheme.LIGHT),
    Shot("questions-full", Scheme.DARK),
    Shot("questions-full", Scheme.LIGHT, 640, 480),
    Shot("questions-full", Scheme.LIGHT, 1600, 900),
    Shot("questions-search", Scheme.LIGHT),
    Shot("questions-fault", Scheme.LIGHT),
    Shot("questions-leaving", Scheme.DARK, scale=2),
    Shot("questions-own", Scheme.LIGHT),
    Shot("feedback", Scheme.LIGHT),
    Shot("feedback", Scheme.DARK),
    Shot("feedback-partly", Scheme.LIGHT, 1600, 900),
    Shot("feedback-delivery", Scheme.LIGHT, 1100, 1300),
    Shot("feedback-delivery", Scheme.DARK, 1100, 1300),
    Shot("feedback-model", Scheme.LIGHT),
    Shot("feedback-story", Scheme.DARK),
    Shot("export", Scheme.LIGHT),
    Shot("export-running", Scheme.DARK),
    Shot("export-take", Scheme.DARK),
    Shot("export-failed", Scheme.LIGHT, 640, 480),
    Shot("replay", Scheme.LIGHT),
    Shot("replay", Scheme.DARK, scale=2),
    Shot("replay", Scheme.LIGHT, 640, 480),
    Shot("replay-speeds", Scheme.DARK),
    Shot("replay-editing", Scheme.LIGHT),
    Shot("replay-editing", Scheme.DARK),
    Shot("compare", Scheme.LIGHT),
    Shot("compare", Scheme.DARK, 1600, 900),
    Shot("compare", Scheme.LIGHT, 640, 480),
    Shot("compare-delivery", Scheme.LIGHT),
    Shot("compare-words", Scheme.LIGHT),
    Shot("compare-words", Scheme.DARK),
    Shot("compare-missing", Scheme.LIGHT),
)


def _every() -> list[Shot]:
    shots = [Shot(page, scheme) for page in PAGES for scheme in (Scheme.LIGHT, Scheme.DARK)]
    shots += [Shot(page, Scheme.LIGHT, 640, 480) for page in PAGES]
    shots += [Shot(page, Scheme.LIGHT, 1600, 900) for page in PAGES]
    return shots + [Shot(page, Scheme.DARK, scale=2) for page in PAGES]


def _draw(shots: list[Shot], folder: Path) -> None:
    """Draw shots of one scale; the scale is a matter of this process's environment."""
    app = QApplication([])
    _use_a_good_font(app)
    theme = Theme(app, Scheme.LIGHT, Motion.OFF)
    for shot in shots:
        theme.choose(shot.scheme, Motion.OFF)
        page = PAGES[shot.page]()
        page.resize(shot.width, shot.height)
        page.show()
        picture = _settled(page)
        if not picture.save(str(folder / f"{shot.name}.png")):
            sys.exit(f"{folder / shot.name}.png could not be written")
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()
        page.close()
        page.deleteLater()


def _settled(page: QWidget) -> QPixmap:
    """Return a page's picture once it no longer changes.

    Pages fill themselves from futures, lay themselves out after that, and charts come last.
    """
    before = QImage()
    for mark in page.findChildren(VoiceMark):
        mark.hold_breath()
    for _ in range(_MOST_TURNS):
        QTest.qWait(50)
        picture = _picture(page)
        drawn = all(view.drawn for view in page.findChildren(CurvesView))
        now = picture.toImage()
        if drawn and now == before:
            return picture
        before = now
    sys.exit(f"{type(page).__name__} does not come to rest")


def _picture(page: QWidget) -> QPixmap:
    """Return what is seen of a page, with the menu that is open on it."""
    picture = page.grab()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        with QPainter(picture) as painter:
            painter.drawPixmap(page.mapFromGlobal(menu.pos()), menu.grab())
    return picture


def _use_a_good_font(app: QApplication) -> None:
    have = set(QFontDatabase.families())
    family = next((name for name in FONTS if name in have), None)
    if family is not None:
        QFont.insertSubstitution(app.font().family(), family)


def main() -> None:
    """Draw each scale in a process of its own."""
    parser = argparse.ArgumentParser(description="Draw the window's pages.")
    parser.add_argument("--all", type=Path, metavar="DIR", help="every variant, into DIR")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder: Path = arguments.all or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shots = [
        shot for shot in (_every() if arguments.all else COMMITTED) if arguments.only in shot.name
    ]
    if arguments.scale:
        _draw([shot for shot in shots if shot.scale == arguments.scale], folder)
        return
    for scale in sorted({shot.scale for shot in shots}):
        command = [sys.executable, __file__, *sys.argv[1:], "--scale", str(scale)]
        subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": str(scale)})


if __name__ == "__main__":
    main()
