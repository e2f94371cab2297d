"""Search on the command line: what it prints for people, and what it gives scripts."""

import json
from functools import partial
from pathlib import Path

import pytest
from rig.command_line import Run, call
from rig.kept_takes import keep, new_session, question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    data = DataFolder(tmp_path_factory.mktemp("search") / "data")
    with Library.open(data) as library:
        session = new_session(library)
        takes = [
            keep(library, session, "a shared Perplexity and its measure", asked=question("p")),
            keep(library, session, "a shared café", asked=question("c", "Places", "Where?")),
            keep(library, session, None, asked=question("n", "Notes", "<b>What</b> is noted?")),
        ]
        library.marks.set(takes[1], starred=True)
        library.marks.note(takes[2], "say \x1b[31mred\x1b[0m and =1+1, تجربة 🎉")
        library.marks.rename_take(takes[2], "The \x1b]0;title\x07 one")
    return data.root, takes


@pytest.fixture
def run(kept: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, DataFolder(kept[0]), "search")


def test_json_has_the_location_highlights_and_time_of_each_answer(
    run: Run, kept: tuple[Path, list[str]]
) -> None:
    status, out, _ = run("perplexity", "measu", "--json")
    answer = json.loads(out)
    assert (status, answer["total"], answer["more"]) == (0, 1, False)
    [found] = answer["found"]
    assert found["take"] == kept[1][0]
    assert (found["bank"], found["question"], found["place"]) == ("llm", "p", "spoken")
    said = [found["snippet"][begin:end] for begin, end in found["matches"]]
    assert said == ["Perplexity", "measure"]
    # One word a second; the third is the first match.
    assert found["seconds"] == 2.0


def test_people_see_the_take_its_question_and_the_words_with_their_time(
    run: Run, kept: tuple[Path, list[str]]
) -> None:
    status, out, err = run("CAFE")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith(kept[1][1])
    assert lines[0].endswith("starred")
    assert lines[1:] == ["   Where?", "   0:02  a shared café", "", "Found 1 answer."]


def test_matches_are_bold_only_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\033" not in run("café")[1]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "a shared \033[1mcafé\033[22m" in run("café")[1]


@pytest.mark.parametrize("terminal", [False, True])
def test_notes_and_names_cannot_control_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    out = run("noted")[1] + run("say")[1]
    assert "\x1b[3" not in out
    assert "\x1b]" not in out
    assert "\x07" not in out
    assert "<b>What</b> is noted?" in out
    assert "=1+1, تجربة 🎉" in out


def test_no_match_is_status_1(run: Run) -> None:
    assert run("zebra") == (1, "No answers found.\n", "")
    status, out, _ = run("zebra", "--json")
    assert (status, json.loads(out)) == (1, {"total": 0, "more": False, "found": []})


@pytest.mark.parametrize(
    ("words", "takes"),
    [
        (["--starred"], {1}),
        (["--section", "places"], {1}),
        (["--bank", "LLM"], {0, 1}),
        (["--since", "2000-01-01", "--until", "2999-12-31"], {0, 1}),
        (["--until", "2000-01-01"], set()),
        (["--count", "1"], {1}),
    ],
)
def test_filters_limit_the_results(
    run: Run, kept: tuple[Path, list[str]], words: list[str], takes: set[int]
) -> None:
    found = json.loads(run("shared", "--json", *words)[1])["found"]
    assert {line["take"] for line in found} == {kept[1][at] for at in takes}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["?!"], "at least one word to search for"),
        (["a", "--since", "yesterday"], "yesterday isn't a valid date"),
        (["a", "--until", "2024-02-31"], "2024-02-31 isn't a valid date"),
        (["a", "--section", "Place"], 'Try "Places"'),
        (["a", "--bank", "none"], 'No answer is in the bank "none"'),
        (["a", "--count", "0"], "at least 1"),
    ],
)
def test_a_meaningless_query_is_a_usage_error(run: Run, words: list[str], sentence: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("text", ["x" * 100_000, 'a"b" OR NEAR(', "\x00", "\udcff a", "🎉", "*"])
def test_any_query_gives_results_or_an_error_line(run: Run, text: str) -> None:
    assert run(text)[0] in {0, 1, 2}
