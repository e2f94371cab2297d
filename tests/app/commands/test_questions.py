import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from mock_interviewer.app.commands import questions as command
from mock_interviewer.app.commands.questions.listing import question_lines, to_json
from mock_interviewer.app.commands.shared.parser import data_dir_parser
from mock_interviewer.app.data_folder import data_folder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.questions.bank_loader import read_bank

BANK = """\
id: animals
name: Animals
version: 1.0
section: Mammals
questions:
  - id: what-is-a-cat
    text: What is a cat?
    source: {list: 1, number: 1}
    kind: technical
    rephrased: Tell me about cats.
    difficulty: 2
    vocabulary: [whiskers, {term: purr, definition: the sound of a cat, essential: true}]
    key_points:
      - id: small
        point: A cat is small.
        why: It fits through a flap.
        terms: [small, little]
        essential: true
        part: action
    follow_ups:
      - text: How small is it?
        about: [small]
        key_points: [{id: weight, point: It weighs four kilos.}]
    model_answer: |
      A cat is a small animal.

      It hunts.
    example: true
    references: [{authors: "Mouse, M.", title: On Cats, year: 1999, doi: 10.1000/1}]
    see_also: [what-is-a-dog]
  - id: what-is-a-dog
    text: What is a dog?
    source: {list: 1, number: 2}
    kind: technical
"""


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return an empty data folder that stands in for the person's own."""
    folder = tmp_path / "data"
    monkeypatch.setattr(data_folder, "default_root", lambda: folder)
    return folder


def run(*words: str) -> int:
    parser = argparse.ArgumentParser(parents=[data_dir_parser()])
    command.add(parser.add_subparsers())
    arguments = parser.parse_args(["questions", *words])
    status: int = arguments.run(arguments)
    return status


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    run(*words, "--json")
    return json.loads(capsys.readouterr().out)


def test_list_prints_all_questions_in_the_order_of_the_seed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = answer(capsys, "list")
    assert len(listed) == 158 + 25
    assert [q["bank"] for q in listed] == ["llm"] * 158 + ["behavioral-general"] * 25
    places = [(q["source"]["list"], q["source"]["number"]) for q in listed[:158]]
    assert places == sorted(places)


def test_listing_a_bank_prints_only_its_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(answer(capsys, "list", "--bank", "llm")) == 158


def test_listing_a_section_ignores_case(capsys: pytest.CaptureFixture[str]) -> None:
    listed = answer(capsys, "list", "--section", "future of llms")
    assert {q["section"] for q in listed} == {"Future of LLMs"}
    assert len(listed) == 5


def test_list_for_people_shows_sections_texts_and_ids(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--section", "Evaluation and Metrics") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Large Language Models (llm 1.0.0): 7 questions"
    assert "Evaluation and Metrics" in lines
    at = lines.index("  perplexity")
    assert lines[at + 1] == "    What is perplexity, and how is it used to evaluate LLMs?"


def test_show_prints_the_same_json_as_list(capsys: pytest.CaptureFixture[str]) -> None:
    listed = answer(capsys, "list")
    assert answer(capsys, "show", "perplexity") in listed


def test_show_for_people_lists_related_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "perplexity") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("What is perplexity, and how is it used to evaluate LLMs?\n")
    assert "See also\n  significance-of-perplexity\n" in shown


def test_json_has_the_published_keys(tmp_path: Path) -> None:
    path = tmp_path / "animals.yaml"
    path.write_text(BANK, encoding="utf-8")
    bank = read_bank(path)
    assert to_json(bank, bank.questions[0]) == {
        "bank": "animals",
        "id": "what-is-a-cat",
        "text": "What is a cat?",
        "section": "Mammals",
        "subsection": None,
        "source": {"list": 1, "number": 1},
        "kind": "technical",
        "difficulty": 2,
        "spoken": None,
        "rephrased": "Tell me about cats.",
        "vocabulary": ["whiskers", "purr"],
        "key_points": [
            {
                "id": "small",
                "point": "A cat is small.",
                "terms": ["small", "little"],
                "essential": True,
            }
        ],
        "follow_ups": [{"text": "How small is it?", "about": ["small"]}],
        "model_answer": "A cat is a small animal.\n\nIt hunts.",
        "references": [
            {"authors": "Mouse, M.", "title": "On Cats", "year": 1999, "doi": "10.1000/1"}
        ],
        "see_also": ["what-is-a-dog"],
    }


