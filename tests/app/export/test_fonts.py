from pathlib import Path

import pytest

from mock_interviewer.app.export.pdf import font_folders, fonts_for


def test_files_that_are_not_fonts_are_ignored(tmp_path: Path) -> None:
    for name in ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "unicode.otf"):
        (tmp_path / name).write_bytes(b"no font")
    (tmp_path / "Arial.ttf").mkdir()
    assert fonts_for({"a"}, (tmp_path,)) is None
    assert fonts_for({"a"}, (tmp_path / "missing",)) is None


def test_letters_missing_from_every_font_are_reported() -> None:
    if fonts_for({"a"}) is None:
        pytest.skip("no font here")
    found = fonts_for({"a", "\U000e0fff"}, font_folders())
    assert found is not None
    assert found.missing == {"\U000e0fff"}
