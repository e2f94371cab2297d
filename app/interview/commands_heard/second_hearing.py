"""Hearing an utterance again, with the words of commands in mind, where it was heard as none.

It is written down once more by a model that is told to expect commands, where words allow that. If
that gives none either, the model is asked whether the sound may be one of a few commands: of a word
alone it often writes something else, "Boss." for "Pause.", though it finds both as likely.
"""

import string
from typing import Final

from mock_interviewer.app.interview.commands_heard.candidates import candidates
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.audio.recognition.common_words import rank
from mock_interviewer.audio.recognition.sounds_like import distance

LIKELY: Final = (
    "Interviewer",
    "could you please repeat the question",
    "pause the interview",
    "hold on",
    "carry on",
    "move on",
)
"""What the model is told the second time. It hears other commands too in what sounds so."""
LONGEST: Final = 2.5
"""Seconds of speech above which nothing is heard again."""
_ALIKE: Final = 0.45
"""Likeness of letters, of 1, from which two readings are taken to be of the same words.

Of the commands that were made out of some 600 short utterances that were none, but for single words
of English, none had over 0.42.
"""

_EVERY: Final = frozenset(SpokenCommand)


def worth_again(heard: str, seconds: float) -> bool:
    """Tell whether speech of so many seconds that was heard as ``heard`` is to be heard again.

    Not where nothing was heard, since out of noise a model makes what it is told to expect; and not
    a single word of English: "plus" is often said alone, and is heard as "pause" then.
    """
    words = plain_words(heard)
    if not words or seconds > LONGEST or (len(words) == 1 and rank(words[0]) is not None):
        return False
    return understand(heard, _EVERY) is None


def believed(first: str, second: str) -> str:
    """Return which of two readings of an utterance to believe; the second had LIKELY in mind.

    That is believed only as a command, and only where it is like the first.
    """
    if understand(second, _EVERY) is None:
        return first
    one, other = "".join(plain_words(first)), "".join(plain_words(second))
    likeness = 1.0 - distance(one, other) / max(len(one), len(other), 1)
    return second if likeness >= _ALIKE else first


def choices(heard: str, seconds: float, second: str = "") -> tuple[str, ...]:
    """Return what speech of so many seconds may be, first what was heard; () if no command.

    ``second``: what was heard with LIKELY in mind, where that was asked and not believed.
    Each text ends as a sentence does: the end of one is a part of what is compared. The first is ""
    where nothing was heard.
    """
    if seconds > LONGEST or understand(heard, _EVERY) is not None:
        return ()
    others = candidates((heard, second), seconds)
    return (_sentence(heard), *others) if others else ()


def _sentence(heard: str) -> str:
    bare = heard.strip(f"{string.punctuation}{string.whitespace}\N{HORIZONTAL ELLIPSIS}")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""
