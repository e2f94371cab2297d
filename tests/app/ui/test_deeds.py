import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.shown import show_active

from mock_interviewer.app.ui.deeds import (
    EVERYWHERE,
    THERE,
    Act,
    Deed,
    Told,
    declare,
    key_name,
    told,
)
from mock_interviewer.app.ui.deeds import line as line_of
from mock_interviewer.app.ui.shortcuts import add_shortcuts


def nothing() -> None:
    """Do it."""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def test_keys_that_do_the_same_stand_together_and_ways_elsewhere_come_last(
    window: QWidget,
) -> None:
    declare(window, {"Ctrl+1": Deed("Practice", nothing)}, EVERYWHERE)
    declare(window, {"Del": Deed("Delete it", nothing)}, "In the list")
    declare(window, {int(Qt.Key.Key_Escape): Deed("Go back", nothing)})
    declare(window, {"Alt+Left": Deed("Go back", nothing), "c": Deed("Compare", nothing)})
    assert told(window) == (
        Told(THERE, ((("Esc", "Alt+←"), "Go back"), (("C",), "Compare"))),
        Told("In the list", ((("Del",), "Delete it"),)),
        Told(EVERYWHERE, ((("Ctrl+1",), "Practice"),)),
    )


def test_only_what_is_seen_and_can_be_done_now_is_told(window: QWidget) -> None:
    part, can = QWidget(window), [False]
    declare(part, {"p": Deed("Practise", nothing), "q": Deed("All", nothing, lambda: can[0])})
    assert told(window) == ()
    part.show()
    assert told(window) == (Told(THERE, ((("P",), "Practise"),)),)
    can[0] = True
    assert told(window) == (Told(THERE, ((("P",), "Practise"), (("Q",), "All"))),)


def test_what_has_no_words_is_not_told(window: QWidget) -> None:
    declare(window, {"=": nothing})
    assert told(window) == ()


def test_keys_that_change_are_told_as_they_are_when_they_are_asked_for(window: QWidget) -> None:
    now: dict[int, Act] = {}
    declare(window, lambda: now)
    now[int(Qt.Key.Key_Space)] = Deed("Done", nothing)
    assert told(window) == (Told(THERE, ((("Space",), "Done"),)),)


def test_a_shortcut_does_what_is_told_of_it(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    add_shortcuts(window, {"Ctrl+E": Deed("Export", lambda: done.append("export"))})
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export"]
    assert told(window) == (Told(THERE, ((("Ctrl+E",), "Export"),)),)


def test_a_line_of_keys_has_those_with_brief_words() -> None:
    keys = {
        "[": Deed("Slower", nothing, brief="speed"),
        "]": Deed("Faster", nothing, brief="speed"),
        "c": Deed("Compare", nothing),
        "e": Deed("Edit", nothing, brief="edit"),
        "m": Deed("Model", nothing, lambda: False, "model answer"),
    }
    assert line_of(keys) == "[ ] speed · E edit"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (int(Qt.Key.Key_Return), "Enter"),
        (int(Qt.Key.Key_Asterisk), "*"),
        (int(Qt.Key.Key_Left), "←"),
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl+,", "Ctrl+,"),
        ("+", "+"),
        ("c", "C"),
    ],
)
def test_a_key_is_named_as_on_a_keyboard(key: int | str, name: str) -> None:
    assert key_name(key) == name
