"""The declarations of all settings, from which the dialog and the commented file are made."""

from typing import Any

from mock_interviewer.app.settings.setting import Setting, SettingChoice, SettingGroup, SettingKind
from mock_interviewer.app.text.formatting import counted, shortened
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recognition.models.catalog import DEFAULT_MODEL
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE, LANGUAGES

MICROPHONE: Setting[DeviceName | None] = Setting(
    key="microphone",
    kind=SettingKind.DEVICE,
    default=None,
    group=SettingGroup.SOUND,
    label="Microphone",
    help="The microphone that records your answers.",
)


SPEAKER: Setting[DeviceName | None] = Setting(
    key="speaker",
    kind=SettingKind.DEVICE,
    default=None,
    group=SettingGroup.SOUND,
    label="Speaker",
    help="The speaker that plays questions and recordings.",
)


VOICE: Setting[str | None] = Setting(
    key="voice",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.SOUND,
    label="Voice",
    help="The voice that asks the questions.",
)


VOICE_RATE: Setting[int] = Setting(
    key="voice_rate",
    kind=SettingKind.NUMBER,
    default=170,
    group=SettingGroup.SOUND,
    label="Speaking rate",
    help="How fast questions are spoken.",
    minimum=100,
    maximum=260,
    unit="words a minute",
)


VOICE_VOLUME: Setting[int] = Setting(
    key="voice_volume",
    kind=SettingKind.NUMBER,
    default=100,
    group=SettingGroup.SOUND,
    label="Voice volume",
    help="How loud questions are spoken, relative to your computer's volume. Recordings are not "
    "affected.",
    minimum=0,
    maximum=100,
    unit="%",
)


PATIENCE: Setting[str] = Setting(
    key="patience",
    kind=SettingKind.CHOICE,
    default=Patience.NORMAL.value,
    group=SettingGroup.INTERVIEW,
    label="Patience",
    help="How long the interviewer waits after you stop talking. With “Only by key”, an answer "
    "ends when you press a key.",
    choices=(
        SettingChoice(Patience.PATIENT.value, "Patient"),
        SettingChoice(Patience.NORMAL.value, "Normal"),
        SettingChoice(Patience.BRISK.value, "Brisk"),
        SettingChoice(Patience.KEY_ONLY.value, "Only by key"),
    ),
)


FEEDBACK_TIME: Setting[int] = Setting(
    key="feedback_time",
    kind=SettingKind.NUMBER,
    default=0,
    group=SettingGroup.INTERVIEW,
    label="Time for feedback",
    help="How long feedback stays in practice before the interview continues; 0 waits until you "
    "press or say Next. Scrolling, pointing at it, or talking starts the time again.",
    minimum=0,
    maximum=600,
    unit="seconds",
)


BARGE_IN: Setting[bool] = Setting(
    key="barge_in",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.INTERVIEW,
    label="Interrupt by speaking",
    help="The interviewer stops talking when you start. This is off by default because the "
    "microphone also picks up the interviewer's voice from your speakers.",
    warning="Use headphones so that the microphone picks up only your voice.",
)


EXAM_FOLLOW_UPS: Setting[bool] = Setting(
    key="exam_follow_ups",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.INTERVIEW,
    label="Follow-ups in exams",
    help="Ask follow-ups about missed key points in exams, too.",
)


SOUNDS: Setting[bool] = Setting(
    key="sounds",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.INTERVIEW,
    label="Sound cues",
    help="Play a soft sound when listening starts, when an answer is saved, and before time runs "
    "out.",
)


MODEL: Setting[str] = Setting(
    key="model",
    kind=SettingKind.MODEL,
    default=DEFAULT_MODEL,
    group=SettingGroup.RECOGNITION,
    label="Speech model",
    help="The model that transcribes your answers. Larger models are more accurate and need a "
    "faster computer.",
)


