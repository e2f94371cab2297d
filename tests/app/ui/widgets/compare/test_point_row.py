from pytestqt.qtbot import QtBot

from mock_interviewer.app.feedback.comparing.points import Change, PointChange
from mock_interviewer.app.feedback.coverage import Covered, Evidence, PointCoverage
from mock_interviewer.app.ui.theme import TEXT_WIDTH, Theme
from mock_interviewer.app.ui.widgets.compare.point_row import PointRow


def test_both_verdicts_can_be_read_where_the_page_is_narrow(qtbot: QtBot, look: Theme) -> None:
    partly = PointCoverage("p", "Why", Covered.PARTLY, 0.5, Evidence(0, 3, 71.0, 72.0))
    row = PointRow(PointChange("Why", Change.KEPT, partly, partly), earlier=True, later=True)
    qtbot.addWidget(row)
    row.fit(narrow=True)
    row.resize(500, 120)
    row.show()
    for side in (row.before, row.after):
        assert side._text.width() >= side._text.sizeHint().width()


def test_verdicts_stay_close_to_their_point_on_a_wide_page(qtbot: QtBot, look: Theme) -> None:
    made = PointCoverage("p", "Why", Covered.MADE, 0.9, Evidence(0, 3, 71.0, 72.0))
    row = PointRow(PointChange("Why", Change.KEPT, made, made), earlier=True, later=True)
    qtbot.addWidget(row)
    row.resize(TEXT_WIDTH, 60)
    row.show()
    within = row.sides.x()
    row.resize(3 * TEXT_WIDTH, 60)
    sides = row.layout()
    assert sides is not None
    sides.activate()
    assert within < row.sides.x() <= TEXT_WIDTH
