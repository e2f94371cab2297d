"""A recording on its way to a transcript, with a stand-in for the model."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.heard import LOOPED, Found, Heard
from mock_interviewer.audio.recognition.messages import Pcm
from mock_interviewer.audio.recognition.segmenter import ENOUGH, LONG_PAUSE, SHORT_PAUSE
from mock_interviewer.audio.recognition.silence import PAD, TAIL
from mock_interviewer.audio.recognition.transcriber import Transcriber
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word, raw_text
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.types import SPEECH_RATE


def loudness(_: Any, inputs: dict[str, Any]) -> list[Any]:
    """Hear speech in whatever is loud, as a detector's session would."""
    loud = np.abs(inputs["input"][:, 64:]).max(axis=1) > 0.1
    return [np.where(loud, 0.9, 0.05).astype(np.float32).reshape(-1, 1), inputs["h"], inputs["c"]]


EXPECTED = (
    Expected("RAG"),
    Expected("LoRA", ("low r a",)),
    Expected("KV cache", ("k v cash",), hinted=False),
)


class Model:
    """Hears the second at which a piece starts, or what it is told to. Remembers what it got."""

    name = "stand-in"

    def __init__(self, *texts: str, looped: bool = False) -> None:
        self.heard: list[Heard] = []
        self.hints: list[str] = []
        self._texts = list(texts)
        self._looped = looped

    def refuse(self, language: str) -> None:
        if language == "de":
            raise ModelError("No German.")

    def detector(self) -> StreamingDetector:
        return StreamingDetector(loudness)

    def hint(self, vocabulary: Sequence[str]) -> str:
        return ", ".join(vocabulary)

    def hear(self, heard: Heard, hint: str) -> Found:
        self.heard.append(heard)
        self.hints.append(hint)
        start = heard.piece.stretches[0].start / SPEECH_RATE
        end = heard.piece.stretches[-1].end / SPEECH_RATE
        text = self._texts.pop(0) if self._texts else f"{start:.0f}"
        edges = np.linspace(start, end, len(text.split()) + 1).tolist()
        words = tuple(Word(part, *edges[at : at + 2], 0.9) for at, part in enumerate(text.split()))
        return Found((Segment(text, start, end, words),), self._looped)


def sound(*parts: tuple[float, bool]) -> Pcm:
    """Return sound from (seconds, whether somebody speaks)."""
    speech = np.random.default_rng(0)
    return np.concatenate(
        [
            speech.choice([-9000, 9000], round(seconds * SPEECH_RATE)).astype(np.int16)
            if loud
            else np.full(round(seconds * SPEECH_RATE), 7, dtype=np.int16)
            for seconds, loud in parts
        ]
    )


def heard_live(
    pcm: Pcm, model: Model, block: int = 1600, language: str = "en", **options: Any
) -> Transcript:
    """Feed sound block by block, work as soon as there is work, and finish."""
    transcriber = Transcriber(model, EXPECTED, language, **options)
    for start in range(0, len(pcm), block):
        transcriber.feed(pcm[start : start + block])
        while transcriber.has_work:
            transcriber.work()
    transcriber.finish()
    while not transcriber.done:
        transcriber.work()
    return transcriber.transcript()


TWO = (ENOUGH + 1, True), (2.0, False), (3.0, True), (2.0, False)


def test_words_of_all_pieces_stand_in_order() -> None:
    transcript = heard_live(sound((1.0, False), *TWO), Model())
    second = 1.0 + (ENOUGH + 1) + 2.0 - PAD
    assert transcript.text == f"1 {second:.0f}"
    assert transcript.duration == pytest.approx(1 + ENOUGH + 1 + 7)
    assert (transcript.model, transcript.flags) == ("stand-in", ())


def test_a_piece_is_heard_while_the_next_one_is_still_spoken() -> None:
    model = Model()
    transcriber = Transcriber(model, (), "en")
    transcriber.feed(sound((ENOUGH + 1, True), (SHORT_PAUSE + 0.1, False), (0.5, True)))
    assert transcriber.has_work
    transcriber.work()
    assert len(model.heard) == 1
    assert not transcriber.has_work


