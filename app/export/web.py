"""Export of a session as a web page with sound, in one file or with recordings beside it."""

import base64
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mock_interviewer.app.export.export_run import ExportRun, ExportTarget
from mock_interviewer.app.export.file_names import free_stem, take_stem
from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.report.report import report_page
from mock_interviewer.app.report.take import ReportModelAnswer, TakeDetails
from mock_interviewer.audio.files.sound_file import SoundFormat

MOST_IN_PAGE: Final = 64_000_000
"""Bytes of sound in one page, some three hours; browsers fail with more."""

PlaceSound = Callable[[ExportedTake], ReportRecording]
"""Stores a take's sound and returns its address."""


def web_page(kept: ExportedSession, sounds: PlaceSound) -> bytes:
    """Return the page of a session as UTF-8; it runs no scripts, and all texts are escaped."""
    return report_page(
        kept.session,
        [each.take for each in kept.takes],
        _report_details(kept),
        _placed(kept, sounds),
    )


def write_web_page(sessions: Iterable[ExportedSession], target: ExportTarget) -> None:
    """Write the page of a session; its sound goes into the page, or beside it. Raises OSError."""
    folder = target.scratch if target.beside is None else target.beside
    sounds = sound_placer(folder, target.run, whole=target.beside is None)
    for kept in sessions:
        target.path.write_bytes(web_page(kept, sounds))


def sound_placer(folder: Path, run: ExportRun, *, whole: bool) -> PlaceSound:
    """Return a function that stores a take's sound as MP3: in ``folder``, or in a ``whole`` page.

    The files are named like exports of single takes. Sound that would exceed MOST_IN_PAGE is
    omitted from the page. The function raises OSError.
    """
    taken: set[str] = set()
    in_page = 0

    def place(kept: ExportedTake) -> ReportRecording:
        nonlocal in_page
        if not run.playable(kept):
            return ReportRecording()
        path = folder / f"{free_stem(take_stem(kept.take, timed=True), taken)}.mp3"
        run.sound([kept], path, SoundFormat.MP3)
        if not whole:
            return ReportRecording(quote(path.name))
        size = path.stat().st_size
        if in_page + size > MOST_IN_PAGE:
            path.unlink()
            run.omit(
                f"The recording of take {kept.take.id} is too long to embed in the page."
                " Export as .zip to include it."
            )
            return ReportRecording()
        in_page += size
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        path.unlink()
        return ReportRecording(f"data:audio/mpeg;base64,{data}", whole=True)

    return place


def _placed(kept: ExportedSession, sounds: PlaceSound) -> Mapping[str, ReportRecording]:
    return {each.take.id: sounds(each) for each in kept.takes}


def _report_details(kept: ExportedSession) -> TakeDetails:
    answered = [each for each in kept.takes if each.take.follow_up is None]
    asked = {each.take.id: each.asked for each in kept.takes}
    return TakeDetails(
        feedback={each.take.id: each.feedback for each in kept.takes if each.feedback is not None},
        asked={take: question for take, question in asked.items() if question is not None},
        model_answers={
            each.take.id: ReportModelAnswer(
                each.question.model_answer, example=each.question.example
            )
            for each in answered
            if each.question is not None and each.question.model_answer
        },
        measures=MEASURES,
    )
