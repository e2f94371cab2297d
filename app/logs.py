"""The log file, whose lines never contain the words of a question or an answer.

Text of other origin cannot be trusted: SQLite's errors quote the cell that caused them, parsers
quote the line, and an exported file is named after its question. So the text of an exception is
logged only if its type is listed here; of any other exception, only the type, the name of its error
code, and the place where it was raised are logged.
"""

import copy
import errno
import logging
import os
import sqlite3
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from enum import Enum
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TextIO, cast

from mock_interviewer.app.data_folder.private_files import make_private_folder, open_private
from mock_interviewer.app.errors import DatabaseDamaged, StoreError, StoreInUse
from mock_interviewer.audio.errors import (
    AudioLibraryMissing,
    DeviceBusy,
    DeviceLost,
    DevicePermission,
    DiskFull,
    ModelError,
    NoDevice,
    RecognitionError,
    VoiceError,
)

OUR_LOGGER = "mock_interviewer"
"""The parent of all our loggers."""


_ABOUT_THE_MACHINE = (
    AudioLibraryMissing,
    DatabaseDamaged,
    DeviceBusy,
    DeviceLost,
    DevicePermission,
    DiskFull,
    ModelError,
    NoDevice,
    RecognitionError,
    StoreInUse,
    VoiceError,
)
"""Our errors whose messages name only devices, models, voices, and the data folder. Others may name
a file that a person chose, or quote a bank, a command line, or the reply of a reviewer."""


_PLAIN = (str, int, float, bool, Path, type(None))


_LONGEST_CHAIN = 20


_FIRST_FRAMES = 10


_LAST_FRAMES = 40
"""Frames kept at each end of a traceback, which infinite recursion makes long."""


class PrivateFormatter(logging.Formatter):
    """Formats records without text of other origin.

    Of another package's record, only the place is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without the exception text that another handler's formatter cached."""
        own = copy.copy(record)
        own.exc_text = None
        if not is_ours(record):
            own.msg = f"a message from {Path(record.pathname).name}, line {record.lineno}"
            own.args = None
        elif isinstance(own.msg, BaseException):
            own.msg, own.args = _in_line(own.msg), None
        elif isinstance(own.args, tuple):
            own.args = tuple(_private(each) for each in own.args)
        elif own.args:
            own.args = {key: _private(each) for key, each in own.args.items()}
        return super().format(own)

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the tracebacks of an exception and its causes, the first cause first."""
        error = ei[1]
        if error is None:
            return ""
        return "\n".join(_traced(each) for each in reversed(_causes(error)))


def is_ours(record: logging.LogRecord) -> bool:
    """Return whether this program, not a package that it uses, logged the record."""
    return record.name == OUR_LOGGER or record.name.startswith(f"{OUR_LOGGER}.")


def _private(argument: object) -> object:
    """Return a log argument with quoted content removed."""
    if isinstance(argument, BaseException):
        return _in_line(argument)
    if isinstance(argument, Enum):
        return str(argument)
    if isinstance(argument, list | tuple | set | frozenset):
        return [_private(each) for each in argument]
    return argument if isinstance(argument, _PLAIN) else f"<{type(argument).__qualname__}>"


def _in_line(error: BaseException) -> str:
    """Return an exception, the place where it was raised, and its causes in one line."""
    parts = (f"{_summary(each)}{_place_raised(each)}" for each in _causes(error))
    return ", from ".join(parts)


def _traced(error: BaseException) -> str:
    frames = [_frame(*each) for each in _frames(error)]
    if len(frames) > _FIRST_FRAMES + _LAST_FRAMES:
        omitted = f"  … {len(frames) - _FIRST_FRAMES - _LAST_FRAMES} frames …"
        frames = [*frames[:_FIRST_FRAMES], omitted, *frames[-_LAST_FRAMES:]]
    return "\n".join(["Traceback (most recent call last):", *frames, _summary(error)])


def _summary(error: BaseException) -> str:
    """Return the type, with the text or the error code if it cannot quote anything."""
    kind = type(error).__qualname__
    if isinstance(error, _ABOUT_THE_MACHINE):
        return f"{kind}: {error}"
    code = _code(error)
    return f"{kind} [{code}]" if code else kind


def _code(error: BaseException) -> str | None:
    """Return the name of the system's or SQLite's error code, if the exception has one."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno) if isinstance(error.errno, int) else None
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", None)
        known = isinstance(name, str) and name.isupper() and hasattr(sqlite3, name)
        return name if known else None
    return None


