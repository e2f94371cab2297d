"""``sessions analyze``: compute feedback that is missing or was computed by an earlier version."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.commands.shared.library import open_to_read, open_to_write
from mock_interviewer.app.commands.shared.lookup import shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.json_data import feedback_json
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.errors import MachineError


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``sessions analyze``."""
    parser = commands.add_parser(
        "analyze",
        help="compute feedback that is missing, or was computed by an earlier version",
        description="Compute the feedback on transcribed answers that have none, or what an "
        "earlier version computed. Ctrl-C stops, and keeps what is done.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="a session's id, or how it begins")
    parser.add_argument("--all", action="store_true", help="all answers of all sessions")
    parser.add_argument("--again", action="store_true", help="also those whose feedback is there")
    parser.set_defaults(run=run)


@dataclass(frozen=True)
class _Outcome:
    """What became of one take: feedback that was kept, or why there is none."""

    take: TakeRecord
    feedback: Feedback | None = None
    error: MachineError | None = None


def run(arguments: argparse.Namespace) -> int:
    """Compute what is asked for; status 1 if that failed for any of it."""
    if arguments.ids and arguments.all:
        raise UsageError("Name sessions or give --all, not both.")
    if not arguments.ids and not arguments.all:
        raise UsageError("Say what to analyze: the id of a session, or --all.")
    with open_to_read(arguments.data_dir) as library:
        takes = _chosen(library, arguments)
    outcomes = _analyze(takes, arguments) if takes else []
    if arguments.json:
        answer = {"takes": [_outcome_json(outcome) for outcome in outcomes]}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(_summary(outcomes))
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _chosen(library: LibraryReader, arguments: argparse.Namespace) -> list[TakeRecord]:
    """Return the transcribed takes to analyze, oldest first; raises UsageError."""
    named = [library.find_session(ident) for ident in arguments.ids]
    sessions = [session.id for session in named or reversed(library.sessions())]
    found = [take for session in dict.fromkeys(sessions) for take in library.takes(session)]
    takes = [take for take in found if take.has_answer]
    if arguments.again:
        return takes
    wanted = set(library.without_feedback())
    return [take for take in takes if take.id in wanted or library.feedback(take.id) is None]


def _analyze(takes: Sequence[TakeRecord], arguments: argparse.Namespace) -> list[_Outcome]:
    """Analyze and keep take after take; raises StoreError where that is refused."""
    from mock_interviewer.app.planning.bank_questions import asked_in_take

    outcomes: list[_Outcome] = []
    with open_to_write(arguments.data_dir) as library:
        shelf = shelf_of(arguments.data_dir)
        analyse = answer_feedback.load_analyzer()
        try:
            for number, take in enumerate(takes, 1):
                _tell(f"{number} of {len(takes)}: {take.id}")
                asked = asked_in_take(shelf, take)
                outcomes.append(_analyzed(library, take, asked, analyse))
        except KeyboardInterrupt:
            done = len(outcomes)
            _tell(f"{done} of {len(takes)} were analyzed; what is done is kept.")
            raise
    return outcomes


def _analyzed(
    library: Library,
    take: TakeRecord,
    asked: CoverageQuestion | None,
    analyse: answer_feedback.Analyze,
) -> _Outcome:
    transcript, recording = take.transcript, take.recording
    if transcript is None:
        raise ValueError(f"{take.id} has no transcript")
    there = recording is not None and recording.is_file()
    try:
        feedback = analyse(AnalysisRequest(transcript, recording if there else None, asked))
    except MachineError as error:
        _tell(f"{take.id}: {error}")
        return _Outcome(take, error=error)
    library.save_feedback(take.id, transcript, feedback)
    return _Outcome(take, feedback)


def _tell(sentence: str) -> None:
    # Not among what is answered on standard output.
    print(sentence, file=sys.stderr, flush=True)


def _summary(outcomes: Sequence[_Outcome]) -> str:
    if not outcomes:
        return "There is nothing to analyze."
    failed = sum(outcome.error is not None for outcome in outcomes)
    done = len(outcomes) - failed
    verb = "was" if done == 1 else "were"
    rest = f", {failed} could not be" if failed else ""
    return f"{counted(done, 'answer')} {verb} analyzed{rest}."


def _outcome_json(outcome: _Outcome) -> dict[str, Any]:
    return {
        "session": outcome.take.session,
        "take": outcome.take.id,
        **feedback_json(outcome.feedback),
        "error": None if outcome.error is None else str(outcome.error),
    }
