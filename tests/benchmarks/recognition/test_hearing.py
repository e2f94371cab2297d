import numpy as np
import pytest
from benchmarks.recognition.corpus import Spoken
from benchmarks.recognition.hearing import Transcription, errors
from benchmarks.recognition.vocabulary import Answer, Try

from mock_interviewer.audio.recognition.transcript import TranscriptWord
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question


@pytest.fixture(scope="module")
def question() -> Question:
    """Return a question whose terms are BLEU, recall, n-gram and others."""
    questions = {question.id: question for question in load_bank("llm").questions}
    return questions["bleu-rouge-and-meteor"]


def _said(text: str) -> Spoken:
    return Spoken("it", np.zeros(0, dtype=np.float32), text, None, "ordinary")


def _heard(text: str) -> Transcription:
    words = tuple(TranscriptWord(word, 0.0, 0.0, 1.0) for word in text.split())
    return Transcription(words, 0.0, 0.0)


def test_substitutions_deletions_and_insertions_are_errors() -> None:
    assert errors("We saw the red fox", "saw a red fox, yes") == 3
    assert errors("We saw the red fox.", "") == 5


def test_an_unspoken_term_counts_as_inserted_by_the_vocabulary(question: Question) -> None:
    tried = Try(_said("a blue hat"), question, _heard("a blue hat"), _heard("a BLEU hat"))
    assert tried.inserted == tried.unsaid == ("BLEU",)
    assert tried.harm == 1


def test_a_term_misheard_without_vocabulary_does_not_count_as_inserted(question: Question) -> None:
    heard = _heard("a precision hat")
    tried = Try(_said("a pretty hat"), question, heard, heard)
    assert tried.unsaid == ("precision",)
    assert tried.inserted == ()
    assert tried.harm == 0


def test_a_spoken_term_does_not_count_as_inserted(question: Question) -> None:
    tried = Try(_said("high recall"), question, _heard("high record"), _heard("high recall"))
    assert tried.inserted == ()
    assert tried.harm == -1


def test_an_answer_counts_its_errors_with_and_without_hyphens(question: Question) -> None:
    said = _said("BLEU counts n-grams")
    answer = Answer(said, question, _heard("blue counts engrams"), _heard("BLEU counts ngrams"))
    assert (answer.errors(answer.plain), answer.errors(answer.helped)) == (3, 2)
    assert answer.errors_joined(answer.helped) == 0
    assert answer.terms(answer.helped).right == answer.terms(answer.helped).said == 2
    assert answer.terms(answer.plain).lost == ("BLEU", "n-gram")
