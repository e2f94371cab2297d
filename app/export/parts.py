"""One file of an export, in each of the forms."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from mock_interviewer.app.export.form import Form
from mock_interviewer.app.export.kept import KeptSession, KeptTake
from mock_interviewer.app.export.sound import write_sound
from mock_interviewer.app.export.subtitles import Cue, cues, srt, vtt
from mock_interviewer.app.terminal import visible
from mock_interviewer.app.wording import counted
from mock_interviewer.audio.encoding import SoundForm
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.flac import at_hand


@dataclass
class Left:
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

    def sound(self, takes: Sequence[KeptTake], target: Path, form: SoundForm) -> float:
        """Write the recordings of takes, as ``write_sound`` does."""
        return write_sound(takes, target, form, self.check)

    def playable(self, kept: KeptTake) -> bool:
        """Tell whether a take has sound that can be read, and keep why where it should have."""
        from mock_interviewer.audio.sound_file import read_blocks

        if kept.take.recording is None or kept.take.duration <= 0:
            return False
        recording = at_hand(kept.take.recording)
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


def write_one(
    sessions: Iterable[KeptSession],
    form: Form,
    target: Path,
    scratch: Path,
    left: Left,
    *,
    several: bool = False,
    beside: Path | None = None,
) -> bool:
    """Write one file; return whether there is anything in it.

    ``scratch`` is a folder for what is under way. Sound goes into a web page, or ``beside`` it.
    Raises OSError.
    """
    match form:
        case Form.PDF:
            from mock_interviewer.app.export.pdf import pdf_of

            target.write_bytes(pdf_of(sessions, left.check))
        case Form.HTML:
            _write_web(sessions, target, scratch if beside is None else beside, left, beside)
        case Form.ANKI:
            from mock_interviewer.app.export.anki import write_deck

            def record(kept: KeptTake, path: Path) -> bool:
                return left.playable(kept) and left.sound([kept], path, SoundForm.MP3) > 0

            return write_deck(sessions, target, scratch, record) > 0
        case Form.SRT | Form.VTT:
            shown = list(_cues(sessions))
            target.write_text(srt(shown) if form is Form.SRT else vtt(shown), "utf-8", "replace")
            return bool(shown)
        case Form.WAV | Form.FLAC | Form.MP3 | Form.OPUS:
            takes = [take for kept in sessions for take in kept.takes if left.playable(take)]
            return bool(takes) and left.sound(takes, target, SoundForm(form.value)) > 0
        case Form.MARKDOWN | Form.JSON | Form.CSV:
            _write_text(sessions, form, target, several=several)
    return True


def _write_text(
    sessions: Iterable[KeptSession], form: Form, target: Path, *, several: bool
) -> None:
    # The mark at its beginning tells spreadsheets that a table is UTF-8.
    encoding = "utf-8-sig" if form is Form.CSV else "utf-8"
    with target.open("w", encoding=encoding, errors="replace", newline="") as file:
        match form:
            case Form.MARKDOWN:
                from mock_interviewer.app.export.markdown import write_markdown

                write_markdown(sessions, file)
            case Form.CSV:
                from mock_interviewer.app.export.table import write_table

                write_table(sessions, file)
            case _:
                _write_json(sessions, file, several=several)


def _write_json(sessions: Iterable[KeptSession], file: TextIO, *, several: bool) -> None:
    from mock_interviewer.app.export.session_json import kept_session_json

    for number, kept in enumerate(sessions):
        if several:
            file.write(",\n" if number else '{"sessions": [\n')
        file.write(visible(json.dumps(kept_session_json(kept), ensure_ascii=False, indent=2)))
    file.write("\n]}\n" if several else "\n")


def _write_web(
    sessions: Iterable[KeptSession], target: Path, folder: Path, left: Left, beside: Path | None
) -> None:
    from mock_interviewer.app.export.web import placed_in, web_page

    sounds = placed_in(folder, left, whole=beside is None)
    for kept in sessions:
        target.write_bytes(web_page(kept, sounds))


def _cues(sessions: Iterable[KeptSession]) -> Iterator[Cue]:
    """Yield what was said in takes that follow one another, as their sound does in one file."""
    after = 0.0
    for kept in sessions:
        for each in kept.takes:
            take = each.take
            if take.transcript is not None:
                yield from cues(take.transcript, take.duration, after)
            after += take.duration
