"""What tells of due questions, switched on and off together."""

from mock_interviewer.app.settings.practising import REMIND_DUE
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.grade_desk import GradeDesk
from mock_interviewer.app.ui.progress_desk import ProgressDesk
from mock_interviewer.app.ui.today_desk import TodayDesk


class Reminding:
    """Lets the desks that tell of due questions go by the settings. GUI thread only."""

    def __init__(self, today: TodayDesk, progress: ProgressDesk, grades: GradeDesk) -> None:
        self._today = today
        self._progress = progress
        self._grades = grades

    def use(self, values: Values) -> None:
        """Tell of them, and ask for grades, or do nothing of that."""
        on = values.get(REMIND_DUE)
        self._today.use(reminds=on)
        self._progress.use(tells_due=on)
        self._grades.use(asks=on)
