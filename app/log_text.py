"""What may stand in a line of the log: our own words, never those of a question or an answer.

Text from elsewhere cannot be trusted: SQLite's errors quote the cell that they stumbled over, those
of parsers quote the line, and a file that was exported is named after its question. So the text of
an exception is kept only where its type is listed here; every other exception is logged by its
type, by the name of its error code, and by the place where it was raised.
"""

import copy
import errno
import logging
import sqlite3
import traceback
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import TracebackType

from mock_interviewer.app.errors import DatabaseDamaged, StoreInUse
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

OURS = "mock_interviewer"
"""The logger above all of ours."""

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
"""Errors of ours whose sentences name devices, models, voices and the data folder only. Others may
name a file that a person chose, or quote a bank, a command line or the reply of a reviewer."""

_PLAIN = (str, int, float, bool, Path, type(None))
_LONGEST_CHAIN = 20
_FIRST_FRAMES = 10
_LAST_FRAMES = 40
"""Frames kept of a traceback, which is long where a function called itself without an end."""


class PrivateFormatter(logging.Formatter):
    """Formats records without words that come from elsewhere.

    Of another package's record only its place is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without what another handler's formatter made of the exception."""
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
        """Return the tracebacks of an exception and of those behind it, the first cause first."""
        error = ei[1]
        if error is None:
            return ""
        return "\n".join(_traced(each) for each in reversed(_behind(error)))


def is_ours(record: logging.LogRecord) -> bool:
    """Return whether this program logged the record, and not a package that it uses."""
    return record.name == OURS or record.name.startswith(f"{OURS}.")


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
    """Return an exception, where it was raised and what caused it, in one line."""
    told = (f"{_summary(each)}{_raised_at(each)}" for each in _behind(error))
    return ", from ".join(told)


def _traced(error: BaseException) -> str:
    frames = [_frame(*each) for each in _frames(error)]
    if len(frames) > _FIRST_FRAMES + _LAST_FRAMES:
        left_out = f"  … {len(frames) - _FIRST_FRAMES - _LAST_FRAMES} frames …"
        frames = [*frames[:_FIRST_FRAMES], left_out, *frames[-_LAST_FRAMES:]]
    return "\n".join(["Traceback (most recent call last):", *frames, _summary(error)])


def _summary(error: BaseException) -> str:
    """Return the type, and with it the text or the code, as far as neither can quote anything."""
    kind = type(error).__qualname__
    if isinstance(error, _ABOUT_THE_MACHINE):
        return f"{kind}: {error}"
    code = _code(error)
    return f"{kind} [{code}]" if code else kind


def _code(error: BaseException) -> str | None:
    """Return the name of the system's or SQLite's error code, where the exception has one."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno) if isinstance(error.errno, int) else None
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", None)
        known = isinstance(name, str) and name.isupper() and hasattr(sqlite3, name)
        return name if known else None
    return None


def _raised_at(error: BaseException) -> str:
    frames = list(_frames(error))
    if not frames:
        return ""
    file, line, function = frames[-1]
    return f" ({Path(file).name}, line {line}, in {function})"


def _frames(error: BaseException) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and function; not the line's text, which a file may no longer hold."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield frame.f_code.co_filename, line, frame.f_code.co_name


def _frame(file: str, line: int, function: str) -> str:
    return f'  File "{file}", line {line}, in {function}'


def _behind(error: BaseException) -> list[BaseException]:
    """Return the exception, its causes and the members of groups, each once."""
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
