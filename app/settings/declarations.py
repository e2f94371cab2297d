"""Every setting, declared once: dialog, file and its comments are made from this."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from mock_interviewer.app.errors import UsageError
from mock_interviewer.audio.device import DeviceName
from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE, LANGUAGES

T = TypeVar("T")


class Kind(StrEnum):
    """What sort of value a setting has, and so which control shows it."""

    SWITCH = "switch"
    """A bool."""
    NUMBER = "number"
    """An int from minimum to maximum."""
    CHOICE = "choice"
    """A str, one of the choices."""
    NAME = "name"
    """A str, or None for the default."""
    NAMES = "names"
    """A tuple of str; empty for all."""
    TEXTS = "texts"
    """A tuple of str, each of one line, as the person wrote them."""
    DEVICE = "device"
    """A DeviceName, or None for the system's default."""


class Group(StrEnum):
    """Settings that belong together; the value is the group's table in the file."""

    SOUND = "sound"
    RECOGNITION = "recognition"
    PRACTICE = "practice"
    LOOK = "look"

    @property
    def label(self) -> str:
        """The group's name for people."""
        return self.value.capitalize()


@dataclass(frozen=True)
class Choice:
    """One of the values of a CHOICE, and its name for people."""

    value: str
    label: str


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that a person can set. ``help`` is one or two plain sentences."""

    key: str
    kind: Kind
    default: T
    group: Group
    label: str
    help: str
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit: str = ""
    elsewhere: bool = False
    """Chosen where it is used, so that the dialog leaves it out."""

    def check(self, value: object) -> T:
        """Return ``value`` if this setting can have it; raises UsageError with a sentence."""
        if not _CHECKS[self.kind](self, value):
            raise UsageError(f"{self.key} {self.expected}, not {value!r}.")
        return cast("T", value)

    @property
    def expected(self) -> str:
        """What a value must be, to follow the setting's key in a sentence."""
        match self.kind:
            case Kind.SWITCH:
                return "must be true or false"
            case Kind.NUMBER:
                unit = f" {self.unit}" if self.unit else ""
                return f"must be a whole number from {self.minimum} to {self.maximum}{unit}"
            case Kind.CHOICE:
                return f"must be one of {', '.join(choice.value for choice in self.choices)}"
            case Kind.NAME:
                return "must be a name"
            case Kind.NAMES:
                return "must be a list of names"
            case Kind.TEXTS:
                return "must be a list of texts, each of one line"
            case Kind.DEVICE:
                return "must be a device's name and host API"


def _is_names(_: Setting[Any], value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(name, str) for name in value)


def _is_texts(setting: Setting[Any], value: object) -> bool:
    return _is_names(setting, value) and all(
        text.splitlines() in ([], [text]) for text in cast("tuple[str, ...]", value)
    )


def _is_number(setting: Setting[Any], value: object) -> bool:
    return type(value) is int and setting.minimum <= value <= setting.maximum


_CHECKS: dict[Kind, Callable[[Setting[Any], object], bool]] = {
    Kind.SWITCH: lambda _, value: isinstance(value, bool),
    Kind.NUMBER: _is_number,
    Kind.CHOICE: lambda setting, value: value in [choice.value for choice in setting.choices],
    Kind.NAME: lambda _, value: value is None or (isinstance(value, str) and value != ""),
    Kind.NAMES: _is_names,
    Kind.TEXTS: _is_texts,
    Kind.DEVICE: lambda _, value: value is None or isinstance(value, DeviceName),
}


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
MODEL: Setting[str] = Setting(
    key="model",
    kind=Kind.CHOICE,
    default="base",
    group=Group.RECOGNITION,
    label="Speech model",
    help="Which model writes down your answers. tiny.en is faster and makes more mistakes.",
    choices=(Choice("base", "Accurate (base)"), Choice("tiny.en", "Fast (tiny.en)")),
)
LANGUAGE: Setting[str] = Setting(
    key="language",
    kind=Kind.CHOICE,
    default=DEFAULT_LANGUAGE,
    group=Group.RECOGNITION,
    label="Language",
    help="What language you answer in; questions stay in English. Models called .en know English "
    "only.",
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
MODE: Setting[str] = Setting(
    key="mode",
    kind=Kind.CHOICE,
    default="practice",
    group=Group.PRACTICE,
    label="Style",
    help="In practice you see each transcript and go on when you like; in an exam the next "
    "question follows at once and transcripts come at the end.",
    choices=(Choice("practice", "Practice"), Choice("exam", "Exam")),
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
THINK_TIME: Setting[int] = Setting(
    key="think_time",
    kind=Kind.NUMBER,
    default=10,
    group=Group.PRACTICE,
    label="Time to think",
    help="How long you can think before your answer is expected; 0 starts at once.",
    minimum=0,
    maximum=600,
    unit="seconds",
)
ANSWER_LIMIT: Setting[int] = Setting(
    key="answer_limit",
    kind=Kind.NUMBER,
    default=120,
    group=Group.PRACTICE,
    label="Time to answer",
    help="How long an answer may take; 0 sets no limit.",
    minimum=0,
    maximum=3600,
    unit="seconds",
)
SHUFFLE: Setting[bool] = Setting(
    key="shuffle",
    kind=Kind.SWITCH,
    default=True,
    group=Group.PRACTICE,
    label="Shuffle questions",
    help="Whether questions come in a random order or in the order of their source.",
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
    MODEL,
    LANGUAGE,
    OWN_WORDS,
    MODE,
    QUESTION_COUNT,
    THINK_TIME,
    ANSWER_LIMIT,
    SHUFFLE,
    BANK,
    SECTIONS,
    COLOR_SCHEME,
    REDUCED_MOTION,
)
"""All settings, in the order in which they are shown and written."""
