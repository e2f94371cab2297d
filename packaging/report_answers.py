"""The questions and answers in the screenshots of the report, with their key points."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict

QUESTION = "What is the purpose of using a pre-training and fine-tuning approach for LLMs?"
EXPERIENCE = "Tell me about a time when you made something more reliable."
TECHNICAL = (
    "So the idea is that you separate learning the language from learning the task. In "
    "pre-training the model reads a huge amount of raw text and learns to predict the next token, "
    "which needs no labels at all. What comes out is a general representation of grammar, facts "
    "and some reasoning. Then in fine-tuning you take those weights and adapt them with a much "
    "smaller labeled set, so you need far fewer examples. It also means that one expensive base "
    "model can serve many tasks."
)
_SITUATION = (
    "At my last company we had a nightly export that took forty minutes and failed twice a week."
)
_TASK = "I was asked to make it reliable before the end of the quarter."
_ACTION = "I measured every step, found that one query read the same table nine times"
RESULT = "After that it ran in twelve minutes"
TOLD = (
    f"{_SITUATION} {_TASK} {_ACTION}, and I rewrote it with my colleague. {RESULT} and has not "
    "failed since."
)


@dataclass(frozen=True)
class Said:
    """A sample key point: the words that make it, or "", and an example sentence."""

    point: str
    covered: CoverageVerdict
    words: str = ""
    say: str = ""
    essential: bool = False
    weight: float = 1.0


POINTS = (
    Said(
        "Pre-training learns general representations from raw text, without labels.",
        CoverageVerdict.MADE,
        "In pre-training the model reads a huge amount of raw text and learns to predict the next "
        "token, which needs no labels at all.",
        essential=True,
        weight=3,
    ),
    Said(
        "Fine-tuning adapts those weights to a task with far fewer labeled examples.",
        CoverageVerdict.MADE,
        "Then in fine-tuning you take those weights and adapt them with a much smaller labeled "
        "set, so you need far fewer examples.",
        essential=True,
        weight=3,
    ),
    Said(
        "One base model is paid for once and serves many tasks.",
        CoverageVerdict.MADE,
        "It also means that one expensive base model can serve many tasks.",
        weight=2,
    ),
    Said(
        "What was learned transfers: grammar, facts and reasoning carry over to the task.",
        CoverageVerdict.UNSURE,
        "What comes out is a general representation of grammar, facts and some reasoning.",
        say="The grammar and facts that it learned carry over, so the new task starts far ahead.",
        weight=2,
    ),
    Said(
        "Fine-tuning can make a model forget what it knew.",
        CoverageVerdict.NOT,
        say="If you tune too hard it forgets what it knew before, so keep the learning rate low.",
        essential=True,
        weight=2,
    ),
    Said(
        "A held-out set from the new domain shows whether the tuning worked.",
        CoverageVerdict.NOT,
        say="I would keep some examples of the new domain aside and measure on those.",
    ),
)
STORY = (
    Said("Says where it was and what was at stake.", CoverageVerdict.MADE, _SITUATION),
    Said("Says what was theirs to reach.", CoverageVerdict.MADE, _TASK),
    Said(
        "Names what they did themselves, step by step.",
        CoverageVerdict.MADE,
        _ACTION,
        essential=True,
        weight=2,
    ),
    Said(
        "Says what they learned from it.",
        CoverageVerdict.NOT,
        say="Since then I measure first, before I change anything.",
    ),
)
