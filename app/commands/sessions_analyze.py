"""``sessions analyze``: compute missing or outdated feedback."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.commands.shared.console import print_status
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
        help="compute missing or outdated feedback",
        description="Compute feedback on transcribed answers that have none, or whose feedback was "
        "computed by an earlier version. Ctrl-C stops this, and keeps the results so far.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="the ID of a session, or its beginning"
    )
    parser.add_argument("--all", action="store_true", help="all answers of all sessions")
    parser.add_argument("--again", action="store_true", help="also answers with current feedback")
    parser.set_defaults(run=run)


@dataclass(frozen=True)
class _Outcome:
    """The result for a take: the feedback that was saved, or the error."""

    take: TakeRecord
    feedback: Feedback | None = None
    error: MachineError | None = None


def run(arguments: argparse.Namespace) -> int:
    """Compute the requested feedback; return 1 if some of it failed."""
    if arguments.ids and arguments.all:
        raise UsageError("Use either session IDs or --all, not both.")
    if not arguments.ids and not arguments.all:
        raise UsageError("Choose what to analyze: the ID of a session, or --all.")
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
    """Analyze takes and save the feedback one by one; raises StoreError."""
    from mock_interviewer.app.planning.bank_questions import asked_in_take

    outcomes: list[_Outcome] = []
    with open_to_write(arguments.data_dir) as library:
        shelf = shelf_of(arguments.data_dir)
        analyze = answer_feedback.load_analyzer()
        try:
            for number, take in enumerate(takes, 1):
                print_status(f"{number} of {len(takes)}: {take.id}")
                asked = asked_in_take(shelf, take)
                outcomes.append(_analyzed(library, take, asked, analyze))
        except KeyboardInterrupt:
            done = len(outcomes)
            print_status(f"Analyzed {done} of {len(takes)}. The results so far are saved.")
            raise
    return outcomes


def _analyzed(
    library: Library,
    take: TakeRecord,
    asked: CoverageQuestion | None,
    analyze: answer_feedback.Analyze,
) -> _Outcome:
    transcript, recording = take.transcript, take.recording
    if transcript is None:
        raise ValueError(f"{take.id} has no transcript")
    there = recording is not None and recording.is_file()
    try:
        request = AnalysisRequest(
            transcript, recording if there else None, asked, take.stopped_by_limit
        )
        feedback = analyze(request)
    except MachineError as error:
        print_status(f"{take.id}: {error}")
        return _Outcome(take, error=error)
    kept = library.save_feedback(take.id, transcript, feedback, asked)
    return _Outcome(take, kept or feedback)


def _summary(outcomes: Sequence[_Outcome]) -> str:
    if not outcomes:
        return "There is nothing to analyze."
    failed = sum(outcome.error is not None for outcome in outcomes)
    done = len(outcomes) - failed
    rest = f"; {failed} failed" if failed else ""
    return f"Analyzed {counted(done, 'answer')}{rest}."


def _outcome_json(outcome: _Outcome) -> dict[str, Any]:
    return {
        "session": outcome.take.session,
        "take": outcome.take.id,
        **feedback_json(outcome.feedback),
        "error": None if outcome.error is None else str(outcome.error),
    }
