"""What the pictures of the library show: sessions as a person would have them after some weeks.

``library_page``, ``take_page`` and ``settings_page`` return pages ready to be shown and grabbed;
each needs a QApplication, and a turn of its event loop for the data to arrive.
"""

import random
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from mock_interviewer.app.settings.declarations import MICROPHONE, SPEAKER, VOICE, VOICE_RATE
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.store.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.ui.library_source import ListedTake, LoadedSound
from mock_interviewer.app.ui.pages.library import LibraryPage
from mock_interviewer.app.ui.pages.settings import SettingsPage
from mock_interviewer.app.ui.pages.take import TakePage
from mock_interviewer.app.ui.peaks import peaks
from mock_interviewer.audio.device import DeviceName
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word
from mock_interviewer.audio.types import SPEECH_RATE, Sound

T = TypeVar("T")

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
"""The moment of every picture."""

_WORDS_A_SECOND = 2.3
_DOUBTS = 0.05
_IN_A_SENTENCE = 12.3


class Answer(NamedTuple):
    """A question and what someone said to it."""

    section: str
    question: str
    answer: str


ANSWERS = (
    Answer(
        section="Training and Fine-tuning",
        question=("What is the purpose of using a pre-training and fine-tuning approach for LLMs?"),
        answer=(
            "So the idea is that you separate learning the language from learning the task. In "
            "pre-training the model reads a huge amount of raw text and learns to predict the "
            "next token, which needs no labels at all. What comes out is a general "
            "representation of grammar, facts and some reasoning. Then in fine-tuning you take "
            "those weights and adapt them with a much smaller labelled set, so you need far "
            "fewer examples and far less compute than training from scratch. It also means that "
            "one expensive base model can serve many tasks. The risk is catastrophic "
            "forgetting, where the model loses what it knew, and that is why people use a small "
            "learning rate or train only adapters like LoRA."
        ),
    ),
    Answer(
        section="Evaluation Metrics",
        question="What is perplexity, and what does a lower value mean?",
        answer=(
            "Perplexity is the exponentiated average negative log-likelihood of a held-out "
            "sequence. You can read it as the number of tokens the model is choosing between at "
            "each step, so lower means it is less surprised by the text. It only compares "
            "fairly between models that share a tokenizer, and it says nothing about whether an "
            "answer is true or useful."
        ),
    ),
    Answer(
        section="Attention Mechanisms",
        question="How does self-attention differ from cross-attention?",
        answer=(
            "In self-attention the queries, keys and values all come from the same sequence, so "
            "every token looks at every other token of that sequence. In cross-attention the "
            "queries come from the decoder and the keys and values from the encoder."
        ),
    ),
    Answer(
        section="Deployment and Inference",
        question=(
            "Explain how quantization reduces the memory footprint of a large language model, "
            "which trade-offs between accuracy, latency and hardware support you would weigh "
            "before you put an int8 or int4 model into production, and how you would check the "
            "result."
        ),
        answer=(
            "Quantization stores the weights with fewer bits, for example eight instead of "
            "sixteen, so the model takes half the memory and less bandwidth."
        ),
    ),
    Answer(
        section="Training and Fine-tuning",
        question="What is knowledge distillation?",
        answer=(
            "A small student model is trained to match the output distribution of a large teacher."
        ),
    ),
    Answer(
        section="Ethics and Safety",
        question="How would you find and reduce bias in a language model?",
        answer=(
            "I would start from who could be harmed and measure there, with counterfactual pairs."
        ),
    ),
)


def transcript_of(text: str, model: str = "base", seed: int = 7) -> Transcript:
    """Return ``text`` as a model would have heard it, with times and some doubts."""
    chance = random.Random(seed)  # noqa: S311 (pictures, not secrets)
    at = 0.4
    segments = []
    for sentence in text.replace(". ", ".\n").split("\n"):
        words = []
        for word in sentence.split():
            length = (0.12 + 0.055 * len(word)) * (2.6 / _WORDS_A_SECOND)
            sure = 0.42 if chance.random() < _DOUBTS else 0.9
            words.append(Word(f" {word}", at, at + length, sure))
            at += length + 0.05
        segments.append(Segment(sentence, words[0].start, words[-1].end, tuple(words)))
        at += chance.choice((0.5, 0.7, 0.9, 2.4))
    return Transcript(tuple(segments), at, model)


def sound_of(transcript: Transcript) -> Sound:
    """Return noise that rises and falls as the words do."""
    noise = np.random.default_rng(5)
    samples = noise.normal(0.0, 0.002, int(transcript.duration * SPEECH_RATE))
    for word in transcript.words:
        first, last = int(word.start * SPEECH_RATE), int(word.end * SPEECH_RATE)
        shape = np.hanning(last - first) * noise.uniform(0.15, 0.5)
        samples[first:last] += shape * noise.normal(0.0, 0.5, last - first)
    return Sound(np.clip(samples, -1, 1).astype(np.float32), SPEECH_RATE)


