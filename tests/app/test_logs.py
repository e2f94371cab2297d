import io
import logging
import os
import stat
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rig.small_disk import small_disk

from mock_interviewer.app import logs
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.report.report import write_report
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

ASKED = "zirconium questionable"
SAID = "marzipan testimony"
ours = logging.getLogger("mock_interviewer.tests")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    stop = logs.start_logging(tmp_path, level=logging.DEBUG)
    yield tmp_path / logs.LOG_NAME
    stop()


@pytest.fixture
def bugs() -> Iterator[list[BaseException]]:
    seen: list[BaseException] = []
    restore = logs.install_crash_hooks(seen.append)
    yield seen
    restore()


def _raise(error: BaseException) -> None:
    raise error


def _whole(log: Path) -> str:
    return "".join(path.read_text() for path in log.parent.glob(f"{log.name}*"))


def test_log_entries_have_time_thread_and_location(log: Path) -> None:
    ours.debug("take %s begins", "t-1")
    line = log.read_text()
    assert "DEBUG MainThread mock_interviewer.tests: take t-1 begins" in line
    assert line.startswith("20")


def test_a_symlink_in_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    foreign = tmp_path / "letter.txt"
    foreign.write_text("dear")
    foreign.chmod(0o644)
    logged = tmp_path / "logs"
    logged.mkdir()
    (logged / logs.LOG_NAME).symlink_to(foreign)
    with pytest.raises(StoreError, match="is a link"):
        logs.start_logging(logged)
    assert foreign.read_text() == "dear"
    assert stat.S_IMODE(foreign.stat().st_mode) == 0o644


def test_other_libraries_are_logged_only_from_warnings_up(log: Path) -> None:
    talkative = logging.getLogger("faster_whisper")
    talkative.setLevel(logging.DEBUG)
    talkative.info("heard: %s", SAID)
    talkative.warning("cannot be decoded: %s", SAID)
    talkative.error(f"cannot be decoded: {SAID}")
    talkative.setLevel(logging.NOTSET)
    assert SAID not in log.read_text()
    assert len(log.read_text().splitlines()) == 2
    assert "faster_whisper: a message from test_logs.py, line" in log.read_text()


