"""A detector session that treats loud sound as speech, so that tests need no human voice."""

from typing import Any

import numpy as np


def loudness(_: Any, inputs: dict[str, Any]) -> list[Any]:
    """Return speech probabilities by loudness, as a detector's session would."""
    loud = np.abs(inputs["input"][:, 64:]).max(axis=1) > 0.1
    return [np.where(loud, 0.9, 0.05).astype(np.float32).reshape(-1, 1), inputs["h"], inputs["c"]]
