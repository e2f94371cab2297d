"""Spoken forms of text, in which acronyms, abbreviations, and symbols become words.

Text that voices read well by themselves is left alone. Letters are joined by hyphens, which makes
every voice spell them: "A P I" would begin with an article, and "LLMs" would lose its last letter.
"""

import csv
import re
from functools import cache
from importlib import resources
from typing import Final

_LEXICON: Final = "lexicon.tsv"

_SYMBOLS: Final = {
    "&": " and ",
    "%": " percent ",
    "@": " at ",
    "#": " ",
    "=": " equals ",
    "+": " plus ",
    "±": " plus or minus ",
    "\N{MULTIPLICATION SIGN}": " times ",
    "÷": " divided by ",
    "≈": " about ",
    "≠": " is not equal to ",
    "≤": " is at most ",
    "≥": " is at least ",
    "<": " is less than ",
    ">": " is greater than ",
    "→": " to ",
    "/": " ",
    "\\": " ",
    "|": " ",
    "_": " ",
    "*": " ",
    "`": " ",
    "~": " ",
    "^": " ",
    "[": ", ",
    "]": ", ",
    "(": ", ",
    ")": ", ",
    "{": ", ",
    "}": ", ",
    "—": ", ",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
}
_SYMBOL: Final = re.compile("[" + re.escape("".join(_SYMBOLS)) + "]")
_FRACTION_BAR: Final = re.compile(r"(?<=\d)/(?=\d)")
_NUMBER_SIGN: Final = re.compile(r"#(?=\d)")

_PLURAL: Final = r"(?P<plural>s'|'?s)?"
_CAPITALS: Final = re.compile(rf"(?<![\w'-])(?P<term>[A-Z]{{2,5}}){_PLURAL}(?![\w-])")
_NUMBERED: Final = re.compile(r"\b([A-Z][A-Za-z]*)-(?=\d)")
_SPACE_BEFORE: Final = re.compile(r"\s+(?=[,.;:?!])")
_COMMA_BEFORE: Final = re.compile(r",+(?=[.;:?!,])")
_VOWEL: Final = re.compile("[AEIOU]")
_LONGEST_SPELLED: Final = 3


def spoken_form(text: str) -> str:
    """Return ``text`` as a voice should say it; never empty if ``text`` has a letter in it.

    Plain words do not change, and neither does a spoken form that is passed in again.
    """
    said = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    said = _terms().sub(_say_term, said)
    said = _NUMBERED.sub(r"\1 ", said)
    said = _CAPITALS.sub(_say_capitals, said)
    said = _NUMBER_SIGN.sub(" number ", _FRACTION_BAR.sub(" over ", said))
    said = _SYMBOL.sub(lambda found: _SYMBOLS[found[0]], said)
    return _tidied(said)


@cache
def lexicon() -> dict[str, str]:
    """Return the spoken form of each written term, from the table beside this module."""
    table = resources.files(__package__).joinpath(_LEXICON).read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["written"]: row["spoken"] for row in rows}


@cache
def _terms() -> re.Pattern[str]:
    longest_first = sorted(lexicon(), key=len, reverse=True)
    either = "|".join(re.escape(term) for term in longest_first)
    return re.compile(rf"(?<![\w'])(?P<term>{either}){_PLURAL}(?!\w)")


def _say_term(found: re.Match[str]) -> str:
    return lexicon()[found["term"]] + _ending(lexicon()[found["term"]], found["plural"])


def _say_capitals(found: re.Match[str]) -> str:
    """Return the spoken plural of capitals that are not in the lexicon; voices say the singular."""
    term, plural = found["term"], found["plural"]
    if plural is None:
        return term
    is_word = _VOWEL.search(term) and len(term) > _LONGEST_SPELLED
    spoken = term.lower() if is_word else "-".join(term)
    return spoken + _ending(spoken, plural)


def _ending(spoken: str, plural: str | None) -> str:
    """Return the s of a plural or genitive. After a letter, voices say only 's as one."""
    if plural is None:
        return ""
    return "'s" if spoken[-1].isupper() or spoken[-1].isdigit() or plural == "'s" else "s"


def _tidied(text: str) -> str:
    text = " ".join(text.split())
    text = _SPACE_BEFORE.sub("", text)
    text = _COMMA_BEFORE.sub("", text)
    return text.strip(", ")
