from pathlib import Path

import numpy as np
import pytest
import yaml
from benchmarks.recognition.corpus import (
    HUMAN_KIND,
    TECHNICAL,
    Spoken,
    answers,
    human,
    in_noise,
    joined,
    ordinary,
)
from benchmarks.recognition.terms import counted
from benchmarks.recognition.vocabulary import pairs
from benchmarks.recognition.voices import Engine, Voices
from rig.sounds import tone
from rig.wer import words
from rig.wording import runs

from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question

HERE = Path(__file__).parent


class Tones(Voices):
    """Says every text as a tenth of a second of tone, and remembers who was to say it."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.said: list[tuple[str, Engine, int]] = []

    def say(self, text: str, engine: Engine, rate: int) -> Samples:
        self.said.append((text, engine, rate))
        return tone(0.1, SPEECH_RATE).samples


@pytest.fixture(scope="module")
def bank() -> dict[str, Question]:
    return {question.id: question for question in load_bank("llm").questions}


def _texts(name: str) -> list[dict[str, str]]:
    texts: list[dict[str, str]] = yaml.safe_load((HERE / name).read_text("utf-8"))
    return texts


def test_answers_cover_different_questions_of_all_sections(bank: dict[str, Question]) -> None:
    asked = [entry["question"] for entry in _texts("answers.yaml")]
    assert len(set(asked)) == len(asked) >= 24
    sections = {question.section for question in bank.values()}
    assert {bank[ident].section for ident in asked} == sections


@pytest.mark.parametrize("entry", _texts("answers.yaml"), ids=lambda entry: entry["question"])
def test_answers_have_realistic_lengths_and_many_terms(
    entry: dict[str, str], bank: dict[str, Question]
) -> None:
    assert 120 <= len(entry["text"].split()) <= 220
    assert counted(bank[entry["question"]].hotwords, entry["text"]).total() >= 25


@pytest.mark.parametrize("entry", _texts("answers.yaml"), ids=lambda entry: entry["question"])
def test_answers_are_not_copied_from_model_answers(
    entry: dict[str, str], bank: dict[str, Question]
) -> None:
    model_answer = bank[entry["question"]].model_answer or ""
    assert runs(entry["text"], 7) & runs(model_answer, 7) == set()


def test_ordinary_speech_contains_no_terms_of_the_bank(bank: dict[str, Question]) -> None:
    terms = {term for question in bank.values() for term in question.hotwords}
    passages = _texts("ordinary.yaml")
    assert len(passages) >= 12
    for passage in passages:
        assert len(words(passage["text"])) >= 100
        assert not counted(terms, passage["text"])


def test_voices_take_turns_at_several_rates() -> None:
    voices = Tones()
    list(answers(voices, 6))
    manners = list(dict.fromkeys((engine, rate) for _, engine, rate in voices.said))
    assert [engine for engine, _ in manners] == ["neural", "system"] * 3
    assert len({rate for _, rate in manners}) == 6


def test_the_spoken_text_is_the_reference() -> None:
    voices = Tones()
    (spoken,) = ordinary(voices, 1)
    assert " ".join(text for text, _, _ in voices.said) == spoken.text


def test_answers_are_joined_until_long_enough() -> None:
    voices = Tones()
    spoken = joined(voices, 60)
    assert 60 <= spoken.duration < 60 + 1.2 + 0.1 + 0.5 + 0.01
    assert " ".join(text for text, _, _ in voices.said) == spoken.text


def test_answers_repeat_if_they_are_not_long_enough() -> None:
    once = " ".join(entry["text"].strip() for entry in _texts("answers.yaml"))
    spoken = joined(Tones(), 400)
    assert spoken.text.startswith(f"{once} {once[:100]}")


def test_pauses_between_answers_are_longer_than_within() -> None:
    heard = np.abs(joined(Tones(), 200).samples) > 0.01
    # A tone itself crosses zero for a few samples at a time.
    pauses = np.diff(np.flatnonzero(heard)) / SPEECH_RATE
    pauses = pauses[pauses > 0.1]
    assert pauses.min() > 0.24
    assert 0.75 < pauses.max() < 1.21
    assert 0 < np.count_nonzero(pauses > 0.71) < len(pauses) / 10


def test_joining_is_reproducible() -> None:
    assert np.array_equal(joined(Tones(), 30).samples, joined(Tones(), 30).samples)


def test_all_speech_is_mixed_with_each_noise_at_each_ratio() -> None:
    said = Spoken("a", tone(1.0, SPEECH_RATE).samples, "so", None, HUMAN_KIND)
    noise = np.random.default_rng(0).standard_normal(SPEECH_RATE).astype(np.float32)
    noisy = list(in_noise([said], [("fan", noise), ("rain", noise)]))
    assert len({spoken.name for spoken in noisy}) == 6
    assert {spoken.kind for spoken in noisy} == {f"human, {ratio} dB" for ratio in (20, 10, 5)}
    assert {spoken.text for spoken in noisy} == {"so"}


def test_human_recordings_have_their_text(speech_folder: Path) -> None:
    found = {spoken.name: spoken for spoken in human(speech_folder)}
    assert len(found) == 7
    assert found["sonnet1.mp3"].text.startswith("1 From fairest creatures")
    assert found["sense_and_sensibility_01_austen_64kb-0880.wav"].text == (
        "he was not an ill disposed young man"
    )
    assert all(spoken.duration > 2 for spoken in found.values())


def test_wrong_vocabulary_comes_from_varying_other_sections(
    bank: dict[str, Question],
) -> None:
    silence = np.zeros(0, dtype=np.float32)
    speech = [
        Spoken("answer", silence, "", "perplexity", TECHNICAL),
        Spoken("passage", silence, "", None, "ordinary"),
    ]
    found = pairs(speech, list(bank.values()), 60)
    assert [spoken.name for spoken, _ in found] == ["answer", "passage"] * 30
    assert len({(spoken.name, question.id) for spoken, question in found}) == 60
    section = bank["perplexity"].section
    assert section not in {question.section for _, question in found[::2]}
