import json
from pathlib import Path
from typing import Any

import pytest

from mock_interviewer.app import cli
from mock_interviewer.audio.recognition.models import ModelStore


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a data folder whose base model was cut short."""
    folder = tmp_path / "models" / "base"
    folder.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes(b"cut short")
    return tmp_path


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
    assert [(model["name"], model["state"]) for model in models] == [
        ("base", "to assemble"),
        ("tiny.en", "ready"),
    ]
    assert [model["english_only"] for model in models] == [False, True]
    assert not list(tmp_path.iterdir())


def test_a_person_reads_a_line_for_every_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "list", "--data-dir", str(tmp_path)]) == 0
    base, tiny = capsys.readouterr().out.splitlines()
    assert base.startswith("base (balanced), 148 MB, many languages: ready to be laid out")
    assert tiny.startswith("tiny.en (fast), 78 MB, English only: ready in ")


def test_a_damaged_model_is_named_and_the_answer_is_no(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "verify", "base", "--data-dir", str(broken)]) == 1
    said = capsys.readouterr().out
    assert "'base' is damaged: model.bin has 9 bytes" in said
    assert "--repair" in said


def test_a_damaged_model_is_named_to_scripts(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (base,) = run(capsys, broken, "verify", "base")
    assert status == 1
    assert (base["name"], base["ok"]) == ("base", False)
    assert "damaged" in base["detail"]


def test_an_unknown_model_is_bad_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "verify", "huge", "--data-dir", str(tmp_path)]) == 2
    assert "write one of: base, tiny.en" in capsys.readouterr().err


@pytest.mark.model
def test_repair_mends_a_damaged_model(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, models = run(capsys, broken, "verify", "--repair")
    assert status == 0
    assert all(model["ok"] for model in models)
    ModelStore(broken / "models").verify("base")


@pytest.mark.model
def test_sound_models_are_said_to_be_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "verify", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said == "base: every byte is right.\ntiny.en: every byte is right.\n"
