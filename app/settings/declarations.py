"""Every setting, declared once: the dialog, the file and its comments are made from this."""

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
    help="What your answers are recorded with.",
)


SPEAKER: Setting[DeviceName | None] = Setting(
    key="speaker",
    kind=SettingKind.DEVICE,
    default=None,
    group=SettingGroup.SOUND,
    label="Speaker",
    help="Where questions and recordings are played.",
)


VOICE: Setting[str | None] = Setting(
    key="voice",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.SOUND,
    label="Voice",
    help="Who asks the questions.",
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
    help="How loud questions are spoken, beside the volume of your computer. Recordings are not "
    "changed by it.",
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
    help="How long the interviewer waits after you fall silent. By key only, an answer is over "
    "when you press a key.",
    choices=(
        SettingChoice(Patience.PATIENT.value, "Patient"),
        SettingChoice(Patience.NORMAL.value, "Normal"),
        SettingChoice(Patience.BRISK.value, "Brisk"),
        SettingChoice(Patience.KEY_ONLY.value, "By key only"),
    ),
)


BARGE_IN: Setting[bool] = Setting(
    key="barge_in",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.INTERVIEW,
    label="Interrupt by speaking",
    help="Whether the interviewer stops talking when you begin to. This is off at first because, "
    "on loudspeakers, the microphone hears the interviewer too.",
    warning="Use headphones, so that the microphone hears only you.",
)


EXAM_FOLLOW_UPS: Setting[bool] = Setting(
    key="exam_follow_ups",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.INTERVIEW,
    label="Ask back in exams",
    help="Whether the interviewer asks about what an answer left out in an exam too.",
)


SOUNDS: Setting[bool] = Setting(
    key="sounds",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.INTERVIEW,
    label="Soft sounds",
    help="When listening begins, when an answer is saved, and before time is up.",
)


MODEL: Setting[str] = Setting(
    key="model",
    kind=SettingKind.MODEL,
    default=DEFAULT_MODEL,
    group=SettingGroup.RECOGNITION,
    label="Speech model",
    help="Which model writes down your answers. Larger ones make fewer mistakes and need a "
    "stronger computer.",
)


LANGUAGE: Setting[str] = Setting(
    key="language",
    kind=SettingKind.CHOICE,
    default=DEFAULT_LANGUAGE,
    group=SettingGroup.RECOGNITION,
    label="Language",
    help="What language you answer in; questions stay in English. Some speech models know "
    "English only.",
    choices=tuple(SettingChoice(code, name) for code, name in LANGUAGES.items()),
)


OWN_WORDS: Setting[tuple[str, ...]] = Setting(
    key="own_words",
    kind=SettingKind.TEXTS,
    default=(),
    group=SettingGroup.RECOGNITION,
    label="Your own words",
    help="Names of people, products and places that transcripts should spell right.",
)


LIVE_CAPTIONS: Setting[bool] = Setting(
    key="live_captions",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.RECOGNITION,
    label="Live captions",
    help="Whether your words are shown while you speak. Some people are distracted by them.",
)


STYLE: Setting[str] = Setting(
    key="style",
    former_key="mode",
    kind=SettingKind.CHOICE,
    default="practice",
    group=SettingGroup.PRACTICE,
    label="Style",
    help="Which style is chosen at first. Times and follow-ups of your own are set on the Practice "
    "page.",
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
    help="How many questions a session asks.",
    minimum=1,
    maximum=500,
)


THINK_TIME: Setting[int | None] = Setting(
    key="think_time",
    kind=SettingKind.NUMBER,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Time to think",
    help="How long you can think before your answer is expected; 0 starts at once. The "
    "style decides where nothing else is set.",
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
    help="How long an answer may take; 0 sets no limit. The style decides where nothing else "
    "is set.",
    minimum=0,
    maximum=3600,
    unit="seconds",
    elsewhere=True,
    reset_by=STYLE,
)


ALL_FOLLOW_UPS = 100
"""No question has so many, so that this is as many as there are."""


FOLLOW_UPS: Setting[int | None] = Setting(
    key="follow_ups",
    kind=SettingKind.NUMBER,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Follow-ups",
    help="How often the interviewer asks back at most, a question; 100 is as often as it can. "
    "The style decides where nothing else is set.",
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
    help="Whether questions come in a random order or in the order of their source.",
)