def test_show_for_people_prints_every_field_of_a_question(tmp_path: Path) -> None:
    path = tmp_path / "animals.yaml"
    path.write_text(BANK, encoding="utf-8")
    bank = read_bank(path)
    shown = "\n".join(question_lines(bank, bank.questions[0]))
    assert "technical, difficulty 2 of 5; animals, list 1, number 1" in shown
    assert "In other words\n  Tell me about cats.\n" in shown
    assert (
        "Key points\n"
        "  - A cat is small. (action, essential)\n"
        "    It fits through a flap.\n"
        "    Recognized by: small, little\n"
    ) in shown
    assert "Vocabulary\n  whiskers\n  purr: the sound of a cat" in shown
    assert "Example answer\n  A cat is a small animal.\n\n  It hunts." in shown
    assert "Follow-up questions\n  - How small is it?\n    - It weighs four kilos." in shown
    assert "References\n  - Mouse, M. (1999). On Cats. doi:10.1000/1" in shown


def test_show_for_people_counts_example_sentences_without_printing_them(tmp_path: Path) -> None:
    path = tmp_path / "animals.yaml"
    sentences = "said: [A cat fits in a bag.], mistaken: [A dog is small., Cats eat mice.]"
    path.write_text(BANK.replace("{id: weight,", f"{{id: weight, {sentences},"), encoding="utf-8")
    bank = read_bank(path)
    follow_up = bank.questions[0].follow_ups[0]
    asked = bank.questions[0].model_copy(update={"key_points": follow_up.key_points})
    shown = "\n".join(question_lines(bank, asked))
    assert ("  - It weighs four kilos.\n    Example sentences: 1; common mistakes: 2\n") in shown
    assert "fits in a bag" not in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "perplexty"), 'no question "perplexty". Try "perplexity" or'),
        (("show", "zzz"), "`mock-interviewer questions list` lists all IDs"),
        (("show", "perplexity", "--bank", "lmm"), 'no bank "lmm". Try "llm"'),
        (("show", "distill"), 'Try "model-distillation" or "knowledge-distillation" or'),
        (("list", "--section", "Evalution"), 'no section "Evalution". Try .*"Evaluation and'),
        (("list", "--section", "metrics"), 'no section "metrics". Try "Evaluation and Metrics"'),
        (("check", "no-such-file.yaml"), "no-such-file.yaml doesn't exist"),
    ],
)
def test_an_unknown_id_is_rejected_with_suggestions(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        run(*words)


def test_check_without_a_name_passes_the_included_banks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("check") == 0
    said = capsys.readouterr().out
    assert "llm 1.0.0 is valid, with 158 questions in 14 sections." in said
    assert "behavioral-general 1.0.0 is valid, with 25 questions in 5 sections." in said


def test_check_lists_each_problem_with_file_and_line_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "animals.yaml"
    path.write_text(BANK.replace("technical", "odd"), encoding="utf-8")
    assert run("check", str(path)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{path}, line 9: ")
    assert lines[1].startswith(f"{path}, line 34: ")
    assert lines[2] == f"{path}: 2 problems."


def test_check_reads_all_named_banks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(BANK, encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    checked = answer(capsys, "check", str(good), str(bad))
    assert checked["ok"] is False
    assert [bank["ok"] for bank in checked["banks"]] == [True, False]
    assert checked["banks"][0]["questions"] == 2
    (problem,) = checked["banks"][1]["problems"]
    assert (problem["file"], problem["line"]) == (str(bad), 1)


def test_check_warns_about_doubtful_sentences_and_passes_the_bank(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "animals.yaml"
    doubtful = BANK.replace("part: action", "part: action\n        said: [A cat is small]")
    path.write_text(doubtful, encoding="utf-8")
    warning = (
        'Question what-is-a-cat, key point small: "A cat is small" repeats the point; '
        "say it as a candidate would."
    )
    assert run("check", str(path)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{path}: animals 1.0 is valid, with 2 questions in 1 section.",
        f"Warning: {warning}",
    ]
    (checked,) = answer(capsys, "check", str(path))["banks"]
    assert checked["ok"] is True
    assert checked["warnings"] == [
        {
            "question": "what-is-a-cat",
            "key_point": "small",
            "warning": '"A cat is small" repeats the point',
            "remedy": "say it as a candidate would",
            "text": warning,
        }
    ]


def test_check_warns_about_rephrasings_that_repeat_the_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "animals.yaml"
    path.write_text(BANK.replace("Tell me about cats.", "What is a cat, then?"), encoding="utf-8")
    (checked,) = answer(capsys, "check", str(path))["banks"]
    (warning,) = checked["warnings"]
    assert (warning["question"], warning["key_point"]) == ("what-is-a-cat", None)
    assert warning["warning"] == "it is worded much like the question"


def test_a_broken_bank_has_no_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("", encoding="utf-8")
    assert answer(capsys, "check", str(path))["banks"][0]["warnings"] == []
