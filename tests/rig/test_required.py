import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

SKIPPED = """
import pytest

@pytest.mark.rig
def test_rig():
    pytest.skip("no PulseAudio")

def test_other():
    pytest.skip("no human speech")
"""

SKIPPED_WHOLE = "import pytest\npytest.importorskip('no_such_module')\n"


def run(folder: Path, text: str, variable: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = rig: x\n")
    (folder / "test_it.py").write_text(text)
    environment = {
        **os.environ,
        "PYTHONPATH": str(TESTS),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MOCK_INTERVIEWER_RIG": variable,
    }
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "rig.required", "-p", "no:cacheprovider"),
            *options,
            folder,
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")], ids=["here", "workers"])
def test_a_skipped_rig_test_fails_if_the_rig_is_required(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = run(tmp_path, SKIPPED, "required", *options)
    assert (
        "MOCK_INTERVIEWER_RIG=required and this was skipped: Skipped: no PulseAudio" in done.stdout
    )
    assert "1 failed, 1 skipped" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("variable", ["", "wanted"])
def test_a_rig_test_may_be_skipped_otherwise(tmp_path: Path, variable: str) -> None:
    done = run(tmp_path, SKIPPED, variable)
    assert "2 skipped" in done.stdout
    assert done.returncode == 0


def test_a_file_that_skips_itself_fails_too(tmp_path: Path) -> None:
    assert run(tmp_path, SKIPPED_WHOLE, "required").returncode != 0
