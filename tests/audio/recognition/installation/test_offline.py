"""One process alone has a way to a hub, and it is started only for a download."""

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import psutil
import pytest
from rig.downloads import PATIENCE, Told
from rig.hub import Hub, Pause
from rig.made_up_model import made_up_model
from rig.wait import wait_until

import mock_interviewer.app
import mock_interviewer.audio
import mock_interviewer.questions
from mock_interviewer.audio.processes.child import child_environment
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.installation.download import DownloadSized, HubDownload
from mock_interviewer.audio.recognition.installation.fetch_process import fetching_environment
from mock_interviewer.audio.recognition.models.store import ModelStore

HUB = Path("recognition", "hub")
STARTERS = {"run", "Popen", "call", "check_call", "check_output"}


@cache
def _sources() -> dict[Path, ast.Module]:
    """Return every module of the program, parsed, by its path."""
    packages = (mock_interviewer.app, mock_interviewer.audio, mock_interviewer.questions)
    roots = [Path(str(package.__file__)).parent for package in packages]
    paths = [path for root in roots for path in root.rglob("*.py")]
    assert len(paths) > 100
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _imported(tree: ast.Module) -> set[str]:
    """Return the top-level names of what a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module.partition(".")[0])
    return names


def test_the_hubs_library_is_imported_in_one_module_only() -> None:
    importing = {
        path.name for path, tree in _sources().items() if "huggingface_hub" in _imported(tree)
    }
    assert importing == {"hub_client.py"}


def test_the_online_environment_is_used_in_one_place_only() -> None:
    using = {
        path.name
        for path, tree in _sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "fetching_environment"
    }
    assert using == {"fetch_process.py"}


def test_every_other_process_is_started_with_the_offline_environment() -> None:
    given: set[tuple[str, str]] = set()
    for path, tree in _sources().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            module = node.func.value
            named = isinstance(module, ast.Name) and module.id == "subprocess"
            if named and node.func.attr in STARTERS:
                environment = {key.arg: ast.unparse(key.value) for key in node.keywords}.get("env")
                given.add((path.name, str(environment)))
    assert ("fetch_process.py", "fetching_environment(home)") in given
    assert {env for name, env in given if name != "fetch_process.py"} == {"child_environment()"}


def test_every_other_child_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    assert child_environment()["HF_HUB_OFFLINE"] == "1"


def test_the_fetching_process_gets_only_the_hubs_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HF_TOKEN", "HF_HUB_CACHE", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.setenv(name, "theirs")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1/")
    environment = fetching_environment(tmp_path / "home")
    assert {name: value for name, value in environment.items() if "HF_" in name} == {
        "HF_ENDPOINT": "http://127.0.0.1:1",
        "HF_HOME": str(tmp_path / "home"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    }
    assert environment["ORT_DISABLE_TELEMETRY"] == "1"
    assert not [name for name in environment if name.startswith(("HUGGING", "TRANSFORMERS"))]


def test_a_download_is_online_while_recognition_is_offline(
    hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE")
    hub.misbehave("model.bin", Pause(10))
    told = Told()
    download = HubDownload(store, "small.en", told)
    recognizer = Recognizer(store, "tiny.en", listener=lambda _event: None)
    download.start()
    told.next(DownloadSized)
    (fetching,) = psutil.Process().children()
    recognizer.start()
    try:
        wait_until(lambda: recognizer.pid is not None, PATIENCE, what="a worker is there")
        assert "HF_HUB_OFFLINE" not in fetching.environ()
        assert psutil.Process(recognizer.pid).environ()["HF_HUB_OFFLINE"] == "1"
    finally:
        recognizer.close()
        download.cancel()
        assert download.wait(PATIENCE)


LIST = """
import sys
from mock_interviewer.app import cli
from mock_interviewer.audio.recognition.installation import download, importing
assert cli.main(["models", "list", "--data-dir", sys.argv[1]]) == 0
assert not {"huggingface_hub", "faster_whisper", "httpx2", "httpx"} & sys.modules.keys()
"""


def test_the_program_itself_never_loads_the_hubs_library(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-P", "-c", LIST, str(tmp_path)], check=True)


THEIRS = """
import sys
from huggingface_hub import hf_hub_download
for name in sys.argv[2:]:
    hf_hub_download("Systran/faster-whisper-small.en", name, local_dir=sys.argv[1])
"""


def test_the_hub_of_these_tests_is_one_to_the_hubs_own_library(hub: Hub, tmp_path: Path) -> None:
    files = made_up_model()
    environment = os.environ | {"HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    del environment["HF_HUB_OFFLINE"]
    subprocess.run(
        [sys.executable, "-P", "-c", THEIRS, str(tmp_path), *files], env=environment, check=True
    )
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
