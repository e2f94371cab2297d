"""Which of some texts the real models find in a sound, through the real worker."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache

import numpy as np
import pytest
import soxr
from rig.recognition import Heard

from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.audio.voices.system_voice import SystemVoice, list_system_voices

pytestmark = pytest.mark.model

Choose = Callable[..., str]


@pytest.fixture(scope="module", params=["tiny.en", "base"])
def choose(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Choose]:
    """Return what asks one worker which of some texts is said in a sound."""
    heard = Heard()
    store = ModelStore(tmp_path_factory.mktemp("data"))
    recognizer = Recognizer(store, request.param, listener=heard)
    recognizer.start()
    heard.next(RecognizerReady)

    def choose(samples: Samples, *texts: str) -> str:
        recognizer.begin("aside", RecognitionRequest(urgent=True, choices=texts))
        recognizer.feed("aside", samples)
        recognizer.finish("aside")
        return heard.next(Transcribed).transcript.text

    yield choose
    recognizer.close()


@cache
def said(text: str) -> Samples:
    """Return a text as the system's voice says it, which is the same each time."""
    with closing(SystemVoice(list_system_voices().default)) as voice:
        sound = voice.synthesize(text, rate=150)
    around = np.random.default_rng(0).standard_normal(SPEECH_RATE // 3).astype(np.float32) * 3e-4
    speech = soxr.resample(sound.samples, sound.rate, SPEECH_RATE)
    return np.concatenate([around, speech, around]).astype(np.float32)


COMMANDS = "Repeat.", "Skip.", "Next.", "Pause.", "Resume.", "Stop."


@pytest.mark.parametrize("word", ["Resume.", "Pause.", "Skip."])
def test_a_command_is_chosen_though_nothing_like_it_was_recognized(
    choose: Choose, word: str
) -> None:
    assert choose(said(word), "Many thanks.", *COMMANDS) == word


@pytest.mark.parametrize("word", ["Plus.", "Brazil.", "Script.", "Perfume."])
def test_the_recognized_text_stays_if_it_was_said(choose: Choose, word: str) -> None:
    assert choose(said(word), word, *COMMANDS) == word


def test_silence_and_noise_are_no_command(choose: Choose) -> None:
    random = np.random.default_rng(1)
    for level in (0.0, 3e-4, 0.02, 0.2):
        noise = (random.standard_normal(SPEECH_RATE) * level).astype(np.float32)
        assert choose(noise, "", *COMMANDS) == ""


def test_words_that_begin_with_t_are_no_less_likely(choose: Choose) -> None:
    """The tokenizer of one of the models cuts them as it never saw them."""
    assert choose(said("Let me think."), "Let me sing.", "Let me think.") == "Let me think."
