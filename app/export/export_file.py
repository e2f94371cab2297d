"""Export of the selected sessions to one file or archive, whole or not at all."""

import errno
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mock_interviewer.app.data_folder.output_paths import refuse_output_path
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.temporary_files import temporary_folder, written_beside
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.export.file_names import free_stem, session_stem, take_stem
from mock_interviewer.app.export.formats import (
    ARCHIVE_SUFFIX,
    ExportFormat,
    ExportRun,
    write_export_file,
)
from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.text.formatting import counted

ReportTakes = Callable[[int], None]
"""Told, again and again, how many takes were read; what it raises ends the export."""

_STORED: Final = {".mp3", ".opus", ".flac", ".wav"}


class ExportStopped(Exception):
    """For ``tell`` to raise: the person wants no more of it."""


@dataclass(frozen=True)
class ExportResult:
    """What was written; ``left_out`` has a sentence for whatever could not be."""

    path: Path
    takes: int
    left_out: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What became of it, for people."""
        verb = "is" if self.takes == 1 else "are"
        return f"{counted(self.takes, 'take')} {verb} in {self.path}."


def check_target(target: Path, form: ExportFormat, data: DataFolder, *, several: bool) -> None:
    """Raise UsageError where an export of one session, or ``several``, cannot go to ``target``.

    Raises StoreError too, as ``refuse_output_path``.
    """
    refuse_output_path(target, data)
    archive = _is_archive(target)
    if form is ExportFormat.ANKI and archive:
        raise UsageError("An Anki deck is one file; give it a name that ends in .apkg.")
    if form.needs_archive(several=several) and not archive:
        raise UsageError(
            f"Several sessions as {form.value} are many files; "
            f"give a name that ends in {ARCHIVE_SUFFIX}."
        )


def export_sessions(
    sessions: Iterable[ExportedSession],
    form: ExportFormat,
    target: Path,
    *,
    several: bool = False,
    tell: ReportTakes = lambda _: None,
) -> ExportResult:
    """Write sessions to ``target``, private, in place of what is there, and return what it was.

    One file: sessions, or their takes, one after the other. Where its name ends in .zip, an archive
    with a file for each session, or for each take in the forms that have nothing around it.
    ``several`` makes JSON a list of sessions, be it of one. Raises StoreError where it cannot be
    written, UsageError where there is nothing in this form, and what ``tell`` raises; what was at
    ``target`` is untouched then. Blocks: not for the GUI's thread.
    """
    left = ExportRun(tell)
    watched = _counted_sessions(sessions, left)
    with (
        _refused(target),
        written_beside(target) as temporary,
        temporary_folder() as scratch,
    ):
        if _is_archive(target):
            found = _write_archive(watched, form, temporary, scratch, left)
        else:
            found = write_export_file(watched, form, temporary, scratch, left, several=several)
        if not found or not left.takes:
            raise UsageError(" ".join((_nothing(form), *left.sentences[:1])))
    return ExportResult(target, left.takes, left.sentences)


def _write_archive(
    sessions: Iterable[ExportedSession],
    form: ExportFormat,
    target: Path,
    scratch: Path,
    left: ExportRun,
) -> int:
    """Write an archive; return how many files are in it."""
    found = 0
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for kept in sessions:
            for stem, part in _portions(kept, form):
                name = free_stem(stem, taken)
                folder = scratch / "files"
                folder.mkdir()
                path = folder / f"{name}.{form.value}"
                beside = folder if form is ExportFormat.HTML else None
                if write_export_file([part], form, path, scratch, left, beside=beside):
                    found += _add(archive, folder, f"{name}/" if beside else "")
                _empty(folder)
    return found


def _portions(kept: ExportedSession, form: ExportFormat) -> Iterator[tuple[str, ExportedSession]]:
    if not form.by_take:
        yield session_stem(kept.session), kept
        return
    for take in kept.takes:
        yield take_stem(take.take, timed=True), ExportedSession(kept.session, (take,))


def _add(archive: zipfile.ZipFile, folder: Path, under: str) -> int:
    paths = sorted(folder.iterdir())
    for path in paths:
        stored = path.suffix in _STORED
        kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        archive.write(path, f"{under}{path.name}", kind)
    return len(paths)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _counted_sessions(
    sessions: Iterable[ExportedSession], left: ExportRun
) -> Iterator[ExportedSession]:
    for kept in sessions:
        left.takes += len(kept.takes)
        left.check()
        yield kept


@contextmanager
def _refused(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        temporary = Path(tempfile.gettempdir())
        if error.errno == errno.ENOSPC and _free(temporary) < _free(target.absolute().parent):
            raise StoreError(
                f"{target} cannot be written: {temporary}, where its parts are made, is full.",
                "Make room there and try again; nothing was changed.",
            ) from error
        raise StoreError(
            f"{target} cannot be written: {error.strerror or error}.",
            "Make room or choose another place; what was there before is untouched.",
        ) from error


def _free(folder: Path) -> int:
    """Return the free bytes of a folder's disk; none where it cannot be looked at."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _is_archive(target: Path) -> bool:
    return target.suffix.lower() == ARCHIVE_SUFFIX


def _nothing(form: ExportFormat) -> str:
    if form.sound is not None:
        return "There is no recording to export."
    if form.by_take:
        return "There is no transcript to export."
    return "There is nothing to export."
