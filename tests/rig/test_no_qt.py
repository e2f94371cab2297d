import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

TRIES = """
import importlib
import pytest

@pytest.mark.parametrize("name", ["PySide6", "PySide6.QtCore", "shiboken6", "qtawesome"])
def test_no_qt(name):
    with pytest.raises(ModuleNotFoundError, match="on purpose"):
        importlib.import_module(name)

def test_others_import():
    import decimal
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(TRIES)
    ini = "[pytest]\naddopts = --strict-config\nqt_api = pyside6\nqt_log_level_fail = WARNING\n"
    (folder / "pytest.ini").write_text(ini)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "rig.no_qt", *options, folder],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("spread", [(), ("-p", "xdist", "-n", "1")], ids=["here", "workers"])
def test_qt_cannot_be_imported_and_the_rest_can(tmp_path: Path, spread: tuple[str, ...]) -> None:
    done = run(tmp_path, "-p", "no:pytest-qt", "-p", "no:cacheprovider", *spread)
    assert "5 passed" in done.stdout
    assert "Qt cannot be imported in this run" in done.stdout


def test_a_run_that_has_qt_already_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "-p", "PySide6", "-p", "no:pytest-qt").returncode != 0
