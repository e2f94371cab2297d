import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rig.downloads import PATIENCE
from rig.hub import API, Flip, Hub, Pause, Status, Vanish
from rig.made_up_model import made_up_model, write_model
from rig.spoken import speak
from rig.wer import word_error_rate

from mock_interviewer.app import cli
from mock_interviewer.app.commands import model_download, models
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.audio.recognition.installation.download import HubDownload
from mock_interviewer.audio.recognition.installation.importing import import_model
from mock_interviewer.audio.recognition.models.catalog import CATALOG
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelStore

REPOSITORY = "Systran/faster-whisper-small.en"
FILES = made_up_model()
SIZE = sum(map(len, FILES.values()))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a data folder whose base model was cut short."""
    folder = tmp_path / "models" / "base"
    folder.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes(b"cut short")
    return tmp_path


def _believed(_store: ModelStore, _name: str) -> None:
    """Replace the final verification, which a fake model would fail."""


@pytest.fixture
def _no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = partial(HubDownload, proof=_believed, waits=())
    monkeypatch.setattr(model_download, "HubDownload", fast)
    monkeypatch.setattr(models, "import_model", partial(import_model, proof=_believed))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Return a hub that has a small.en."""
    with Hub({REPOSITORY: FILES}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


def answer(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON of a successful command."""
    assert cli.main(["models", *arguments, "--json", "--data-dir", str(data)]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def run(
    capsys: pytest.CaptureFixture[str], data: Path, *arguments: str
) -> tuple[int, list[dict[str, Any]]]:
    status = cli.main(["models", *arguments, "--json", "--data-dir", str(data)])
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return status, answer


def test_the_models_are_listed_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, models = run(capsys, tmp_path, "list")
    assert status == 0
    states = {model["name"]: model["state"] for model in models}
    assert list(states)[:2] == ["base", "tiny.en"]
    assert (states.pop("base"), states.pop("tiny.en")) == ("to assemble", "ready")
    assert set(states.values()) == {"not downloaded"}
    assert [model["english_only"] for model in models][:2] == [False, True]
    assert not list(tmp_path.iterdir())


def test_people_see_a_line_for_each_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "list", "--data-dir", str(tmp_path)]) == 0
    base, tiny, *others = capsys.readouterr().out.splitlines()
    assert base.startswith("base (balanced), 148 MB, multilingual: ready to be laid out")
    assert tiny.startswith("tiny.en (fast), 78 MB, English only: ready in ")
    assert "small (better), about 486 MB, multilingual: can be downloaded" in others


def test_a_damaged_model_is_reported_with_status_1(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "verify", "base", "--data-dir", str(broken)]) == 1
    said = capsys.readouterr().out
    assert "'base' is damaged: model.bin has 9 bytes" in said
    assert "--repair" in said


def test_a_damaged_model_is_reported_as_json(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (base,) = run(capsys, broken, "verify", "base")
    assert status == 1
    assert (base["name"], base["ok"]) == ("base", False)
    assert "damaged" in base["detail"]


def test_an_unknown_model_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "verify", "huge", "--data-dir", str(tmp_path)]) == 2
    assert "Choose one of: base, tiny.en" in capsys.readouterr().err


@pytest.mark.model
def test_repair_restores_a_damaged_model(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, models = run(capsys, broken, "verify", "--repair")
    assert status == 0
    assert all(model["ok"] for model in models)
    ModelStore(broken / "models").verify("base")


@pytest.mark.model
def test_intact_models_are_reported_as_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "verify", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said == "base: verified\ntiny.en: verified\n"


@pytest.mark.usefixtures("_no_proof")
def test_the_size_of_a_download_is_printed_first(
    tmp_path: Path, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "download", "small.en", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr()
    first, *rest = said.err.splitlines()
    assert first == f"small.en from {hub.host}: 0 MB."
    assert "100 %" in rest
    assert said.out == f"The speech model small.en is ready in {tmp_path / 'models/small.en'}.\n"
    ModelStore(tmp_path / "models").verified_folder("small.en")


@pytest.mark.usefixtures("_no_proof")
def test_a_download_is_reported_as_json(
    tmp_path: Path, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "models" / "small.en")
    expected = {"name": "small.en", "path": path, "size": SIZE, "english_only": True, "new": True}
    assert answer(capsys, tmp_path, "download", "small.en") == expected
    assert answer(capsys, tmp_path, "download", "small.en") == expected | {"new": False}


@pytest.mark.usefixtures("_no_proof")
@pytest.mark.parametrize(
    ("name", "fault", "sentence"),
    [
        (API, Status(404), "does not have Systran/faster-whisper-small.en"),
        ("model.bin", Vanish(1000), "broke off. Check the connection"),
        ("model.bin", Flip(1000), "its checksum is wrong. Download it again."),
    ],
)
def test_a_failed_download_is_one_error_line(
    tmp_path: Path,
    hub: Hub,
    capsys: pytest.CaptureFixture[str],
    name: str,
    fault: Status | Vanish | Flip,
    sentence: str,
) -> None:
    hub.always(name, fault)
    assert cli.main(["models", "download", "small.en", "--data-dir", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err.splitlines()[-1]
    assert not said.out
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("_no_proof")
@pytest.mark.parametrize(("agreed", "status"), [("y", 0), ("n", 1), ("", 1)])
def test_people_confirm_a_download_once_its_size_is_known(
    tmp_path: Path,
    hub: Hub,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    agreed: str,
    status: int,
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda: agreed)
    assert cli.main(["models", "download", "small.en", "--data-dir", str(tmp_path)]) == status
    said = capsys.readouterr()
    assert said.err.splitlines()[0].endswith(": 0 MB.")
    assert bool(hub.ranges("model.bin")) is (status == 0)
    assert ("Nothing was downloaded." in said.out) is (status == 1)


def test_an_included_model_is_not_downloaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "download", "base", "--data-dir", str(tmp_path)]) == 2
    assert "comes with the program" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_ctrl_c_stops_a_download_and_keeps_the_part_received(tmp_path: Path, hub: Hub) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    command = [sys.executable, "-P", "-m", "mock_interviewer.app", "models", "download"]
    with subprocess.Popen(
        [*command, "small.en", "--data-dir", str(tmp_path)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert hub.paused.wait(PATIENCE)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "is kept. Run the same command to continue it." in said
    assert "Traceback" not in said
    assert list((tmp_path / "models" / "small.en.download" / "small.en").iterdir())


@pytest.mark.usefixtures("_no_proof")
def test_a_model_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_model(tmp_path / "source", FILES)
    said = answer(capsys, tmp_path / "data", "import", str(source), "--name", "mine")
    assert said["name"] == "mine"
    assert said["path"] == str(tmp_path / "data" / "models" / "mine")
    assert said["new"]
    _, listed = run(capsys, tmp_path / "data", "list")
    assert (listed[-1]["name"], listed[-1]["state"]) == ("mine", "ready")
    _, verified = run(capsys, tmp_path / "data", "verify")
    assert [model["name"] for model in verified] == ["base", "tiny.en", "mine"]


def test_a_failed_import_is_one_error_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_model(tmp_path / "source", FILES | {"model.bin": b"cut short"})
    command = ["models", "import", str(source), "--data-dir", str(tmp_path / "data")]
    assert cli.main(command) == 2
    assert "model.bin is" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.usefixtures("_no_proof")
def test_a_model_is_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_model(tmp_path / "source", FILES)
    assert cli.main(["models", "import", str(source), "--data-dir", str(tmp_path)]) == 0
    capsys.readouterr()
    assert answer(capsys, tmp_path, "remove", "source") == {"name": "source", "removed": True}
    assert not (tmp_path / "models" / "source").exists()
    assert cli.main(["models", "remove", "source", "--data-dir", str(tmp_path)]) == 2
    assert cli.main(["models", "remove", "small.en", "--data-dir", str(tmp_path)]) == 1


def test_a_model_in_a_package_is_not_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "remove", "tiny.en", "--data-dir", str(tmp_path)]) == 2
    assert "is part of a package" in capsys.readouterr().err


@pytest.mark.model
def test_a_real_model_is_downloaded_and_transcribes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = ModelStore(tmp_path / "unused").verified_folder("tiny.en")
    names = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
    files = {name: (real / name).read_bytes() for name in names}
    # One misheard word is a small share of so many.
    said = "The answer rests on those documents. We tried it twice, and the second time was faster."
    spoken = speak(said, tmp_path / "spoken.wav")
    with Hub({"Systran/faster-whisper-base.en": files}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        hub.misbehave("model.bin", Vanish(30_000_000))
        assert answer(capsys, tmp_path / "data", "download", "base.en")["english_only"]
        assert hub.ranges("model.bin") == [None, "bytes=30000000-"]
    command = ["transcribe", str(spoken.path), "--model", "base.en", "--json"]
    assert cli.main([*command, "--data-dir", str(tmp_path / "data")]) == 0
    heard = json.loads(capsys.readouterr().out)
    assert heard["model"] == "base.en"
    assert word_error_rate(spoken.text, heard["text"]) < 0.2


def test_recommendations_are_shown_once_the_computer_was_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, before = run(capsys, tmp_path, "list")
    assert {(model["proposed"], model["pace"]) for model in before} == {(None, None)}
    write_machine_speed(
        DataFolder(tmp_path), MachineSpeed(MachineMeasurement("base", 0.3, 4, 16_000_000_000))
    )
    _, after = run(capsys, tmp_path, "list")
    assert [model["name"] for model in after if model["proposed"]] == ["small.en"]
    paces = {model["name"]: model["pace"] for model in after}
    assert (paces["base"], paces["medium.en"], paces["large-v3"]) == ("at once", "behind", "behind")
    assert cli.main(["models", "list", "--data-dir", str(tmp_path)]) == 0
    proposed = [line for line in capsys.readouterr().out.splitlines() if "recommended" in line]
    assert len(proposed) == 1
    assert proposed[0].startswith("small.en (better)")


def test_the_recommendation_depends_on_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_machine_speed(
        DataFolder(tmp_path), MachineSpeed(MachineMeasurement("base", 2.0, 2, 16_000_000_000))
    )
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.save(settings.load().values.snapshot() | {"language": "de"})
    _, models = run(capsys, tmp_path, "list")
    assert [model["name"] for model in models if model["proposed"]] == ["tiny"]


@pytest.mark.model
def test_measuring_this_computer_saves_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, tmp_path, "measure")
    kept = read_machine_speed(DataFolder(tmp_path))
    assert kept is not None
    assert not kept.shown
    assert (said["model"], said["seconds"]) == (kept.machine.model, kept.machine.seconds)
    assert said["proposed"] in CATALOG
