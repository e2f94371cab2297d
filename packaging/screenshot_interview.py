"""The session page in every state, for screenshots."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from screenshot_feedback import give_session
from screenshot_session import (
    QUESTIONS,
    advice_aloud,
    finish_exam,
    finish_practice,
    spoken,
)
from screenshot_speech import ANSWERS

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.words import LiveReadings

QUESTION = QUESTIONS[0]
FOLLOW_UP = replace(
    QUESTION,
    text="How would you notice that a fine-tuned model forgot what it knew before?",
    follow_up=1,
)
LONG_SECTION = replace(FOLLOW_UP, section="Real-World Deployment and Integration")
ANSWER = ANSWERS[0].answer
CAPTION_SO_FAR = ANSWER[: ANSWER.index(" Then in fine-tuning")]
CAPTION = (CAPTION_SO_FAR, "Then in fine tune you take those")
LONG_CAPTION = (" ".join([ANSWER] * 6), "and that is why people train")
GREETING = (
    "Good evening. I have six questions for you, about eleven minutes in all. Whenever I'm "
    "waiting, you can say repeat, skip, or pause. Let's start with the first of six. Take ten "
    "seconds to think, or start anytime."
)
DEFINITION = (
    "Catastrophic forgetting is when a model that is trained on new data loses what it had learned "
    "from the old."
)
_BREATH = 14
"""Steps of silence between two sentences."""
_TIMES = LiveReadings(recorded=37.0, think_time_left=6.2)


def _snapshot(state: SessionState, **more: Any) -> SessionSnapshot:
    settings: dict[str, Any] = {"question": QUESTION, "position": 1, "total": 6, "take": "t"} | more
    return SessionSnapshot(state=state, **settings)


def _hands_free(state: SessionState, **more: object) -> SessionSnapshot:
    return _snapshot(state, hands_free=True, **more)


def _answered(**more: object) -> SessionSnapshot:
    words = spoken(0)
    return _snapshot(SessionState.TRANSCRIBED, recorded=words.duration, transcript=words, **more)


def _paused(**more: object) -> SessionSnapshot:
    return _hands_free(
        SessionState.PAUSED,
        paused_from=SessionState.LISTENING,
        resumable=True,
        recorded=37.0,
        **more,
    )


def _over(finish: Callable[[InterviewPage], None]) -> QWidget:
    page = InterviewPage()
    finish(page)
    return page


def _interview(
    snapshot: SessionSnapshot,
    progress: LiveReadings = _TIMES,
    *,
    speaking: bool = False,
    ending: bool = False,
    caption: tuple[str, str] = ("", ""),
    feedback: str = "",
) -> QWidget:
    page = InterviewPage()
    page.begin(Plan((QUESTION,), answer_limit=120))
    page.show_snapshot(snapshot)
    for step in range(120):
        syllable = abs(math.sin(step * 0.9)) * abs(math.sin(step * 0.23 + 1.1))
        loud = -52 + 42 * syllable if step % 57 > _BREATH else -60.0
        page.show_progress(replace(progress, level=loud if speaking else None))
    page.show_caption(*caption)
    if feedback:
        give_session(page, feedback)
    if ending:
        escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page, escape)
    return page


BY_KEYS: dict[str, Callable[[], QWidget]] = {
    "interview-speaking": lambda: _interview(
        _snapshot(SessionState.ASKING, interviewer_speaks=True)
    ),
    "interview-thinking": lambda: _interview(_snapshot(SessionState.THINKING)),
    "interview-listening": lambda: _interview(_snapshot(SessionState.LISTENING), speaking=True),
    "interview-captions": lambda: _interview(
        _snapshot(SessionState.LISTENING), speaking=True, caption=CAPTION
    ),
    "interview-captions-held": lambda: _interview(
        _snapshot(SessionState.LISTENING, captions_held=True), speaking=True, caption=CAPTION
    ),
    "interview-captions-long": lambda: _interview(
        _snapshot(SessionState.LISTENING), speaking=True, caption=LONG_CAPTION
    ),
    "interview-saved": lambda: _interview(
        _snapshot(SessionState.SAVED, recorded=spoken(0).duration)
    ),
    "interview-transcribed": lambda: _interview(_answered()),
    "interview-lost": lambda: _interview(
        _snapshot(
            SessionState.PAUSED,
            paused_from=SessionState.LISTENING,
            resumable=True,
            recorded=37.0,
            notices=(
                Notice(
                    NoticeKind.ERROR,
                    "microphone",
                    "The microphone Built-in Audio went away. Your answer so far is saved.",
                ),
            ),
        )
    ),
    "interview-asleep": lambda: _interview(
        _snapshot(
            SessionState.PAUSED,
            paused_from=SessionState.LISTENING,
            resumable=True,
            recorded=37.0,
            notices=(
                Notice(
                    NoticeKind.CAUTION,
                    "sleep",
                    "Your computer was asleep. Your answer so far is saved. "
                    "Press Resume to continue.",
                ),
            ),
        )
    ),
    "interview-ending": lambda: _interview(
        _snapshot(SessionState.PAUSED, paused_from=SessionState.LISTENING, resumable=True),
        speaking=True,
        ending=True,
    ),
    "interview-feedback": lambda: _interview(_answered(), feedback="given"),
    "interview-feedback-mixed": lambda: _interview(_answered(), feedback="mixed"),
    "interview-feedback-unfolded": lambda: _interview(_answered(), feedback="unfolded"),
    "interview-feedback-failed": lambda: _interview(_answered(), feedback="failed"),
    "interview-feedback-working": lambda: _interview(_answered(), feedback="working"),
    "interview-practice-over": lambda: _over(finish_practice),
    "interview-exam-over": lambda: _over(finish_exam),
    "interview-unanswered": lambda: _interview(_snapshot(SessionState.FINISHED)),
}
HANDS_FREE: dict[str, Callable[[], QWidget]] = {
    "interview-asking": lambda: _interview(
        _hands_free(SessionState.ASKING, position=1, remark=GREETING, interviewer_speaks=True)
    ),
    "interview-think-or-speak": lambda: _interview(_hands_free(SessionState.THINKING)),
    "interview-defined": lambda: _interview(
        _hands_free(SessionState.THINKING, question=FOLLOW_UP, remark=DEFINITION)
    ),
    "interview-countdown": lambda: _interview(
        _hands_free(SessionState.LISTENING, person_speaks=False),
        LiveReadings(recorded=37.0, answer_ends_in=1.3),
        caption=(CAPTION_SO_FAR, ""),
    ),
    "interview-finishing": lambda: _interview(
        _hands_free(
            SessionState.LISTENING,
            question=LONG_SECTION,
            finishing=True,
            notices=(
                Notice(
                    NoticeKind.INFO,
                    "limit",
                    "The time for this answer is over; finish your sentence.",
                ),
            ),
        ),
        LiveReadings(recorded=124.0),
        speaking=True,
        caption=CAPTION,
    ),
    "interview-confirming": lambda: _interview(
        _hands_free(SessionState.CONFIRMING, remark="Skip this question? Say yes or no.")
    ),
    "interview-paused": lambda: _interview(_paused(), caption=(CAPTION_SO_FAR, "")),
    "interview-acknowledged": lambda: _interview(
        _hands_free(
            SessionState.SAVED,
            recorded=spoken(0).duration,
            remark="All right, thank you.",
            interviewer_speaks=True,
        ),
        caption=(ANSWER, ""),
    ),
    "interview-going-on": lambda: _interview(
        _answered(hands_free=True, remark="All right, thank you."),
        LiveReadings(recorded=spoken(0).duration, next_question_in=5.4),
        feedback="given",
    ),
    "interview-paused-to-read": lambda: _interview(
        replace(
            _answered(hands_free=True, remark="All right, thank you."),
            state=SessionState.PAUSED,
            paused_from=SessionState.TRANSCRIBED,
            resumable=True,
        ),
        feedback="given",
    ),
    "interview-follow-up": lambda: _interview(
        _hands_free(
            SessionState.ASKING,
            question=FOLLOW_UP,
            remark="Staying with that for a moment.",
            interviewer_speaks=True,
        )
    ),
    "interview-closing": lambda: _interview(
        _hands_free(
            SessionState.CLOSING,
            position=6,
            remark=f"Here's one thing to work on, {advice_aloud()} Thanks for your time. Goodbye.",
            interviewer_speaks=True,
            answers=5,
        )
    ),
}
INTERVIEWS = BY_KEYS | HANDS_FREE
