"""Speech and transcription of texts with the product's own voices and recognizer."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soxr
from rig.recognition import Heard

from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.pronunciation import spoken_form
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices
from mock_interviewer.audio.voices.voice import Voice

ASKED = 170
"""Words a minute of the interviewer, as the settings have it at first."""
ANSWERED = 160
"""Words a minute of a candidate who knows the answer, as in the demo."""
_PAUSE = 0.4
"""Seconds of the room alone before and after; no microphone opens upon the first sound."""
_ROOM = -70.0
"""Noise of the room, in dBFS."""
_PATIENCE = 300.0


class Mouth:
    """A voice in a quiet room, with a pause before and after each text."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        noise = np.random.default_rng(0).standard_normal(round(_PAUSE * SPEECH_RATE))
        self._room = (noise * 10 ** (_ROOM / 20)).astype(np.float32)

    def say(self, text: str, rate: int) -> Samples:
        """Return a text as speech at 16 kHz, spoken at ``rate`` words a minute."""
        sound = self._voice.synthesize(spoken_form(text), rate=rate)
        spoken = soxr.resample(sound.samples, sound.rate, SPEECH_RATE)
        return np.concatenate([self._room, spoken, self._room])

    def close(self) -> None:
        """End the voice."""
        self._voice.close()


def neural_voice() -> Mouth:
    """Return the neural voice."""
    return Mouth(NeuralVoice())


def system_voice() -> Mouth:
    """Return the system's default voice through pyttsx3."""
    return Mouth(SystemVoice(list_system_voices().default))


class Ear:
    """A recognizer with one model that stays loaded."""

    def __init__(self, folder: Path, model: str) -> None:
        self._heard = Heard()
        self._count = 0
        store = ModelStore(folder / "models")
        store.verified_folder(model)
        self._recognizer = Recognizer(store, model, listener=self._heard)
        self._recognizer.start()
        self._heard.next(RecognizerReady, timeout=_PATIENCE)

    def hear(self, samples: Samples, expected: Sequence[ExpectedTerm]) -> str:
        """Return the transcript, with these terms expected."""
        self._count += 1
        job = str(self._count)
        self._recognizer.begin(job, RecognitionRequest(tuple(expected)))
        self._recognizer.feed(job, samples)
        self._recognizer.finish(job)
        return self._heard.next(Transcribed, timeout=_PATIENCE).transcript.text

    def close(self) -> None:
        """End the recognizer."""
        self._recognizer.close()
