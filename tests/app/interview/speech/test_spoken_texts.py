"""The texts in the mouths of both real voices; the shortest are what a voice swallows."""

from collections.abc import Callable
from contextlib import closing

import pytest
from rig.sounds import loud_seconds

from mock_interviewer.app.interview.speech.wording import wordings
from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices
from mock_interviewer.audio.voices.voice import Voice

SHORTEST = sorted(
    (text for texts in wordings().values() for text in texts if "{" not in text), key=len
)[:12]


@pytest.mark.model
@pytest.mark.parametrize(
    "make",
    [NeuralVoice, lambda: SystemVoice(list_system_voices().default)],
    ids=["neural", "system"],
)
def test_even_the_shortest_texts_are_audible(make: Callable[[], Voice]) -> None:
    with closing(make()) as voice:
        for text in SHORTEST:
            assert loud_seconds(voice.synthesize(text, rate=170)) > 0.2, text
