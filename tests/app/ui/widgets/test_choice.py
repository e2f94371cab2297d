import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import PAGE_KEYS
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT, Picker, elided_label

LABELS = ((1, "Distil medium (English only) · 25 September 2024 at 19:00"), (2, "Base · Today"))

LETTERS = some.characters(exclude_categories=["Cc", "Cs"])
"""No label has tabs, whose width depends on what stands before them."""


@pytest.fixture(scope="module")
def metrics(qapp: QApplication) -> QFontMetrics:
    return QFontMetrics(qapp.font())


@given(
    name=some.text(LETTERS, min_size=1, max_size=60),
    rest=some.text(LETTERS, min_size=1, max_size=30).filter(lambda rest: LABEL_JOINT not in rest),
    width=some.integers(0, 700),
)
def test_a_long_label_is_elided_before_the_part_that_sets_it_apart(
    metrics: QFontMetrics, name: str, rest: str, width: int
) -> None:
    label = f"{name}{LABEL_JOINT}{rest}"
    shown = elided_label(label, metrics, width)
    if metrics.horizontalAdvance(label) <= width:
        assert shown == label
        return
    assert shown != label
    if metrics.horizontalAdvance(f"{name[:1]}…{LABEL_JOINT}{rest}") < width:
        assert shown.endswith(f"{LABEL_JOINT}{rest}")


def test_a_label_without_a_joint_is_elided_at_its_end(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("A headset …")
    assert elided_label("A headset with a long name", metrics, width).startswith("A head")


def test_a_picker_at_its_full_width_elides_no_label(qtbot: QtBot, look: Theme) -> None:
    picker: Picker[int] = Picker("Which transcript")
    qtbot.addWidget(picker)
    picker.shrink(120)
    for chosen, label in LABELS:
        picker.offer(LABELS, chosen)
        picker.resize(picker.maximumWidth(), picker.sizeHint().height())
        assert picker.shown == label
    picker.resize(picker.maximumWidth() - 20, picker.height())
    picker.choose(1)
    assert picker.shown.endswith("… · 25 September 2024 at 19:00")


@pytest.mark.parametrize("apart", [0, 2])
def test_the_open_list_shows_all_options(qtbot: QtBot, look: Theme, apart: int) -> None:
    picker: Picker[int] = Picker("Style")
    qtbot.addWidget(picker)
    picker.offer([(number, f"Style {number}") for number in range(6)], 0, apart=apart)
    picker.show()
    picker.showPopup()
    opened = picker.view()
    qtbot.waitUntil(opened.isVisible)
    last = opened.visualRect(opened.model().index(picker.count() - 1, 0))
    assert opened.viewport().rect().contains(last)
    assert opened.verticalScrollBar().maximum() == 0
    picker.hidePopup()


def test_the_open_list_is_as_wide_as_its_labels(qtbot: QtBot, look: Theme) -> None:
    picker: Picker[int] = Picker("Which transcript")
    qtbot.addWidget(picker)
    picker.shrink(120)
    picker.offer(LABELS, 1)
    picker.resize(120, picker.sizeHint().height())
    picker.show()
    picker.showPopup()
    opened = picker.view()
    qtbot.waitUntil(opened.isVisible)
    assert opened.viewport().width() >= opened.sizeHintForColumn(0)
    picker.hidePopup()


def test_keys_that_scroll_the_page_do_not_change_a_closed_picker(qtbot: QtBot, look: Theme) -> None:
    picker: Picker[int] = Picker("Microphone")
    qtbot.addWidget(picker)
    picker.offer([(number, str(number)) for number in range(30)], 15)
    picker.show()
    told: list[int | None] = []
    picker.chosen.connect(lambda: told.append(picker.value))
    for key in PAGE_KEYS:
        qtbot.keyClick(picker, key)
    assert (picker.value, told) == (15, [])
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert (picker.value, told) == (16, [16])
