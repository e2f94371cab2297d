"""A running export: where it goes, how far it is, and what it had to omit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from mock_interviewer.app.export.selection import ExportedTake
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.files.sound_file import SoundFormat, encode_sound, read_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


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
