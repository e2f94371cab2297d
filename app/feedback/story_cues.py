"""Words by which one recognizes the parts of a told experience, where no key point tells them.

They are read as signs, not understood. ``story_cues.tsv`` was written by hand: turns of phrase that
openly mark a part. They count for what was "lived" through; those of a "case" too where one says
what one would do; and those of a result that hold "anywhere" also before anything was done.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from mock_interviewer.app.feedback.phrases import Phrase, one_of, read_phrases
from mock_interviewer.questions.model import StarPart

_PARTS: Final[Mapping[str, str]] = {
    "span": r"(?:days?|weeks?|months?|quarters?|years?)",
    "few": r"(?:one|two|three|four|five|six|seven|eight|nine|ten|few|\d+)",
    "season": (
        r"(?:year|spring|summer|autumn|fall|winter|month|week|quarter|semester|christmas|easter"
        r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april"
        r"|may|june|july|august|september|october|november|december)"
    ),
    "job": (
        r"(?:job|role|company|employer|team|position|project|internship|firm|workplace|office"
        r"|school)"
    ),
    "person": r"(?:colleague|client|customer|coworker|teammate|student|patient)",
}


@cache
def story_cues() -> tuple[Phrase, ...]:
    """Return all cues; their kind is a part and when it counts, as in "result anywhere"."""
    return read_phrases("story_cues.tsv", _PARTS)


@cache
def lived_cues(part: StarPart) -> re.Pattern[str]:
    """Return what marks a part of what was lived through, for text as ``lower_case`` gives it.

    There are none for action: ``who_acted`` finds it.
    """
    return one_of(story_cues(), {f"{part} lived", f"{part} anywhere"})


@cache
def case_cues(part: StarPart) -> re.Pattern[str]:
    """Return the same for what one would do in a case that is put to one."""
    return one_of(story_cues(), {f"{part} lived", f"{part} anywhere", f"{part} case"})


@cache
def announcing_cues(part: StarPart) -> re.Pattern[str]:
    """Return what announces a part wherever it stands."""
    return one_of(story_cues(), {f"{part} anywhere"})
