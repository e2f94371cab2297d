from pytestqt.qtbot import QtBot

from mock_interviewer.app.feedback.comparing.points import Change, PointChange
from mock_interviewer.app.feedback.coverage import Covered, Evidence, PointCoverage
from mock_interviewer.app.ui.theme import Theme
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
