"""``sessions transcribe``: transcribe recorded answers that have no transcript, or again."""

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from mock_interviewer.app.background.retranscription import (
    Retranscriber,
    RetranscriptionResult,
    has_sound,
    takes_with_sound,
)
from mock_interviewer.app.commands.shared.console import print_status
from mock_interviewer.app.commands.shared.library import open_to_read, open_to_write
from mock_interviewer.app.commands.shared.lookup import shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.commands.shared.recognition_options import (
    add_chosen_model,
    add_language,
    add_no_vocabulary,
    recognition_request,
    settings_of,
)
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.json_data import take_transcript_json
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.app.text.formatting import counted, spoken_length
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``sessions transcribe``."""
    parser = commands.add_parser(
        "transcribe",
        help="transcribe recorded answers, or transcribe them again",
        description="Transcribe recorded answers again, for example with another model. Their old "
        "transcripts are kept. Ctrl-C stops this, and keeps the results so far.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="the ID of a session, or its beginning"
    )
    parser.add_argument(
        "--take", type=int, metavar="N", help="only this take: the number at the end of its ID"
    )
    parser.add_argument("--all", action="store_true", help="all answers of all sessions")
    parser.add_argument("--missing", action="store_true", help="only answers without a transcript")
    add_chosen_model(parser)
    add_language(parser)
    add_no_vocabulary(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Transcribe the requested answers; return 1 if some of them failed."""
    from mock_interviewer.app.settings.declarations import MODEL

    _check_arguments(arguments)
    data = DataFolder.at(arguments.data_dir)
    settings = settings_of(arguments.data_dir)
    models = ModelStore(data.models)
    model = models.model(arguments.model or settings.get(MODEL))
    request = recognition_request(model, arguments.language, settings)
    with open_to_read(arguments.data_dir) as library:
        takes = _chosen(library, arguments)
    jobs = _with_terms(takes, arguments, request)
    outcomes: list[RetranscriptionResult] = []
    if jobs:
        with open_to_write(arguments.data_dir) as library:
            _transcribe(library, models, model.name, jobs, outcomes)
    if arguments.json:
        answer = {
            "model": model.name,
            "language": request.language,
            "takes": [_outcome_json(outcome) for outcome in outcomes],
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(_summary(outcomes, model.name))
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _check_arguments(arguments: argparse.Namespace) -> None:
    if arguments.ids and arguments.all:
        raise UsageError("Use either session IDs or --all, not both.")
    if not arguments.ids and not arguments.all and not arguments.missing:
        raise UsageError("Choose what to transcribe: the ID of a session, --missing, or --all.")
    if arguments.take is not None and len(arguments.ids) != 1:
        raise UsageError("--take needs the ID of one session.")


def _chosen(library: LibraryReader, arguments: argparse.Namespace) -> list[TakeRecord]:
    """Return the requested takes that have sound, oldest first; raises UsageError."""
    found = [library.find_session(ident) for ident in arguments.ids]
    if arguments.take is not None:
        takes = [_take_numbered(arguments.take, found[0].id, library.takes(found[0].id))]
    else:
        takes = takes_with_sound(library, [session.id for session in found])
    return [take for take in takes if not (arguments.missing and take.transcript is not None)]


def _take_numbered(number: int, session: str, takes: Sequence[TakeRecord]) -> TakeRecord:
    take = next((take for take in takes if take.id == f"{session}-{number:02}"), None)
    if take is None:
        raise UsageError(
            f"Session {session} has no take {number}."
            f" `mock-interviewer sessions show {session}` lists its takes."
        )
    if not has_sound(take):
        raise UsageError(f"Take {take.id} has no recording to transcribe.")
    return take


def _with_terms(
    takes: Sequence[TakeRecord], arguments: argparse.Namespace, request: RecognitionRequest
) -> list[tuple[TakeRecord, RecognitionRequest]]:
    """Return each take with its request, in which the terms of its question are likely."""
    if arguments.no_vocabulary or not takes:
        return [(take, replace(request, vocabulary=())) for take in takes]
    from mock_interviewer.app.planning.bank_questions import expected_terms_by_id

    shelf = shelf_of(arguments.data_dir)
    return [
        (take, request.expecting(expected_terms_by_id(shelf, take.bank, take.question)))
        for take in takes
    ]


def _transcribe(
    library: Library,
    models: ModelStore,
    model: str,
    jobs: Sequence[tuple[TakeRecord, RecognitionRequest]],
    outcomes: list[RetranscriptionResult],
) -> None:
    """Transcribe takes and save the transcripts one by one; append the results to ``outcomes``."""
    try:
        with closing(Retranscriber(models, model, library.save_transcript)) as writer:
            for number, (take, request) in enumerate(jobs, 1):
                length = spoken_length(take.duration)
                print_status(f"{number} of {len(jobs)}: {take.id}, {length}")
                outcome = writer.transcribe(take, request)
                if outcome.error is not None:
                    print_status(f"{take.id}: {outcome.error}")
                outcomes.append(outcome)
    except KeyboardInterrupt:
        done = _done(outcomes)
        print_status(f"Transcribed {done} of {len(jobs)}. The results so far are saved.")
        raise


def _done(outcomes: Sequence[RetranscriptionResult]) -> int:
    return sum(outcome.transcript is not None for outcome in outcomes)


def _summary(outcomes: Sequence[RetranscriptionResult], model: str) -> str:
    if not outcomes:
        return "There is nothing to transcribe."
    done = _done(outcomes)
    failed = len(outcomes) - done
    rest = f"; {failed} failed" if failed else ""
    return f"Transcribed {counted(done, 'answer')} with {model}{rest}."


def _outcome_json(outcome: RetranscriptionResult) -> dict[str, Any]:
    transcript = outcome.transcript
    return {
        "session": outcome.take.session,
        "take": outcome.take.id,
        "transcript": None if transcript is None else take_transcript_json(transcript),
        "error": None if outcome.error is None else str(outcome.error),
    }
