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
)

_ARROW = 5.0
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# On many keyboards brackets need AltGr, which Windows reports as Ctrl and Alt.
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_THIRD_LEVEL = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, _ALT_GR}


class TakeShortcuts:
    """The shortcuts of the take page, declared for ``page`` so that the help lists them.

    ``others`` are more shortcuts by Qt's key numbers, ``typed`` by the character they type.
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
        options = player.options

        def playable() -> bool:
            return not bar.isHidden()

        self._keys: Mapping[int, ShortcutAction] = {
            Qt.Key.Key_Space: Shortcut("Play or pause", player.toggle, playable),
            Qt.Key.Key_Left: Shortcut("Back 5 s", lambda: player.skip(-_ARROW), playable),
            Qt.Key.Key_Right: Shortcut("Forward 5 s", lambda: player.skip(_ARROW), playable),
        }
        self._characters: Mapping[str, ShortcutAction] = {
            "[": Shortcut("Slower", options.slower, playable),
            "]": Shortcut("Faster", options.faster, playable),
            "+": Shortcut("Zoom in on the recording", lambda: bar.zoom(ZOOM_IN_FACTOR), playable),
            "=": lambda: bar.zoom(ZOOM_IN_FACTOR),
            "-": Shortcut("Zoom out", lambda: bar.zoom(ZOOM_OUT_FACTOR), playable),
            "0": Shortcut("Show the whole recording", lambda: bar.zoom(0.0), playable),
        }
        self._letters: Mapping[str, ShortcutAction] = {
            **_letters(player, playable),
            "e": edit,
            **typed,
        }
        back_or_clear = Shortcut("Clear the passage, or go back", self._clear_or_leave)
        for keys in (self._keys, self._letters, self._characters, others):
            declare_shortcuts(page, keys)
        self._keys = {**self._keys, **others, Qt.Key.Key_Escape: back_or_clear}
        declare_shortcuts(page, {int(Qt.Key.Key_Escape): back_or_clear})

    def handle(self, event: QKeyEvent) -> bool:
        """Run the shortcut of a key; return whether it has one."""
        commands = event.modifiers() & _COMMANDS
        plain = is_plain(event)
        act = self._keys.get(event.key()) if plain else None
        if act is None and not commands:
            act = self._letters.get(event.text().lower())
        if act is None and commands in _THIRD_LEVEL:
            act = self._characters.get(event.text())
        if act is not None:
            act()
        return act is not None

    def _clear_or_leave(self) -> None:
        if not self._player.options.clear_passage():
            self._back()


def _letters(player: TakePlayer, playable: Callable[[], bool]) -> dict[str, ShortcutAction]:
    """Return the shortcuts by letter, enabled while ``playable``."""
    options = player.options
    return {
        "a": Shortcut("Start a passage here", options.mark_start, playable),
        "b": Shortcut("End the passage here", options.mark_end, playable),
        "l": Shortcut("Start or stop looping the passage", player.toggle_loop, playable),
        "s": Shortcut(
            "Turn skipping silences on or off",
            player.toggle_silences,
            lambda: playable() and bool(options.silences),
        ),
        "m": Shortcut(
            "Turn model answer playback on or off",
            player.toggle_model_answer,
            lambda: playable() and player.has_model_answer,
        ),
    }
