import re

from mock_interviewer.app.demo.candidate import short_answers
from mock_interviewer.questions.bank_loader import load_bank


def test_the_candidate_knows_twelve_short_answers_from_many_sections() -> None:
    sections = {question.id: question.section for question in load_bank("llm").questions}
    answered = [sections[key] for key in short_answers()]
    assert len(answered) == 12
    assert len(set(answered)) >= 10


def test_each_answer_is_short_and_easy_to_say() -> None:
    for key, answer in short_answers().items():
        assert 35 <= len(answer.split()) <= 55, key
        assert re.fullmatch(r"[A-Za-z ,.;'-]+", answer.strip()), key
        assert not re.search(r"\b[A-Z]{2,}", answer), key
