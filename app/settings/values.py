"""The present values of the settings, and who follows them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeVar, overload

from mock_interviewer.app.settings.declarations import LANGUAGE, OWN_WORDS, SETTINGS
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

T = TypeVar("T")
U = TypeVar("U")
Unsubscribe = Callable[[], None]


class _Follower:
    """An effect, and the values with which it was called last."""

    def __init__(self, settings: tuple[Setting[Any], ...], effect: Callable[..., object]) -> None:
        self.settings = settings
        self._effect = effect
        self._known: tuple[Any, ...] | None = None

    def update(self, values: Mapping[str, Any]) -> None:
        present = tuple(values[setting.key] for setting in self.settings)
        if present != self._known:
            self._known = present
            self._effect(*present)


class SettingValues:
    """The value of each setting, its default where none was given. Used on one thread."""

    def __init__(self, given: Mapping[str, object] = MappingProxyType({})) -> None:
        self._values: dict[str, Any] = {setting.key: setting.default for setting in SETTINGS}
        for setting in SETTINGS:
            if setting.key in given:
                self._values[setting.key] = setting.check(given[setting.key])
        self._followers: list[_Follower] = []
        self._held = 0
        """How many ``together`` blocks are open."""

    def get(self, setting: Setting[T]) -> T:
        """Return the setting's value."""
        value: T = self._values[setting.key]
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Change a setting, and reset those that another value of it resets.

        Raises UsageError where the setting cannot have the value.
        """
        checked = setting.check(value)
        if checked == self._values[setting.key]:
            return
        with self.together():
            self._values[setting.key] = checked
            for other in SETTINGS:
                if other.reset_by is setting:
                    self.reset(other)

    def reset(self, setting: Setting[Any]) -> None:
        """Put a setting back to its default."""
        self.set(setting, setting.default)

    def replace(self, other: "SettingValues") -> None:
        """Take over all values of ``other``."""
        with self.together():
            self._values.update(other.snapshot())

    @contextmanager
    def together(self) -> Iterator[None]:
        """Call each effect once, at the end, for all changes made inside the ``with`` block."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            if not self._held:
                for follower in tuple(self._followers):
                    if follower in self._followers:
                        follower.update(self._values)

    @overload
    def follow(self, setting: Setting[T], /, *, effect: Callable[[T], object]) -> Unsubscribe: ...

    @overload
    def follow(
        self, first: Setting[T], second: Setting[U], /, *, effect: Callable[[T, U], object]
    ) -> Unsubscribe: ...

    @overload
    def follow(self, *settings: Setting[Any], effect: Callable[..., object]) -> Unsubscribe: ...

    def follow(self, *settings: Setting[Any], effect: Callable[..., object]) -> Unsubscribe:
        """Call ``effect`` now with the values of ``settings``, and after each change of them.

        It gets one argument per setting. Returns what ends the calls.
        """
        follower = _Follower(settings, effect)
        self._followers.append(follower)
        follower.update(self._values)

        def unsubscribe() -> None:
            if follower in self._followers:
                self._followers.remove(follower)

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


def follow_recognition_defaults(
    values: SettingValues, effect: Callable[[RecognitionRequest], object]
) -> Unsubscribe:
    """Call ``effect`` now with the recognition defaults, and after each change of them."""
    return values.follow(
        LANGUAGE, OWN_WORDS, effect=lambda *_: effect(recognition_defaults(values))
    )