LANGUAGE: Setting[str] = Setting(
    key="language",
    kind=SettingKind.CHOICE,
    default=DEFAULT_LANGUAGE,
    group=SettingGroup.RECOGNITION,
    label="Language",
    help="The language of your answers; questions stay in English. Some speech models support "
    "only English.",
    choices=tuple(SettingChoice(code, name) for code, name in LANGUAGES.items()),
)


OWN_WORDS: Setting[tuple[str, ...]] = Setting(
    key="own_words",
    kind=SettingKind.TEXTS,
    default=(),
    group=SettingGroup.RECOGNITION,
    label="Your own words",
    help="Names of people, products, and places that transcripts should spell correctly.",
)


LIVE_CAPTIONS: Setting[bool] = Setting(
    key="live_captions",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.RECOGNITION,
    label="Live captions",
    help="Show your words while you speak. Some people find this distracting.",
)


STYLE: Setting[str] = Setting(
    key="style",
    former_key="mode",
    kind=SettingKind.CHOICE,
    default="practice",
    group=SettingGroup.PRACTICE,
    label="Style",
    help="The default style. You can customize times and follow-ups on the Practice page.",
    choices=(
        SettingChoice("practice", "Practice"),
        SettingChoice("exam", "Exam"),
        SettingChoice("rapid-fire", "Rapid fire"),
        SettingChoice("deep-dive", "Deep dive"),
    ),
)


QUESTION_COUNT: Setting[int] = Setting(
    key="question_count",
    kind=SettingKind.NUMBER,
    default=8,
    group=SettingGroup.PRACTICE,
    label="Questions",
    help="The number of questions in a session.",
    minimum=1,
    maximum=500,
)


THINK_TIME: Setting[int | None] = Setting(
    key="think_time",
    kind=SettingKind.NUMBER,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Time to think",
    help="How long you can think before you answer; 0 starts at once. By default, the style "
    "decides.",
    minimum=0,
    maximum=600,
    unit="seconds",
    elsewhere=True,
    reset_by=STYLE,
)


ANSWER_LIMIT: Setting[int | None] = Setting(
    key="answer_limit",
    kind=SettingKind.NUMBER,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Time to answer",
    help="How long an answer may take; 0 sets no limit. By default, the style decides.",
    minimum=0,
    maximum=3600,
    unit="seconds",
    elsewhere=True,
    reset_by=STYLE,
)


ALL_FOLLOW_UPS = 100
"""More than any question has, so this stands for all of them."""


FOLLOW_UPS: Setting[int | None] = Setting(
    key="follow_ups",
    kind=SettingKind.NUMBER,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Follow-ups",
    help="The maximum number of follow-ups per question; 100 means all. By default, the style "
    "decides.",
    minimum=0,
    maximum=ALL_FOLLOW_UPS,
    elsewhere=True,
    reset_by=STYLE,
)


SHUFFLE: Setting[bool] = Setting(
    key="shuffle",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.PRACTICE,
    label="Shuffle questions",
    help="Ask questions in random order instead of the original order.",
)


REMIND_DUE: Setting[bool] = Setting(
    key="remind_due",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.PRACTICE,
    label="Review reminders",
    help="Show which questions are due for review, and ask how each answer went. When this is off, "
    "neither is shown.",
)


PLAN: Setting[str | None] = Setting(
    key="plan",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Plan",
    help="The name of the saved plan that was selected last.",
    elsewhere=True,
    reset_by=STYLE,
)


BANK: Setting[str | None] = Setting(
    key="bank",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Bank",
    help="The ID of the bank that was selected last.",
    elsewhere=True,
)


SECTIONS: Setting[tuple[str, ...]] = Setting(
    key="sections",
    kind=SettingKind.NAMES,
    default=(),
    group=SettingGroup.PRACTICE,
    label="Topics",
    help="The sections that were selected last; an empty list means all.",
    elsewhere=True,
)


