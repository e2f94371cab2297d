"""The settings of how an interviewer behaves."""

from mock_interviewer.app.settings.setting import Choice, Group, Kind, Setting
from mock_interviewer.audio.recognition.patience import Patience

PATIENCE: Setting[str] = Setting(
    key="patience",
    kind=Kind.CHOICE,
    default=Patience.NORMAL.value,
    group=Group.INTERVIEW,
    label="Patience",
    help="How long the interviewer waits after you fall silent. By key only, an answer is over "
    "when you press a key.",
    choices=(
        Choice(Patience.PATIENT.value, "Patient"),
        Choice(Patience.NORMAL.value, "Normal"),
        Choice(Patience.BRISK.value, "Brisk"),
        Choice(Patience.KEY_ONLY.value, "By key only"),
    ),
)
BARGE_IN: Setting[bool] = Setting(
    key="barge_in",
    kind=Kind.SWITCH,
    default=False,
    group=Group.INTERVIEW,
    label="Interrupt by speaking",
    help="Whether the interviewer stops talking when you begin to. This is off at first because, "
    "on loudspeakers, the microphone hears the interviewer too.",
    warning="Use headphones, so that the microphone hears only you.",
)
EXAM_FOLLOW_UPS: Setting[bool] = Setting(
    key="exam_follow_ups",
    kind=Kind.SWITCH,
    default=True,
    group=Group.INTERVIEW,
    label="Ask back in exams",
    help="Whether the interviewer asks about what an answer left out in an exam too.",
)
SOUNDS: Setting[bool] = Setting(
    key="sounds",
    kind=Kind.SWITCH,
    default=True,
    group=Group.INTERVIEW,
    label="Soft sounds",
    help="When listening begins, when an answer is saved, and before time is up.",
)
