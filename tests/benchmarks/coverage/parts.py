"""The parts of the benchmark of coverage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.coverage.asking_back import AskedBack, asked_back
from benchmarks.coverage.judged import (
    Judged,
    agreement,
    asked,
    confusion,
    denied_and_counted,
    judge,
    mean_share,
    questions,
)
from benchmarks.coverage.labelled import Kind, LabelledAnswer, labelled
from benchmarks.coverage.training_answers import training_answers
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.corpus import spoken
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental

from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer, CoverageVerdict
from mock_interviewer.questions.bank_loader import bank_ids, load_bank
from mock_interviewer.questions.model import Question

LEAST_F1 = 0.85
LEAST_PRECISION = 0.85
MOST_EMPTY = 0.15
MOST_DENIED = 10.0
LEAST_OWN = 90.0
MOST_UNRELATED = 5.0
MOST_SPOKEN_COST = 3.0
UNRELATED = 10


@dataclass
class Run:
    """One run of the benchmark: its answers and its scorer."""

    half: str
    bench: Bench
    scorer: CoverageScorer

    @property
    def answers(self) -> list[LabelledAnswer]:
        """The labelled answers of the half, or the first few."""
        return labelled(self.half)[: self.bench.few]


def agreement_with_labels(run: Run) -> Outcome:
    """Score the labeled answers as written."""
    judged = judge(run.scorer, run.answers)
    bare = agreement(judge(run.scorer, run.answers, said=False))
    answers = f"{len(judged)} points, {len(run.answers)} answers"
    counted, denied = denied_and_counted(judged)
    figures = [
        *_agreement("", judged, answers, held=True),
        Figure('F1 of "made" without the bank\'s examples', bare.f1),
        *(
            Figure(f"share of the weight of {kind.value} answers", mean_share(judged, kind))
            if kind not in _EMPTY
            else Figure(
                f"share of the weight of {kind.value} answers",
                mean_share(judged, kind),
                at_most=MOST_EMPTY,
            )
            for kind in Kind
        ),
        Figure(
            "denied points counted as made",
            100 * counted / denied,
            "%",
            f"{counted} of {denied}",
            at_most=MOST_DENIED,
        ),
        *_asking_back(run, judged),
    ]
    return Outcome(
        f"Agreement with labels, {run.half}",
        tuple(figures),
        ("Labels down, verdicts across:", *_table(judged)),
        tuple(_row(one) for one in judged),
    )


@dataclass(frozen=True)
class _Ticked:
    """Whether a model answer, related or unrelated, makes a key point."""

    bank: str
    own: bool
    trained: bool
    made: bool


def bank(run: Run) -> Outcome:
    """Score every model answer against its own question and ten of other sections."""
    points = [*_of_the_banks(run)]
    own = [point for point in points if point.own]
    unrelated = [point for point in points if not point.own]
    owns = "key points that a question's own model answer ticks"
    others = f"key points that model answers of {UNRELATED} unrelated questions tick"
    unseen = [point for point in own if not point.trained]
    figures = [
        _ticked(owns, own, at_least=LEAST_OWN),
        _ticked("those of questions that were not trained on", unseen),
        _ticked(others, unrelated, at_most=MOST_UNRELATED),
    ]
    for name in bank_ids():
        figures += [
            _ticked(f"{name}: {owns}", [point for point in own if point.bank == name]),
            _ticked(f"{name}: {others}", [point for point in unrelated if point.bank == name]),
        ]
    return Outcome(
        "The bank's own model answers",
        tuple(figures),
        ("No model answer was trained on. Unrelated: questions of other sections.",),
    )


def spoken_answers(run: Run) -> Outcome:
    """Score the answers as spoken by voices and transcribed with vocabulary."""
    heard = dict(_heard(run))
    written = judge(run.scorer, run.answers)
    judged = judge(run.scorer, run.answers, text=lambda answer: heard[answer.text])
    cost = 100 * (agreement(written).f1 - agreement(judged).f1)
    return Outcome(
        f"Spoken answers, {run.half}, {run.bench.model}",
        (
            *_agreement("spoken: ", judged, f"{len(judged)} points", held=False),
            Figure('cost in F1 of "made"', cost, "points", at_most=MOST_SPOKEN_COST),
        ),
        ("Two synthetic voices at six rates in a room; with the question's vocabulary.",),
        tuple({"text": text, "heard": said} for text, said in heard.items()),
    )


_EMPTY = {Kind.PARROTED, Kind.SOUP, Kind.OFF_TOPIC}


def _agreement(name: str, judged: Sequence[Judged], over: str, *, held: bool) -> Iterator[Figure]:
    found = agreement(judged)
    limit = LEAST_F1 if held else None
    yield Figure(f'{name}F1 of "made"', found.f1, "", over, at_least=limit)
    limit = LEAST_PRECISION if held else None
    yield Figure(f'{name}precision of "made"', found.precision, at_least=limit)
    yield Figure(f'{name}recall of "made"', found.recall)


def _table(judged: Sequence[Judged]) -> Iterator[str]:
    for label, verdicts in confusion(judged).items():
        found = ", ".join(f"{verdict.value} {count}" for verdict, count in verdicts.items())
        yield f"labelled {label.value}: {found}"


def _row(one: Judged) -> dict[str, object]:
    return {
        "question": one.question,
        "answer": one.answer,
        "kind": one.kind.value,
        "point": one.point,
        "label": one.label.value,
        "covered": one.covered.value,
        "score": round(one.score, 4),
    }


def _of_the_banks(run: Run) -> Iterator[_Ticked]:
    trained = {answer.question for answer in training_answers()}
    for name in bank_ids():
        whole = load_bank(name).questions[: run.bench.few]
        for question in whole:
            for answering in (question, *_unrelated(question, whole)):
                found = run.scorer.cover(asked(question), answering.model_answer or "")
                for point in found.points:
                    made = point.covered is CoverageVerdict.MADE
                    yield _Ticked(name, answering is question, question.id in trained, made)


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


def _heard(run: Run) -> Iterator[tuple[str, str]]:
    for number, answer in enumerate(run.answers):
        said = spoken(
            run.bench.voices, number, answer.question, answer.text, answer.question, "answer"
        )
        question = questions(answer.bank)[answer.question]
        found = incremental(run.bench.engine, said.samples, question, bank=answer.bank)
        yield answer.text, " ".join(found.text.split())
        progress(f"heard {number + 1} of {len(run.answers)}")


def _asking_back(run: Run, judged: Sequence[Judged]) -> tuple[Figure, ...]:
    """Return how well follow-ups match the missing points."""
    answers, counts = run.answers, AskedBack()
    for number, points in groupby(judged, key=lambda one: one.answer):
        answer = answers[number]
        counts += asked_back(questions(answer.bank)[answer.question], points)
    return (
        Figure(
            "follow-ups about a point that was made",
            100 * counts.needless / max(1, counts.follow_ups),
            "%",
            f"{counts.needless} of {counts.follow_ups}",
        ),
        Figure(
            "answers to ask back about, and nothing asked",
            100 * counts.silent / max(1, counts.lacking),
            "%",
            f"{counts.silent} of {counts.lacking}",
        ),
    )