def test_a_python_warning_is_logged_with_type_and_location(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        shown = warnings.showwarning
        stop = logs.start_logging(tmp_path)
        warnings.warn(SAID, DeprecationWarning, stacklevel=1)
        stop()
        assert warnings.showwarning is shown
    written = (tmp_path / logs.LOG_NAME).read_text()
    assert SAID not in written
    assert f"DeprecationWarning at {__file__}, line" in written


def test_stopping_ends_logging(tmp_path: Path) -> None:
    stop = logs.start_logging(tmp_path)
    stop()
    logging.getLogger("mock_interviewer").warning("too late")
    assert "too late" not in (tmp_path / logs.LOG_NAME).read_text()


def test_the_log_is_private_and_bounded_regardless_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        stop = logs.start_logging(tmp_path / "logs")
        for _ in range(45):
            ours.warning("%s", "x" * 100_000)
        stop()
    finally:
        os.umask(before)
    files = sorted((tmp_path / "logs").iterdir())
    assert [path.name for path in files] == [
        "mock-interviewer.log",
        "mock-interviewer.log.1",
        "mock-interviewer.log.2",
    ]
    assert all(path.stat().st_size <= logs.FILE_BYTES for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


def test_an_unwritable_log_is_reported_at_startup(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        disk.make_read_only()
        with pytest.raises(StoreError, match="Read-only file system"):
            logs.start_logging(tmp_path / "logs")


def test_a_full_disk_only_loses_log_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path) as disk:
        stop = logs.start_logging(tmp_path)
        disk.fill()
        ours.warning("%s", "x" * 100_000)
        disk.make_room()
        ours.warning("room again")
        disk.fill()
        for _ in range(200):
            ours.warning("no room again")
        stop()
        assert "room again" in (tmp_path / logs.LOG_NAME).read_text()
    assert capsys.readouterr().err == ""


def test_a_bug_in_the_main_thread_is_logged_and_shown(log: Path, bugs: list[BaseException]) -> None:
    error = RuntimeError("boom")
    sys.excepthook(RuntimeError, error, None)
    assert bugs == [error]
    assert "CRITICAL MainThread mock_interviewer.app.logs: a bug in the main thread" in _whole(log)
    assert "RuntimeError" in _whole(log)


def test_a_bug_in_a_thread_is_logged_with_its_location_and_shown(
    log: Path, bugs: list[BaseException]
) -> None:
    thread = threading.Thread(target=_raise, args=(AttributeError("no such part"),), name="worker")
    thread.start()
    thread.join()
    assert [str(error) for error in bugs] == ["no such part"]
    assert "a bug in the thread worker" in _whole(log)
    assert "in _raise" in _whole(log)


def test_an_unraisable_exception_is_logged_and_shown(log: Path, bugs: list[BaseException]) -> None:
    class Dropped:
        def __del__(self) -> None:
            raise OSError("while going")

    Dropped()
    assert [str(error) for error in bugs] == ["while going"]
    assert "OSError" in _whole(log)


def test_ctrl_c_is_not_a_bug(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before: list[BaseException] = []
    bugs: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: before.append(error))
    restore = logs.install_crash_hooks(bugs.append)
    interrupt = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, interrupt, None)
    restore()
    assert before == [interrupt]
    assert bugs == []
    assert "a bug" not in _whole(log)


def test_a_bug_while_showing_a_bug_is_logged_too(log: Path) -> None:
    restore = logs.install_crash_hooks(lambda _: _raise(RuntimeError("the dialog is broken")))
    sys.excepthook(TypeError, TypeError("first"), None)
    restore()
    assert "TypeError" in _whole(log)
    assert "a bug while reporting a bug" in _whole(log)


def test_stopping_restores_the_hooks() -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    logs.install_crash_hooks(lambda _: None)()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_another_handler_does_not_reveal_texts_in_our_log(log: Path) -> None:
    first = logging.StreamHandler(io.StringIO())
    root = logging.getLogger()
    root.handlers.insert(0, first)
    try:
        _raise(ValueError(SAID))
    except ValueError:
        ours.exception("trouble")
    root.removeHandler(first)
    assert SAID in first.stream.getvalue()
    assert SAID not in _whole(log)


def test_questions_and_answers_never_reach_the_log(
    log: Path, tmp_path: Path, bugs: list[BaseException]
) -> None:
    data = DataFolder(tmp_path / "data")
    question = PlannedQuestion("llm", "q", ASKED, ASKED, "Section")
    plan = Plan((question,))
    word = TranscriptWord(SAID, 0, 1, 0.9)
    transcript = Transcript((TranscriptSegment(SAID, 0, 1, (word,)),), 1.0, "base")
    with Library.open(data) as library:
        session = library.create_session(plan)
        first = library.create_take(session.id, question, 1, 1)
        library.close_take(first.id, 1.0, ("gaps",))
        library.save_transcript(first.id, transcript)
        library.skip_take(library.create_take(session.id, question, 1, 2).id)
        library.create_take(session.id, question, 1, 3)
        write_report(session, library.takes(session.id), tmp_path / "report.html")
        library.end_session(session.id)
    store = StoreThread(data)
    store.start()
    quoting: list[Callable[[Library], object]] = [
        lambda _: _raise(ValueError(SAID)),
        lambda library: library.take(ASKED),
        lambda library: library.find_session(SAID),
        lambda library: library.create_take(session.id, question, SAID, 1),  # type: ignore[arg-type]  # no number
    ]
    for work in quoting:
        assert store.submit(work).exception(5) is not None
    store.submit(lambda library: library.delete_session(session.id)).result(30)
    assert store.close(30.0)
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.path.write_text(f'[sound]\nvoice_rate = "{SAID}"\n')
    settings.load()
    sys.excepthook(KeyError, KeyError(SAID), None)
    written = _whole(log)
    assert first.id in written
    assert "a bug" in written
    for private in (*ASKED.split(), *SAID.split()):
        assert private not in written
