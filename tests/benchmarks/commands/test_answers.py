import numpy as np
from benchmarks.commands.answers import Heard, parts
from benchmarks.commands.stretches import SpokenStretch

from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand

ANSWER = "Attention weighs tokens, all of them. It is quadratic, which costs; so we cut, and cache."


def test_the_parts_of_an_answer_are_complete() -> None:
    for seed in range(20):
        found = list(parts(ANSWER, np.random.default_rng(seed)))
        assert " ".join(found) == ANSWER
        assert len(found) >= 3


def test_a_command_in_a_segment_is_counted_with_its_words() -> None:
    said = (
        SpokenStretch("Attention weighs tokens.", 0.0, 2.0),
        SpokenStretch("Scratch that.", 4.0, 5.0),
    )
    heard = Heard("a-question", "neural", 3.0, said)
    assert [(text, one.command) for text, one in heard.commands] == [
        ("Scratch that.", SpokenCommand.SCRATCH)
    ]


def test_commands_ignored_within_answers_are_counted_separately() -> None:
    heard = Heard("a-question", "neural", 1.0, (SpokenStretch("Next question.", 0.0, 1.0),))
    assert heard.commands == ()
    assert [text for text, _ in heard.commands_outside] == ["Next question."]
