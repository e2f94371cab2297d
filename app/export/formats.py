"""The formats of an export, and how one file of each is written.

A format with a layout of its own has a module beside this one, imported when it is used.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.export.subtitles import SubtitleCue, cues, srt, vtt
from mock_interviewer.app.text.control_characters import visible
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.files.sound_file import SoundFormat, encode_sound, read_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


class ExportFormat(StrEnum):
    """A kind of file; its value is how the names of such files end."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    CSV = "csv"
    SRT = "srt"
    VTT = "vtt"
    ANKI = "apkg"
    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"
    OPUS = "opus"

    @property
    def sound(self) -> SoundFormat | None:
        """The kind of sound file that it is; None for what is read."""
        return SoundFormat(self.value) if self.value in set(SoundFormat) else None

    @property
    def words(self) -> str:
        """What it is, for people."""
        return _WORDS[self]

    @property
    def by_take(self) -> bool:
        """Whether an archive holds a file for each take: there is nothing around what was said."""
        return self.sound is not None or self in {ExportFormat.SRT, ExportFormat.VTT}

    def needs_archive(self, *, several: bool) -> bool:
        """Return whether ``several`` sessions, or one, make no single file in this form."""
        return several and (self.by_take or self is ExportFormat.HTML)


ARCHIVE_SUFFIX = ".zip"
"""How the name of a file ends that holds a file for each session or take."""


_WORDS = {
    ExportFormat.MARKDOWN: "Markdown, to read and edit",
    ExportFormat.HTML: "Web page, with sound",
    ExportFormat.PDF: "PDF, to print",
    ExportFormat.JSON: "JSON, for programs",
    ExportFormat.CSV: "Table (CSV)",
    ExportFormat.SRT: "Subtitles (SRT)",
    ExportFormat.VTT: "Subtitles (WebVTT)",
    ExportFormat.ANKI: "Anki deck, with sound",
    ExportFormat.WAV: "Sound (WAV)",
    ExportFormat.FLAC: "Sound (FLAC)",
    ExportFormat.MP3: "Sound (MP3)",
    ExportFormat.OPUS: "Sound (Opus)",
}


def write_sound(
    takes: Sequence[ExportedTake],
    target: Path,
    form: SoundFormat,
    check: Callable[[], None] = lambda: None,
) -> float:
    """Write the recordings of takes one after the other; return their seconds together.

    ``check`` is called every few seconds of sound, and what it raises ends it. Raises BadAudioFile
    where a recording cannot be read, OSError where the file cannot be written.
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
    """How many takes came by, and what had to be left out of them.

    ``tell`` is told again and again, and may raise.
    """

    tell: Callable[[int], None] = lambda _: None
    takes: int = 0
    missing: int = 0
    out: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What had to be left out; recordings that are no longer there are only counted."""
        if not self.missing:
            return tuple(self.out)
        verb = "is" if self.missing == 1 else "are"
        return (f"{counted(self.missing, 'recording')} {verb} missing.", *self.out)

    def check(self) -> None:
        """Raise what ``tell`` raises, to end it all."""
        self.tell(self.takes)

    def sound(self, takes: Sequence[ExportedTake], target: Path, form: SoundFormat) -> float:
        """Write the recordings of takes, as ``write_sound`` does."""
        return write_sound(takes, target, form, self.check)

    def leave_out(self, sentence: str) -> None:
        """Note what could not be put into the export."""
        self.out.append(sentence)

    def playable(self, kept: ExportedTake) -> bool:
        """Tell whether a take has sound that can be read, and keep why where it should have."""
        from mock_interviewer.audio.files.sound_file import read_blocks

        if kept.take.recording is None or kept.take.duration <= 0:
            return False
        recording = existing_recording_path(kept.take.recording)
        if not recording.exists():
            self.missing += 1
            return False
        try:
            next(read_blocks(recording))
        except BadAudioFile as error:
            if str(error) not in self.out:
                self.out.append(str(error))
            return False
        return True


def write_export_file(
    sessions: Iterable[ExportedSession],
    form: ExportFormat,
    target: Path,
    scratch: Path,
    left: ExportRun,
    *,
    several: bool = False,
    beside: Path | None = None,
) -> bool:
    """Write one file; return whether there is anything in it.

    ``scratch`` is a folder for what is under way. Sound goes into a web page, or ``beside`` it.
    Raises OSError.
    """
    match form:
        case ExportFormat.PDF:
            from mock_interviewer.app.export.pdf import render_pdf

            target.write_bytes(render_pdf(sessions, left.check))
        case ExportFormat.HTML:
            _write_web(sessions, target, scratch if beside is None else beside, left, beside)
        case ExportFormat.ANKI:
            from mock_interviewer.app.export.anki import write_deck

            def record(kept: ExportedTake, path: Path) -> bool:
                return left.playable(kept) and left.sound([kept], path, SoundFormat.MP3) > 0

            return write_deck(sessions, target, scratch, record) > 0
        case ExportFormat.SRT | ExportFormat.VTT:
            shown = list(_cues(sessions))
            target.write_text(
                srt(shown) if form is ExportFormat.SRT else vtt(shown), "utf-8", "replace"
            )
            return bool(shown)
        case ExportFormat.WAV | ExportFormat.FLAC | ExportFormat.MP3 | ExportFormat.OPUS:
            takes = [take for kept in sessions for take in kept.takes if left.playable(take)]
            return bool(takes) and left.sound(takes, target, SoundFormat(form.value)) > 0
        case ExportFormat.MARKDOWN | ExportFormat.JSON | ExportFormat.CSV:
            _write_text(sessions, form, target, several=several)
    return True


def _write_text(
    sessions: Iterable[ExportedSession], form: ExportFormat, target: Path, *, several: bool
) -> None:
    # The mark at its beginning tells spreadsheets that a table is UTF-8.
    encoding = "utf-8-sig" if form is ExportFormat.CSV else "utf-8"
    with target.open("w", encoding=encoding, errors="replace", newline="") as file:
        match form:
            case ExportFormat.MARKDOWN:
                from mock_interviewer.app.export.markdown import write_markdown

                write_markdown(sessions, file)
            case ExportFormat.CSV:
                from mock_interviewer.app.export.csv_table import write_table

                write_table(sessions, file)
            case _:
                _write_json(sessions, file, several=several)


def _write_json(sessions: Iterable[ExportedSession], file: TextIO, *, several: bool) -> None:
    from mock_interviewer.app.export.json_data import exported_session_json

    for number, kept in enumerate(sessions):
        if several:
            file.write(",\n" if number else '{"sessions": [\n')
        file.write(visible(json.dumps(exported_session_json(kept), ensure_ascii=False, indent=2)))
    file.write("\n]}\n" if several else "\n")


def _write_web(
    sessions: Iterable[ExportedSession],
    target: Path,
    folder: Path,
    left: ExportRun,
    beside: Path | None,
) -> None:
    from mock_interviewer.app.export.web import sound_placer, web_page

    sounds = sound_placer(folder, left, whole=beside is None)
    for kept in sessions:
        target.write_bytes(web_page(kept, sounds))


def _cues(sessions: Iterable[ExportedSession]) -> Iterator[SubtitleCue]:
    """Yield what was said in takes that follow one another, as their sound does in one file."""
    after = 0.0
    for kept in sessions:
        for each in kept.takes:
            take = each.take
            if take.transcript is not None:
                yield from cues(take.transcript, take.duration, after)
            after += take.duration
