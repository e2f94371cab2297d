"""The log: what happened, never what was asked or answered."""

import copy
import logging
import os
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.private_files import PRIVATE_FILE, make_private_folder
from mock_interviewer.audio.errors import MachineError

log = logging.getLogger(__name__)

LOG_NAME = "mock-interviewer.log"
FILE_BYTES = 1_000_000
OLD_FILES = 2
"""Files of FILE_BYTES kept beside the present one."""

_OURS = "mock_interviewer"
_QUOTE_NO_DATA = (
    MachineError,
    OSError,
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    RuntimeError,
    TypeError,
)
"""Exceptions whose messages name files, functions and types. Others, such as KeyError, ValueError
and what pydantic raises, repeat the data they stumbled over, and that may be an answer."""


def start_logging(folder: Path, *, level: int = logging.INFO) -> Callable[[], None]:
    """Log to a rotating file in ``folder``, mode 0600, and return what ends that.

    Ours is logged from ``level`` on; other packages, and Python's warnings, from WARNING on: what
    they say below that may quote what was said. Raises StoreError where there can be no log.
    """
    try:
        make_private_folder(folder)
        handler = _PrivateFile(
            folder / LOG_NAME, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise StoreError(
            f"The log in {folder} cannot be written: {error.strerror}.",
            "Make it writable, or choose another folder with --data-dir.",
        ) from error
    handler.setFormatter(
        _Discreet("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    )
    handler.addFilter(_is_for_the_log)
    root, ours = logging.getLogger(), logging.getLogger(_OURS)
    before = ours.level
    ours.setLevel(level)
    root.addHandler(handler)
    logging.captureWarnings(capture=True)

    def stop() -> None:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)
        ours.setLevel(before)
        handler.close()

    return stop


def install_crash_hooks(on_bug: Callable[[BaseException], None]) -> Callable[[], None]:
    """Log each exception that nobody caught and hand it to ``on_bug``; returns what ends that.

    ``on_bug`` runs on the thread of the exception, which need not be the main one. Ctrl+C is no
    bug.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def report(error: BaseException | None, where: str) -> None:
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        log.critical("a bug %s", where, exc_info=error)
        try:
            on_bug(error)
        except Exception:
            log.exception("a bug while a bug was shown")

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
        report(given.exc_value, "where none can be raised")

    sys.excepthook, threading.excepthook, sys.unraisablehook = in_main, in_thread, unraisable

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return restore


def _is_for_the_log(record: logging.LogRecord) -> bool:
    ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
    return ours or record.levelno >= logging.WARNING


class _PrivateFile(RotatingFileHandler):
    """Creates its files with mode 0600 whatever the umask."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(
            self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE
        )
        Path(self.baseFilename).chmod(PRIVATE_FILE)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Do without a line that cannot be written: a full disk must not stop an interview."""
        if isinstance(sys.exception(), OSError):
            return
        super().handleError(record)


class _Discreet(logging.Formatter):
    """Tells where an exception arose, and its message only if that cannot quote an answer."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without what another handler's formatter made of the exception."""
        own = copy.copy(record)
        own.exc_text = None
        if isinstance(own.args, tuple):
            own.args = tuple(_discreet(each) for each in own.args)
        elif own.args:
            own.args = {key: _discreet(each) for key, each in own.args.items()}
        return super().format(own)

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the traceback of an exception and of those behind it, the first cause first."""
        error = ei[1]
        if error is None:
            return ""
        return "\n".join(_told(each) for each in reversed(_chain(error)))


def _chain(error: BaseException) -> list[BaseException]:
    """Return the exception and its causes, each once."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or (
            None if following.__suppress_context__ else following.__context__
        )
    return chain


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{_message(error)}"


def _discreet(argument: object) -> object:
    return _message(argument) if isinstance(argument, BaseException) else argument


def _message(error: BaseException) -> str:
    kind = type(error).__qualname__
    return f"{kind}: {error}" if isinstance(error, _QUOTE_NO_DATA) else kind
