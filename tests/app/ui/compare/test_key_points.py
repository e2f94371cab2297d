from pytestqt.qtbot import QtBot

from mock_interviewer.app.feedback.comparing.point_changes import PointChange, PointChangeKind
from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageVerdict,
    Evidence,
    PointCoverage,
    SecondOpinion,
)
from mock_interviewer.app.ui.compare.key_points import ComparedPointRow
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Theme


def test_both_verdicts_fit_on_a_narrow_page(qtbot: QtBot, look: Theme) -> None:
    unsure = PointCoverage("p", "Why", CoverageVerdict.UNSURE, 0.5, Evidence(0, 3, 71.0, 72.0))
    row = ComparedPointRow(
        PointChange("Why", PointChangeKind.UNSURE, unsure, unsure), earlier=True, later=True
    )
    qtbot.addWidget(row)
    row.fit(narrow=True)
    row.resize(500, 120)
    row.show()
    for side in (row.before, row.after):
        assert side.label.width() >= side.label.sizeHint().width()


def test_a_second_opinion_is_called_one(qtbot: QtBot, look: Theme) -> None:
    unsure = PointCoverage("p", "Why", CoverageVerdict.UNSURE, 0.5, Evidence(0, 3))
    asked = unsure.with_opinion(SecondOpinion(CoverageVerdict.MADE, Evidence(0, 3)))
    change = PointChange("Why", PointChangeKind.KEPT, asked, asked.with_verdict(asked.covered))
    row = ComparedPointRow(change, earlier=True, later=True)
    qtbot.addWidget(row)
    assert row.before.label.plain == "made (second opinion)"
    assert row.after.label.plain == "made (yours)"


def test_verdicts_stay_close_to_their_point_on_a_wide_page(qtbot: QtBot, look: Theme) -> None:
    made = PointCoverage("p", "Why", CoverageVerdict.MADE, 0.9, Evidence(0, 3, 71.0, 72.0))
    row = ComparedPointRow(
        PointChange("Why", PointChangeKind.KEPT, made, made), earlier=True, later=True
    )
    qtbot.addWidget(row)
    row.resize(TEXT_WIDTH, 60)
    row.show()
    within = row.sides.x()
    row.resize(3 * TEXT_WIDTH, 60)
    sides = row.layout()
    assert sides is not None
    sides.activate()
    assert within < row.sides.x() <= TEXT_WIDTH
