"""What the real model hears, and does not hear, through the real worker."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from rig.recognition import Heard
from rig.spoken import Spoken, speak
from rig.wer import word_error_rate, words

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript, raw_text
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

pytestmark = pytest.mark.model

KENNEDY = (
    "And so my fellow Americans, ask not what your country can do for you, "
    "ask what you can do for your country."
)
VOCABULARY = ("RLHF", "tokenization", "attention", "LoRA", "BLEU", "ROUGE", "RAG", "LangChain")

Ears: TypeAlias = Callable[[Samples, Sequence[str | ExpectedTerm]], Transcript]


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ears]:
    """Return what transcribes sound with tiny.en, in one worker for all tests of this file."""
    heard = Heard()
    recognizer = Recognizer(ModelStore(tmp_path_factory.mktemp("data")), "tiny.en", listener=heard)
    recognizer.start()
    heard.next(RecognizerReady)
    numbers = count()

    def hear(samples: Samples, vocabulary: Sequence[str | ExpectedTerm] = ()) -> Transcript:
        job = f"take {next(numbers)}"
        terms = (ExpectedTerm(each) if isinstance(each, str) else each for each in vocabulary)
        recognizer.begin(job, RecognitionRequest(tuple(terms)))
        for start in range(0, len(samples), 1600):
            recognizer.feed(job, samples[start : start + 1600])
        recognizer.finish(job)
        while (done := heard.next(Transcribed)).job != job:
            pass  # what an earlier test did not wait for
        return done.transcript

    yield hear
    recognizer.close()


def check_times(transcript: Transcript) -> None:
    """Times never run backwards, and stay inside the recording."""
    edges = [edge for word in transcript.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= transcript.duration for edge in edges)
    for before, after in pairwise(transcript.segments):
        assert before.end <= after.start
    assert all(0 <= word.probability <= 1 for word in transcript.words)


def test_an_answer_is_transcribed_with_the_times_of_its_words(ears: Ears, answer: Spoken) -> None:
    transcript = ears(answer.samples, ())
    assert word_error_rate(answer.text, transcript.text) < 0.15
    assert transcript.speech_detected
    assert transcript.model == "tiny.en"
    assert transcript.duration == pytest.approx(answer.duration)
    assert " ".join(word.text for word in transcript.words) == transcript.text
    assert transcript.words[-1].end > answer.duration - 1.5
    check_times(transcript)


def test_words_keep_their_times_over_a_long_pause(ears: Ears, answer: Spoken) -> None:
    pause = np.random.default_rng(0).normal(0, 3e-4, 20 * SPEECH_RATE).astype(np.float32)
    transcript = ears(np.concatenate([answer.samples, pause, answer.samples]), ())
    check_times(transcript)
    later = [word.text for word in transcript.words if word.start > answer.duration + 15]
    assert word_error_rate(answer.text, " ".join(later)) < 0.15


def test_a_long_answer_is_transcribed_to_its_end(ears: Ears, long_answer: Spoken) -> None:
    transcript = ears(long_answer.samples, ())
    check_times(transcript)
    # The answer said ten times over is no loop of the model's.
    assert word_error_rate(long_answer.text, transcript.text) < 0.15
    assert transcript.flags == ()


def test_expected_terms_that_were_not_said_are_not_in_the_transcript(
    ears: Ears, answer: Spoken
) -> None:
    transcript = ears(answer.samples, ["perplexity", "BLEU", "ROUGE", "LangChain"])
    assert not {"perplexity", "bleu", "rouge", "langchain"} & set(words(transcript.text))
    assert word_error_rate(answer.text, transcript.text) < 0.15


def test_a_misrecognized_term_is_spelled_correctly(ears: Ears, tmp_path: Path) -> None:
    said = "We measured the translation with the blue score, and it went up by two points."
    expected = ExpectedTerm("BLEU", ("blue", "blew"), hotword=False)
    transcript = ears(speak(said, tmp_path / "said.wav").samples, [expected])
    assert "BLEU score" in transcript.text
    assert "blue score" in raw_text(transcript.words)


def test_five_thousand_terms_are_accepted(ears: Ears, answer: Spoken) -> None:
    transcript = ears(answer.samples, [f"technical term {number}" for number in range(5000)])
    assert word_error_rate(answer.text, transcript.text) < 0.3


def _noise(loudness: float) -> Samples:
    return np.random.default_rng(1).normal(0, loudness, 8 * SPEECH_RATE).astype(np.float32)


def _hum() -> Samples:
    times = np.arange(8 * SPEECH_RATE) / SPEECH_RATE
    tones = [np.sin(2 * np.pi * 50 * overtone * times) / overtone for overtone in range(1, 8)]
    return np.asarray(0.1 * np.sum(tones, axis=0), np.float32)


def _music() -> Samples:
    note = np.arange(SPEECH_RATE // 2) / SPEECH_RATE
    chords = [
        sum(np.sin(2 * np.pi * tone * (1 + step % 5 / 12) * note) for tone in (220, 277, 330))
        * np.exp(-4 * note)
        for step in range(16)
    ]
    return (0.1 * np.concatenate(chords)).astype(np.float32)


def _keyboard() -> Samples:
    rng = np.random.default_rng(2)
    sound = np.zeros(8 * SPEECH_RATE, dtype=np.float32)
    for start in rng.integers(0, len(sound) - 400, 50):
        sound[start : start + 400] += rng.normal(0, 0.3, 400) * np.exp(-np.arange(400) / 60)
    return sound


@pytest.mark.parametrize("vocabulary", [(), VOCABULARY], ids=["plain", "vocabulary"])
@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0, np.float32),
        np.zeros(100, np.float32),
        np.zeros(8 * SPEECH_RATE, np.float32),
        _noise(3e-4),
        _noise(0.05),
        _noise(0.3),
        _hum(),
        _music(),
        _keyboard(),
    ],
    ids=["nothing", "an instant", "zeros", "floor", "hiss", "roar", "hum", "music", "keyboard"],
)
def test_silence_has_no_transcript(ears: Ears, sound: Samples, vocabulary: Sequence[str]) -> None:
    transcript = ears(sound, vocabulary)
    assert transcript.segments == ()
    assert not transcript.speech_detected
    assert transcript.duration == pytest.approx(len(sound) / SPEECH_RATE)


@pytest.mark.parametrize("vocabulary", [(), VOCABULARY], ids=["plain", "vocabulary"])
@pytest.mark.parametrize("number", range(1, 6))
def test_real_noise_has_no_transcript(
    ears: Ears, speech_folder: Path, number: int, vocabulary: Sequence[str]
) -> None:
    noise = read_sound(speech_folder / f"noise{number}.wav", SPEECH_RATE).samples
    transcript = ears(noise, vocabulary)
    assert not transcript.text
    assert not transcript.speech_detected


@pytest.mark.parametrize("vocabulary", [(), VOCABULARY], ids=["plain", "vocabulary"])
def test_a_human_voice_is_transcribed(
    ears: Ears, speech_folder: Path, vocabulary: Sequence[str]
) -> None:
    transcript = ears(read_sound(speech_folder / "jfk.wav", SPEECH_RATE).samples, vocabulary)
    assert word_error_rate(KENNEDY, transcript.text) < 0.1
    check_times(transcript)


@pytest.mark.parametrize("vocabulary", [(), VOCABULARY], ids=["plain", "vocabulary"])
def test_the_silence_after_a_sentence_adds_nothing(
    ears: Ears, speech_folder: Path, vocabulary: Sequence[str]
) -> None:
    sentence = read_sound(speech_folder / "jfk.wav", SPEECH_RATE).samples
    silence = np.random.default_rng(0).normal(0, 3e-4, 30 * SPEECH_RATE).astype(np.float32)
    transcript = ears(np.concatenate([sentence, silence]), vocabulary)
    assert word_error_rate(KENNEDY, transcript.text) < 0.1
