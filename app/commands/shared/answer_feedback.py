"""Feedback for commands: computed in their own process, and printed."""

import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator

from mock_interviewer.app.commands.shared.console import WIDTH
from mock_interviewer.app.feedback import words
from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageScorer,
    CoverageVerdict,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.audio.errors import MachineError

Analyze = Callable[[AnalysisRequest], Feedback]


def load_key_point_scorer() -> CoverageScorer:
    """Return the scorer of key points; raises MachineError if its files are missing or damaged."""
    from mock_interviewer.app.feedback.coverage.scoring import load_scorer

    return load_scorer()


def load_analyzer() -> Analyze:
    """Return a function that analyzes takes; without a scorer, feedback says why it is missing."""
    from mock_interviewer.app.feedback.worker.analysis import analyze

    scorer: CoverageScorer | MachineError
    try:
        scorer = load_key_point_scorer()
    except MachineError as error:
        scorer = error

    return lambda request: analyze(request, scorer)


_PLAIN_MARKS = {
    CoverageVerdict.MADE: "+",
    CoverageVerdict.UNSURE: "?",
    CoverageVerdict.OPPOSITE: "x",
    CoverageVerdict.NOT: "-",
}
"""For terminals and files whose encoding lacks the usual marks."""


_TIME_INDENT = 21
"""Columns before a key point: mark, verdict, and time."""


_LABEL_INDENT = 22


def print_summary(feedback: Feedback, indent: str) -> None:
    """Print a summary: key points, delivery, and advice."""
    _print_coverage(feedback, indent)
    _print([words.delivery_line(feedback.delivery), *_advice(feedback.advice)], indent)


def print_all(feedback: Feedback) -> None:
    """Print all feedback on one answer, including figures that could not be measured."""
    _print_coverage(feedback, "")
    print()
    _print(_figures(feedback.delivery), "", _LABEL_INDENT)
    if feedback.advice:
        print()
        _print(_advice(feedback.advice), "")


def _print_coverage(feedback: Feedback, indent: str) -> None:
    coverage = feedback.coverage
    if coverage is None:
        _print([feedback.coverage_untold], indent)
    else:
        _print([words.coverage_line(coverage)], indent)
        _print((_point(point) for point in coverage.contradicted_first), indent, _TIME_INDENT)
    _print(_story(feedback.story), indent)


def _point(point: PointCoverage) -> str:
    evidence = point.passage
    began = None if evidence is None else evidence.begins
    time = "" if began is None else clock_time(began)
    source = f" ({named})" if (named := words.verdict_source(point)) else ""
    verdict = words.verdict(point.covered)
    return f"{_mark(point.covered)} {verdict:<12}{time:>5}  {point.point}{source}"


def _mark(covered: CoverageVerdict) -> str:
    mark = words.mark(covered)
    try:
        mark.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return _PLAIN_MARKS[covered]
    return mark


def _story(story: Story | None) -> Iterator[str]:
    if story is not None:
        yield f"Your story: {words.story_line(story)}. {words.acted_line(story)}"


def _figures(delivery: Delivery) -> Iterator[str]:
    for figure in words.figures(delivery):
        note = f"{figure.value} ({figure.note})" if figure.value and figure.note else figure.note
        yield f"{figure.label:<{_LABEL_INDENT}}{note or figure.value}"


def _advice(advice: tuple[FeedbackAdvice, ...]) -> Iterator[str]:
    for each in advice:
        where = "" if each.at is None else f" ({clock_time(each.at)})"
        example = f" For example: “{each.example}”" if each.example else ""
        yield f"* {each.text}{where}{example}"


def _print(lines: Iterable[str], indent: str, hang: int = 4) -> None:
    """Print each line; wrap long ones with ``hang`` columns of further indentation."""
    for line in lines:
        print(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=indent + " " * hang,
                break_on_hyphens=False,
            )
        )
