import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.practice.unfold_button import UnfoldButton, shortened_parts
from mock_interviewer.app.ui.style.theme import Theme

LINE = "Large Language Models of All Kinds · all topics · Practice · 8 questions"


@pytest.fixture
def metrics(qtbot: QtBot, look: Theme) -> QFontMetrics:
    return QFontMetrics(QApplication.font())


def test_a_line_that_fits_is_whole(metrics: QFontMetrics) -> None:
    assert shortened_parts(LINE, metrics, metrics.horizontalAdvance(LINE)) == LINE


def test_the_longest_part_is_shortened_first(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance(LINE) - 60
    shown = shortened_parts(LINE, metrics, width)
    assert metrics.horizontalAdvance(shown) <= width
    bank, *rest = shown.split(" · ")
    assert bank.endswith("…")
    assert rest == ["all topics", "Practice", "8 questions"]


def test_two_long_parts_are_both_shortened(metrics: QFontMetrics) -> None:
    line = f"{'Large Language Models ' * 2}· {'Training and Fine-tuning ' * 2}· 8 questions"
    shown = shortened_parts(line, metrics, 360)
    assert metrics.horizontalAdvance(shown) <= 360
    bank, topic, asked = shown.split(" · ")
    assert bank.endswith("…")
    assert topic.endswith("…")
    assert asked == "8 questions"


def test_the_last_part_stays_whole_as_long_as_possible(metrics: QFontMetrics) -> None:
    shown = shortened_parts(LINE, metrics, 150)
    assert metrics.horizontalAdvance(shown) <= 150
    assert shown.endswith(" · 8 questions")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_unfolds_and_folds(qtbot: QtBot, look: Theme, key: Qt.Key) -> None:
    button = UnfoldButton(boxed=True)
    qtbot.addWidget(button)
    button.show_label("All · 8 topics", "Topics")
    button.show()
    assert button.accessibleName() == "Topics: All · 8 topics"
    for unfolded in (True, False):
        QTest.keyClick(button, key)
        assert button.isChecked() is unfolded
