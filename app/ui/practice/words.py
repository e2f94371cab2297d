"""Sentences about due questions: how many, why, and when the next is due."""

from collections import Counter
from datetime import datetime, timedelta
from statistics import median

from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.text.dates_in_words import day_in_words
from mock_interviewer.app.text.formatting import counted, rough_duration


def due_summary(today: TodayList, minutes: int) -> str:
    """Return how many questions will be asked, and how long that takes."""
    length = f"about {counted(minutes, 'minute')}"
    new = _new(today)
    asked = len(today.asked) - new
    due = f"{counted(today.due, 'question is', 'questions are')} due"
    if asked < today.due:
        return f"{due}; the {asked} most urgent take {length}."
    return f"{due} and {_number_are(new)} new, {length}." if new else f"{due}, {length}."


def due_reasons(today: TodayList) -> str:
    """Return why these questions will be asked."""
    again = [each for each in today.asked if each.waited is not None]
    shaky = sum(each.went_badly for each in again)
    waited = [each.waited for each in again if each.waited is not None and not each.went_badly]
    new = Counter(each.question.section for each in today.asked if each.waited is None)
    parts = []
    if shaky:
        parts.append(f"{shaky} {'was' if shaky == 1 else 'were'} shaky last time")
    if waited:
        about = "about " if len(waited) > 1 else ""
        wait = rough_duration(_median_wait(waited))
        parts.append(f"{len(waited)} last answered {about}{wait} ago")
    parts += [f"{number} new from {section}" for section, number in new.items()]
    return f"{', '.join(parts)}." if parts else ""


def nothing_due_words(today: TodayList, now: datetime) -> str:
    """Return when the next question is due, and how many are new; ``now`` must have a time zone."""
    if today.next_due is None:
        return "Questions return here when they are due for review."
    due = f"Nothing is due until {day_in_words(today.next_due, now)}."
    if not today.unanswered:
        return due
    are = counted(today.unanswered, "question is", "questions are")
    return f"{due} {are} still new to you."


def start_due_label(today: TodayList) -> str:
    """Return the label of the button that starts the due and the new questions."""
    number = len(today.asked)
    new = _new(today)
    if new:
        return f"Start {number - new} due and {new} new"
    return "Start due question" if number == 1 else f"Start {number} due questions"


def _new(today: TodayList) -> int:
    return sum(each.waited is None for each in today.asked)


def _number_are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _median_wait(waited: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(each.total_seconds() for each in waited))