def sample_take(session: str, number: int, started: datetime, *, attempt: int = 1) -> ListedTake:
    """Return the take that answers sample question ``number``."""
    section, question, answer = ANSWERS[number % len(ANSWERS)]
    transcript = transcript_of(answer, seed=number)
    take = TakeRecord(
        id=f"{session}-{number + 1:02}",
        session=session,
        bank="llm",
        question=f"q-{number}",
        text=question,
        section=section,
        position=number + 1,
        attempt=attempt,
        status=TakeStatus.SAVED,
        started_at=started + timedelta(minutes=2 * number),
        duration=transcript.duration,
        recording=Path("recording.wav"),
        flags=(),
        transcript=transcript,
    )
    return ListedTake(take, has_sound=True)


def sample_takes(session: str, started: datetime, count: int) -> tuple[ListedTake, ...]:
    """Return a session's takes, among them one of each unusual kind."""
    takes = [sample_take(session, number, started) for number in range(count)]
    changes: dict[int, dict[str, object]] = {
        2: {"flags": ("recovered",)},
        3: {"transcript": None},
        4: {"status": TakeStatus.SKIPPED, "transcript": None, "duration": 0.0},
    }
    for number, change in changes.items():
        if number < count:
            listed = takes[number]
            takes[number] = replace(
                listed,
                take=replace(listed.take, **change),
                has_sound=change.get("status") is not TakeStatus.SKIPPED,
            )
    if count > len(changes) + 2:
        takes[5] = replace(takes[5], has_sound=False)
    return tuple(takes)


class SampleLibrary:
    """A library that is all there from the start; nothing is read from a disk."""

    def __init__(self, sessions: int = 12) -> None:
        self.records = []
        self._takes: dict[str, tuple[ListedTake, ...]] = {}
        for number in range(sessions):
            started = EVENING - timedelta(minutes=95 + 1507 * number + 413 * (number % 3))
            ident = f"session-{number:04}"
            takes = sample_takes(ident, started, 6 - number % 4)
            saved = [each.take for each in takes if each.take.status is TakeStatus.SAVED]
            self._takes[ident] = takes
            self.records.append(
                SessionRecord(
                    id=ident,
                    mode="exam" if number % 5 == 2 else "practice",  # noqa: PLR2004
                    started_at=started,
                    ended_at=started + timedelta(minutes=15),
                    planned=8 if number % 2 else 6,
                    takes=len(saved),
                    duration=sum(take.duration for take in saved),
                )
            )

    def sessions(self) -> Future[tuple[SessionRecord, ...]]:
        """Return all sessions, newest first."""
        return _now(tuple(self.records))

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Return the takes of a session."""
        return _now(self._takes[session])

    def set_takes(self, session: str, takes: tuple[ListedTake, ...]) -> None:
        """Replace a session's takes."""
        self._takes[session] = takes

    def delete(self, session: str) -> Future[None]:
        """Forget a session."""
        self.records = [record for record in self.records if record.id != session]
        return _now(None)

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Return a sound that fits the take."""
        sound = sound_of(take.transcript or transcript_of(ANSWERS[0][2]))
        return _now(LoadedSound(sound, peaks(sound.samples)))


class StillPlayer:
    """A player that stands wherever it was sent; for pictures of a page that plays."""

    def __init__(self, at: float = 0.0) -> None:
        self._at = at
        self._playing = False

    def play(self, _sound: Sound, *, start: float = 0.0, on_end: object) -> None:
        """Stand where it stood, or at ``start`` if that is somewhere."""
        del on_end
        self._at, self._playing = start or self._at, True

    def pause(self) -> None:
        """Stand still."""
        self._playing = False

    def resume(self) -> None:
        """Stand still, as if playing."""
        self._playing = True

    def stop(self) -> None:
        """Stand still."""
        self._playing = False

    def seek(self, seconds: float) -> None:
        """Stand at ``seconds``."""
        self._at = seconds

    def position(self) -> float:
        """Return where it stands."""
        return self._at

    def playing(self) -> bool:
        """Return whether it pretends to play."""
        return self._playing


def library_page() -> LibraryPage:
    """Return a library of some weeks, its newest session opened."""
    page = LibraryPage(SampleLibrary(), now=lambda: EVENING)
    page.open_session("session-0000")
    return page


def take_page() -> TakePage:
    """Return a take that plays, in the middle of a sentence."""
    page = TakePage(SampleLibrary(1), StillPlayer(_IN_A_SENTENCE), now=lambda: EVENING)
    page.open("session-0000", "session-0000-01", play=True)
    return page


def settings_page() -> SettingsPage:
    """Return settings of which some were changed."""
    microphone = DeviceName("USB Headset", "ALSA")
    joe = "neural:en_US-joe-medium"
    values = Values({MICROPHONE.key: microphone, VOICE.key: joe, VOICE_RATE.key: 180})
    return SettingsPage(
        values,
        lambda _snapshot: _now(None),
        Path("/home/you/.local/share/mock-interviewer"),
        looks={
            MICROPHONE.key: lambda: _now([(microphone, microphone.name)]),
            SPEAKER.key: lambda: _now([]),
            VOICE.key: lambda: _now([(joe, "Joe (neural)")]),
        },
    )


def _now(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future
