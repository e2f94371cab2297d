"""An utterance as plain words, in which what is said alike looks alike."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from mock_interviewer.audio.recognition.fillers import is_filled_pause

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES: Final = str.maketrans(
    "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "''"
)
_WHOLE: Final[Mapping[str, str]] = {
    "1": "one",
    "2nd": "second",
    "ok": "okay",
    "alright": "all right",
    "cannot": "can not",
    "can't": "can not",
    "cant": "can not",
    "won't": "will not",
    "dont": "do not",
    "didnt": "did not",
    "doesnt": "does not",
    "im": "i am",
    "ive": "i have",
    "lets": "let us",
    "thats": "that is",
    "whats": "what is",
    "let's": "let us",
    "y'all": "you",
    "gonna": "going to",
    "wanna": "want to",
    "gimme": "give me",
    "lemme": "let me",
    "yea": "yeah",
    "ya": "yeah",
    "pls": "please",
    "sec": "second",
}
_ENDINGS: Final = (
    ("n't", " not"),
    ("'m", " am"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'s", " is"),
)


def heard_words(text: str) -> tuple[str, ...]:
    """Return the words of an utterance as they were written, without punctuation."""
    return tuple(_WORD.findall(text.translate(_APOSTROPHES)))


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words in small letters, without accents, filled pauses and contractions.

    "I'm" is "i am" and "1" is "one". A hyphen parts words.
    """
    bare = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    words = (word for word in _WORD.findall(bare) if not is_filled_pause(word))
    return tuple(part for word in words for part in _whole(word).split())


def _whole(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    for ending, full in _ENDINGS:
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending) + full
    return word.replace("'", "")