def _place_raised(error: BaseException) -> str:
    frames = list(_frames(error))
    if not frames:
        return ""
    file, line, function = frames[-1]
    return f" ({Path(file).name}, line {line}, in {function})"


def _frames(error: BaseException) -> Iterator[tuple[str, int, str]]:
    """Yield file, line, and function, but not the text of the line: the file may have changed."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield frame.f_code.co_filename, line, frame.f_code.co_name


def _frame(file: str, line: int, function: str) -> str:
    return f'  File "{file}", line {line}, in {function}'


def _causes(error: BaseException) -> list[BaseException]:
    """Return the exception, its causes, and the members of groups, each once."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _LONGEST_CHAIN:
        each = waiting.pop()
        if any(each is other for other in found):
            continue
        found.append(each)
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(reversed(each.exceptions))
        behind = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        if behind is not None:
            waiting.append(behind)
    return found


log = logging.getLogger(__name__)


LOG_NAME = "mock-interviewer.log"


FILE_BYTES = 1_000_000


OLD_FILES = 2
"""Files of FILE_BYTES kept beside the current one."""


def start_logging(folder: Path, *, level: int = logging.INFO) -> Callable[[], None]:
    """Log to a rotating file in ``folder``, mode 0600; return a function that stops it.

    Our records are logged from ``level`` on. Of other packages' records from WARNING on, and of
    Python's warnings, only the place is logged: see PrivateFormatter. Raises StoreError if the log
    cannot be written.
    """
    try:
        make_private_folder(folder)
        handler = _PrivateFile(
            folder / LOG_NAME, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise StoreError(
            f"The log in {folder} can't be written: {error.strerror}.",
            "Make it writable, or choose another folder with --data-dir.",
        ) from error
    handler.setFormatter(
        PrivateFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    )
    handler.addFilter(_is_for_the_log)
    root, ours = logging.getLogger(), logging.getLogger(OUR_LOGGER)
    before = ours.level
    ours.setLevel(level)
    root.addHandler(handler)
    shown_before = warnings.showwarning
    warnings.showwarning = _log_warning

    def stop() -> None:
        if warnings.showwarning is _log_warning:
            warnings.showwarning = shown_before
        root.removeHandler(handler)
        ours.setLevel(before)
        handler.close()

    return stop


def install_crash_hooks(on_bug: Callable[[BaseException], None]) -> Callable[[], None]:
    """Log uncaught exceptions and pass them to ``on_bug``; return a function that stops this.

    ``on_bug`` runs on the thread of the exception, which may not be the main thread. Ctrl+C is not
    a bug.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def report(error: BaseException | None, where: str) -> None:
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        log.critical("a bug %s", where, exc_info=error)
        try:
            on_bug(error)
        except Exception:
            log.exception("a bug while reporting a bug")

    def in_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            before[0](kind, error, trace)
        report(error, "in the main thread")

    def in_thread(given: threading.ExceptHookArgs) -> None:
        name = given.thread.name if given.thread else "unknown"
        report(given.exc_value, f"in the thread {name}")

    def unraisable(given: "sys.UnraisableHookArgs") -> None:
        report(given.exc_value, "where no exception can be raised")

    sys.excepthook, threading.excepthook, sys.unraisablehook = in_main, in_thread, unraisable

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return restore


def _is_for_the_log(record: logging.LogRecord) -> bool:
    return is_ours(record) or record.levelno >= logging.WARNING


def _log_warning(
    message: Warning | str,  # noqa: ARG001 - not logged: it may quote
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("%s at %s, line %d", category.__qualname__, filename, lineno)


class _PrivateFile(RotatingFileHandler):
    """Creates its files with mode 0600 whatever the umask."""

    def _open(self) -> TextIOWrapper:
        descriptor = open_private(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
        # Without a buffer: on a full disk, flushing it would fail when the log is closed or
        # rotated, where nobody could handle the error.
        file = cast("BinaryIO", FileIO(descriptor, "a"))
        return TextIOWrapper(
            file, encoding=self.encoding, errors="backslashreplace", write_through=True
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Skip a line that cannot be written: a full disk must not stop an interview."""
        if isinstance(sys.exception(), OSError):
            return
        super().handleError(record)
