"""The speech models that a machine can run, from a measurement of it; pure functions.

The unit is one piece of PIECE seconds of speech, as recognition cuts it at pauses. Its seconds
with another model follow from WORK. The rule, with its figures:

* ``AT_ONCE``: a piece takes 1.2 s or less, so that the transcript is there when the person looks
  up from the answer, and most of the processor is left for the rest.
* ``LATER``: at most 4 s, half of the time in which it was said. Recognition keeps up with speech,
  and there is a wait of some seconds after each answer.
* ``BEHIND``: more. The longer the answer, the longer the wait.
* ``TOO_LARGE``: whatever its pace, the model needs more than half of the memory. A loaded model
  needs about 200 MB and the size of its files (measured: base 322 MB, tiny.en 232 MB).

The recommended model is the most accurate one of the ladder for the language that transcribes
AT_ONCE; where none does, the fastest one that fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.languages import ENGLISH

PIECE = 8.0
"""Seconds of speech in the piece that is measured."""
TOKENS = 27
"""Tokens that are decoded for it, as for as many seconds of ordinary speech."""
MOST_AT_ONCE = 1.2
MOST_LATER = 4.0
BESIDE_ITS_FILES = 200_000_000
"""Bytes of memory that a loaded model needs besides those of its files."""
SHARE_OF_MEMORY = 0.5

WORK: Mapping[str, float] = {
    "tiny": 0.5,
    "tiny.en": 0.5,
    "base": 1.0,
    "base.en": 1.0,
    "distil-small.en": 3.5,
    "small": 4.0,
    "small.en": 4.0,
    "distil-medium.en": 11.0,
    "medium": 14.0,
    "medium.en": 14.0,
    "distil-large-v3": 22.0,
    "large-v3-turbo": 23.0,
    "large-v3": 28.0,
}
"""The computation of a model for a piece, relative to base.

Counted in multiplications: 12 d² for each layer of width d and each of the 650 positions of the
encoder's window of 13 s; 16 d² for each layer of the decoder, and 51 865 d for the choice of a
word, for each of TOKENS tokens in 5 beams. (tiny.en was measured too: 0.54.)
"""

LADDERS: Mapping[bool, Sequence[str]] = {
    True: ("large-v3-turbo", "distil-medium.en", "small.en", "distil-small.en", "base", "tiny.en"),
    False: ("large-v3-turbo", "medium", "small", "base", "tiny"),
}
"""The models to recommend for answers in English (True) or not, the most accurate first.

A model that is hardly more accurate than the next and needs much more computation is left out.
"""


class ModelPace(StrEnum):
    """How fast a model would be on a machine."""

    AT_ONCE = "at once"
    LATER = "later"
    BEHIND = "behind"
    TOO_LARGE = "too large"


@dataclass(frozen=True)
class MachineMeasurement:
    """A measurement: with ``model``, a piece takes ``seconds``. ``memory`` is in bytes."""

    model: str
    seconds: float
    cores: int
    memory: int


def seconds_with(machine: MachineMeasurement, model: SpeechModel) -> float | None:
    """Return the seconds that a piece would take with a model; None for an unknown one."""
    if model.name not in WORK or machine.model not in WORK:
        return None
    return machine.seconds * WORK[model.name] / WORK[machine.model]


def model_pace(machine: MachineMeasurement, model: SpeechModel) -> ModelPace | None:
    """Return how fast a model would be; None where that is not known, as for an imported one."""
    if BESIDE_ITS_FILES + model.size > SHARE_OF_MEMORY * machine.memory:
        return ModelPace.TOO_LARGE
    seconds = seconds_with(machine, model)
    if seconds is None:
        return None
    if seconds <= MOST_AT_ONCE:
        return ModelPace.AT_ONCE
    return ModelPace.LATER if seconds <= MOST_LATER else ModelPace.BEHIND


def recommended_model(machine: MachineMeasurement, language: str) -> SpeechModel:
    """Return the model to recommend for answers in a language (a code)."""
    ladder = [CATALOG[name] for name in LADDERS[language == ENGLISH]]
    fitting = [model for model in ladder if model_pace(machine, model) is not ModelPace.TOO_LARGE]
    at_once = (model for model in fitting if model_pace(machine, model) is ModelPace.AT_ONCE)
    return next(at_once, (fitting or ladder)[-1])
