"""Sentences about due questions: how many, why, and when the next is due."""

from collections import Counter
from datetime import datetime, timedelta
from statistics import median

from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.text.dates_in_words import day_in_words
from mock_interviewer.app.text.formatting import counted, rough_duration
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT


def due_summary(today: TodayList, minutes: int) -> str:
    """Return how many questions will be asked, and how long that takes."""
    length = f"about {counted(minutes, 'minute')}"
    new = sum(each.waited is None for each in today.asked)
    asked = len(today.asked) - new
    if asked < today.due:
        return f"{asked} of {counted(today.due, 'question')}, {length}"
    return f"{counted(asked, 'question')}{f' and {new} new' if new else ''}, {length}"


def due_reasons(today: TodayList) -> str:
    """Return what to know about these questions: which went badly, or else how old they are."""
    shaky = sum(each.went_badly for each in today.asked)
    waited = [each.waited for each in today.asked if each.waited is not None]
    new = Counter(each.question.section for each in today.asked if each.waited is None)
    parts = []
    if shaky:
        parts.append(f"{shaky} {'was' if shaky == 1 else 'were'} shaky last time")
    elif waited:
        about = "about " if len(waited) > 1 else ""
        parts.append(f"Last answered {about}{rough_duration(_median_wait(waited))} ago")
    parts += [f"{number} new from {section}" for section, number in new.items()]
    return LABEL_JOINT.join(parts)


def nothing_due_words(today: TodayList, now: datetime) -> tuple[str, str]:
    """Return when the next question is due, and how many are new; ``now`` must have a time zone."""
    if today.next_due is None:
        return "Nothing yet", "Questions return here when they are due for review."
    new = counted(today.unanswered, "question is", "questions are")
    return (
        f"Nothing until {day_in_words(today.next_due, now)}",
        f"{new} still new to you." if today.unanswered else "",
    )


def _median_wait(waited: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(each.total_seconds() for each in waited))
