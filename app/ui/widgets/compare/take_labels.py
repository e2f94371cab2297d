"""The takes of a question in words, to choose from."""

from datetime import datetime

from mock_interviewer.app.store.lines import TakeLine
from mock_interviewer.app.ui.compare_source import Compared
from mock_interviewer.app.ui.phrases import date_in_words
from mock_interviewer.app.ui.widgets.choice import JOINT


def take_labels(found: Compared, now: datetime) -> dict[str, str]:
    """Return what each take is called, by its id: its own name, when it was, and which try.

    Those to choose from, the earliest first, and the two that are compared.
    """
    labels = {line.id: _label(line, number, now) for number, line in enumerate(found.choices, 1)}
    for compared in found.takes:
        take = compared.listed.take
        when = date_in_words(take.started_at, now)
        labels.setdefault(take.id, f"{take.name}, {when}" if take.name else when)
    return labels


def _label(line: TakeLine, number: int, now: datetime) -> str:
    when = date_in_words(line.started_at, now)
    named = f"{line.name}, {when}" if line.name else when
    return f"{named}{JOINT}take {number}"
