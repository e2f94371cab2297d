import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rig.kept_session import ASKED, NAME, SAID, SESSION_NAME

from mock_interviewer.app.export.csv_table import COLUMNS, write_table
from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.text.control_characters import without_controls

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _rows(kept: ExportedSession) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    write_table([kept], file)
    return list(csv.DictReader(io.StringIO(file.getvalue(), newline=""), strict=True))


def test_each_take_is_a_row_with_its_measurements(kept: ExportedSession) -> None:
    first, second, third = _rows(kept)
    assert tuple(first) == COLUMNS
    assert (first["points_made"], first["points"], first["starred"]) == ("1", "3", "1")
    assert float(first["coverage"]) == 2.5 / 4
    assert float(first["pace"]) == 142.4
    assert (second["follow_up"], second["coverage"], second["transcript"]) == ("1", "", "")
    assert third["status"] == "skipped"


def test_texts_that_look_like_formulas_are_quoted(kept: ExportedSession) -> None:
    first = _rows(kept)[0]
    assert first["text"] == f"'{ASKED}"
    assert first["transcript"] == f"'{SAID}"
    assert (first["name"], first["session_name"]) == (f"'{NAME}", f"'{SESSION_NAME}")


@given(note=st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_starts_a_formula_and_only_control_characters_are_lost(
    kept: ExportedSession, note: str
) -> None:
    first = kept.takes[0]
    noted = replace(first, take=replace(first.take, note=note))
    read = _rows(replace(kept, takes=(noted,)))[0]["note"]
    assert not read.startswith(_FORMULA)
    assert not read.lstrip().startswith(("=", "+", "-", "@"))
    assert read.removeprefix("'") == without_controls(note).removeprefix("'")
