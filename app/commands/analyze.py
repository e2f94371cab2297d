"""``analyze``: transcribe a recorded answer and print feedback on it."""

import argparse
import json
import textwrap
import time
from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.commands.shared.answer_feedback import print_all
from mock_interviewer.app.commands.shared.console import WIDTH
from mock_interviewer.app.commands.shared.file_recognition import file_job, recognize_file
from mock_interviewer.app.commands.shared.lookup import (
    add_required_question,
    question_named,
    shelf_of,
)
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import add_recognition
from mock_interviewer.app.export.json_data import feedback_json, transcript_json
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.audio.recognition.models.languages import ENGLISH


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "analyze",
        parents=parent_parsers(json=True),
        help="analyze the delivery and key points of a recorded answer",
        description="Transcribe a recorded answer on this machine, and report its delivery and "
        "which of the question's key points it makes.",
    )
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="the sound file")
    add_required_question(parser)
    add_recognition(parser)
    parser.add_argument(
        "--no-fillers",
        action="store_true",
        help='do not count "um" and "uh"; they are counted only in English',
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print transcript and feedback; return 0, even if there is nothing to report."""
    from mock_interviewer.app.planning.bank_questions import asked_question

    bank, question = question_named(arguments.question, shelf_of(arguments.data_dir))
    job = file_job(arguments, (bank, question), fillers=not arguments.no_fillers)
    fillers = job.fillers and job.request.language == ENGLISH
    recognized = recognize_file(replace(job, fillers=fillers))
    transcript = recognized.transcript
    analyze = answer_feedback.load_analyzer()
    began = time.monotonic()
    feedback = analyze(AnalysisRequest(transcript, arguments.audio, asked_question(question)))
    seconds = time.monotonic() - began
    if arguments.json:
        answer = {
            "question": question.id,
            "transcript": transcript_json(
                transcript, duration=recognized.duration, stop_to_final=recognized.waited
            ),
            **feedback_json(feedback),
            "seconds": {"analysis": seconds},
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    print(textwrap.fill(question.text, WIDTH))
    print()
    print(textwrap.fill(transcript.text or "No speech was detected in the file.", WIDTH))
    print()
    print_all(feedback)
    return 0
