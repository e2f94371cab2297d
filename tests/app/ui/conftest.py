import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mock_interviewer.app.ui.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what Qt's offscreen screen says of itself; it is no fault of a window."""
    noise = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(noise)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """Dress the application for one test."""
    theme = Theme(qapp)
    yield theme
    qapp.styleHints().colorSchemeChanged.disconnect(theme._system_changed)
    qapp.setStyleSheet("")
    theme.setParent(None)