REVIEWER_ON: Setting[bool] = Setting(
    key="reviewer_on",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.REVIEWER,
    label="Review by a local model",
    help="Get a review of an answer from a language model on this computer. This needs Ollama, LM "
    "Studio, or another model server; nothing is sent until you ask for a review or turn on second "
    "opinions.",
    asked_after_restore=lambda _: "turn on reviews by a language model",
)


SECOND_OPINION: Setting[bool] = Setting(
    key="second_opinion",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.REVIEWER,
    label="Second opinions",
    help="After each answer, ask the model about the key points that are to be checked. Only the "
    "question, the key point, and your transcript are sent. Your own verdict always counts.",
    under=REVIEWER_ON,
    asked_after_restore=lambda _: "ask a language model for second opinions on answers",
)


REVIEWER_ADDRESS: Setting[str] = Setting(
    key="reviewer_address",
    kind=SettingKind.TEXT,
    default="",
    group=SettingGroup.REVIEWER,
    label="Address",
    help="The address of the model server, such as localhost:11434.",
    under=REVIEWER_ON,
    empty="Search this computer",
    asked_after_restore=lambda address: f"use the model server at {shortened(address)}",
)


REVIEWER_MODEL: Setting[str] = Setting(
    key="reviewer_model",
    kind=SettingKind.TEXT,
    default="",
    group=SettingGroup.REVIEWER,
    label="Model",
    help="The model to use, such as llama3.2.",
    under=REVIEWER_ON,
    empty="First one found",
    asked_after_restore=lambda model: f"use the language model {shortened(model)}",
)


REVIEWER_OTHER_COMPUTERS: Setting[bool] = Setting(
    key="reviewer_other_computers",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.REVIEWER,
    label="Allow other computers",
    help="Allow model servers on other computers, and models that run elsewhere, such as Ollama's "
    "cloud models.",
    under=REVIEWER_ON,
    warning="A review or second opinion can now send the question, its key points, and the "
    "transcript of your answer to another computer, unencrypted. Recordings are never sent.",
    asked_after_restore=lambda _: "allow transcripts to be sent to other computers",
)


KEEP_AS_FLAC: Setting[bool] = Setting(
    key="keep_as_flac",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.STORAGE,
    label="Compress recordings",
    help="Store finished recordings as FLAC, which is lossless and takes about half the space. "
    "Each one is verified before the larger file is deleted.",
)


FOREVER = 0


KEEP_MONTHS: Setting[int] = Setting(
    key="keep_months",
    kind=SettingKind.NUMBER,
    default=FOREVER,
    group=SettingGroup.STORAGE,
    label="Keep recordings for",
    help="Delete the recording of an answer after this many months, unless you starred the answer; "
    "0 keeps all recordings. Transcripts and feedback are always kept.",
    minimum=FOREVER,
    maximum=120,
    unit="months",
    elsewhere=True,
    asked_after_restore=lambda months: f"delete recordings after {counted(months, 'month')}",
)


COLOR_SCHEME: Setting[str] = Setting(
    key="color_scheme",
    kind=SettingKind.CHOICE,
    default="system",
    group=SettingGroup.LOOK,
    label="Colors",
    help="Use light or dark colors, or the same as your system.",
    choices=(
        SettingChoice("system", "Same as system"),
        SettingChoice("light", "Light"),
        SettingChoice("dark", "Dark"),
    ),
)


REDUCED_MOTION: Setting[str] = Setting(
    key="reduced_motion",
    kind=SettingKind.CHOICE,
    default="system",
    group=SettingGroup.LOOK,
    label="Reduced motion",
    help="Turn off animations, or do the same as your system.",
    choices=(
        SettingChoice("system", "Same as system"),
        SettingChoice("on", "On"),
        SettingChoice("off", "Off"),
    ),
)


SETTINGS: tuple[Setting[Any], ...] = tuple(
    declared for declared in list(globals().values()) if isinstance(declared, Setting)
)
"""All settings, in the order in which they are declared, shown, and written."""
