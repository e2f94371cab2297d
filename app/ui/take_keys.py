"""What the keys of a take's page do, wherever in it the keyboard is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mock_interviewer.app.ui.shortcuts import is_plain
from mock_interviewer.app.ui.take_player import TakePlayer
from mock_interviewer.app.ui.widgets.player_bar import PlayerBar
from mock_interviewer.app.ui.widgets.replay_tools import CLOSER, FARTHER

_ARROW = 5.0
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# On many keyboards brackets are reached with AltGr, which Windows tells as Ctrl and Alt.
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_THIRD_LEVEL = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, _ALT_GR}

Act = Callable[[], object]


class TakeKeys:
    """Finds what a key does: ``others`` by Qt's names, ``typed`` by what they write."""

    def __init__(
        self,
        player: TakePlayer,
        bar: PlayerBar,
        others: Mapping[int, Act],
        typed: Mapping[str, Act],
        *,
        back: Act,
        edit: Act,
    ) -> None:
        self._player = player
        self._back = back
        manner = player.manner
        self._keys: Mapping[int, Act] = {
            Qt.Key.Key_Space: player.toggle,
            Qt.Key.Key_Left: lambda: player.skip(-_ARROW),
            Qt.Key.Key_Right: lambda: player.skip(_ARROW),
            Qt.Key.Key_Escape: self._leave,
            **others,
        }
        self._letters: Mapping[str, Act] = {
            "a": manner.mark_start,
            "b": manner.mark_end,
            "l": player.toggle_loop,
            "s": player.toggle_silences,
            "m": player.toggle_model,
            "e": edit,
            **typed,
        }
        self._signs: Mapping[str, Act] = {
            "[": manner.slower,
            "]": manner.faster,
            "+": lambda: bar.zoom(CLOSER),
            "=": lambda: bar.zoom(CLOSER),
            "-": lambda: bar.zoom(FARTHER),
            "0": lambda: bar.zoom(0.0),
        }

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
