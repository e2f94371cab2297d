"""Every setting, declared once: dialog, file and its comments are made from this."""

from typing import Any

from mock_interviewer.app.settings.interviewing import (
    BARGE_IN,
    EXAM_FOLLOW_UPS,
    PATIENCE,
    SOUNDS,
)
from mock_interviewer.app.settings.practising import REMIND_DUE
from mock_interviewer.app.settings.setting import Choice, Group, Kind, Setting
from mock_interviewer.app.settings.storing import KEEP_AS_FLAC, KEEP_MONTHS
from mock_interviewer.app.wording import shortened
from mock_interviewer.audio.device import DeviceName
from mock_interviewer.audio.recognition.catalogue import DEFAULT_MODEL
from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE, LANGUAGES

MICROPHONE: Setting[DeviceName | None] = Setting(
    key="microphone",
    kind=Kind.DEVICE,
    default=None,
    group=Group.SOUND,
    label="Microphone",
    help="What your answers are recorded with.",
)
SPEAKER: Setting[DeviceName | None] = Setting(
    key="speaker",
    kind=Kind.DEVICE,
    default=None,
    group=Group.SOUND,
    label="Speaker",
    help="Where questions and recordings are played.",
)
VOICE: Setting[str | None] = Setting(
    key="voice",
    kind=Kind.NAME,
    default=None,
    group=Group.SOUND,
    label="Voice",
    help="Who asks the questions.",
)
VOICE_RATE: Setting[int] = Setting(
    key="voice_rate",
    kind=Kind.NUMBER,
    default=170,
    group=Group.SOUND,
    label="Speaking rate",
    help="How fast questions are spoken.",
    minimum=100,
    maximum=260,
    unit="words a minute",
)
VOICE_VOLUME: Setting[int] = Setting(
    key="voice_volume",
    kind=Kind.NUMBER,
    default=100,
    group=Group.SOUND,
    label="Voice volume",
    help="How loud questions are spoken, beside the volume of your computer. Recordings are not "
    "changed by it.",
    minimum=0,
    maximum=100,
    unit="%",
)
MODEL: Setting[str] = Setting(
    key="model",
    kind=Kind.MODEL,
    default=DEFAULT_MODEL,
    group=Group.RECOGNITION,
    label="Speech model",
    help="Which model writes down your answers. Larger ones make fewer mistakes and need a "
    "stronger computer.",
)
LANGUAGE: Setting[str] = Setting(
    key="language",
    kind=Kind.CHOICE,
    default=DEFAULT_LANGUAGE,
    group=Group.RECOGNITION,
    label="Language",
    help="What language you answer in; questions stay in English. Some speech models know "
    "English only.",
    choices=tuple(Choice(code, name) for code, name in LANGUAGES.items()),
)
OWN_WORDS: Setting[tuple[str, ...]] = Setting(
    key="own_words",
    kind=Kind.TEXTS,
    default=(),
    group=Group.RECOGNITION,
    label="Your own words",
    help="Names of people, products and places that transcripts should spell right.",
)
LIVE_CAPTIONS: Setting[bool] = Setting(
    key="live_captions",
    kind=Kind.SWITCH,
    default=True,
    group=Group.RECOGNITION,
    label="Live captions",
    help="Whether your words are shown while you speak. Some people are distracted by them.",
)
STYLE: Setting[str] = Setting(
    key="style",
    former_key="mode",
    kind=Kind.CHOICE,
    default="practice",
    group=Group.PRACTICE,
    label="Style",
    help="Which style is chosen at first. Times and follow-ups of your own are set on the Practice "
    "page.",
    choices=(
        Choice("practice", "Practice"),
        Choice("exam", "Exam"),
        Choice("rapid-fire", "Rapid fire"),
        Choice("deep-dive", "Deep dive"),
    ),
)
QUESTION_COUNT: Setting[int] = Setting(
    key="question_count",
    kind=Kind.NUMBER,
    default=8,
    group=Group.PRACTICE,
    label="Questions",
    help="How many questions a session asks.",
    minimum=1,
    maximum=500,
)
THINK_TIME: Setting[int | None] = Setting(
    key="think_time",
    kind=Kind.NUMBER,
    default=None,
    group=Group.PRACTICE,
    label="Time to think",
    help="How long you can think before your answer is expected; 0 starts at once. The "
    "style decides where nothing else is set.",
    minimum=0,
    maximum=600,
    unit="seconds",
    elsewhere=True,
)
ANSWER_LIMIT: Setting[int | None] = Setting(
    key="answer_limit",
    kind=Kind.NUMBER,
    default=None,
    group=Group.PRACTICE,
    label="Time to answer",
    help="How long an answer may take; 0 sets no limit. The style decides where nothing else "
    "is set.",
    minimum=0,
    maximum=3600,
    unit="seconds",
    elsewhere=True,
)
ALL_FOLLOW_UPS = 100
"""No question has so many, so that this is as many as there are."""
FOLLOW_UPS: Setting[int | None] = Setting(
    key="follow_ups",
    kind=Kind.NUMBER,
    default=None,
    group=Group.PRACTICE,
    label="Follow-ups",
    help="How often the interviewer asks back at most, a question; 100 is as often as it can. "
    "The style decides where nothing else is set.",
    minimum=0,
    maximum=ALL_FOLLOW_UPS,
    elsewhere=True,
)
SHUFFLE: Setting[bool] = Setting(
    key="shuffle",
    kind=Kind.SWITCH,
    default=True,
    group=Group.PRACTICE,
    label="Shuffle questions",
    help="Whether questions come in a random order or in the order of their source.",
)
PLAN: Setting[str | None] = Setting(
    key="plan",
    kind=Kind.NAME,
    default=None,
    group=Group.PRACTICE,
    label="Plan",
    help="The name of the saved plan that was chosen last.",
    elsewhere=True,
)
BANK: Setting[str | None] = Setting(
    key="bank",
    kind=Kind.NAME,
    default=None,
    group=Group.PRACTICE,
    label="Bank",
    help="The id of the bank that was chosen last.",
    elsewhere=True,
)
SECTIONS: Setting[tuple[str, ...]] = Setting(
    key="sections",
    kind=Kind.NAMES,
    default=(),
    group=Group.PRACTICE,
    label="Topics",
    help="The sections that were chosen last; an empty list means all.",
    elsewhere=True,
)
REVIEWER_ON: Setting[bool] = Setting(
    key="reviewer_on",
    kind=Kind.SWITCH,
    default=False,
    group=Group.REVIEWER,
    label="Review by a local model",
    help="Whether you can ask a language model on this computer what it thinks of an answer. Needs "
    "Ollama, LM Studio or another model server; nothing is sent until you ask.",
    asked_after_restore=lambda _: "turn on reviews by a language model",
)
REVIEWER_ADDRESS: Setting[str] = Setting(
    key="reviewer_address",
    kind=Kind.TEXT,
    default="",
    group=Group.REVIEWER,
    label="Address",
    help="Where the model server listens, such as localhost:11434.",
    under=REVIEWER_ON,
    empty="Looks on this computer",
    asked_after_restore=lambda address: f"use the model server at {shortened(address)}",
)
REVIEWER_MODEL: Setting[str] = Setting(
    key="reviewer_model",
    kind=Kind.TEXT,
    default="",
    group=Group.REVIEWER,
    label="Model",
    help="Which of its models to ask, such as llama3.2.",
    under=REVIEWER_ON,
    empty="The first that is found",
    asked_after_restore=lambda model: f"use the language model {shortened(model)}",
)
REVIEWER_OTHER_COMPUTERS: Setting[bool] = Setting(
    key="reviewer_other_computers",
    kind=Kind.SWITCH,
    default=False,
    group=Group.REVIEWER,
    label="Allow other computers",
    help="Whether the address may be that of another computer, and the model one that runs "
    "elsewhere, as Ollama's cloud models do.",
    under=REVIEWER_ON,
    warning="Asking for a review can now send the question, its key points and the transcript of "
    "your answer to another computer, unencrypted. Recordings are never sent.",
    asked_after_restore=lambda _: "allow transcripts to be sent to other computers",
)
COLOR_SCHEME: Setting[str] = Setting(
    key="color_scheme",
    kind=Kind.CHOICE,
    default="system",
    group=Group.LOOK,
    label="Colors",
    help="Light, dark, or whatever your system uses.",
    choices=(Choice("system", "Like the system"), Choice("light", "Light"), Choice("dark", "Dark")),
)
REDUCED_MOTION: Setting[str] = Setting(
    key="reduced_motion",
    kind=Kind.CHOICE,
    default="system",
    group=Group.LOOK,
    label="Reduced motion",
    help="Whether things change without moving: on, off, or whatever your system uses.",
    choices=(Choice("system", "Like the system"), Choice("on", "On"), Choice("off", "Off")),
)

SETTINGS: tuple[Setting[Any], ...] = (
    MICROPHONE,
    SPEAKER,
    VOICE,
    VOICE_RATE,
    VOICE_VOLUME,
    PATIENCE,
    BARGE_IN,
    EXAM_FOLLOW_UPS,
    SOUNDS,
    MODEL,
    LANGUAGE,
    OWN_WORDS,
    LIVE_CAPTIONS,
    STYLE,
    QUESTION_COUNT,
    THINK_TIME,
    ANSWER_LIMIT,
    FOLLOW_UPS,
    SHUFFLE,
    REMIND_DUE,
    PLAN,
    BANK,
    SECTIONS,
    REVIEWER_ON,
    REVIEWER_ADDRESS,
    REVIEWER_MODEL,
    REVIEWER_OTHER_COMPUTERS,
    KEEP_AS_FLAC,
    KEEP_MONTHS,
    COLOR_SCHEME,
    REDUCED_MOTION,
)
"""All settings, in the order in which they are shown and written."""
