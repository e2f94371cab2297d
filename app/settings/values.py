"""The present values of the settings."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from mock_interviewer.app.settings.declarations import LANGUAGE, OWN_WORDS, SETTINGS
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

T = TypeVar("T")
SettingListener = Callable[[Setting[Any]], None]


class SettingValues:
    """The value of each setting, its default where none was given. Used on one thread."""

    def __init__(self, given: Mapping[str, object] = MappingProxyType({})) -> None:
        self._values: dict[str, Any] = {setting.key: setting.default for setting in SETTINGS}
        for setting in SETTINGS:
            if setting.key in given:
                self._values[setting.key] = setting.check(given[setting.key])
        self._listeners: list[SettingListener] = []

    def get(self, setting: Setting[T]) -> T:
        """Return the setting's value."""
        value: T = self._values[setting.key]
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Change a setting and tell the subscribers if it is another value than before.

        Raises UsageError where the setting cannot have the value.
        """
        checked = setting.check(value)
        if checked == self._values[setting.key]:
            return
        self._values[setting.key] = checked
        for listener in tuple(self._listeners):
            listener(setting)

    def reset(self, setting: Setting[Any]) -> None:
        """Put a setting back to its default."""
        self.set(setting, setting.default)

    def changed(self, listener: SettingListener) -> Callable[[], None]:
        """Call ``listener`` with each setting that changes; returns what ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def snapshot(self) -> dict[str, object]:
        """Return all values by key, for another thread to write."""
        return dict(self._values)


def recognition_defaults(values: SettingValues) -> RecognitionRequest:
    """Return the options with which recordings are transcribed, and the terms likely in each."""
    return RecognitionRequest(
        vocabulary=tuple(ExpectedTerm(word, own=True) for word in values.get(OWN_WORDS)),
        language=values.get(LANGUAGE),
    )
