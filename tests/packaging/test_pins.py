import re
from pathlib import Path

import pins
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FILES = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")

PINNED = """\
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:00
    # via
    #   mock-interviewer (pyproject.toml)
    #   soxr
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:01
    # via mock-interviewer (pyproject.toml)
pluggy==1.7.0 \\
    --hash=sha256:02
    # via pytest
"""


def text_of(name: str) -> str:
    return (ROOT / "packaging" / name).read_text(encoding="utf-8")


def test_the_pins_agree_with_pyproject(capsys: pytest.CaptureFixture[str]) -> None:
    assert (pins.main(ROOT), capsys.readouterr().out) == (0, "")


def test_valid_pins_report_no_differences() -> None:
    assert pins.differences([Requirement("numpy>=1.26")], PINNED) == []


def test_a_dependency_without_a_pin_is_reported() -> None:
    found = pins.differences([Requirement("numpy"), Requirement("soxr>=0.5")], PINNED)
    assert found == ["soxr>=0.5 is not pinned"]


def test_a_pin_outside_the_required_range_is_reported() -> None:
    assert pins.differences([Requirement("numpy>=2.5")], PINNED) == [
        "numpy>=2.5 is pinned to 2.4.6"
    ]


def test_an_unneeded_pin_is_reported() -> None:
    assert pins.differences([], PINNED) == ["numpy is pinned and no longer asked for"]


@pytest.mark.parametrize("part", ["requirements.txt", "requirements-build.txt"])
def test_the_pins_for_tests_include_those_for_running(part: str) -> None:
    assert (
        pins.pinned(text_of(part)).items() <= pins.pinned(text_of("requirements-dev.txt")).items()
    )


@pytest.mark.parametrize("name", FILES)
def test_pins_name_no_package_index(name: str) -> None:
    assert not re.search(r"://|^\s*--(?!hash)", text_of(name), re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_no_pin_depends_on_the_kernel_release(name: str) -> None:
    # pip 25 refuses to compare a release such as 6.8.0-45-generic with a version.
    assert "platform_release" not in text_of(name)
