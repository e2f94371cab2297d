"""The log of exceptions that quote a question or an answer."""

import json
import logging
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import (
    ArchiveError,
    DatabaseDamaged,
    ReviewerError,
    StoreError,
    UsageError,
)
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.logs import LOG_NAME, PrivateFormatter, start_logging
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import BadAudioFile, DeviceLost, MachineError
from mock_interviewer.questions.errors import QuestionsError

QUOTED = "marzipan"
_ADDED = "takes.2026-01-01 Why marzipan.md"

_KINDS: dict[str, Callable[[], BaseException]] = {
    "Exception": lambda: Exception(QUOTED),
    "ValueError": lambda: ValueError(QUOTED),
    "RuntimeError": lambda: RuntimeError(QUOTED),
    "TypeError": lambda: TypeError(f"can only concatenate str, not {QUOTED}"),
    "AttributeError": lambda: AttributeError(QUOTED, name=QUOTED, obj=QUOTED),
    "NameError": lambda: NameError(QUOTED, name=QUOTED),
    "ImportError": lambda: ImportError(QUOTED, name=QUOTED, path=QUOTED),
    "MemoryError": lambda: MemoryError(QUOTED),
    "KeyError": lambda: KeyError(QUOTED),
    "ZeroDivisionError": lambda: ZeroDivisionError(QUOTED),
    "SystemExit": lambda: SystemExit(QUOTED),
    "SyntaxError": lambda: SyntaxError(QUOTED, (QUOTED, 1, 1, QUOTED)),
    "UnicodeDecodeError": lambda: UnicodeDecodeError("utf-8", QUOTED.encode(), 0, 1, QUOTED),
    "UnicodeEncodeError": lambda: UnicodeEncodeError(QUOTED, QUOTED, 0, 1, QUOTED),
    "JSONDecodeError": lambda: json.JSONDecodeError(QUOTED, QUOTED, 0),
    "OSError": lambda: OSError(5, QUOTED, QUOTED, None, QUOTED),
    "OSError without a number": lambda: OSError(QUOTED),
    "OSError with words for a number": lambda: OSError(QUOTED, QUOTED),
    "FileNotFoundError": lambda: FileNotFoundError(2, "No such file", _ADDED),
    "CalledProcessError": lambda: subprocess.CalledProcessError(1, QUOTED, QUOTED, QUOTED),
    "sqlite3.OperationalError": lambda: sqlite3.OperationalError(QUOTED),
    "sqlite3.DataError": lambda: sqlite3.DataError(QUOTED),
    "StoreError": lambda: StoreError(f"{_ADDED} cannot be written.", QUOTED),
    "ArchiveError": lambda: ArchiveError(QUOTED),
    "BadAudioFile": lambda: BadAudioFile(QUOTED),
    "MachineError": lambda: MachineError(QUOTED),
    "ReviewerError": lambda: ReviewerError(f"The server said: “{QUOTED}”."),
    "UsageError": lambda: UsageError(f"“{QUOTED}” is no date."),
    "QuestionsError": lambda: QuestionsError(QUOTED),
}
"""Exceptions that quote, by the name under which they fail."""


class _HowRaised(Enum):
    CAUSE = "as the cause"
    CONTEXT = "as what was being handled"
    MEMBER = "as a member of a group"
    NOTE = "with a note"
    ALONE = "by itself"


class _HowLogged(Enum):
    TRACEBACK = "with exc_info"
    ARGUMENT = "as an argument"
    MAPPING = "as an argument by name"
    LISTED = "in a list"
    MESSAGE = "as the message"
    HELD = "in an object"


class _Holder:
    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __repr__(self) -> str:
        return f"holder of {self.error!r}"


def _raised(error: BaseException, how: _HowRaised) -> BaseException:
    """Return the log entry for an ``error`` raised in this way."""
    error.__notes__ = [QUOTED] if how is _HowRaised.NOTE else []
    try:
        try:
            raise error  # noqa: TRY301 - it is raised to be caught
        except BaseException as caught:
            if how is _HowRaised.CAUSE:
                raise DeviceLost("The microphone went away.") from caught
            if how is _HowRaised.CONTEXT:
                raise DeviceLost("The microphone went away.")  # noqa: B904 - the point of it
            if how is _HowRaised.MEMBER:
                raise BaseExceptionGroup(QUOTED, [caught, OSError(28, QUOTED)]) from None
            raise
    except BaseException as reached:  # noqa: BLE001 - any exception counts
        return reached


def _record(error: BaseException, how: _HowLogged) -> logging.LogRecord:
    arguments: dict[_HowLogged, tuple[object, tuple[object, ...]]] = {
        _HowLogged.TRACEBACK: ("it failed", ()),
        _HowLogged.ARGUMENT: ("it failed: %s", (error,)),
        _HowLogged.MAPPING: ("it failed: %(why)r", ({"why": error},)),
        _HowLogged.LISTED: ("it failed: %s", ([error, (error,)],)),
        _HowLogged.MESSAGE: (error, ()),
        _HowLogged.HELD: ("it failed: %s", (_Holder(error),)),
    }
    message, args = arguments[how]
    given = (type(error), error, error.__traceback__) if how is _HowLogged.TRACEBACK else None
    return logging.LogRecord(
        "mock_interviewer.any",
        logging.ERROR,
        __file__,
        1,
        message,
        args,
        given,
    )


