"""A bank of three short questions with answers, of which the first gets a follow-up."""

from typing import Final

from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
)
from mock_interviewer.questions.shelf import BankShelf

SEARCH: Final = Question(
    id="search",
    text="What does a search index do for a language model?",
    section="Search",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
    key_points=(
        KeyPoint(
            id="passages",
            point="It finds passages, which the model reads before it answers.",
            essential=True,
            weight=2,
            said=(
                "It gives the model some passages to read.",
                "It looks up text that the model then bases its answer on.",
            ),
        ),
        KeyPoint(
            id="fresh",
            point="New documents can be added at any time, without training the model again.",
            essential=True,
            weight=2,
            said=(
                "You can add new documents without any training.",
                "When facts change, you change the documents and not the model.",
            ),
        ),
    ),
    follow_ups=(FollowUp(text="How does it learn of today's news?", about=("fresh",)),),
)
OVERFITTING: Final = Question(
    id="overfitting",
    text="What is overfitting?",
    section="Training",
    source=QuestionSource(list=1, number=2),
    kind=QuestionKind.TECHNICAL,
)
TOKEN: Final = Question(
    id="token",
    text="What is a token?",
    section="Text",
    source=QuestionSource(list=1, number=3),
    kind=QuestionKind.TECHNICAL,
)
BANK: Final = Bank(id="three", name="Three", version="1", questions=(SEARCH, OVERFITTING, TOKEN))
SHELF: Final = BankShelf((BANK,))

PASSAGES: Final = (
    "A search index gives the language model some passages to read, and, um, let me think.",
    "The answer then rests on those passages. That is all I can say.",
)
"""An answer to the first question in two parts; it leaves out one essential point."""
NEWS: Final = "Somebody adds the new articles to the index every morning. That is all I can say."
SENTENCE: Final = "A token is a whole sentence of a long book."
"""An answer to the last question that is not meant to stay."""
PIECE: Final = "A token is a small piece of text, such as a part of a word. That is all I can say."
