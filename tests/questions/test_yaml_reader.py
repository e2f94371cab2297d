import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mock_interviewer.questions import yaml_reader
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.yaml_reader import line_of, parse_map

HERE = Path("here.yaml")
PARSERS = sorted({yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}, key=str)


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__, scope="module")
def either_parser(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "_LOADER", request.param)
        yield


pytestmark = pytest.mark.usefixtures("either_parser")


def refusal(text: str) -> BankError:
    with pytest.raises(BankError) as caught:
        parse_map(text, HERE)
    return caught.value


def test_scalars_keep_their_text() -> None:
    root = parse_map("a: no\nb: 1.10\nc: 2017-01-01\nd: 0x1F\ne: 'null'\n", HERE)
    assert root == {"a": "no", "b": "1.10", "c": "2017-01-01", "d": "0x1F", "e": "null"}


def test_an_empty_value_is_none() -> None:
    assert parse_map("a:\nb: null\nc: ~\n", HERE) == {"a": None, "b": None, "c": None}


def test_values_know_their_lines() -> None:
    root = parse_map("a: 1\nb:\n  - c: 2\n    d: [x,\n      y]\n", HERE)
    assert line_of(root, "a") == 1
    assert line_of(root, "b") == 2
    assert line_of(root, "b", 0, "d") == 4
    assert line_of(root, "b", 0, "d", 1) == 5


def test_the_line_of_a_missing_value_is_that_of_its_parent() -> None:
    root = parse_map("a: 1\nb:\n  - c: 2\n", HERE)
    assert line_of(root, "b", 0, "missing") == 3
    assert line_of(root, "b", 7) == 2
    assert line_of(root, "a", "deeper", 0) == 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("- a\n- b\n", 1, "does not start with a key"),
        ("just words\n", 1, "does not start with a key"),
        ("a: 1\nb: 2\na: 3\n", 3, "is already used on line 1"),
        ("a: 1\nb: {c: 1, c: 2}\n", 2, "is already used on line 2"),
        ("a: 1\n[x, y]: 2\n", 2, "a key must be a word"),
        ("a: &x [1]\nb: *x\n", 2, "alias"),
        ("a: &x [*x]\n", 1, "alias"),
        ("a: &a {x: 1}\n<<: *a\n", 2, "alias"),
        ("a: 1\nb: !!python/object/apply:os.system [true]\n", 2, "tag"),
        ("a: !!str 1\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: {c: 2\n", 3, "not YAML"),
        ("a: 1\nb: c: 2\n", 2, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: 1\nb: \x00\n", 2, "control character U+0000"),
        ("a: 1\nb: \x1b[31m\n", 2, "control character U+001B"),
        ("a: " + "[" * 100 + "]" * 100, 1, "nested"),
    ],
)
def test_an_error_names_its_line(text: str, line: int, what: str) -> None:
    error = refusal(text)
    assert error.line == line
    assert what in error.what


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    layers = "".join(
        f"k{layer}: &a{layer} [{', '.join([f'*a{layer - 1}'] * 9)}]\n" for layer in range(1, 30)
    )
    assert "alias" in refusal(f"k0: &a0 [x]\n{layers}").what


def test_a_million_brackets_are_refused_at_once() -> None:
    assert refusal("a: " + "[" * 1_000_000).line == 1


def test_a_tag_cannot_run_anything(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    refusal(f'a: !!python/object/apply:pathlib.Path.touch ["{mark}"]\n')
    assert not mark.exists()


YAML_LIKE = st.text(alphabet=st.sampled_from("ab01:-[]{}&*!#|>%@`'\"\\,?~<. \n\tLxU\x85\ufeff"))


@given(text=st.text() | YAML_LIKE)
@example(text="%YAML 1." + "9" * 5000 + "\n---\na: 1")
@example(text='a: "\\UFFFFFFFF"')
@example(text='"\\uD800": 1')
@example(text='a: "\\uD800"')
@example(text="? ")
@example(text="!")
def test_no_text_raises_anything_but_a_bank_error(text: str) -> None:
    with contextlib.suppress(BankError):
        assert all(isinstance(key, str) for key in parse_map(text, HERE))
