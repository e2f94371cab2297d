"""``demo``: run a complete interview with a synthetic candidate, without a microphone or screen."""

import argparse
import json
import sys
from functools import partial
from typing import Any

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.demo.candidate import rehearse_answers
from mock_interviewer.app.demo.run import DemoNotTranscribed, run_demo
from mock_interviewer.app.export.json_data import feedback_json, transcript_json
from mock_interviewer.app.full_disk import disk_full, has_no_room, is_full
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.bank_loader import load_bank

BANK = "llm"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "demo",
        help="run a complete interview with a synthetic candidate",
        description="Run a complete interview without a microphone or a screen. A synthetic "
        "candidate answers with a neural voice, and the session is recorded, transcribed, "
        "analyzed, and saved like any other.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "--questions", type=int, default=2, metavar="N", help="the number of questions (default: 2)"
    )
    parser.add_argument("--model", default="base", help="the Whisper model to use (default: base)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the interview and print where its recordings, transcripts, and report are.

    Return 1 if an answer was recorded but could not be transcribed.
    """
    bank = load_bank(BANK)
    rehearsed = rehearse_answers(bank, arguments.questions)
    told = sys.stderr if arguments.json else sys.stdout
    data = DataFolder.at(arguments.data_dir)
    try:
        result = run_demo(
            data,
            rehearsed,
            bank=bank,
            model=arguments.model,
            tell=partial(print, file=told, flush=True),
        )
    except MachineError as error:
        # A person gets the same message, whichever part of the interview ran into it first.
        if is_full(error) or has_no_room(data.root):
            raise disk_full(data.root, "the demo") from error
        if not isinstance(error, DemoNotTranscribed):
            raise
        print(f"mock-interviewer: {error}", file=sys.stderr)
        return 1
    said = {one.question.id: one.answer for one in rehearsed}
    takes: list[dict[str, Any]] = [
        {
            "question": take.question,
            "recording": None if take.recording is None else str(take.recording),
            "transcript": None if take.transcript is None else transcript_json(take.transcript),
            **feedback_json(result.feedback.get(take.id)),
            "candidate_text": said[take.question],
        }
        for take in result.takes
    ]
    if arguments.json:
        answer = {"session": result.session.id, "report": str(result.report), "takes": takes}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    print("\nThe interview was saved like any other:")
    for take in result.takes:
        print(f"  recording {take.recording}")
    print(f"  texts     mock-interviewer sessions show {result.session.id}")
    print(f"  report    {result.report}")
    return 0
