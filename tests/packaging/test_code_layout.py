from pathlib import Path

import pytest
from code_layout import REASONS, main, odd_sizes, shared_class_names

LONG = "x = 1\n" * 50


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for package in ("app", "audio", "questions"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "packaging").mkdir()
    (tmp_path / REASONS).write_text("[reasons]\n")
    return tmp_path


def test_a_public_class_name_used_twice_is_named_with_both_places(checkout: Path) -> None:
    (checkout / "app" / "one.py").write_text(LONG + "class Row: ...\nclass _Own: ...\n")
    (checkout / "audio" / "two.py").write_text(LONG + "class Row: ...\nclass _Own: ...\n")
    assert shared_class_names(checkout) == ["class Row is defined in app/one.py, audio/two.py"]


def test_a_small_file_needs_a_reason(checkout: Path) -> None:
    (checkout / "app" / "crumb.py").write_text("x = 1\n")
    assert [problem.split()[0] for problem in odd_sizes(checkout)] == ["app/crumb.py"]
    (checkout / REASONS).write_text('[reasons]\n"app/crumb.py" = "an entry point"\n')
    assert odd_sizes(checkout) == []


def test_a_reason_for_a_file_that_is_no_longer_small_is_reported(checkout: Path) -> None:
    (checkout / "app" / "grown.py").write_text(LONG)
    (checkout / REASONS).write_text('[reasons]\n"app/grown.py" = "an entry point"\n')
    assert odd_sizes(checkout) == [f"{REASONS} lists app/grown.py, which is not a small file"]


def test_a_file_of_more_than_450_lines_is_reported(checkout: Path) -> None:
    (checkout / "app" / "heap.py").write_text("x = 1\n" * 451)
    assert odd_sizes(checkout) == ["app/heap.py has 451 lines; split it by subject"]


def test_the_status_says_whether_anything_is_wrong(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(checkout) == 0
    (checkout / "app" / "crumb.py").write_text("x = 1\n")
    assert main(checkout) == 1
    assert "app/crumb.py" in capsys.readouterr().err
