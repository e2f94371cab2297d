"""Export of the selected sessions to one file or archive, completely or not at all."""

import errno
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.output_paths import refuse_output_path
from mock_interviewer.app.data_folder.temporary_files import temporary_folder, written_beside
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.export.export_run import ExportRun, ExportTarget
from mock_interviewer.app.export.file_names import free_stem, session_stem, take_stem
from mock_interviewer.app.export.formats import ARCHIVE_SUFFIX, ExportFormat
from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.audio.files.sound_file import SoundFormat

ReportTakes = Callable[[int], None]
"""Called repeatedly with the number of takes read; an error that it raises ends the export."""

_COMPRESSED: Final = {f".{form}" for form in SoundFormat}


class ExportStopped(Exception):
    """Raised by ``report`` if the person stops the export."""


@dataclass(frozen=True)
class ExportResult:
    """The file that was written; ``omitted`` has a sentence for each part that could not be."""

    path: Path
    takes: int
    omitted: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The result, for people."""
        return f"Exported {counted(self.takes, 'take')} to {self.path}."


def check_target(target: Path, form: ExportFormat, data: DataFolder, *, several: bool) -> None:
    """Raise UsageError if an export of one session, or ``several``, cannot go to ``target``.

    Also raises StoreError, like ``refuse_output_path``.
    """
    refuse_output_path(target, data)
    archive = _is_archive(target)
    if form.spec.single_file and archive:
        raise UsageError(
            f"This format is a single file. Give it a name that ends in .{form.value}."
        )
    if form.needs_archive(several=several) and not archive:
        raise UsageError(
            f"Several sessions as {form.value} need several files. "
            f"Give a name that ends in {ARCHIVE_SUFFIX}."
        )


def export_sessions(
    sessions: Iterable[ExportedSession],
    form: ExportFormat,
    target: Path,
    *,
    several: bool = False,
    report: ReportTakes = lambda _: None,
) -> ExportResult:
    """Write sessions to the private file ``target``, replacing an existing one.

    The file has the sessions, or their takes, one after the other. If its name ends in .zip, it is
    an archive with a file for each session, or for each take if the format is by take. ``several``
    makes JSON a list of sessions, even of one. Raises StoreError if it cannot be written,
    UsageError if there is nothing to export in this format, and the errors of ``report``; an
    existing file is unchanged then. Blocks: do not call it on the GUI thread.
    """
    run = ExportRun(report)
    watched = _counted_sessions(sessions, run)
    with (
        _refused(target),
        written_beside(target) as temporary,
        temporary_folder() as scratch,
    ):
        if _is_archive(target):
            found: int = _write_archive(watched, form, temporary, scratch, run)
        else:
            found = form.spec.write(watched, ExportTarget(temporary, scratch, run, several))
        if not found or not run.takes:
            raise UsageError(" ".join((_nothing(form), *run.omissions[:1])))
    return ExportResult(target, run.takes, run.omissions)


def _write_archive(
    sessions: Iterable[ExportedSession],
    form: ExportFormat,
    target: Path,
    scratch: Path,
    run: ExportRun,
) -> int:
    """Write an archive; return the number of files in it."""
    found = 0
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for kept in sessions:
            for stem, part in _portions(kept, form):
                name = free_stem(stem, taken)
                folder = scratch / "files"
                folder.mkdir()
                path = folder / f"{name}.{form.value}"
                beside = folder if form.spec.sound_beside else None
                if form.spec.write([part], ExportTarget(path, scratch, run, beside=beside)):
                    found += _add(archive, folder, f"{name}/" if beside else "")
                _empty(folder)
    return found


def _portions(kept: ExportedSession, form: ExportFormat) -> Iterator[tuple[str, ExportedSession]]:
    if not form.spec.by_take:
        yield session_stem(kept.session), kept
        return
    for take in kept.takes:
        yield take_stem(take.take, timed=True), ExportedSession(kept.session, (take,))


def _add(archive: zipfile.ZipFile, folder: Path, under: str) -> int:
    paths = sorted(folder.iterdir())
    for path in paths:
        kind = zipfile.ZIP_STORED if path.suffix in _COMPRESSED else zipfile.ZIP_DEFLATED
        archive.write(path, f"{under}{path.name}", kind)
    return len(paths)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _counted_sessions(
    sessions: Iterable[ExportedSession], run: ExportRun
) -> Iterator[ExportedSession]:
    for kept in sessions:
        run.takes += len(kept.takes)
        run.check()
        yield kept


@contextmanager
def _refused(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        temporary = Path(tempfile.gettempdir())
        if error.errno == errno.ENOSPC and _free(temporary) < _free(target.absolute().parent):
            raise StoreError(
                f"{target} can't be written: the temporary folder {temporary} is full.",
                "Free up space there and try again. Nothing was changed.",
            ) from error
        raise StoreError(
            f"{target} can't be written: {error.strerror or error}.",
            "Free up space or choose another folder. An existing file there is unchanged.",
        ) from error


def _free(folder: Path) -> int:
    """Return the free bytes on a folder's disk; 0 if it cannot be determined."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _is_archive(target: Path) -> bool:
    return target.suffix.lower() == ARCHIVE_SUFFIX


def _nothing(form: ExportFormat) -> str:
    if form.spec.sound is not None:
        return "There are no recordings to export."
    if form.spec.by_take:
        return "There are no transcripts to export."
    if form is ExportFormat.LABELS:
        return "There are no verdicts of yours to export. Change the verdict on a key point first."
    return "There is nothing to export."
