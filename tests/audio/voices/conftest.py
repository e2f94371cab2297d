"""What the tests of voices share."""

from pathlib import Path

import pytest


@pytest.fixture
def without_speech_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put files that are no libraries in the way of the speech libraries, for any child."""
    for name in ("libespeak-ng.so.1", "libespeak.so.1"):
        (tmp_path / name).write_text("not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
