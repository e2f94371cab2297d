import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.shown import show_active

from mock_interviewer.app.ui.toolkit.shortcuts import (
    EVERYWHERE,
    ON_THIS_PAGE,
    Shortcut,
    ShortcutAction,
    ShortcutGroup,
    add_shortcuts,
    declare_shortcuts,
    key_name,
    visible_shortcuts,
)
from mock_interviewer.app.ui.toolkit.shortcuts import shortcut_line as line_of


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
    declare_shortcuts(window, {"Ctrl+1": Shortcut("Practice", nothing)}, EVERYWHERE)
    declare_shortcuts(window, {"Del": Shortcut("Delete it", nothing)}, "In the list")
    declare_shortcuts(window, {int(Qt.Key.Key_Escape): Shortcut("Go back", nothing)})
    declare_shortcuts(
        window, {"Alt+Left": Shortcut("Go back", nothing), "c": Shortcut("Compare", nothing)}
    )
    assert visible_shortcuts(window) == (
        ShortcutGroup(ON_THIS_PAGE, ((("Esc", "Alt+←"), "Go back"), (("C",), "Compare"))),
        ShortcutGroup("In the list", ((("Del",), "Delete it"),)),
        ShortcutGroup(EVERYWHERE, ((("Ctrl+1",), "Practice"),)),
    )


def test_only_what_is_seen_and_can_be_done_now_is_told(window: QWidget) -> None:
    part, can = QWidget(window), [False]
    declare_shortcuts(
        part, {"p": Shortcut("Practise", nothing), "q": Shortcut("All", nothing, lambda: can[0])}
    )
    assert visible_shortcuts(window) == ()
    part.show()
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("P",), "Practise"),)),)
    can[0] = True
    assert visible_shortcuts(window) == (
        ShortcutGroup(ON_THIS_PAGE, ((("P",), "Practise"), (("Q",), "All"))),
    )


def test_what_has_no_words_is_not_told(window: QWidget) -> None:
    declare_shortcuts(window, {"=": nothing})
    assert visible_shortcuts(window) == ()


def test_keys_that_change_are_told_as_they_are_when_they_are_asked_for(window: QWidget) -> None:
    now: dict[int, ShortcutAction] = {}
    declare_shortcuts(window, lambda: now)
    now[int(Qt.Key.Key_Space)] = Shortcut("Done", nothing)
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("Space",), "Done"),)),)


def test_a_shortcut_does_what_is_told_of_it(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    add_shortcuts(window, {"Ctrl+E": Shortcut("Export", lambda: done.append("export"))})
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export"]
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("Ctrl+E",), "Export"),)),)


def test_a_line_of_keys_has_those_with_brief_words() -> None:
    keys = {
        "[": Shortcut("Slower", nothing, label="speed"),
        "]": Shortcut("Faster", nothing, label="speed"),
        "c": Shortcut("Compare", nothing),
        "e": Shortcut("Edit", nothing, label="edit"),
        "m": Shortcut("Model", nothing, lambda: False, "model answer"),
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
