"""The core, without Qt: everything but the window works on a machine that has no PySide6."""

import subprocess
import sys

# Runs in a process of its own: this one has imported Qt already.
_IMPORT_THE_CORE = """
import importlib
import pkgutil
import sys

import mock_interviewer.app
import mock_interviewer.audio
import mock_interviewer.questions

QT = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome"}


class NoQt:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in QT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


sys.meta_path.insert(0, NoQt)
for name in ("PySide6.QtCore", "pyqtgraph"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        continue
    sys.exit(f"{name} can be imported, so this test would prove nothing")

failures = []
core = 0
folders = list(
    (package.__name__, path)
    for package in (mock_interviewer.app, mock_interviewer.audio, mock_interviewer.questions)
    for path in package.__path__
)
while folders:
    package, path = folders.pop()
    for module in pkgutil.iter_modules([path], package + "."):
        if module.name == "mock_interviewer.app.ui" or module.name.endswith(".__main__"):
            continue
        core += 1
        try:
            imported = importlib.import_module(module.name)
        except ImportError as error:
            failures.append(f"{module.name}: {error}")
            continue
        if module.ispkg:
            folders += [(module.name, path) for path in imported.__path__]
if failures:
    sys.exit("\\n".join(failures))
print(core)
"""


def test_every_core_module_imports_where_qt_is_absent() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_THE_CORE],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100, "hardly any module was found"
