"""Word error rates of transcripts."""

import difflib
import re
import unicodedata

import jiwer

_WORD = re.compile(r"[a-z0-9]+")
_SPELLINGS = {"mister": "mr", "okay": "ok"}


def words(text: str) -> list[str]:
    """Return the words of a text without case, accents, punctuation and hyphens.

    What is said in full counts in full ("e.g."). Apostrophes are left out too: nobody hears
    whether it is "its" or "it's", "LLMs" or "LLM's".
    """
    plain = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    plain = plain.replace("e.g.", "for example").replace("i.e.", "that is")
    found = _WORD.findall(plain.encode("ascii", "ignore").decode().lower().replace("'", ""))
    return [_SPELLINGS.get(word, word) for word in found]


def word_error_rate(said: str, heard: str) -> float:
    """Return the word error rate of ``heard`` against ``said``: 0 is perfect, 1 is all wrong."""
    return float(jiwer.wer(" ".join(words(said)), " ".join(words(heard))))


def heard_to_the_end(said: str, heard: str) -> bool:
    """Return whether the last word said has a counterpart at the end of what was heard.

    A synthetic voice never says a word twice in the same way, so the recognizer may mishear it; a
    word that was cut off leaves none of its letters behind.
    """
    last, end = words(said)[-1], "".join(words(heard))[-2 * len(words(said)[-1]) :]
    common = difflib.SequenceMatcher(None, last, end, autojunk=False).find_longest_match()
    return 2 * common.size >= len(last)