REMIND_DUE: Setting[bool] = Setting(
    key="remind_due",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.PRACTICE,
    label="Remind me what is due",
    help="Whether the Practice page says which questions it is time to answer again, and you are "
    "asked how an answer went. Off, nothing of that is shown anywhere.",
)


PLAN: Setting[str | None] = Setting(
    key="plan",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Plan",
    help="The name of the saved plan that was chosen last.",
    elsewhere=True,
    reset_by=STYLE,
)


BANK: Setting[str | None] = Setting(
    key="bank",
    kind=SettingKind.NAME,
    default=None,
    group=SettingGroup.PRACTICE,
    label="Bank",
    help="The id of the bank that was chosen last.",
    elsewhere=True,
)


SECTIONS: Setting[tuple[str, ...]] = Setting(
    key="sections",
    kind=SettingKind.NAMES,
    default=(),
    group=SettingGroup.PRACTICE,
    label="Topics",
    help="The sections that were chosen last; an empty list means all.",
    elsewhere=True,
)


REVIEWER_ON: Setting[bool] = Setting(
    key="reviewer_on",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.REVIEWER,
    label="Review by a local model",
    help="Whether you can ask a language model on this computer what it thinks of an answer. Needs "
    "Ollama, LM Studio or another model server; nothing is sent until you ask.",
    asked_after_restore=lambda _: "turn on reviews by a language model",
)


REVIEWER_ADDRESS: Setting[str] = Setting(
    key="reviewer_address",
    kind=SettingKind.TEXT,
    default="",
    group=SettingGroup.REVIEWER,
    label="Address",
    help="Where the model server listens, such as localhost:11434.",
    under=REVIEWER_ON,
    empty="Looks on this computer",
    asked_after_restore=lambda address: f"use the model server at {shortened(address)}",
)


REVIEWER_MODEL: Setting[str] = Setting(
    key="reviewer_model",
    kind=SettingKind.TEXT,
    default="",
    group=SettingGroup.REVIEWER,
    label="Model",
    help="Which of its models to ask, such as llama3.2.",
    under=REVIEWER_ON,
    empty="The first that is found",
    asked_after_restore=lambda model: f"use the language model {shortened(model)}",
)


REVIEWER_OTHER_COMPUTERS: Setting[bool] = Setting(
    key="reviewer_other_computers",
    kind=SettingKind.SWITCH,
    default=False,
    group=SettingGroup.REVIEWER,
    label="Allow other computers",
    help="Whether the address may be that of another computer, and the model one that runs "
    "elsewhere, as Ollama's cloud models do.",
    under=REVIEWER_ON,
    warning="Asking for a review can now send the question, its key points and the transcript of "
    "your answer to another computer, unencrypted. Recordings are never sent.",
    asked_after_restore=lambda _: "allow transcripts to be sent to other computers",
)


KEEP_AS_FLAC: Setting[bool] = Setting(
    key="keep_as_flac",
    kind=SettingKind.SWITCH,
    default=True,
    group=SettingGroup.STORAGE,
    label="Keep recordings as FLAC",
    help="Whether recordings are made smaller once they are closed, about by half. Nothing of the "
    "sound is lost, and every recording is checked before the larger file goes.",
)


FOREVER = 0


KEEP_MONTHS: Setting[int] = Setting(
    key="keep_months",
    kind=SettingKind.NUMBER,
    default=FOREVER,
    group=SettingGroup.STORAGE,
    label="Keep recordings for",
    help="After so many months the recording of an answer is removed, unless you starred it; 0 "
    "keeps all. Transcripts and feedback are always kept.",
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
    help="Light, dark, or whatever your system uses.",
    choices=(
        SettingChoice("system", "Like the system"),
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
    help="Whether things change without moving: on, off, or whatever your system uses.",
    choices=(
        SettingChoice("system", "Like the system"),
        SettingChoice("on", "On"),
        SettingChoice("off", "Off"),
    ),
)


SETTINGS: tuple[Setting[Any], ...] = tuple(
    declared for declared in list(globals().values()) if isinstance(declared, Setting)
)
"""All settings, in the order in which they are declared, shown, and written."""
