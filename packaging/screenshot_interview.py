"""The session page in every state, for screenshots."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

QUESTION = PlannedQuestion(
    bank="llm",
    id="pre-training-and-fine-tuning",
    text="What is the purpose of using a pre-training and fine-tuning approach for LLMs?",
    spoken="",
    section="Training and Fine-tuning",
)
FOLLOW_UP = replace(
    QUESTION,
    text="How would you notice that a fine-tuned model forgot what it knew before?",
    follow_up=1,
)
LONG_SECTION = replace(FOLLOW_UP, section="Real-World Deployment and Integration")
ANSWER = (
    "You first learn general representations from raw text, which is cheap to collect, and then "
    "adapt them with far fewer labeled examples. The fine-tuned model keeps what it learned of "
    "grammar and facts, so a small domain set is enough, as long as you watch for catastrophic "
    "forgetting and keep a held-out set from the new domain."
)
CAPTION_SO_FAR = (
    "You first learn general representations from raw text, which is cheap to collect, and then "
    "adapt them with far fewer labeled examples."
)
CAPTION = (CAPTION_SO_FAR, "The fine tune model keeps what it")
LONG_CAPTION = (" ".join([ANSWER] * 6), "and that is why people train")
SUM_UP = (
    "Here's one thing to work on, from question three. Say what is lost when a model is trained "
    "on: “Fine-tuning can make it forget, so I would keep a held-out set from before.” "
    "Thanks for your time. Goodbye."
)
GREETING = (
    "Good evening. I have eight questions for you, about twenty minutes in all. Whenever I'm "
    "waiting, you can say repeat, skip, or pause. Let's start with the first of eight. Take half "
    "a minute to think, or start anytime."
)
DEFINITION = (
    "Catastrophic forgetting is when a model that is trained on new data loses what it had learned "
    "from the old."
)
_UNSURE = {"catastrophic", "grammar"}
_BREATH = 14
"""Steps of silence between two sentences."""
_TIMES = LiveReadings(recorded=37.0, think_time_left=6.2)


def _snapshot(state: SessionState, **more: Any) -> SessionSnapshot:
    settings: dict[str, Any] = {"question": QUESTION, "position": 3, "total": 8, "take": "t"} | more
    return SessionSnapshot(state=state, **settings)


def _hands_free(state: SessionState, **more: object) -> SessionSnapshot:
    return _snapshot(state, hands_free=True, **more)


def _answered(**more: object) -> SessionSnapshot:
    return _snapshot(SessionState.TRANSCRIBED, recorded=84.0, transcript=_transcript(), **more)


def _transcript() -> Transcript:
    words = tuple(
        TranscriptWord(f" {word}", float(at), at + 0.8, 0.4 if word in _UNSURE else 0.9)
        for at, word in enumerate(ANSWER.split())
    )
    return Transcript((TranscriptSegment(ANSWER, 0.0, 84.0, words),), 84.0, "base")


def _interview(
    snapshot: SessionSnapshot,
    progress: LiveReadings = _TIMES,
    *,
    speaking: bool = False,
    ending: bool = False,
    caption: tuple[str, str] = ("", ""),
    feedback: str = "",
) -> QWidget:
    from screenshot_feedback import give_session

    from mock_interviewer.app.ui.interview.page import InterviewPage

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
    "interview-saved": lambda: _interview(_snapshot(SessionState.SAVED, recorded=84.0)),
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
    "interview-feedback-working": lambda: _interview(_answered(), feedback="working"),
    "interview-exam-over": lambda: _interview(
        _snapshot(SessionState.FINISHED, answers=8), feedback="exam"
    ),
    "interview-finished": lambda: _interview(_snapshot(SessionState.FINISHED, answers=8)),
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
    "interview-acknowledged": lambda: _interview(
        _hands_free(
            SessionState.SAVED,
            recorded=84.0,
            remark="All right, thank you.",
            interviewer_speaks=True,
        ),
        caption=(ANSWER, ""),
    ),
    "interview-going-on": lambda: _interview(
        _answered(hands_free=True, remark="All right, thank you."),
        LiveReadings(recorded=84.0, next_question_in=5.4),
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
            SessionState.CLOSING, position=8, remark=SUM_UP, interviewer_speaks=True, answers=8
        )
    ),
}
INTERVIEWS = BY_KEYS | HANDS_FREE
