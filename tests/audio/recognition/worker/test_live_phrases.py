"""Guesses for the captions, and how often they are made."""

from collections.abc import Sequence

import numpy as np
import pytest

from mock_interviewer.audio.recognition.worker import live_phrases
from mock_interviewer.audio.recognition.worker.live_phrases import (
    DRAFT_INTERVAL,
    DRAFT_TERMS,
    PhraseDrafts,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

SOUND = np.zeros(SPEECH_RATE, dtype=np.float32)


class Clock:
    """A clock that a model moves on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, took: float) -> None:
        self.now = 0.0
        self.took = took
        monkeypatch.setattr(live_phrases, "time", self)

    def perf_counter(self) -> float:
        return self.now

    def hotwords(self, terms: Sequence[str]) -> str:
        return ""

    def draft(self, samples: Samples, hotwords: str) -> str:
        self.now += self.took
        return f"{len(samples)} samples"


def test_a_draft_is_due_at_once_and_then_after_enough_new_sound() -> None:
    made = PhraseDrafts(())
    assert made.due(0)
    made.make(_Quick(), SOUND, 2 * SPEECH_RATE, biased=True)
    assert made.text == "quick"
    assert not made.due(round((2 + DRAFT_INTERVAL) * SPEECH_RATE) - 1)
    assert made.due(round((2 + DRAFT_INTERVAL) * SPEECH_RATE) + SPEECH_RATE // 10)


def test_a_slow_model_makes_fewer_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, took=1.0)
    made = PhraseDrafts(())
    made.make(clock, SOUND, 0, biased=True)
    assert not made.due(round(3.9 * SPEECH_RATE))
    assert made.due(round(4.1 * SPEECH_RATE))


def test_a_draft_is_forgotten_once_the_phrase_is_decoded() -> None:
    made = PhraseDrafts(())
    made.make(_Quick(), SOUND, SPEECH_RATE, biased=True)
    made.clear()
    assert made.text == ""


def test_a_draft_gets_only_the_likeliest_terms() -> None:
    terms = [f"term{at}" for at in range(DRAFT_TERMS + 5)]
    made, model = PhraseDrafts(terms), _Quick()
    made.make(model, SOUND, SPEECH_RATE, biased=True)
    assert model.told == ", ".join(terms[:DRAFT_TERMS])


class _Quick:
    told = ""

    def hotwords(self, terms: Sequence[str]) -> str:
        return ", ".join(terms)

    def draft(self, samples: Samples, hotwords: str) -> str:
        self.told = hotwords
        return "quick"
