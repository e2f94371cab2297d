"""The PDF, read by Poppler."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from rig.kept_session import ANSWER, ASKED, SAID

from mock_interviewer.app.export import pdf
from mock_interviewer.app.export.pdf import render_pdf
from mock_interviewer.app.export.selection import ExportedSession

pytestmark = [
    pytest.mark.rig,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext"),
]
ORDER_MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c"))


def _read(kept: ExportedSession, folder: Path) -> str:
    path = folder / "out.pdf"
    path.write_bytes(render_pdf([kept]))
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True, text=True
    )
    assert not told.stderr
    return " ".join(told.stdout.translate(ORDER_MARKS).split())


def test_questions_and_answers_are_read_back_unchanged(
    kept: ExportedSession, tmp_path: Path
) -> None:
    text = _read(kept, tmp_path)
    assert ASKED in text
    assert all(line in text for line in ANSWER.split("\n\n"))
    # A character missing from every font is a box.
    said = SAID.partition("注意")
    assert said[0] in text
    assert all(word in text for word in said[2].split())


def test_a_letter_missing_from_every_font_is_a_box(kept: ExportedSession, tmp_path: Path) -> None:
    first = kept.takes[0]
    named = replace(first, take=replace(first.take, name="never \U0001fbf9\U000e0fff drawn"))
    assert "never □□ drawn" in _read(replace(kept, takes=(named,)), tmp_path)


def test_without_any_font_the_pdf_is_still_written(
    kept: ExportedSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "fonts_for", lambda letters: None)
    text = _read(kept, tmp_path)
    assert ASKED in text
    assert "?????" in text
