"""The formats of an export: one row for each, with the function that writes a file of it.

A format with a layout of its own has a module beside this one, which is imported when it is used.

"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Self, TypeAlias

from mock_interviewer.app.export.export_run import ExportTarget
from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.audio.files.sound_file import SoundFormat

ARCHIVE_SUFFIX = ".zip"
"""The extension of an archive, which has a file for each session or take."""


WriteExport: TypeAlias = Callable[[Iterable[ExportedSession], ExportTarget], bool]
"""Writes a file; returns whether there is anything in it. Raises OSError."""


def _write_markdown(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.markdown import write_markdown

    with target.open_text() as file:
        write_markdown(sessions, file)
    return True


def _write_web(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.web import write_web_page

    write_web_page(sessions, target)
    return True


def _write_pdf(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.pdf import render_pdf

    target.path.write_bytes(render_pdf(sessions, target.run.check))
    return True


def _write_json(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.json_data import write_json

    with target.open_text() as file:
        write_json(sessions, file, several=target.several)
    return True


def _write_csv(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.csv_table import write_table

    # The byte order mark tells spreadsheets that the table is UTF-8.
    with target.open_text("utf-8-sig") as file:
        write_table(sessions, file)
    return True


def _write_labels(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.labels import write_labels

    with target.open_text() as file:
        return write_labels(sessions, file) > 0


def _write_srt(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.subtitles import session_cues, srt

    cues = list(session_cues(sessions))
    target.path.write_text(srt(cues), "utf-8", "replace")
    return bool(cues)


def _write_vtt(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.subtitles import session_cues, vtt

    cues = list(session_cues(sessions))
    target.path.write_text(vtt(cues), "utf-8", "replace")
    return bool(cues)


def _write_anki(sessions: Iterable[ExportedSession], target: ExportTarget) -> bool:
    from mock_interviewer.app.export.anki import write_deck

    run = target.run

    def write_mp3(kept: ExportedTake, path: Path) -> bool:
        return run.playable(kept) and run.sound([kept], path, SoundFormat.MP3) > 0

    return write_deck(sessions, target.path, target.scratch, write_mp3) > 0


def _write_sound(
    form: SoundFormat, sessions: Iterable[ExportedSession], target: ExportTarget
) -> bool:
    run = target.run
    takes = [take for kept in sessions for take in kept.takes if run.playable(take)]
    return bool(takes) and run.sound(takes, target.path, form) > 0


@dataclass(frozen=True)
class FormatSpec:
    """The properties of a format.

    ``label`` is for people. ``by_take``: an archive has a file for each take. ``one_session``: a
    file cannot hold several sessions. ``single_file``: there are no archives of it. ``sound`` is
    the kind of sound file, None for formats to read. ``sound_beside``: in an archive, the sound of
    a session is in files next to it.
    """

    label: str
    write: WriteExport
    by_take: bool = False
    one_session: bool = False
    single_file: bool = False
    sound: SoundFormat | None = None
    sound_beside: bool = False


def _subtitles(label: str, write: WriteExport) -> FormatSpec:
    return FormatSpec(label, write, by_take=True, one_session=True)


def _sound(label: str, form: SoundFormat) -> FormatSpec:
    write = partial(_write_sound, form)
    return FormatSpec(label, write, by_take=True, one_session=True, sound=form)


class ExportFormat(StrEnum):
    """A file format; the value is its file name extension."""

    MARKDOWN = "md", FormatSpec("Markdown, to read and edit", _write_markdown)
    HTML = (
        "html",
        FormatSpec("Web page, with sound", _write_web, one_session=True, sound_beside=True),
    )
    PDF = "pdf", FormatSpec("PDF, to print", _write_pdf)
    JSON = "json", FormatSpec("JSON, for programs", _write_json)
    CSV = "csv", FormatSpec("Table (CSV)", _write_csv)
    LABELS = "jsonl", FormatSpec("Your verdicts, as labels (JSON Lines)", _write_labels)
    SRT = "srt", _subtitles("Subtitles (SRT)", _write_srt)
    VTT = "vtt", _subtitles("Subtitles (WebVTT)", _write_vtt)
    ANKI = "apkg", FormatSpec("Anki deck, with sound", _write_anki, single_file=True)
    WAV = "wav", _sound("Sound (WAV)", SoundFormat.WAV)
    FLAC = "flac", _sound("Sound (FLAC)", SoundFormat.FLAC)
    MP3 = "mp3", _sound("Sound (MP3)", SoundFormat.MP3)
    OPUS = "opus", _sound("Sound (Opus)", SoundFormat.OPUS)

    spec: FormatSpec

    def __new__(cls, value: str, spec: FormatSpec) -> Self:
        """Make a member from a row of the table."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.spec = spec
        return member

    def needs_archive(self, *, several: bool) -> bool:
        """Return whether ``several`` sessions, or one, do not fit into a single file."""
        return several and self.spec.one_session
