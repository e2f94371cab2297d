"""Feedback as commands print it for people."""

import sys
import textwrap
from collections.abc import Iterable, Iterator

from mock_interviewer.app.feedback import words
from mock_interviewer.app.feedback.coverage import Covered, PointCoverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import Advice, Feedback
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.app.lengths import clock_time

WIDTH = 88
_PLAIN_MARKS = {Covered.MADE: "+", Covered.PARTLY: "~", Covered.NOT: "-"}
"""For terminals and files that cannot take the signs."""
_AFTER_TIME = 21
"""Columns before a key point: sign, verdict and time."""
_AFTER_LABEL = 22


def print_summary(feedback: Feedback, indent: str) -> None:
    """Print what a session's page has room for: key points, how it was said, what to do next."""
    _print_coverage(feedback, indent)
    _print([words.delivery_line(feedback.delivery), *_advice(feedback.advice)], indent)


def print_all(feedback: Feedback) -> None:
    """Print all feedback on one answer, figure by figure, what cannot be told too."""
    _print_coverage(feedback, "")
    print()
    _print(_figures(feedback.delivery), "", _AFTER_LABEL)
    if feedback.advice:
        print()
        _print(_advice(feedback.advice), "")


def _print_coverage(feedback: Feedback, indent: str) -> None:
    coverage = feedback.coverage
    if coverage is None:
        _print([feedback.coverage_untold], indent)
    else:
        _print([words.coverage_line(coverage)], indent)
        _print((_point(point) for point in coverage.points), indent, _AFTER_TIME)
    _print(_story(feedback.story), indent)


def _point(point: PointCoverage) -> str:
    evidence = point.evidence
    began = None if evidence is None else evidence.begins
    time = "" if began is None else clock_time(began)
    return f"{_mark(point.covered)} {words.verdict(point.covered):<12}{time:>5}  {point.point}"


def _mark(covered: Covered) -> str:
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
        yield f"{figure.label:<{_AFTER_LABEL}}{note or figure.value}"


def _advice(advice: tuple[Advice, ...]) -> Iterator[str]:
    for each in advice:
        where = "" if each.at is None else f" ({clock_time(each.at)})"
        example = f" For example: “{each.example}”" if each.example else ""
        yield f"* {each.text}{where}{example}"


def _print(lines: Iterable[str], indent: str, hang: int = 4) -> None:
    """Print each line, broken where it is too long, and ``hang`` further in from then on."""
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
