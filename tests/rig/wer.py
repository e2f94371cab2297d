"""How far a transcript is from what was said."""

import re
import unicodedata

import jiwer

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SPELLINGS = {"mister": "mr", "okay": "ok"}


def words(text: str) -> list[str]:
    """Return the words of a text without case, accents, punctuation and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    found = _WORD.findall(plain.encode("ascii", "ignore").decode().lower())
    return [_SPELLINGS.get(word, word) for word in found]


def word_error_rate(said: str, heard: str) -> float:
    """Return the word error rate of ``heard`` against ``said``: 0 is perfect, 1 is all wrong."""
    return float(jiwer.wer(" ".join(words(said)), " ".join(words(heard))))
