import os
import stat
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_interviewer.questions.bank_loader import bank_folder, inspect_bank, load_bank, read_bank
from mock_interviewer.questions.errors import BankError

GOOD = """\
id: animals
name: Animals
version: 1.10
section: Mammals
questions:
  - id: what-is-a-cat
    text: What is a cat?
    source: {list: 1, number: 2}
    kind: technical
    difficulty: 3
    vocabulary:
      - whiskers
      - {term: purr, definition: the sound of a cat, heard_as: [per, pur], essential: yes}
    key_points:
      - {id: small, point: A cat is small., terms: [small], essential: true, weight: 2}
      - {id: hunts, point: A cat hunts.}
    follow_ups:
      - {text: How small?, about: [small]}
    model_answer: A small animal that hunts.
    references:
      - {authors: A. Author, title: On Cats, year: 1999, doi: 10.1000/1}
    see_also: [what-is-a-dog]
  - id: what-is-a-dog
    text: What is a dog?
    section: Other mammals
    source: {list: 1, number: 1}
    kind: conceptual
    see_also: [what-is-a-cat]
"""
HEADER = "id: animals\nname: Animals\nversion: 1.0\n"


def question(name: str, number: int, rest: str = "") -> str:
    return (
        f"  - id: {name}\n    text: What is {name}?\n"
        f"    source: {{list: 1, number: {number}}}\n    kind: technical\n{rest}"
    )


def section(*questions: str) -> str:
    return "section: Mammals\nquestions:\n" + "".join(questions)


