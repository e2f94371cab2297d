import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import FontSize, Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel

HOLDS = "\N{NO-BREAK SPACE}"


def test_no_line_ends_between_a_number_and_its_unit(qtbot: QtBot, look: Theme) -> None:
    said = "It is 486 MB in 8 s, 3 seconds or 5 minutes."
    text = TextLabel(said, wrap=True)
    qtbot.addWidget(text)
    assert text.plain == text.accessibleName() == said
    space = "\N{NO-BREAK SPACE}"
    assert f"It is 486{space}MB in 8{space}s, 3 seconds or 5 minutes." in text.text()


@pytest.mark.parametrize(
    ("size", "said", "end"),
    [
        (FontSize.QUESTION, "What is perplexity, and what is a lower value of it?", "value of it?"),
        (
            FontSize.BASE,
            "You get feedback after each answer and can try it again at once.",
            "at once.",
        ),
    ],
)
def test_the_last_line_of_something_long_is_no_word_alone(
    qtbot: QtBot, look: Theme, size: FontSize, said: str, end: str
) -> None:
    text = TextLabel(said, size, wrap=True)
    qtbot.addWidget(text)
    assert text.plain == said
    assert f" {end.replace(' ', HOLDS)}" in text.text()


@pytest.mark.parametrize("said", ["Why is that?", "", "  ", "Why\nis that?"])
def test_a_short_text_wraps_wherever_it_has_to(qtbot: QtBot, look: Theme, said: str) -> None:
    text = TextLabel(said, wrap=True)
    qtbot.addWidget(text)
    assert HOLDS not in text.text()


def test_a_text_is_taken_literally(qtbot: QtBot, look: Theme) -> None:
    text = TextLabel("<b>1 < 2</b>", wrap=True)
    qtbot.addWidget(text)
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in text.text()
