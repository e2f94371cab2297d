"""A session as a web page with its sound, in one file or with its recordings beside it."""

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

from mock_interviewer.app.export.file_names import free_stem, take_stem
from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.report.places import ReportRecording
from mock_interviewer.app.report.report import report_page
from mock_interviewer.app.report.take import ReportModelAnswer, TakeDetails
from mock_interviewer.audio.files.sound_file import SoundFormat

MOST_IN_PAGE: Final = 64_000_000
"""Bytes of sound that one page holds, some three hours; browsers fail at more."""

PlaceSound = Callable[[ExportedTake], ReportRecording]
"""Puts a take's sound somewhere and says where."""


def web_page(kept: ExportedSession, sounds: PlaceSound) -> bytes:
    """Return the page of a session, UTF-8; it runs no script, and its texts are literal."""
    return report_page(
        kept.session,
        [each.take for each in kept.takes],
        _report_details(kept),
        _placed(kept, sounds),
    )


class SoundWriter(Protocol):
    """Writes sound; ``app.export.parts.Left`` is one."""

    def playable(self, kept: ExportedTake) -> bool:
        """Tell whether there is sound that can be read."""

    def sound(self, takes: Sequence[ExportedTake], target: Path, form: SoundFormat) -> float:
        """Write the recordings of takes one after the other."""

    def leave_out(self, sentence: str) -> None:
        """Note what could not be put into the export."""


def sound_placer(folder: Path, recorder: SoundWriter, *, whole: bool) -> PlaceSound:
    """Return what makes a take's sound an MP3 in ``folder``, or in the page where it is ``whole``.

    There it is called as a file of the take alone would be. What would make the page hold more than
    MOST_IN_PAGE is left out. It raises OSError.
    """
    taken: set[str] = set()
    in_page = 0

    def place(kept: ExportedTake) -> ReportRecording:
        nonlocal in_page
        if not recorder.playable(kept):
            return ReportRecording()
        path = folder / f"{free_stem(take_stem(kept.take, timed=True), taken)}.mp3"
        recorder.sound([kept], path, SoundFormat.MP3)
        if not whole:
            return ReportRecording(quote(path.name))
        size = path.stat().st_size
        if in_page + size > MOST_IN_PAGE:
            path.unlink()
            recorder.leave_out(
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
