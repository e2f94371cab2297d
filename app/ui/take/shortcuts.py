"""The keyboard shortcuts of the take page."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.take.player import TakePlayer
from mock_interviewer.app.ui.take.player_bar import ZOOM_IN_FACTOR, ZOOM_OUT_FACTOR, PlayerBar
from mock_interviewer.app.ui.toolkit.shortcuts import (
    Shortcut,
    ShortcutAction,
    declare_shortcuts,
    is_plain,
    shortcut_line,
)

_ARROW = 5.0
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# On many keyboards brackets are reached with AltGr, which Windows tells as Ctrl and Alt.
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_THIRD_LEVEL = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, _ALT_GR}


class TakeShortcuts:
    """Finds what a key does: ``others`` by Qt's names, ``typed`` by what they write.

    They are told of as keys of ``page``, and the line of keys beneath the player is made of them.
    """

    def __init__(
        self,
        page: QWidget,
        player: TakePlayer,
        bar: PlayerBar,
        others: Mapping[int, ShortcutAction],
        typed: Mapping[str, ShortcutAction],
        *,
        back: ShortcutAction,
        edit: Shortcut,
    ) -> None:
        self._player = player
        self._back = back
        manner = player.manner

        def heard() -> bool:
            return not bar.isHidden()

        self._keys: Mapping[int, ShortcutAction] = {
            Qt.Key.Key_Space: Shortcut("Play or pause", player.toggle, heard, "play"),
            Qt.Key.Key_Left: Shortcut("Go 5 s back", lambda: player.skip(-_ARROW), heard, "5 s"),
            Qt.Key.Key_Right: Shortcut("Go 5 s on", lambda: player.skip(_ARROW), heard, "5 s"),
        }
        self._signs: Mapping[str, ShortcutAction] = {
            "[": Shortcut("Slower", manner.slower, heard, "speed"),
            "]": Shortcut("Faster", manner.faster, heard, "speed"),
            "+": Shortcut(
                "Look closer at the recording", lambda: bar.zoom(ZOOM_IN_FACTOR), heard, "zoom"
            ),
            "=": lambda: bar.zoom(ZOOM_IN_FACTOR),
            "-": Shortcut(
                "See more of the recording", lambda: bar.zoom(ZOOM_OUT_FACTOR), heard, "zoom"
            ),
            "0": Shortcut("See all of the recording", lambda: bar.zoom(0.0), heard, "zoom"),
        }
        self._letters: Mapping[str, ShortcutAction] = {
            **_letters(player, heard),
            "e": edit,
            **typed,
        }
        leave = Shortcut("Go back; from a passage, clear that first", self._leave)
        for keys in (self._keys, self._letters, self._signs, others):
            declare_shortcuts(page, keys)
        self._keys = {**self._keys, **others, Qt.Key.Key_Escape: leave}
        declare_shortcuts(page, {int(Qt.Key.Key_Escape): leave})

    @property
    def line(self) -> str:
        """The keys of the player, as one line."""
        parts = (shortcut_line(keys) for keys in (self._keys, self._signs, self._letters))
        return " · ".join(part for part in parts if part)

    def act_on(self, event: QKeyEvent) -> bool:
        """Do what a key says; return whether it says anything."""
        commands = event.modifiers() & _COMMANDS
        plain = is_plain(event)
        act = self._keys.get(event.key()) if plain else None
        if act is None and not commands:
            act = self._letters.get(event.text().lower())
        if act is None and commands in _THIRD_LEVEL:
            act = self._signs.get(event.text())
        if act is not None:
            act()
        return act is not None

    def _leave(self) -> None:
        if not self._player.manner.clear_passage():
            self._back()


def _letters(player: TakePlayer, heard: Callable[[], bool]) -> dict[str, ShortcutAction]:
    """Return what letters do with a recording, once it can be ``heard``."""
    manner, ends = player.manner, "passage"
    return {
        "a": Shortcut("Begin a passage here", manner.mark_start, heard, ends),
        "b": Shortcut("End the passage here", manner.mark_end, heard, ends),
        "l": Shortcut("Hear the passage over and over, or not", player.toggle_loop, heard, "loop"),
        "s": Shortcut(
            "Jump over silences, or not",
            player.toggle_silences,
            lambda: heard() and bool(manner.silences),
            "silences",
        ),
        "m": Shortcut(
            "Hear the model answer after your own, or not",
            player.toggle_model,
            lambda: heard() and player.has_model_answer,
            "model answer",
        ),
    }
