import getpass
import hashlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot
from rig.other_user import IS_ROOT, OTHER, needs_root, program_of_another

from mock_interviewer.app.ui.window.single_instance import SingleInstance, instance_address

SECOND_START = """
import os, sys
from pathlib import Path
from mock_interviewer.app.ui.window.application import run_window
status = run_window(Path(sys.argv[1]))
opened = "mock_interviewer.app.ui.window.main_controller" in sys.modules
print("opened" if opened else "raised", status)
"""

A_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from mock_interviewer.app.ui.window.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print("first" if (first := instance.claim()) else "second", flush=True)
if first:
    app.exec()
"""

ANSWERS_LIKE_A_WINDOW = """
server = socket.socket(socket.AF_UNIX)
if sys.argv[2] == "bound by the person":
    server.bind(sys.argv[1])
    become_other()
else:
    become_other()
    server.bind(sys.argv[1])
    os.chmod(sys.argv[1], 0o777)
server.listen()
print("ready", flush=True)
while True:
    connection, _ = server.accept()
    connection.recv(100)
    connection.sendall(b"raised")
"""

ASKS_TO_RAISE = """
become_other()
print("ready", flush=True)
connection = socket.socket(socket.AF_UNIX)
connection.connect(sys.argv[1])
try:
    connection.sendall(b"raise token-of-another\\n")
    print(connection.recv(100) or "hung up", flush=True)
except (BrokenPipeError, ConnectionResetError):
    print("hung up", flush=True)
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has pipes")


@pytest.fixture
def short() -> Iterator[Path]:
    """Return a private folder whose path leaves room for the name of a socket."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def runtime(short: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the runtime folder of the person who runs the test, as a login makes it."""
    folder = short / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    yield instance
    instance.release()


def _address(root: Path) -> str:
    address = instance_address(root)
    assert address is not None
    return address


def _start_again(qtbot: QtBot, root: Path) -> list[str]:
    """Start the program on a data folder, and return what came of it."""
    second = subprocess.Popen(
        [sys.executable, "-c", SECOND_START, str(root)], stdout=subprocess.PIPE, text=True
    )
    qtbot.waitUntil(lambda: second.poll() is not None)
    return second.communicate()[0].split()