def written(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.yaml").write_bytes(data)
    return folder


def only_problem(path: Path) -> BankError:
    bank, problems = inspect_bank(path)
    assert bank is None
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_bank_file_is_read_completely(tmp_path: Path) -> None:
    bank = read_bank(written(tmp_path, animals=GOOD) / "animals.yaml")
    dog, cat = bank.questions
    assert (bank.id, bank.name, bank.version) == ("animals", "Animals", "1.10")
    assert bank.sections == ("Other mammals", "Mammals")
    assert [term.term for term in cat.vocabulary] == ["whiskers", "purr"]
    assert cat.vocabulary[1].essential
    assert cat.vocabulary[1].heard_as == ("per", "pur")
    assert cat.key_points[0].weight == 2
    assert cat.difficulty == 3
    assert cat.follow_ups[0].about == ("small",)
    assert cat.references[0].year == 1999
    assert dog.see_also == ("what-is-a-cat",)


def test_questions_of_a_folder_are_in_source_order(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        bank=HEADER,
        a=section(question("third", 3), question("first", 1)),
        b=section(question("second", 2)),
    )
    assert [q.id for q in read_bank(folder).questions] == ["first", "second", "third"]


@pytest.mark.parametrize("part", ["bank", "a"])
def test_a_file_of_a_bank_folder_reads_the_whole_folder(tmp_path: Path, part: str) -> None:
    written(tmp_path, bank=HEADER, a=section(question("cat", 1)), b=section(question("dog", 2)))
    assert len(read_bank(tmp_path / f"{part}.yaml").questions) == 2


def test_a_complete_bank_file_in_a_bank_folder_is_read_alone(tmp_path: Path) -> None:
    written(tmp_path, bank=GOOD, other=GOOD.replace("Animals", "Beasts"))
    assert read_bank(tmp_path / "bank.yaml").name == "Animals"
    assert read_bank(tmp_path / "other.yaml").name == "Beasts"


FAULTS = {
    "duplicate key": ("name: Animals", "name: Animals\nname: Beasts", 3, "already used", "delete"),
    "duplicate id": ("id: what-is-a-dog", "id: what-is-a-cat", 23, "is already used in", "own"),
    "unknown key": ("kind: technical", "knid: technical", 9, "isn't a key", 'write "kind"'),
    "unknown nested key": ("terms: [small]", "size: 3", 15, "isn't a key of a key point", "why"),
    "number out of range": ("difficulty: 3", "difficulty: 9", 10, "less than or equal", "diff"),
    "number of a word": ("number: 2", "number: two", 8, "be a whole number", "number: 1"),
    "text of a list": ("text: What is a dog?", "text: [What]", 24, "is a list", "text: "),
    "list of a text": ("[what-is-a-dog]", "what-is-a-dog", 22, "be a list", "see_also: ["),
    "map of a text": ("{list: 1, number: 1}", "seed", 26, "be a map", "source: {"),
    "yes of a word": ("essential: true", "essential: perhaps", 15, "true or false", "essential"),
    "unknown kind": ("kind: conceptual", "kind: odd", 27, "'behavioral'", "kind: technical"),
    "missing kind": ("    kind: conceptual\n", "", 23, 'has no "kind"', "kind: technical"),
    "missing source number": (", number: 1}", "}", 26, 'has no "number"', "number: 1"),
    "empty text": ("text: What is a cat?", "text:", 7, "is empty", "text: What"),
    "blank text": ("text: What is a cat?", 'text: "  "', 7, "is empty", "text: What"),
    "long text": ("text: What is a cat?", f"text: {'x' * 4001}", 7, "longer than 4000", "shorten"),
    "id that is no slug": ("id: what-is-a-dog", "id: A Dog", 23, "lowercase", "id: what"),
    "dangling about": ("about: [small]", "about: [smal]", 18, "its key points", 'write "small"'),
    "dangling see_also": ("[what-is-a-dog]", "[what-is-a-dug]", 22, "no question", "a-dog"),
    "see_also to itself": ("[what-is-a-dog]", "[what-is-a-cat]", 22, "to itself", "another"),
    "see_also twice": ("[what-is-a-dog]", "[what-is-a-dog, what-is-a-dog]", 22, "twice", "delete"),
    "key point twice": ("{id: hunts,", "{id: small,", 16, "already used on line 15", "own"),
    "part of no story": ("{id: hunts,", "{id: hunts, part: act,", 16, "situation", "part: action"),
    "address of no page": (
        "doi: 10.1000/1",
        "url: javascript:alert(1)",
        21,
        "should be an address that starts with https://",
        "url: https://",
    ),
    "question of a word": ("questions:\n", "questions:\n  - cat\n", 6, "isn't a map", "- id: …"),
    "missing version": ("version: 1.10\n", "", 1, 'has no "version"', "version: 1.0"),
    "retired and not there": (
        "version: 1.10",
        "version: 1.10\nretired: [what-is-a-bat]",
        4,
        "there is no question",
        'write "what-is-a-cat"',
    ),
    "grouped and not there": (
        "version: 1.10",
        "version: 1.10\ngroups:\n  - {name: Small, questions: [what-is-a-dig, what-is-a-cat]}",
        5,
        "there is no question",
        'write "what-is-a-dog"',
    ),
    "group twice": (
        "version: 1.10",
        "version: 1.10\ngroups:\n  - {name: Small}\n  - {name: Small}",
        6,
        "another group",
        "its own name",
    ),
    "group without a name": (
        "version: 1.10",
        "version: 1.10\ngroups: [{questions: [what-is-a-cat]}]",
        4,
        'the group has no "name"',
        "name: Before Friday",
    ),
    "tag": ("kind: technical", "kind: !!python/name:os.system", 9, "tag", "delete the tag"),
    "alias": ("[what-is-a-cat]", "*x", 28, "alias", "write that part out"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_has_its_file_line_and_remedy(tmp_path: Path, fault: str) -> None:
    good, bad, line, what, remedy = FAULTS[fault]
    assert GOOD.count(good) == 1
    path = written(tmp_path, animals=GOOD.replace(good, bad)) / "animals.yaml"
    bank, problems = inspect_bank(path)
    assert bank is None
    (error,) = (problem for problem in problems if problem.line == line)
    assert error.path == path
    assert what in error.what
    assert remedy in error.remedy
    assert str(error) == f"{path}, line {line}: {error.what}; {error.remedy}."


def test_retired_questions_are_kept_apart(tmp_path: Path) -> None:
    retired = GOOD.replace("version: 1.10", "version: 1.10\nretired: [what-is-a-cat]")
    bank = read_bank(written(tmp_path, animals=retired) / "animals.yaml")
    assert [question.id for question in bank.questions] == ["what-is-a-dog"]
    assert [question.id for question in bank.retired] == ["what-is-a-cat"]


def test_all_problems_of_a_bank_are_reported(tmp_path: Path) -> None:
    faulty = GOOD.replace("kind: technical", "kind: odd").replace("year: 1999", "year: soon")
    _, problems = inspect_bank(written(tmp_path, animals=faulty) / "animals.yaml")
    assert [problem.line for problem in problems] == [9, 21]


def test_a_link_to_an_invalid_question_is_no_problem(tmp_path: Path) -> None:
    faulty = GOOD.replace("kind: technical", "kind: odd")
    assert only_problem(written(tmp_path, animals=faulty) / "animals.yaml").line == 9


def test_a_question_without_a_section_is_refused(tmp_path: Path) -> None:
    faulty = GOOD.replace("section: Mammals\n", "")
    error = only_problem(written(tmp_path, animals=faulty) / "animals.yaml")
    assert error.line == 5
    assert 'has no "section"' in error.what


def test_ids_are_unique_across_files(tmp_path: Path) -> None:
    folder = written(
        tmp_path, bank=HEADER, a=section(question("cat", 1)), b=section(question("cat", 2))
    )
    error = only_problem(folder)
    assert (error.path.name, error.line) == ("b.yaml", 3)
    assert "is already used in a.yaml, line 3" in error.what


@pytest.mark.parametrize(
    ("content", "line", "what", "remedy"),
    [
        (b"", 1, "is empty", "start it with keys"),
        (b"\xef\xbb\xbf" + GOOD.encode(), 1, "byte order mark", "UTF-8 without BOM"),
        (GOOD.encode("utf-16"), 1, "byte order mark", "UTF-8 without BOM"),
        (GOOD.replace("a cat?", "a chaté?").encode("latin-1"), 7, "byte 0xE9", "encoding UTF-8"),
        (b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", 2, "alias", "write that part out"),
        (b"questions: [" + b"[" * 50, 1, "nested", "brackets"),
        (b"a: 1\nb: \x00\n", 2, "control character", "delete it"),
        (b"a: 1\n  b: [\n", 2, "not YAML", "quote a text"),
    ],
)
def test_a_file_that_is_not_a_bank_is_refused(
    tmp_path: Path, content: bytes, line: int, what: str, remedy: str
) -> None:
    error = only_problem(written(tmp_path, bad=content) / "bad.yaml")
    assert error.line == line
    assert what in error.what
    assert remedy in error.remedy


def test_a_file_of_50_megabytes_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    error = only_problem(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than 5 MB" in error.what
    assert "split" in error.remedy
    assert peak < 20_000_000


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "can't be read" in only_problem(tmp_path / "none.yaml").what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert "isn't a regular file" in only_problem(path).what


def test_a_folder_without_a_header_is_refused(tmp_path: Path) -> None:
    error = only_problem(written(tmp_path, a=section(question("cat", 1))))
    assert "has no bank.yaml" in error.what


def test_a_folder_without_questions_is_refused(tmp_path: Path) -> None:
    assert "has no questions" in only_problem(written(tmp_path, bank=HEADER)).what


def test_a_section_file_without_questions_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, bank=HEADER, a="section: Mammals\nquestions: []\n")
    error = only_problem(folder)
    assert (error.path.name, error.line) == ("a.yaml", 2)
    assert "is empty" in error.what


def test_a_broken_file_does_not_make_links_to_it_problems(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        bank=HEADER,
        a=section(question("cat", 1, "    see_also: [dog]\n")),
        b="section: [\n",
    )
    assert only_problem(folder).path.name == "b.yaml"


def test_an_unknown_bank_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BankError, match=r'no bank "lmm"; choose one of llm'):
        load_bank("lmm")


def test_the_first_problem_is_raised(tmp_path: Path) -> None:
    path = written(tmp_path, bad="id: 1\n") / "bad.yaml"
    with pytest.raises(BankError) as caught:
        read_bank(path)
    assert caught.value.path == path


SHIPPED = (bank_folder("llm") / "future-of-llms.yaml").read_text(encoding="utf-8")
ONE_FILE = HEADER + SHIPPED


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(ONE_FILE)),
    length=st.integers(0, 40),
    put=st.text(max_size=10)
    | st.sampled_from(["[", "{", "- ", ": ", "\n", "null", "!!int ", "&a"]),
)
def test_a_damaged_bank_is_read_or_refused_in_a_sentence(
    tmp_path: Path, start: int, length: int, put: str
) -> None:
    damaged = ONE_FILE[:start] + put + ONE_FILE[start + length :]
    path = tmp_path / "damaged.yaml"
    path.write_bytes(damaged.encode("utf-8", "surrogatepass"))
    bank, problems = inspect_bank(path)
    assert (bank is None) == bool(problems)
    for problem in problems:
        assert str(problem).startswith(str(path))
        assert "\n" not in problem.what + problem.remedy
