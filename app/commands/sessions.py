"""``sessions``: list, show, transcribe, analyze, export, and delete sessions."""

import argparse
import json
import sys
import textwrap

from mock_interviewer.app.commands import export, sessions_analyze, sessions_transcribe
from mock_interviewer.app.commands.shared.answer_feedback import print_summary
from mock_interviewer.app.commands.shared.console import WIDTH, confirmed
from mock_interviewer.app.commands.shared.library import open_to_read, open_to_write
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.json_data import exported_session_json, session_json
from mock_interviewer.app.export.selection import ExportedTake, read_session
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.text.formatting import clock_time, spoken_length
from mock_interviewer.audio.recognition.transcript import Transcript


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``sessions`` and its own commands."""
    parser = subparsers.add_parser(
        "sessions", help="list, show, transcribe, analyze, export, and delete your sessions"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    listing = commands.add_parser(
        "list", help="list all sessions, the newest first", parents=parent_parsers(json=True)
    )
    listing.set_defaults(run=list_sessions)

    showing = commands.add_parser(
        "show", help="show the takes of a session", parents=parent_parsers(json=True)
    )
    showing.add_argument("id", metavar="ID", help="the ID of a session, or its beginning")
    showing.set_defaults(run=show_session)

    sessions_transcribe.add(commands)
    sessions_analyze.add(commands)
    export.add_for_session(commands)

    deleting = commands.add_parser(
        "delete",
        help="delete a session with its recordings",
        description="Delete a session with its recordings and transcripts permanently.",
        parents=parent_parsers(json=True),
    )
    deleting.add_argument("id", metavar="ID", help="the ID of a session, or its beginning")
    deleting.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    deleting.set_defaults(run=delete_session)


def list_sessions(arguments: argparse.Namespace) -> int:
    """Print the sessions, the newest first."""
    with open_to_read(arguments.data_dir) as library:
        sessions = library.sessions()
    if arguments.json:
        _print_json([session_json(session) for session in sessions])
        return 0
    if not sessions:
        print("No sessions yet.")
    for session in sessions:
        print(_line(session))
    return 0


def show_session(arguments: argparse.Namespace) -> int:
    """Print one session with its takes."""
    with open_to_read(arguments.data_dir) as library:
        kept = read_session(library, None, library.find_session(arguments.id).id)
    if arguments.json:
        _print_json(exported_session_json(kept))
        return 0
    session = kept.session
    print(_line(session))
    for shown in kept.takes:
        print()
        _print_take(shown.take)
        if shown.feedback is not None:
            print_summary(shown.feedback, "   ")
        for each in shown.older:
            made = f"{each.made_at.astimezone():%Y-%m-%d %H:%M}"
            print(f"   older transcript, {made}, by {each.model}:")
            _print_transcript(each.transcript)
    if any(_lacks_feedback(shown) for shown in kept.takes):
        print(
            "\nSome feedback is missing or was computed by an earlier version. To compute it, run\n"
            f"`mock-interviewer sessions analyze {session.id}`."
        )
    return 0


def _lacks_feedback(kept: ExportedTake) -> bool:
    """Return whether feedback is missing or outdated and can be computed."""
    record = kept.feedback_record
    return kept.take.has_answer and (record is None or record.outdated)


def delete_session(arguments: argparse.Namespace) -> int:
    """Delete one session; return 1 if the person declines."""
    if not arguments.yes and not sys.stdin.isatty():
        raise UsageError("Use --yes to delete a session without confirmation.")
    with open_to_read(arguments.data_dir) as library:
        session = library.find_session(arguments.id)
    with open_to_write(arguments.data_dir) as library:
        if not arguments.yes and not _agreed(session):
            print("Nothing was deleted.")
            return 1
        library.delete_session(session.id)
    if arguments.json:
        _print_json({"deleted": session.id})
    else:
        print(f"Session {session.id} was deleted.")
    return 0


def _agreed(session: SessionRecord) -> bool:
    # On standard error, since standard output is for the answer.
    print(_line(session), file=sys.stderr)
    return confirmed("Permanently delete it and its recordings?")


def _line(session: SessionRecord) -> str:
    answers = "1 answer" if session.takes == 1 else f"{session.takes} answers"
    began = f"{session.started_at.astimezone():%Y-%m-%d %H:%M}"
    return (
        f"{session.id}  {began}  {session.style_name.lower()}, "
        f"{answers} to {session.planned} planned, {spoken_length(session.duration)}"
    )


def _print_take(take: TakeRecord) -> None:
    attempt = f", attempt {take.attempt}" if take.attempt > 1 else ""
    back = "" if take.follow_up is None else "Follow-up: "
    print(_wrapped(f"{take.position}. {back}{take.text}", "   "))
    unsaid = [flag for flag in take.flags if flag != take.status]
    flags = f" ({', '.join(unsaid)})" if unsaid else ""
    if take.status is TakeStatus.SAVED:
        print(f"   {take.id}{attempt}: {spoken_length(take.duration)}{flags}")
    else:
        print(f"   {take.id}{attempt}: {take.status}{flags}")
    if take.recording is not None:
        gone = "" if take.recording.exists() else " (missing)"
        print(f"   {take.recording}{gone}")
    if take.transcript is not None and take.has_answer:
        _print_transcript(take.transcript)


def _print_transcript(transcript: Transcript) -> None:
    if not transcript.segments:
        print("   No speech was detected.")
    for segment in transcript.segments:
        print(_wrapped(f"   {clock_time(segment.start):>5}  {segment.text.strip()}", " " * 10))


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _print_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