def test_a_second_start_raises_the_first_window_and_ends_well(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(first.raise_requested):
        assert _start_again(qtbot, tmp_path) == ["raised", "0"]


def test_another_data_folder_has_a_window_of_its_own(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_a_socket_left_by_a_kill_is_replaced_and_the_next_window_can_be_raised(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", A_WINDOW, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "first\n"
        killed.send_signal(signal.SIGKILL)
    assert stat.S_ISSOCK(os.lstat(_address(tmp_path)).st_mode)
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    with qtbot.waitSignal(instance.raise_requested):
        assert _start_again(qtbot, tmp_path) == ["raised", "0"]
    instance.release()
    assert not os.path.lexists(_address(tmp_path))


@pytest.mark.parametrize("what", ["a file", "a link to another's socket"])
def test_any_other_file_at_the_address_is_replaced(what: str, qtbot: QtBot, tmp_path: Path) -> None:
    path = Path(_address(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    theirs = QLocalServer()
    assert theirs.listen(str(elsewhere))
    if what == "a file":
        path.touch()
    else:
        path.symlink_to(elsewhere)
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    assert stat.S_ISSOCK(path.lstat().st_mode)
    assert not theirs.hasPendingConnections()
    instance.release()
    theirs.close()


def test_two_starts_at_the_same_moment_open_one_window(tmp_path: Path) -> None:
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", A_WINDOW, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    try:
        said = [start.stdout.readline() for start in starts if start.stdout is not None]
    finally:
        for start in starts:
            start.kill()
            start.communicate()
    assert sorted(said) == ["first\n", "second\n", "second\n"]


@needs_root
def test_another_user_at_the_former_address_does_not_keep_the_window_from_opening(
    qtbot: QtBot, tmp_path: Path
) -> None:
    whose = f"{getpass.getuser()}\0{tmp_path.resolve()}"
    name = f"mock-interviewer-{hashlib.sha256(whose.encode()).hexdigest()[:20]}"
    squatted = Path(QDir.tempPath()) / name
    with program_of_another(ANSWERS_LIKE_A_WINDOW, str(squatted), "bound by another"):
        try:
            instance = SingleInstance(tmp_path)
            assert instance.claim()
            with qtbot.waitSignal(instance.raise_requested):
                assert _start_again(qtbot, tmp_path) == ["raised", "0"]
            instance.release()
        finally:
            squatted.unlink()


@needs_root
def test_a_process_of_another_user_that_answers_at_our_address_is_not_trusted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    address = _address(tmp_path)
    with program_of_another(ANSWERS_LIKE_A_WINDOW, address, "bound by the person"):
        assert os.lstat(address).st_uid == os.getuid()
        instance = SingleInstance(tmp_path)
        assert instance.claim()
        with qtbot.waitSignal(instance.raise_requested):
            assert _start_again(qtbot, tmp_path) == ["raised", "0"]
        instance.release()


@needs_root
def test_another_user_who_reaches_the_window_is_not_listened_to(
    first: SingleInstance,
    qtbot: QtBot,
    tmp_path: Path,
    short: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    address = Path(_address(tmp_path))
    for opened in (short, short / "run", address.parent, address):
        opened.chmod(0o777)
    asked: list[bool] = []
    first.raise_requested.connect(lambda: asked.append(True))
    with program_of_another(ASKS_TO_RAISE, str(address)) as other:
        qtbot.waitUntil(lambda: other.poll() is not None)
        assert other.stdout is not None
        assert other.stdout.readline() == "hung up\n"
    (short / "run").chmod(0o700)
    address.parent.chmod(0o700)
    assert not asked
    assert "XDG_ACTIVATION_TOKEN" not in os.environ
    with qtbot.waitSignal(first.raise_requested):
        assert _start_again(qtbot, tmp_path) == ["raised", "0"]


def test_the_address_lies_in_the_persons_runtime_folder(tmp_path: Path, runtime: Path) -> None:
    address = Path(_address(tmp_path))
    assert address.parent == runtime / "mock-interviewer"
    assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("wrong", ["of another", "open to others", "a link", "long", "missing"])
def test_a_runtime_folder_that_is_not_private_is_not_used(
    wrong: str, short: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = short / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    named = runtime
    if wrong == "of another":
        if not IS_ROOT:
            pytest.skip("giving a folder away needs root")
        os.chown(runtime, OTHER, OTHER)
    elif wrong == "open to others":
        runtime.chmod(0o755)
    elif wrong == "a link":
        named = short / "link"
        named.symlink_to(runtime)
    elif wrong == "long":
        named = runtime / ("x" * 100)
        named.mkdir(mode=0o700)
    else:
        runtime.rmdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(named))
    assert Path(_address(short)).parent == cache / "mock-interviewer" / "window"
    assert not list(runtime.rglob("mock-interviewer"))


@needs_root
def test_a_folder_that_another_user_made_in_the_temporary_folder_is_not_used(
    qtbot: QtBot, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(short / ("x" * 100)))
    temporary = short / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    squatted = temporary / f"mock-interviewer-window-{os.getuid()}"
    squatted.mkdir(mode=0o700)
    assert Path(_address(short)).parent == squatted
    os.chown(squatted, OTHER, OTHER)
    assert instance_address(short) is None
    instance = SingleInstance(short)
    assert instance.claim()
    instance.release()
    assert not list(squatted.iterdir())


def test_a_long_data_folder_with_other_letters_can_have_a_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    root = tmp_path / ("x" * 150) / ("ü" * 50) / os.fsdecode(b"\xff")
    instance = SingleInstance(root)
    assert instance.claim()
    with qtbot.waitSignal(instance.raise_requested):
        assert _start_again(qtbot, root) == ["raised", "0"]
    instance.release()
