"""The log: what happened, never what was asked or answered."""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TextIO, cast

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.log_text import OURS, PrivateFormatter, is_ours
from mock_interviewer.app.private_files import make_private_folder, open_private

log = logging.getLogger(__name__)

LOG_NAME = "mock-interviewer.log"
FILE_BYTES = 1_000_000
OLD_FILES = 2
"""Files of FILE_BYTES kept beside the present one."""


def start_logging(folder: Path, *, level: int = logging.INFO) -> Callable[[], None]:
    """Log to a rotating file in ``folder``, mode 0600, and return what ends that.

    Ours is logged from ``level`` on. Of other packages' records from WARNING on, and of Python's
    warnings, the place is logged without the text: see ``log_text``. Raises StoreError where there
    can be no log.
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
        PrivateFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    )
    handler.addFilter(_is_for_the_log)
    root, ours = logging.getLogger(), logging.getLogger(OURS)
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
        # Without a buffer, since a full disk would refuse what is left in one when the log is
        # closed or begun again, which is in nobody's hands.
        file = cast("BinaryIO", FileIO(descriptor, "a"))
        return TextIOWrapper(
            file, encoding=self.encoding, errors="backslashreplace", write_through=True
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Do without a line that cannot be written: a full disk must not stop an interview."""
        if isinstance(sys.exception(), OSError):
            return
        super().handleError(record)
