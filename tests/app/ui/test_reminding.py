from unittest.mock import Mock, create_autospec

from mock_interviewer.app.settings.practising import REMIND_DUE
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.grade_desk import GradeDesk
from mock_interviewer.app.ui.progress_desk import ProgressDesk
from mock_interviewer.app.ui.reminding import Reminding
from mock_interviewer.app.ui.today_desk import TodayDesk


def _made(kind: type) -> Mock:
    made: Mock = create_autospec(kind, instance=True)
    return made


def test_all_that_tells_of_due_questions_goes_by_one_setting() -> None:
    today, progress, grades = _made(TodayDesk), _made(ProgressDesk), _made(GradeDesk)
    reminding, values = Reminding(today, progress, grades), Values()
    for on in (True, False):
        values.set(REMIND_DUE, on)
        reminding.use(values)
        today.use.assert_called_with(reminds=on)
        progress.use.assert_called_with(tells_due=on)
        grades.use.assert_called_with(asks=on)
