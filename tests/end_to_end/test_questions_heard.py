"""A few questions, said by both voices and written down, for real; all of them: make bench-bank."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.bank.ear import ASKED, Ear, Mouth, neural_voice, system_voice
from benchmarks.bank.report import WORST_WER
from rig.wer import word_error_rate

from mock_interviewer.app.planning.bank_questions import question_terms
from mock_interviewer.questions.bank_loader import shipped_banks

ASKED_HERE = {"perplexity", "role-of-attention", "tell-me-about-yourself"}


@pytest.mark.model
@pytest.mark.parametrize("voice", [system_voice, neural_voice])
def test_questions_that_are_spoken_can_be_written_down(
    voice: Callable[[], Mouth], tmp_path: Path
) -> None:
    questions = [q for bank in shipped_banks() for q in bank.questions if q.id in ASKED_HERE]
    assert len(questions) == len(ASKED_HERE)
    with closing(voice()) as mouth, closing(Ear(tmp_path, "base")) as ear:
        heard = {
            question: ear.hear(
                mouth.say(question.spoken or question.text, ASKED), question_terms(question)
            )
            for question in questions
        }
    wrong = {
        question.id: text
        for question, text in heard.items()
        if word_error_rate(question.text, text) > WORST_WER
    }
    assert wrong == {}
