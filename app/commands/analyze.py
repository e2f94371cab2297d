"""``analyze``: a recorded answer in, what the program says of it out."""

import argparse
import json
import textwrap
import time
from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.commands import in_process
from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.feedback_page import WIDTH, print_all
from mock_interviewer.app.commands.hearing import hear_file, job_of
from mock_interviewer.app.commands.questions.finding import add_answered, question_named, shelf_of
from mock_interviewer.app.commands.recognition_options import add_hearing
from mock_interviewer.app.export.feedback_json import feedback_json
from mock_interviewer.app.export.transcript_json import transcript_json
from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.audio.recognition.languages import ENGLISH


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "analyze",
        parents=parent_parsers(json=True),
        help="say how a recorded answer was told, and which key points it makes",
        description="Transcribe a recorded answer to a question on this machine, and say how it "
        "was told and which of the question's key points it makes.",
    )
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="the sound file")
    add_answered(parser)
    add_hearing(parser)
    parser.add_argument(
        "--no-fillers",
        action="store_true",
        help='do not count "um" and "uh" (as it is for any language but English)',
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print transcript and feedback; returns 0, also where nothing can be told."""
    from mock_interviewer.app.interview.asking import asked_of

    bank, question = question_named(arguments.question, shelf_of(arguments.data_dir))
    job = job_of(arguments, (bank, question), fillers=not arguments.no_fillers)
    heard = hear_file(replace(job, fillers=job.fillers and job.language == ENGLISH))
    transcript = heard.transcript
    analyse = in_process.analyser()
    began = time.monotonic()
    feedback = analyse(AnalysisRequest(transcript, arguments.audio, asked_of(question)))
    seconds = time.monotonic() - began
    if arguments.json:
        answer = {
            "question": question.id,
            "transcript": transcript_json(
                transcript, duration=heard.duration, stop_to_final=heard.waited
            ),
            **feedback_json(feedback),
            "seconds": {"analysis": seconds},
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    print(textwrap.fill(question.text, WIDTH))
    print()
    print(textwrap.fill(transcript.text or "No speech was found in the file.", WIDTH))
    print()
    print_all(feedback)
    return 0
