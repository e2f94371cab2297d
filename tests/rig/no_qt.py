"""A pytest plugin that makes Qt impossible to import, to prove that the core lives without it.

pytest -p rig.no_qt -p no:pytest-qt
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

QT = frozenset({"PySide6", "shiboken6", "qtawesome"})


class NoQt:
    """Finds Qt first, and refuses it as a machine without it would."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in QT:
            raise ModuleNotFoundError(f"No module named {name!r} (kept away on purpose)", name=name)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Accept pytest-qt's settings in its absence; they would be unknown, which is an error."""
    for name in ("qt_api", "qt_log_level_fail"):
        parser.addini(name, "of pytest-qt, which is off")


def pytest_configure() -> None:
    early = sorted(QT & set(sys.modules))
    if early:
        raise pytest.UsageError(f"already imported: {early}; give also -p no:pytest-qt")
    sys.meta_path.insert(0, NoQt)


def pytest_report_header() -> str:
    return "Qt cannot be imported in this run"
