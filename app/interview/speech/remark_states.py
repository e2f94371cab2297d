"""The states of a session in which each remark and each notice is true, and so is shown."""

from collections.abc import Mapping
from typing import Final

from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.status_notices import NoticeKind

States = frozenset[SessionState]

_SPOKEN: Final = frozenset({SessionState.ASKING})
"""While it is being spoken, and no longer."""
_PAUSED: Final = frozenset({SessionState.PAUSED})
_ANSWERED: Final = frozenset({SessionState.SAVED, SessionState.TRANSCRIBED})
_OVER: Final = frozenset({SessionState.CLOSING, SessionState.FINISHED})
_QUESTION: Final = frozenset(
    {
        SessionState.ASKING,
        SessionState.THINKING,
        SessionState.LISTENING,
        SessionState.CONFIRMING,
        SessionState.PAUSED,
    }
)
_WITHOUT_MICROPHONE: Final = frozenset(
    {
        SessionState.ASKING,
        SessionState.THINKING,
        SessionState.CONFIRMING,
        SessionState.PAUSED,
    }
)

REMARK_STATES: Final[Mapping[Occasion, States]] = {
    Occasion.GREETING: _SPOKEN,
    Occasion.COMMANDS: _SPOKEN,
    Occasion.ANSWER_TIME: _SPOKEN,
    Occasion.FIRST_QUESTION: _SPOKEN,
    Occasion.NEXT_QUESTION: _SPOKEN,
    Occasion.LAST_QUESTION: _SPOKEN,
    Occasion.ONLY_QUESTION: _SPOKEN,
    Occasion.FOLLOW_UP: _SPOKEN,
    Occasion.OFF_TOPIC: _SPOKEN,
    Occasion.SAME_QUESTION: _SPOKEN,
    Occasion.THINK_TIME: _SPOKEN,
    Occasion.ACKNOWLEDGEMENT: _ANSWERED,
    Occasion.FEEDBACK_SHOWN: _ANSWERED,
    Occasion.STILL_THERE: _SPOKEN,
    Occasion.NOBODY_THERE: _PAUSED,
    Occasion.NOT_LISTENING: _PAUSED,
    Occasion.PAUSED: _PAUSED,
    Occasion.RESUMED: _SPOKEN,
    Occasion.TIME_LEFT: _SPOKEN,
    Occasion.TIME_UP: _SPOKEN,
    Occasion.REPEATING: _SPOKEN,
    Occasion.REPHRASING: _QUESTION,
    Occasion.SKIPPING: _SPOKEN,
    Occasion.CONTINUING: _SPOKEN,
    Occasion.WAITING: frozenset({SessionState.ASKING, SessionState.THINKING, *_ANSWERED}),
    Occasion.DEFINING: _QUESTION | _ANSWERED,
    Occasion.NOT_DEFINED: _QUESTION | _ANSWERED,
    Occasion.STARTING_OVER: _SPOKEN,
    Occasion.STOPPING: _OVER,
    Occasion.CONFIRM_SKIP: _SPOKEN | {SessionState.CONFIRMING},
    Occasion.CONFIRM_STOP: _SPOKEN | {SessionState.CONFIRMING},
    Occasion.CONFIRM_START_OVER: _SPOKEN | {SessionState.CONFIRMING},
    Occasion.NOT_CONFIRMED: _SPOKEN,
    Occasion.NOT_UNDERSTOOD: _SPOKEN,
    Occasion.MICROPHONE_LOST: _PAUSED,
    Occasion.ANSWER_INTERRUPTED: _PAUSED,
    Occasion.COMPUTER_SLEPT: _PAUSED,
    Occasion.PROGRAM_STALLED: _PAUSED,
    Occasion.MICROPHONE_SILENT: _SPOKEN | _PAUSED,
    Occasion.MICROPHONE_BACK: _SPOKEN,
    Occasion.NOT_SAVED: _PAUSED,
    Occasion.NO_TRANSCRIPT: _ANSWERED,
    Occasion.ONE_THING: _OVER,
    Occasion.ONE_THING_OF: _OVER,
    Occasion.NOTHING_TO_SAY: _OVER,
    Occasion.ALL_ASKED: _OVER,
    Occasion.NOTHING_ANSWERED: _OVER,
    Occasion.GOODBYE: _OVER,
}
"""For each occasion to speak. What is said while paused speech waits counts as being spoken."""

MICROPHONE_REMARKS: Final = frozenset(
    {Occasion.MICROPHONE_LOST, Occasion.ANSWER_INTERRUPTED, Occasion.MICROPHONE_SILENT}
)
"""The remarks that are not true anymore once the microphone is back."""

NOTICE_STATES: Final[Mapping[tuple[str, NoticeKind], States]] = {
    ("voice", NoticeKind.CAUTION): frozenset(SessionState)
    - {SessionState.LISTENING, SessionState.SAVING},
    ("microphone", NoticeKind.ERROR): _WITHOUT_MICROPHONE,
    ("microphone", NoticeKind.CAUTION): _QUESTION | _ANSWERED | {SessionState.SAVING},
    ("sleep", NoticeKind.CAUTION): _WITHOUT_MICROPHONE - {SessionState.THINKING},
    ("recognition", NoticeKind.CAUTION): frozenset(SessionState),
    ("storage", NoticeKind.ERROR): frozenset(SessionState),
    ("limit", NoticeKind.INFO): frozenset(SessionState)
    - {SessionState.OPENING, SessionState.THINKING, *_OVER},
    ("topic", NoticeKind.INFO): _ANSWERED | _WITHOUT_MICROPHONE | {SessionState.OPENING},
}
"""For each subject and kind of a notice in a session."""