@given(
    kind=st.sampled_from(sorted(_KINDS)),
    raised=st.sampled_from(_HowRaised),
    logged=st.sampled_from(_HowLogged),
)
def test_exceptions_that_quote_people_are_logged_without_their_text(
    kind: str, raised: _HowRaised, logged: _HowLogged
) -> None:
    error = _raised(_KINDS[kind](), raised)
    line = PrivateFormatter("%(message)s").format(_record(error, logged))
    assert QUOTED not in line
    if logged is not _HowLogged.HELD:
        assert type(error).__name__ in line
        assert type(_KINDS[kind]()).__name__ in line


def test_an_error_about_the_machine_keeps_its_sentence() -> None:
    error = _raised(OSError(19, QUOTED), _HowRaised.CAUSE)
    line = PrivateFormatter("%(message)s").format(_record(error, _HowLogged.ARGUMENT))
    assert line.startswith("it failed: DeviceLost: The microphone went away. (test_log_text.py, ")
    assert ", from OSError [ENODEV] (test_log_text.py, line " in line


def test_our_own_texts_and_numbers_are_logged_unchanged() -> None:
    args = (1, 2.5, "take-1", Path("logs"), SessionState.LISTENING, None)
    record = logging.LogRecord(
        "mock_interviewer.any", logging.INFO, __file__, 1, "%d %.1f %s %s %s %s", args, None
    )
    line = PrivateFormatter("%(message)s").format(record)
    assert line == "1 2.5 take-1 logs listening None"


def test_infinite_recursion_is_logged_in_few_lines() -> None:
    def call(depth: int) -> int:
        return call(depth + 1) + 1

    with pytest.raises(RecursionError) as caught:
        call(0)
    lines = PrivateFormatter("%(message)s").format(_record(caught.value, _HowLogged.TRACEBACK))
    assert "RecursionError" in lines
    assert len(lines.splitlines()) < 60


_DAMAGE = {
    "a question that is no text": "UPDATE takes SET text = CAST(x'6d61727a6970616eff' AS TEXT)",
    "flags that are no text": "UPDATE takes SET flags = CAST(x'5b226d61727a6970616eff' AS TEXT)",
    "flags that are no JSON": "UPDATE takes SET flags = 'marzipan'",
    "a time that is none": "UPDATE takes SET started_at = 'marzipan'",
    "a transcript that is no text": (
        "UPDATE transcripts SET data = CAST(x'6d61727a6970616eff' AS TEXT)"
    ),
    "a transcript that is no JSON": "UPDATE transcripts SET data = '[marzipan'",
}


@pytest.mark.parametrize("damage", _DAMAGE.values(), ids=_DAMAGE.keys())
def test_a_damaged_row_of_a_real_library_is_not_quoted_in_the_log(
    damage: str, filled: DataFolder
) -> None:
    with Library.open(filled) as library:
        session = library.sessions()[0].id
    with closing(sqlite3.connect(filled.database)) as connection, connection:
        assert connection.execute(damage).rowcount > 0
    stop = start_logging(filled.logs)
    store = StoreThread(filled)
    store.start().exception(30)
    for work in (
        lambda library: library.takes(session),
        lambda library: library.session(session),
        lambda library: library.delete_session(session),
    ):
        store.submit(work).exception(30)
    assert store.close(30)
    stop()
    written = (filled.logs / LOG_NAME).read_text()
    assert "session" in written or "bug" in written
    assert QUOTED not in written


def test_sqlite_itself_quotes_the_cell() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError, match=QUOTED) as caught,
    ):
        connection.execute("SELECT CAST(x'6d61727a6970616eff' AS TEXT)").fetchone()
    line = PrivateFormatter("%(message)s").format(_record(caught.value, _HowLogged.ARGUMENT))
    assert QUOTED not in line


def test_a_damaged_database_is_named() -> None:
    error = DatabaseDamaged("The database library.sqlite3 is damaged.")
    line = PrivateFormatter("%(message)s").format(_record(error, _HowLogged.ARGUMENT))
    assert line == "it failed: DatabaseDamaged: The database library.sqlite3 is damaged."


def test_log_entries_of_the_library_have_source_locations(tmp_path: Path) -> None:
    stop = start_logging(tmp_path)
    try:
        (tmp_path / _ADDED / "missing").read_bytes()
    except OSError as error:
        logging.getLogger("mock_interviewer.any").warning("not read", exc_info=error)
    stop()
    written = (tmp_path / LOG_NAME).read_text()
    assert QUOTED not in written
    assert f'File "{__file__}", line ' in written
    assert "FileNotFoundError [ENOENT]" in written
