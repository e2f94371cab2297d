"""What the last words of spoken English say of whether more is to come.

Recognition ends what was said before a pause with a full stop, be it a sentence or not, and leaves
out most fillers. A full stop therefore says little by itself, and words count more than marks.
"""

from collections.abc import Sequence
from enum import StrEnum

from mock_interviewer.audio.recognition.ending_phrases import EndingPhrases, ending_phrases
from mock_interviewer.audio.recognition.fillers import is_filled_pause
from mock_interviewer.audio.recognition.sentence_words import ends_of_last_sentence, sentences_of


class Ending(StrEnum):
    """What may follow."""

    THINKING = "thinking"
    """Time was asked for: "let me think"."""
    OPEN = "open"
    """A clause is unfinished, or a filler holds the floor."""
    ANNOUNCED = "announced"
    """More was announced than was said: "there are three reasons"."""
    WHOLE = "whole"
    """A sentence, after which nobody can know."""
    SUMMED_UP = "summed up"
    """A line was drawn: "in the end", "what I learned is"."""
    CLOSED = "closed"
    """It was said that this is all: "that's it"."""


_LAST = 14
"""Words at the end of a long sentence that may ask for time, or begin one of several things."""
_ITEM = 25
"""After so many words a thing that was announced was said, though none is counted."""
_NUMBERS = {"two": 2, "couple": 2}
"""Of things announced; of more, the third is looked for."""


def ending_of(text: str) -> Ending:
    """Return what the end of a text, English as it was recognized so far, says of what follows."""
    sentences = sentences_of(text)
    if not sentences:
        return Ending.WHOLE
    last, phrases = sentences[-1], ending_phrases()
    clauses = [" ".join(words) for words in ends_of_last_sentence(text)]
    if phrases.thinking.search(" ".join(last[-_LAST:])):
        return Ending.CLOSED if _is_closed_after_thinking(clauses, phrases) else Ending.THINKING
    if _breaks_off(last, phrases):
        return Ending.OPEN
    if any(map(phrases.closed.search, clauses)):
        return Ending.CLOSED
    if _is_open(text, last, phrases):
        return Ending.OPEN
    if _is_announced(sentences, phrases):
        return Ending.ANNOUNCED
    if len(sentences) > 1 and any(map(phrases.summed_up.search, clauses)):
        return Ending.SUMMED_UP
    return Ending.WHOLE


def _is_closed_after_thinking(clauses: Sequence[str], phrases: EndingPhrases) -> bool:
    """Say whether who asked for time has nothing to add: "let me think, no, that's it"."""
    after = (clause for clause in clauses if not phrases.thinking.search(clause))
    return any(map(phrases.closed.search, after))


def _breaks_off(last: Sequence[str], phrases: EndingPhrases) -> bool:
    return last[-1] in phrases.always_open and " ".join(last[-2:]) not in phrases.answered


def _is_open(text: str, last: Sequence[str], phrases: EndingPhrases) -> bool:
    end, pair = text.rstrip(" \"'"), " ".join(last[-2:])
    if phrases.afterthought.search(text.casefold()):
        return False
    return (
        is_filled_pause(last[-1])
        or (last[-1] in phrases.mostly_open and pair not in phrases.answered)
        or pair in phrases.open_pairs
        or end.endswith("...")
        or not end.endswith((".", "?", "!", "%"))
    )


def _is_announced(sentences: Sequence[Sequence[str]], phrases: EndingPhrases) -> bool:
    """Say whether things are missing that were announced, or one was only begun."""
    last = sentences[-1]
    if len(last) <= _LAST and phrases.beginning.search(" ".join(last)):
        return True
    text = " ".join(word for sentence in sentences for word in sentence)
    found = list(phrases.announcement.finditer(text))
    if not found:
        return False
    said = text[found[-1].end() :]
    items = sum(item.search(said) is not None for item in phrases.items)
    if not items:
        return len(said.split()) < _ITEM
    return items < _NUMBERS.get(found[-1].group(1), len(phrases.items))
