"""How an interviewer behaves in a session, whatever is asked and under which rules."""

from dataclasses import dataclass

from mock_interviewer.audio.recognition.patience import Patience


@dataclass(frozen=True)
class Manner:
    """What a person likes of every interviewer, in every style. Holds for a whole session.

    ``patience`` is how long the interviewer waits after somebody falls silent. ``barge_in`` says
    whether speaking makes the interviewer stop talking, which needs headphones. ``sounds`` are the
    soft ones when listening begins, when an answer is saved and before time is up.
    """

    patience: Patience = Patience.NORMAL
    barge_in: bool = False
    sounds: bool = True

    @property
    def hands_free(self) -> bool:
        """Whether the session goes on by what is heard, so that no key is needed."""
        return self.patience is not Patience.KEY_ONLY


BY_KEYS = Manner(patience=Patience.KEY_ONLY, sounds=False)
"""A session that is led by keys and makes no sound of its own, as a demo's is."""
