"""Feedback computed in the command's own process; imports and loads all that it takes."""

from collections.abc import Callable

from mock_interviewer.app.feedback.analysis import AnalysisRequest, Scorer
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.audio.errors import MachineError

Analyse = Callable[[AnalysisRequest], Feedback]


def scorer() -> Scorer:
    """Return what judges key points; raises MachineError where its files are missing or damaged."""
    from mock_interviewer.app.feedback.scoring import load_scorer

    return load_scorer()


def analyser() -> Analyse:
    """Return what analyzes takes; without a scorer, feedback says why nothing is covered."""
    from mock_interviewer.app.feedback.analysing import analyse

    judge: Scorer | MachineError
    try:
        judge = scorer()
    except MachineError as error:
        judge = error

    return lambda request: analyse(request, judge)
