"""A candidate: a human recording if there is one, else the neural voice."""

import os
from pathlib import Path

from rig.spoken import ANSWER, speak

HUMAN = (
    "And so my fellow Americans, ask not what your country can do for you, "
    "ask what you can do for your country."
)


def answer(folder: Path) -> tuple[Path, str]:
    """Return a sound file with an answer, and its words; ``folder`` is for synthesized files."""
    named = os.environ.get("MOCK_INTERVIEWER_SPEECH")
    human = Path(named) / "jfk.wav" if named else None
    if human is not None and human.is_file():
        return human, HUMAN
    return speak(ANSWER, folder / "answer.wav").path, ANSWER
