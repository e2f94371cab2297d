"""Sentences that a speaker takes back by saying "scratch that", and the text without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.app.text.sentences import TextWindow, sentences

_DASHES = "\u2013\u2014-"
_LEAD = (
    r"(?:(?:no|oh|um|uh|wait|sorry|actually|okay|ok|well|hmm|and|so|but|please|hang on|hold on"
    r"|you know what)[,.…]?\s+)*"
)
_WHAT = r"(?:that|this|it)(?:\s+(?:last\s+)?(?:part|bit|sentence|point|one))?(?:,?\s+please)?"
_SCRATCH = rf"(?:scratch|strike)\s+{_WHAT}"
_STOP = rf"\s*(?:[,.;:!?…{_DASHES}]|$)"
_PHRASE = re.compile(
    rf"{_LEAD}(?:{_SCRATCH}(?={_STOP}|\s+(?:i|i'm|it|it's|the|a|an|we|they|there|you"
    rf"|what|let|no|so|actually|that's)\b)"
    rf"|(?:(?:delete|erase|forget|ignore|disregard|remove)\s+{_WHAT}"
    rf"|(?:i'll\s+|i\s+|let\s+me\s+)?take\s+that\s+back)(?=\s*[.!…]?\s*$))",
    re.IGNORECASE,
)
"""At the beginning of a sentence: "scratch that", and whole sentences that mean the same."""
_WITHIN = re.compile(
    rf"[,;:…{_DASHES}]\s*({_LEAD}{_SCRATCH})(?={_STOP})"
    rf"|\s((?=(?:no|oh|wait|sorry|actually)\b){_LEAD}{_SCRATCH})(?={_STOP}|\s*(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Within a sentence, which it takes back so far: between marks, or after a word such as "no".

Recognition often writes a short remark without marks: "think no scratch that Somebody adds".
"""
_DOUBLED = re.compile(rf"[ \t]*[,;:{_DASHES}][ \t]*(?=[,.;:!?])")
"""A mark before another one, between which a phrase was."""
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")  # noqa: RUF001


@dataclass(frozen=True)
class TakenBack:
    """The characters from ``start`` up to ``end``; those from ``said`` on took back the others."""

    start: int
    said: int
    end: int


def taken_back(text: str) -> tuple[TakenBack, ...]:
    """Return the parts of a text that the speaker took back, in order, each with its phrase.

    The phrase takes back the sentence before it, or its own sentence up to it. Said twice in a
    row, it takes back two sentences. Accepts any text.
    """
    found, kept = list[TakenBack](), list[int]()
    for sentence in _whole_sentences(text):
        phrase = _PHRASE.match(sentence.text)
        if phrase is not None:
            said, end = sentence.start, _past_mark(text, sentence.start + phrase.end())
            start = kept.pop() if kept else said
            rest = text[end : sentence.end]
            if re.search(r"\w", rest):
                kept.append(end)
            else:
                end = sentence.end
            found.append(TakenBack(start, said, end))
            continue
        start = sentence.start
        for phrase in _WITHIN.finditer(sentence.text):
            end = _past_mark(text, sentence.start + phrase.end())
            said = max(phrase.start(1), phrase.start(2))
            found.append(TakenBack(start, sentence.start + said, end))
            start = end
        if re.search(r"\w", text[start : sentence.end]):
            kept.append(start)
    return tuple(found)


def kept_text(text: str) -> str:
    """Return a text with spaces in place of what was taken back, so that offsets stay the same."""
    kept = list(text)
    for part in taken_back(text):
        kept[part.start : part.end] = " " * (part.end - part.start)
    return "".join(kept)


def without_phrases(text: str) -> str:
    """Return a text without the phrases that took something back, so that all of it counts."""
    kept, at = list[str](), 0
    for part in taken_back(text):
        kept.append(text[at : part.said])
        at = part.end
    left = "".join([*kept, text[at:]])
    lines = _DOUBLED.sub("", left).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def _past_mark(text: str, end: int) -> int:
    mark = re.compile(rf"\s*[,;:{_DASHES}]").match(text, end)
    return end if mark is None else mark.end()


def _whole_sentences(text: str) -> Iterator[TextWindow]:
    """Yield sentences as spoken; ``sentences`` divides those that are long."""
    start: int | None = None
    for part in sentences(text):
        begin = part.start if start is None else start
        start = begin
        if _ENDS.search(part.text) or part.end == len(text.rstrip()):
            yield TextWindow(begin, part.end, text[begin : part.end])
            start = None
