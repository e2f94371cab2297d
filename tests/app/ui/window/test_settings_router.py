from unittest.mock import Mock, create_autospec

from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.due_questions_controller import DueQuestionsController
from mock_interviewer.app.ui.progress.controller import ProgressController
from mock_interviewer.app.ui.window.feedback_controllers import GradeController
from mock_interviewer.app.ui.window.settings_router import DueReminders


def _made(kind: type) -> Mock:
    made: Mock = create_autospec(kind, instance=True)
    return made


def test_all_that_tells_of_due_questions_goes_by_one_setting() -> None:
    today, progress, grades = (
        _made(DueQuestionsController),
        _made(ProgressController),
        _made(GradeController),
    )
    reminding, values = DueReminders(today, progress, grades), SettingValues()
    for on in (True, False):
        values.set(REMIND_DUE, on)
        reminding.use(values)
        today.use.assert_called_with(reminds=on)
        progress.use.assert_called_with(tells_due=on)
        grades.use.assert_called_with(asks=on)
