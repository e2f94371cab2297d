"""The definition of a setting: its kind, its group, and its valid values."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from mock_interviewer.app.errors import UsageError
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.recognition.models.manifest import is_model_name

T = TypeVar("T")


class SettingKind(StrEnum):
    """The type of a setting's value, which determines the control that shows it."""

    SWITCH = "switch"
    """A bool."""
    NUMBER = "number"
    """An int from minimum to maximum, or None if that is the default."""
    CHOICE = "choice"
    """A str, one of the choices."""
    NAME = "name"
    """A str, or None for the default."""
    MODEL = "model"
    """A str, the name of a speech model, which may not be installed."""
    TEXT = "text"
    """A str of one line, as the person typed it; "" if nothing was typed."""
    NAMES = "names"
    """A tuple of str; empty for all."""
    TEXTS = "texts"
    """A tuple of str, each of one line, as the person typed them."""
    DEVICE = "device"
    """A DeviceName, or None for the system's default."""


class SettingGroup(StrEnum):
    """A group of related settings; the value is the name of its table in the file."""

    SOUND = "sound"
    INTERVIEW = "interview"
    RECOGNITION = "recognition"
    PRACTICE = "practice"
    REVIEWER = "reviewer"
    STORAGE = "storage"
    LOOK = "look"

    @property
    def label(self) -> str:
        """The group's label for people."""
        return self.value.capitalize()


@dataclass(frozen=True)
class SettingChoice:
    """A value of a CHOICE, and its label for people."""

    value: str
    label: str


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting that a person can change. ``help`` is one or two plain sentences."""

    key: str
    kind: SettingKind
    default: T
    group: SettingGroup
    label: str
    help: str
    choices: tuple[SettingChoice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit: str = ""
    elsewhere: bool = False
    """Chosen where it is used, so that the dialog leaves it out."""
    under: "Setting[bool] | None" = None
    """The switch without which this does nothing, so that the dialog shows it only with that."""
    reset_by: "Setting[Any] | None" = None
    """The setting that puts this one back to its default when it changes."""
    empty: str = ""
    """What an empty TEXT means, for people."""
    former_key: str = ""
    """What it was called before; read from a file that does not have ``key``."""
    warning: str = ""
    """What turning a SWITCH on brings about, as a sentence that is shown while it is on."""
    asked_after_restore: "Callable[[T], str] | None" = None
    """For a setting that deletes, sends, or names a server: what a value does, as a verb phrase.

    A restored backup never switches such a setting on; the person is asked with this phrase.
    """

    def check(self, value: object) -> T:
        """Return ``value`` if it is valid for this setting; raises UsageError with a sentence."""
        if not _CHECKS[self.kind](self, value):
            raise UsageError(f"{self.key} {self.expected}, not {value!r}.")
        return cast("T", value)

    @property
    def expected(self) -> str:
        """The requirement on a value, to follow the setting's key in a sentence."""
        match self.kind:
            case SettingKind.SWITCH:
                return "must be true or false"
            case SettingKind.NUMBER:
                unit = f" {self.unit}" if self.unit else ""
                return f"must be a whole number from {self.minimum} to {self.maximum}{unit}"
            case SettingKind.CHOICE:
                return f"must be one of {', '.join(choice.value for choice in self.choices)}"
            case SettingKind.NAME:
                return "must be a name"
            case SettingKind.MODEL:
                return "must be the name of a speech model"
            case SettingKind.TEXT:
                return "must be a single line of text"
            case SettingKind.NAMES:
                return "must be a list of names"
            case SettingKind.TEXTS:
                return "must be a list of single lines of text"
            case SettingKind.DEVICE:
                return "must be a device's name and host API"


def _is_names(_: Setting[Any], value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(name, str) for name in value)


def _is_text(_: Setting[Any], value: object) -> bool:
    return isinstance(value, str) and value.splitlines() in ([], [value])


def _is_texts(setting: Setting[Any], value: object) -> bool:
    return isinstance(value, tuple) and all(_is_text(setting, text) for text in value)


def _is_number(setting: Setting[Any], value: object) -> bool:
    if value is None:
        return setting.default is None
    return type(value) is int and setting.minimum <= value <= setting.maximum


_CHECKS: dict[SettingKind, Callable[[Setting[Any], object], bool]] = {
    SettingKind.SWITCH: lambda _, value: isinstance(value, bool),
    SettingKind.NUMBER: _is_number,
    SettingKind.CHOICE: lambda setting, value: (
        value in [choice.value for choice in setting.choices]
    ),
    SettingKind.NAME: lambda _, value: value is None or (isinstance(value, str) and value != ""),
    SettingKind.MODEL: lambda _, value: isinstance(value, str) and is_model_name(value),
    SettingKind.TEXT: _is_text,
    SettingKind.NAMES: _is_names,
    SettingKind.TEXTS: _is_texts,
    SettingKind.DEVICE: lambda _, value: value is None or isinstance(value, DeviceName),
}
