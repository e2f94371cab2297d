"""What is said in a few seconds between two silences, heard again where that may find a command."""

from mock_interviewer.app.interview.asides import Asides, Then
from mock_interviewer.app.interview.commands_heard.second_hearing import (
    LIKELY,
    believed,
    choices,
    worth_again,
)
from mock_interviewer.audio.ear.events import Utterance


def hear(asides: Asides, utterance: Utterance, then: Then, *, alone: bool) -> None:
    """Have an utterance heard, and again with commands in mind where it was heard as none.

    ``alone``: it is no part of an answer. A word of one may sound like a command, as "dawn" does
    like "done", so that there only what is written down as a command is one.
    ``then`` is called once, on the thread of ``asides`` and as that calls it.
    """
    sound, seconds = utterance.samples, utterance.ended - utterance.began

    def once(first: str | None) -> None:
        if first is None:
            then(None)
        elif worth_again(first, seconds):
            asides.hear(sound, lambda second: twice(first, second or ""), likely=LIKELY)
        else:
            choose(first)

    def twice(first: str, second: str) -> None:
        found = believed(first, second)
        if found == first:
            choose(first, second)
        else:
            then(found)

    def choose(first: str, second: str = "") -> None:
        texts = choices(first, seconds, second) if alone else ()
        if not texts:
            then(first)
            return

        def chosen(text: str | None) -> None:
            then(text if text in texts[1:] else first)

        asides.hear(sound, chosen, choices=texts)

    asides.hear(sound, once)
