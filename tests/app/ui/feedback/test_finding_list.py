import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.shown import show_active

from mock_interviewer.app.ui.feedback.finding_list import Finding, FindingList, FindingRow
from mock_interviewer.app.ui.feedback.finding_signs import FindingSign
from mock_interviewer.app.ui.style.theme import Theme

MADE = Finding(
    FindingSign.MADE, "It is <b>the</b> loss.", 12.0, 15.0, details=("You said: “loss”",)
)
MISSED = Finding(FindingSign.NOT, "Tokenizers must match.", details=("Say: “same tokenizer”",))


@pytest.fixture
def row(qtbot: QtBot, look: Theme) -> FindingRow:
    return _shown(qtbot, MADE)


def _shown(qtbot: QtBot, finding: Finding) -> FindingRow:
    row = FindingRow(finding)
    qtbot.addWidget(row)
    row.resize(400, 60)
    show_active(qtbot, row)
    return row


def test_a_click_on_a_row_plays_its_moment(qtbot: QtBot, row: FindingRow) -> None:
    with qtbot.waitSignal(row.play_asked) as asked:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert asked.args == [12.0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_keyboard_plays_the_moment(qtbot: QtBot, row: FindingRow, key: Qt.Key) -> None:
    assert row.moment is not None
    assert row.moment.text() == "0:12"
    row.moment.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(row.play_asked):
        QTest.keyClick(row.moment, key)


def test_a_click_leaves_the_focus_where_it_was(qtbot: QtBot, row: FindingRow) -> None:
    assert row.moment is not None
    row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    row.setFocus()
    for button in (row.moment, row.fold):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert QApplication.focusWidget() is row


def test_buttons_leave_arrow_keys_to_the_page(row: FindingRow) -> None:
    assert row.moment is not None
    for button in (row.moment, row.fold):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(button, press)
        assert not press.isAccepted()


def test_a_row_without_a_moment_unfolds_on_a_click(qtbot: QtBot, look: Theme) -> None:
    row = _shown(qtbot, MISSED)
    assert row.moment is None
    assert row.unfolded == ""
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.unfolded == "Say: “same tokenizer”"


def test_enter_unfolds_and_folds_again(qtbot: QtBot, row: FindingRow) -> None:
    assert row.fold.accessibleName() == f"More: {MADE.text}"
    QTest.keyClick(row.fold, Qt.Key.Key_Return)
    assert row.unfolded == "You said: “loss”"
    assert row.fold.accessibleName() == f"Less: {MADE.text}"
    QTest.keyClick(row.fold, Qt.Key.Key_Return)
    assert row.unfolded == ""


def test_a_row_without_details_does_not_unfold(qtbot: QtBot, look: Theme) -> None:
    assert _shown(qtbot, Finding(FindingSign.NOT, "Task")).fold.isHidden()


def test_the_accessible_name_includes_the_sign_as_a_word(row: FindingRow) -> None:
    assert row.accessibleName() == "made: It is <b>the</b> loss."


def test_evidence_is_highlighted_while_the_pointer_is_on_the_row(row: FindingRow) -> None:
    spans: list[object] = []
    row.evidence_highlighted.connect(spans.append)
    here = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(here, here, here))
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert spans == [(12.0, 15.0), None]


def test_evidence_is_highlighted_while_the_button_has_the_focus(row: FindingRow) -> None:
    assert row.moment is not None
    row.fold.setFocus(Qt.FocusReason.TabFocusReason)
    spans: list[object] = []
    row.evidence_highlighted.connect(spans.append)
    row.moment.setFocus(Qt.FocusReason.BacktabFocusReason)
    row.fold.setFocus(Qt.FocusReason.TabFocusReason)
    assert spans == [(12.0, 15.0), None]


def test_showing_the_same_findings_again_keeps_rows_unfolded(qtbot: QtBot, look: Theme) -> None:
    rows = FindingList("Key points")
    qtbot.addWidget(rows)
    rows.show_findings((MADE, MISSED))
    rows.rows[1].fold.click()
    rows.show_findings((MADE, MISSED))
    assert rows.rows[1].unfolded
    rows.show_findings((MISSED,))
    assert [row.finding for row in rows.rows] == [MISSED]
    assert not rows.rows[0].unfolded
    rows.show_findings(())
    assert rows.isHidden()
