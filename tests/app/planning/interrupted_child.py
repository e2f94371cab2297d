"""A program to be killed in the middle of a session: the second of three answers is being recorded.

Usage: interrupted_child.py DATA_FOLDER [follow-up]
With "follow-up", it is the answer to the follow-up of the first question.
"""

import sys
from dataclasses import replace
from pathlib import Path

from rig.kept_takes import feedback_of, keep, record
from rig.standing_still import stop
from rig.three_questions import BANK, SEARCH

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.follow_ups import planned_follow_up
from mock_interviewer.app.planning.interview_styles import DEEP_DIVE, plan_under
from mock_interviewer.app.store.library import Library

if __name__ == "__main__":
    with Library.open(DataFolder(Path(sys.argv[1]))) as library:
        plan = plan_under(DEEP_DIVE.rules, planned_questions(BANK, BANK.questions), seed=7)
        plan = replace(plan, think_time=3.0, language="de")
        session = library.create_session(plan).id
        keep(library, session, "It is so.", asked=plan.questions[0], made=feedback_of(1))
        if sys.argv[2:]:
            asked, position = planned_follow_up(BANK, SEARCH, SEARCH.follow_ups[0]), 1
        else:
            asked, position = plan.questions[1], 2
        take = library.create_take(session, asked, position, 1)
        record(take.recording, 2.0)
        stop()
