from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import ShortcutGroup
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.window.shortcut_help import ShortcutHelp


def test_descriptions_are_aligned_right_after_the_widest_keys(qtbot: QtBot, look: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 700)
    page = ShortcutHelp(window)
    page.resize(600, 700)
    window.show()
    page.show_groups(
        [ShortcutGroup("Here", ((("A",), "Add"),)), ShortcutGroup("There", ((("Space",), "Go"),))]
    )
    texts = {text.plain: text for text in page.findChildren(TextLabel)}
    starts = {texts[word].mapTo(page, texts[word].rect().topLeft()).x() for word in ("Add", "Go")}
    widest = texts["Space"]
    end = widest.mapTo(page, widest.rect().topRight()).x()
    assert len(starts) == 1
    assert 0 < starts.pop() - end < 32
