"""The parts of the benchmark of coverage that judge more than the blind answers as written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coverage.blind_set import BlindAnswer, Share, blind_answers, share_of
from benchmarks.coverage.judged import agreement, judge, questions
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.corpus import spoken
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental

from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer, CoverageVerdict
from mock_interviewer.app.planning.bank_questions import asked_question
from mock_interviewer.questions.bank_loader import bank_ids, load_bank
from mock_interviewer.questions.model import Question

LEAST_OWN = 90.0
MOST_UNRELATED = 5.0
MOST_REPEATED = 5.0
MOST_SPOKEN_COST = 3.0
UNRELATED = 10
_SPOKEN = 40
"""Answers that are spoken: enough for a difference of three points, and an hour of recognition."""


@dataclass
class Run:
    """One run of the benchmark: its share of the blind answers, and its scorer."""

    share: Share
    bench: Bench
    scorer: CoverageScorer
    grades: Path | None = None

    @property
    def answers(self) -> list[BlindAnswer]:
        """The blind answers of the share, or the first few."""
        return blind_answers(self.share)[: self.bench.few]


@dataclass(frozen=True)
class _Ticked:
    """Whether a model answer, related or unrelated, makes a key point."""

    own: bool
    trained: bool
    made: bool


def bank(run: Run) -> Outcome:
    """Score every model answer against its own question and ten of other sections."""
    points = [*_of_the_banks(run)]
    own = [point for point in points if point.own]
    owns = "key points that a question's own model answer makes"
    return Outcome(
        "The bank's own model answers",
        (
            _ticked(owns, own, at_least=LEAST_OWN),
            _ticked(
                "those of questions that were not trained on",
                [point for point in own if not point.trained],
            ),
            _ticked(
                f"key points that model answers of {UNRELATED} unrelated questions make",
                [point for point in points if not point.own],
                at_most=MOST_UNRELATED,
            ),
            _repeated(run),
        ),
        ("No model answer was trained on. Unrelated: questions of other sections.",),
    )


def spoken_answers(run: Run) -> Outcome:
    """Score answers to our questions as spoken by voices and transcribed with vocabulary."""
    main = [each for each in run.answers if each.ours and not each.follow_up]
    # Answers that a recognizer is supposed to have misheard would be misheard twice.
    heard_well = [each for each in main if each.transcript != "misheard"]
    answers = heard_well[:: max(1, len(heard_well) // _SPOKEN)]
    heard = dict(_heard(run, answers))
    written = agreement(judge(run.scorer, answers))
    judged = judge(run.scorer, answers, lambda answer: heard[answer.id])
    found = agreement(judged)
    over = f"{len(judged)} points, {len(answers)} answers"
    return Outcome(
        f"Spoken answers, {run.share.value}, {run.bench.model}",
        (
            Figure('typed: F1 of "made"', written.f1, "", over),
            Figure('spoken: F1 of "made"', found.f1),
            Figure('spoken: precision of "made"', found.precision),
            Figure("cost in F1", 100 * (written.f1 - found.f1), "points", at_most=MOST_SPOKEN_COST),
        ),
        ("Two synthetic voices at six rates in a room; with the question's vocabulary.",),
        tuple({"answer": ident, "heard": said} for ident, said in heard.items()),
    )


def _of_the_banks(run: Run) -> Iterator[_Ticked]:
    for name in bank_ids():
        whole = load_bank(name).questions[: run.bench.few]
        for question in whole:
            trained = share_of(name, question.id) is Share.TRAINING
            for answering in (question, *_unrelated(question, whole)):
                found = run.scorer.cover(asked_question(question), answering.model_answer or "")
                for point in found.points:
                    made = point.covered is CoverageVerdict.MADE
                    yield _Ticked(answering is question, trained, made)


def _repeated(run: Run) -> Figure:
    """Return how many points the question itself makes when it is said back."""
    verdicts = [
        point.covered
        for name in bank_ids()
        for question in load_bank(name).questions[: run.bench.few]
        for point in run.scorer.cover(asked_question(question), question.text).points
    ]
    made = 100 * verdicts.count(CoverageVerdict.MADE) / max(1, len(verdicts))
    name = "key points that the question itself makes, said back"
    return Figure(name, made, "%", f"{len(verdicts)} points", at_most=MOST_REPEATED)


def _ticked(
    name: str,
    points: Sequence[_Ticked],
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    share = 100 * sum(point.made for point in points) / max(1, len(points))
    return Figure(name, share, "%", f"{len(points)} points", at_most, at_least)


def _unrelated(question: Question, whole: Sequence[Question]) -> list[Question]:
    """Return ten questions of other sections, spread over the bank, the same each time."""
    others = [other for other in whole if other.section != question.section]
    start = sum(map(ord, question.id))
    step = max(1, len(others) // UNRELATED)
    return [others[(start + step * at) % len(others)] for at in range(min(UNRELATED, len(others)))]


def _heard(run: Run, answers: Sequence[BlindAnswer]) -> Iterator[tuple[str, str]]:
    for number, answer in enumerate(answers):
        said = spoken(
            run.bench.voices, number, answer.question, answer.text, answer.question, "answer"
        )
        question = questions(answer.field)[answer.question]
        found = incremental(run.bench.engine, said.samples, question, bank=answer.field)
        yield answer.id, " ".join(found.text.split())
        progress(f"heard {number + 1} of {len(answers)}")
