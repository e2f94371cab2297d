from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.widgets.text import Text


def test_no_line_ends_between_a_number_and_its_unit(qtbot: QtBot, look: Theme) -> None:
    said = "It is 486 MB in 8 s, 3 seconds or 5 minutes."
    text = Text(said, wrap=True)
    qtbot.addWidget(text)
    assert text.plain == text.accessibleName() == said
    space = "\N{NO-BREAK SPACE}"
    assert f"It is 486{space}MB in 8{space}s, 3 seconds or 5 minutes." in text.text()


def test_a_text_is_taken_literally(qtbot: QtBot, look: Theme) -> None:
    text = Text("<b>1 < 2</b>", wrap=True)
    qtbot.addWidget(text)
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in text.text()
