"""``import``: import a sound file as an answer to a question."""

import argparse
import json
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.commands.shared.library import open_to_write
from mock_interviewer.app.commands.shared.lookup import (
    add_required_question,
    question_named,
    shelf_of,
)
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import (
    add_chosen_model,
    add_language,
    recognition_request,
    settings_of,
)
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.json_data import take_transcript_json
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.formatting import LONGEST_PLAYABLE, byte_size, spoken_length
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.store import ModelStore

if TYPE_CHECKING:
    from mock_interviewer.app.store.sound_import import ImportSize
    from mock_interviewer.audio.recognition.request import RecognitionRequest
    from mock_interviewer.questions.model import Bank, Question


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "import",
        parents=parent_parsers(json=True),
        help="import a sound file as your answer to a question",
        description="Import a sound file as a take in a new session, and transcribe it. The "
        "file itself does not change. The exit status is 1 if it was imported but could not be "
        "transcribed.",
    )
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="a WAV, FLAC, MP3, or Ogg file")
    add_required_question(parser)
    add_chosen_model(parser)
    add_language(parser)
    parser.add_argument("--no-transcript", action="store_true", help="do not transcribe it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import and transcribe the sound; return 1 if it was imported but not transcribed."""
    from mock_interviewer.app.planning.bank_questions import planned_question
    from mock_interviewer.app.store.sound_import import import_sound

    bank, question = question_named(arguments.question, shelf_of(arguments.data_dir))
    transcription = _transcription(arguments, bank, question)
    failed: MachineError | None = None
    with open_to_write(arguments.data_dir) as library:
        take = import_sound(library, arguments.audio, planned_question(bank, question), print_size)
        if transcription is not None:
            length = spoken_length(take.duration)
            print(f"Imported take {take.id}, {length}. Transcribing it…", file=sys.stderr)
            failed = _transcribe(library, take, transcription)
        take = library.take(take.id)
    if failed is not None:
        print(f"It was imported but couldn't be transcribed: {failed}", file=sys.stderr)
    if arguments.json:
        print(json.dumps(_answer(take), ensure_ascii=False, indent=2))
    else:
        print(
            f"Imported take {take.id}, {spoken_length(take.duration)}, in session {take.session}."
        )
        if take.transcript is not None:
            print(take.transcript.text or "No speech was detected.")
    return 0 if failed is None else 1


def print_size(size: "ImportSize") -> None:
    """Print on stderr how large the imported sound is, and warn if it is too long to play."""
    length = spoken_length(size.seconds)
    print(f"Importing {length} of sound ({byte_size(size.bytes)})…", file=sys.stderr)
    if size.seconds > LONGEST_PLAYABLE:
        most = spoken_length(LONGEST_PLAYABLE)
        print(f"The window can't play recordings longer than {most}.", file=sys.stderr)


@dataclass(frozen=True)
class _Transcription:
    """The options for transcribing the take."""

    models: ModelStore
    model: str
    request: "RecognitionRequest"


def _transcription(
    arguments: argparse.Namespace, bank: "Bank", question: "Question"
) -> _Transcription | None:
    """Return how to transcribe; None if not requested or if the model is not on this machine.

    Raises UsageError or ModelError for an unknown model or language.
    """
    from mock_interviewer.app.background.retranscription import usable_models
    from mock_interviewer.app.planning.bank_questions import expected_terms
    from mock_interviewer.app.settings.declarations import MODEL

    if arguments.no_transcript:
        return None
    settings = settings_of(arguments.data_dir)
    models = ModelStore(DataFolder.at(arguments.data_dir).models)
    model = models.model(arguments.model or settings.get(MODEL))
    request = recognition_request(model, arguments.language, settings)
    if model.name not in {each.name for each in usable_models(models, request.language)}:
        absent = f"The speech model {model.name} isn't on this machine"
        remedy = "`mock-interviewer models list` lists all models."
        if arguments.model is not None:
            raise UsageError(f"{absent}, so nothing was imported. {remedy}")
        print(f"{absent}, so the answer isn't transcribed. {remedy}", file=sys.stderr)
        return None
    return _Transcription(models, model.name, request.expecting(expected_terms(bank, question)))


def _transcribe(
    library: Library, take: TakeRecord, transcription: _Transcription
) -> MachineError | None:
    """Transcribe a take and save the transcript; return the error, if any."""
    from mock_interviewer.app.background.retranscription import Retranscriber

    writer = Retranscriber(transcription.models, transcription.model, library.save_transcript)
    with closing(writer):
        try:
            return writer.transcribe(take, transcription.request).error
        except MachineError as error:
            return error
        except KeyboardInterrupt:
            print(
                "It was imported without a transcript. To transcribe it, run"
                f" `mock-interviewer sessions transcribe {take.session}`.",
                file=sys.stderr,
            )
            raise


def _answer(take: TakeRecord) -> dict[str, object]:
    return {
        "session": take.session,
        "take": take.id,
        "recording": None if take.recording is None else str(take.recording),
        "duration": take.duration,
        "transcript": None if take.transcript is None else take_transcript_json(take.transcript),
    }
