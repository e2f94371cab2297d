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


def test_keys_with_one_description_are_grouped_and_navigation_comes_last(
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


def test_only_visible_and_enabled_shortcuts_are_listed(window: QWidget) -> None:
    part, can = QWidget(window), [False]
    declare_shortcuts(
        part, {"p": Shortcut("Practice", nothing), "q": Shortcut("All", nothing, lambda: can[0])}
    )
    assert visible_shortcuts(window) == ()
    part.show()
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("P",), "Practice"),)),)
    can[0] = True
    assert visible_shortcuts(window) == (
        ShortcutGroup(ON_THIS_PAGE, ((("P",), "Practice"), (("Q",), "All"))),
    )


def test_actions_without_a_description_are_not_listed(window: QWidget) -> None:
    declare_shortcuts(window, {"=": nothing})
    assert visible_shortcuts(window) == ()


def test_changing_keys_are_listed_as_they_are_now(window: QWidget) -> None:
    now: dict[int, ShortcutAction] = {}
    declare_shortcuts(window, lambda: now)
    now[int(Qt.Key.Key_Space)] = Shortcut("Done", nothing)
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("Space",), "Done"),)),)


def test_a_shortcut_runs_its_action_and_is_listed(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    add_shortcuts(window, {"Ctrl+E": Shortcut("Export", lambda: done.append("export"))})
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export"]
    assert visible_shortcuts(window) == (ShortcutGroup(ON_THIS_PAGE, ((("Ctrl+E",), "Export"),)),)


def test_a_line_of_keys_lists_enabled_shortcuts_with_a_label() -> None:
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
def test_a_key_has_the_name_on_the_keyboard(key: int | str, name: str) -> None:
    assert key_name(key) == name
