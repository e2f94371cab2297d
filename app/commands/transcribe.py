"""``transcribe``: transcribe a sound file."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from mock_interviewer.app.commands.shared.file_recognition import (
    file_job,
    recognize_file,
    recognize_live,
)
from mock_interviewer.app.commands.shared.lookup import question_named, shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import add_recognition
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.json_data import transcript_json
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.transcript import Filler


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "transcribe",
        parents=parent_parsers(json=True),
        help="transcribe a sound file",
        description="Transcribe a sound file on this machine.",
    )
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="the sound file")
    parser.add_argument("--question", metavar="ID", help="use the vocabulary of this question")
    add_recognition(parser)
    parser.add_argument(
        "--fillers",
        action="store_true",
        help='also count "um" and "uh", which transcripts leave out (English only)',
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--one-shot", action="store_true", help="transcribe the whole file at once (default)"
    )
    mode.add_argument(
        "--live", action="store_true", help="transcribe the file in real time, as if it were spoken"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the transcript; return 0, even if there is no speech in the file."""
    wanted = arguments.question
    question = None if wanted is None else question_named(wanted, shelf_of(arguments.data_dir))
    job = file_job(arguments, question, fillers=arguments.fillers)
    if job.fillers and job.request.language != ENGLISH:
        raise UsageError("Fillers can be counted only in English. Leave out --fillers.")
    recognized = recognize_live(job) if arguments.live else recognize_file(job)
    transcript = recognized.transcript
    if arguments.json:
        answer = transcript_json(
            transcript,
            duration=recognized.duration,
            stop_to_final=recognized.waited,
            lags=recognized.lags,
        )
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif transcript.speech_detected:
        print(transcript.text)
    else:
        print(f"No speech was detected in {arguments.audio}.")
    if transcript.fillers is not None and not arguments.json:
        print(_count_of(transcript.fillers))
    return 0


def _count_of(fillers: Sequence[Filler]) -> str:
    if not fillers:
        return "No fillers found."
    return f"At least {counted(len(fillers), 'filler')}."
