"""Custom banks on the command line."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mock_interviewer.app import cli
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.questions.bank_loader import read_bank
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.schema import BANK_SCHEMA, SECTION_SCHEMA

OUTLINE = "# Tea Interview\n\n## Leaves\n- Why tea?\n  - It warms\n- Why not coffee?\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    path = tmp_path / "tea.md"
    path.write_text(OUTLINE, "utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert cli.main(["questions", *map(str, words)]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_imported_bank_is_listed_shown_and_checked_like_any_other(
    outline: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported = answer(capsys, "import", outline, "--data-dir", data, "--json")
    kept = DataFolder.at(data).banks / "tea-interview.yaml"
    assert imported == {"bank": "tea-interview", "questions": 2, "path": str(kept)}
    listed = answer(capsys, "list", "--bank", "tea-interview", "--data-dir", data, "--json")
    assert [(q["id"], q["section"]) for q in listed] == [
        ("why-tea", "Leaves"),
        ("why-not-coffee", "Leaves"),
    ]
    shown = answer(capsys, "show", "tea-interview/why-tea", "--data-dir", data, "--json")
    assert [point["point"] for point in shown["key_points"]] == ["It warms"]
    checked = answer(capsys, "check", "--data-dir", data, "--json")
    assert checked["banks"][-1]["bank"] == "tea-interview"


def test_own_edits_are_listed_exported_and_checked(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, *_ = answer(capsys, "list", "--bank", "llm", "--data-dir", data, "--json")
    file = overlay_file(DataFolder.at(data).banks, "llm")
    file.parent.mkdir(parents=True)
    file.write_text(
        f"bank: llm\nretired: [{first['id']}]\nchanged: [{{id: {second['id']}, text: Mine?}}]\n",
        "utf-8",
    )
    listed = answer(capsys, "list", "--bank", "llm", "--data-dir", data, "--json")
    assert [question["text"] for question in listed][:1] == ["Mine?"]
    shown = answer(capsys, "show", f"llm/{first['id']}", "--data-dir", data, "--json")
    assert shown["text"] == first["text"]
    checked = answer(capsys, "check", "--data-dir", data, "--json")
    assert checked["banks"][-1]["path"] == str(file)
    out = tmp_path / "llm.yaml"
    words = ["questions", "export", "--format", "yaml", "--output", out, "--data-dir", data]
    assert cli.main([str(word) for word in words]) == 0
    assert first["id"] in {question.id for question in read_bank(out).retired}
    file.write_text("bank: llm\nretried: []\n", "utf-8")
    capsys.readouterr()
    assert cli.main(["questions", "check", "--data-dir", str(data)]) == 1
    assert f"{file}, line 2" in capsys.readouterr().out


def test_an_import_reports_what_it_added(
    outline: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["questions", "import", str(outline), "--data-dir", str(data)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        'Imported "Tea Interview" as tea-interview, with 2 questions in 1 section.\n'
    )


def test_an_import_names_the_lines_that_it_left_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tea.txt"
    path.write_text("Collected over the years.\n\n3) Why tea?\nQ4: Why milk?\n", "utf-8")
    assert cli.main(["questions", "import", str(path), "--data-dir", str(data)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == 'Imported "Tea" as tea, with 2 questions in 1 section.'
    assert said[2:] == ["Line 1 was left out: Collected over the years."]


def test_an_invalid_bank_is_rejected_with_every_problem_and_not_saved(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tea.csv"
    path.write_text("question,kind\nWhy?,hot\nWhat?,cold\n", "utf-8")
    assert cli.main(["questions", "import", str(path), "--data-dir", str(data)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{path}, line 2", f"{path}, line 3"]
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "{missing}"), "doesn't exist"),
        (("import", "{outline}", "--id", "My Tea"), 'Try "my-tea"'),
        (("import", "{outline}", "--id", "llm"), "comes with the program"),
        (("remove", "coffee"), 'You have no bank "coffee"'),
        (("export", "--bank", "coffee"), 'There is no bank "coffee"'),
        (("export", "--section", "coffee"), 'There is no section "coffee"'),
        (("export", "--output", "{missing}/sheet.md"), "There is no folder"),
    ],
)
def test_an_impossible_request_is_one_error_line_and_status_2(
    arguments: tuple[str, ...],
    sentence: str,
    outline: Path,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [word.format(missing=tmp_path / "missing", outline=outline) for word in arguments]
    assert cli.main(["questions", *filled, "--data-dir", str(data)]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_an_import_beside_an_open_window_says_that_it_is_open(
    outline: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = DataFolder.at(data)
    folder.prepare()
    with WriterLock(folder):
        assert cli.main(["questions", "import", str(outline), "--data-dir", str(data)]) == 2
    assert "is open" in capsys.readouterr().err


def test_a_removed_bank_is_no_longer_listed(
    outline: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "import", outline, "--id", "tea", "--data-dir", data, "--json")
    assert cli.main(["questions", "remove", "tea", "--data-dir", str(data)]) == 0
    listed = answer(capsys, "list", "--data-dir", data, "--json")
    assert "tea" not in {q["bank"] for q in listed}


def test_an_invalid_bank_of_the_persons_own_is_reported_and_the_others_are_listed(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = DataFolder.at(data).banks
    folder.mkdir(parents=True)
    (folder / "tea.yaml").write_text("id: tea\n", "utf-8")
    assert cli.main(["questions", "list", "--data-dir", str(data)]) == 0
    said = capsys.readouterr()
    assert "Large Language Models (llm" in said.out
    assert f'{folder / "tea.yaml"}, line 1: the file has no "name"' in said.err


@pytest.mark.parametrize(("form", "start"), [("md", "# Tea"), ("html", "<!DOCTYPE html>")])
def test_a_study_sheet_is_written_to_the_given_path(
    form: str, start: str, outline: Path, data: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"sheet.{form}"
    common = ["--data-dir", str(data)]
    assert cli.main(["questions", "import", str(outline), *common]) == 0
    wanted = ["--bank", "tea-interview", "--section", "leaves", "--format", form]
    assert cli.main(["questions", "export", *wanted, "--output", str(target), *common]) == 0
    page = target.read_text("utf-8")
    assert page.startswith(start)
    assert "Why tea?" in page


def test_an_exported_bank_can_be_edited_and_imported_again(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--data-dir", str(data)]
    wanted = ["--bank", "llm", "--section", "Future of LLMs", "--format", "yaml"]
    capsys.readouterr()
    assert cli.main(["questions", "export", *wanted, *common]) == 0
    path = tmp_path / "future.yaml"
    path.write_text(capsys.readouterr().out, "utf-8")
    assert read_bank(path).sections == ("Future of LLMs",)
    imported = answer(capsys, "import", path, "--id", "future", *common, "--json")
    assert imported["questions"] == 5


def test_an_archive_can_be_imported(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tea.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tea.md", OUTLINE)
    imported = answer(capsys, "import", path, "--data-dir", data, "--json")
    assert imported["bank"] == "tea-interview"


@pytest.mark.parametrize(
    ("words", "published"), [((), BANK_SCHEMA), (("--section",), SECTION_SCHEMA)]
)
def test_the_printed_schema_is_the_published_one(
    words: tuple[str, ...], published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "schema", *words) == json.loads(published.read_text("utf-8"))
