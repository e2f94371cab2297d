"""A record of what is announced above the pages of the window."""

from collections.abc import Callable

from mock_interviewer.app.status_notices import NoticeKind


class Announced:
    """Stands for ``MainWindow.announce``."""

    def __init__(self) -> None:
        self.notices: list[tuple[str, NoticeKind, str]] = []
        """What each is about, its kind, and its text, in order; "" takes one back."""
        self._actions: dict[str, dict[str, Callable[[], object]]] = {}

    def __call__(
        self,
        about: str,
        kind: NoticeKind,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        stays: bool = False,
    ) -> None:
        self.notices.append((about, kind, text))
        self._actions[about] = dict(actions)

    def press(self, about: str, label: str) -> None:
        """Press a button of the last notice about one thing; raises KeyError without one."""
        self._actions[about][label]()

    def texts(self, about: str) -> list[str]:
        """Return the texts about one thing, in order."""
        return [text for each, _, text in self.notices if each == about]
