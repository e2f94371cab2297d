"""What is said in a few seconds between two silences, heard twice where that may find a command."""

from mock_interviewer.app.interview.asides import Asides, Then
from mock_interviewer.app.interview.commands_heard.second_hearing import (
    LIKELY,
    believed,
    worth_again,
)
from mock_interviewer.audio.ear.events import Utterance


def hear(asides: Asides, utterance: Utterance, then: Then) -> None:
    """Have an utterance heard, and again with commands in mind where it was heard as none.

    ``then`` is called once, on the thread of ``asides`` and as that calls it.
    """

    def once(first: str | None) -> None:
        if not first or not worth_again(first, utterance.ended - utterance.began):
            then(first)
            return
        asides.hear(
            utterance.samples, lambda second: then(believed(first, second or "")), likely=LIKELY
        )

    asides.hear(utterance.samples, once)
