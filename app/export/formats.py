"""The formats of an export: one row for each, with the function that writes a file of it.

A format with a layout of its own has a module beside this one, which is imported when it is used.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Self, TextIO, TypeAlias

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.files.sound_file import SoundFormat, encode_sound, read_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

ARCHIVE_SUFFIX = ".zip"
"""The extension of an archive, which has a file for each session or take."""


def write_sound(
    takes: Sequence[ExportedTake],
    target: Path,
    form: SoundFormat,
    check: Callable[[], None] = lambda: None,
) -> float:
    """Write the recordings of takes one after the other; return their total length in seconds.

    ``check`` is called every few seconds of sound; an error that it raises ends the writing. Raises
    BadAudioFile if a recording cannot be read, OSError if the file cannot be written.
    """
    return encode_sound(_sound_blocks(takes, check), target, form)


def _sound_blocks(takes: Sequence[ExportedTake], check: Callable[[], None]) -> Iterator[Sound]:
    for kept in takes:
        if kept.take.recording is None:
            continue
        for block in read_blocks(existing_recording_path(kept.take.recording), SPEECH_RATE):
            check()
            yield block


@dataclass
class ExportRun:
    """The progress of an export: the takes processed so far, and what had to be omitted.

    ``report`` is called repeatedly with the number of takes, and may raise to end the export.
    """

    report: Callable[[int], None] = lambda _: None
    takes: int = 0
    missing_recordings: int = 0
    omitted: list[str] = field(default_factory=list)

    @property
    def omissions(self) -> tuple[str, ...]:
        """Sentences about omitted parts; missing recordings are only counted."""
        if not self.missing_recordings:
            return tuple(self.omitted)
        verb = "is" if self.missing_recordings == 1 else "are"
        missing = counted(self.missing_recordings, "recording")
        return (f"{missing} {verb} missing.", *self.omitted)

    def check(self) -> None:
        """Report the progress, which raises if the export is to end."""
        self.report(self.takes)

    def sound(self, takes: Sequence[ExportedTake], target: Path, form: SoundFormat) -> float:
        """Write the recordings of takes; see ``write_sound``."""
        return write_sound(takes, target, form, self.check)

    def omit(self, sentence: str) -> None:
        """Record a sentence about an omitted part."""
        self.omitted.append(sentence)

    def playable(self, kept: ExportedTake) -> bool:
        """Return whether a take has readable sound; record the reason if it should but has not."""
        if kept.take.recording is None or kept.take.duration <= 0:
            return False
        recording = existing_recording_path(kept.take.recording)
        if not recording.exists():
            self.missing_recordings += 1
            return False
        try:
            next(read_blocks(recording))
        except BadAudioFile as error:
            if str(error) not in self.omitted:
                self.omit(str(error))
            return False
        return True


@dataclass(frozen=True)
class ExportTarget:
    """The file to write.

    ``scratch`` is a folder for temporary files. ``several`` makes a format that distinguishes them
    write a list of sessions, even of one. ``beside`` is a folder for further files next to this
    one; None if everything goes into this file.
    """

    path: Path
    scratch: Path
    run: ExportRun
    several: bool = False
    beside: Path | None = None

    @contextmanager
    def open_text(self, encoding: str = "utf-8") -> Iterator[TextIO]:
        """Open the file for writing text, without translation of line ends."""
        with self.path.open("w", encoding=encoding, errors="replace", newline="") as file:
            yield file


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