def test_what_was_heard_ahead_is_not_heard_again() -> None:
    model = Model()
    transcriber = Transcriber(model, (), "en")
    transcriber.feed(sound((3.0, True), (TAIL + 0.1, False)))
    assert transcriber.has_work
    transcriber.work()
    assert not transcriber.has_work
    transcriber.feed(sound((0.2, False)))
    transcriber.finish()
    transcriber.work()
    assert transcriber.done
    assert len(model.heard) == 1
    assert transcriber.transcript().text == "0"


def test_what_was_heard_ahead_does_not_count_when_more_is_said() -> None:
    model = Model()
    text = heard_live(sound((3.0, True), (TAIL + 0.1, False), (2.0, True), (0.2, False)), model)
    assert text.text == "0"
    assert len(model.heard) == 2
    assert text.words[0].end > 5


def test_nobody_hears_ahead_in_a_file() -> None:
    model = Model()
    heard_live(sound((3.0, True), (TAIL + 0.1, False), (2.0, True)), model, live=False)
    assert len(model.heard) == 1


def test_the_model_gets_the_sound_of_the_piece_and_the_vocabulary() -> None:
    model = Model()
    pcm = sound((1.0, False), *TWO)
    heard_live(pcm, model)
    assert set(model.hints) == {"RAG, LoRA"}
    for heard in model.heard:
        (stretch,) = heard.piece.stretches
        assert np.array_equal(
            heard.samples, pcm[stretch.start : stretch.end].astype(np.float32) / 32768
        )
        assert (
            heard.voice(stretch.start / SPEECH_RATE + 0.5, stretch.speech_end / SPEECH_RATE) > 0.8
        )


def test_terms_that_were_meant_are_spelled_and_what_was_heard_is_kept() -> None:
    transcript = heard_live(sound(*TWO), Model("We use low r a here.", "And a k v cash."))
    assert transcript.text == "We use LoRA here. And a KV cache."
    assert [segment.text for segment in transcript.segments] == [
        "We use LoRA here.",
        "And a KV cache.",
    ]
    assert raw_text(transcript.words) == "We use low r a here. And a k v cash."


def test_only_english_is_spelled() -> None:
    model = Model("We use low r a here.", "It is.")
    assert heard_live(sound(*TWO), model, language="fr").text == "We use low r a here. It is."


def test_a_term_that_is_only_spelled_is_kept_from_the_model() -> None:
    model = Model("A k v cash.", "It is.")
    assert heard_live(sound(*TWO), model).text == "A KV cache. It is."
    assert set(model.hints) == {"RAG, LoRA"}


def test_silence_is_never_shown_to_the_model() -> None:
    model = Model()
    transcript = heard_live(sound((60.0, False)), model)
    assert (model.heard, transcript.speech_detected, transcript.text) == ([], False, "")


def test_a_loop_is_flagged() -> None:
    assert heard_live(sound(*TWO), Model(looped=True)).flags == (LOOPED,)


def test_a_language_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(ModelError):
        Transcriber(Model(), (), "de")


def test_sound_that_was_heard_is_let_go() -> None:
    transcriber = Transcriber(Model(), (), "en")
    for _ in range(60):
        transcriber.feed(sound((8.0, True), (LONG_PAUSE + 0.2, False)))
        while transcriber.has_work:
            transcriber.work()
    assert len(transcriber._sound) < 20 * SPEECH_RATE
    assert len(transcriber._chances) < 1000


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(st.floats(0.1, 8), st.booleans()), min_size=1, max_size=8),
    st.integers(400, 40_000),
)
def test_the_transcript_depends_on_the_sound_alone(
    parts: list[tuple[float, bool]], block: int
) -> None:
    pcm = sound(*parts)
    live, whole = heard_live(pcm, Model(), block), heard_live(pcm, Model(), len(pcm), live=False)
    assert live.segments == whole.segments
    ends = [edge for word in live.words for edge in (word.start, word.end)]
    assert ends == sorted(ends)
    assert all(0 <= edge <= live.duration + 1e-3 for edge in ends)
