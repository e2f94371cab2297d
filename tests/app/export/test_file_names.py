import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.export.file_names import free_stem, session_stem, take_stem, whole_stem
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus

NOON = datetime(2026, 11, 26, 12, 5).astimezone()
SESSION = SessionRecord("s", "practice", NOON, None, 8, 0, 0, 0.0, style="rapid-fire")
TAKE = TakeRecord(
    id="t",
    session="s",
    bank="llm",
    question="q",
    text="What is attention?",
    section="Attention",
    position=1,
    attempt=1,
    status=TakeStatus.SAVED,
    started_at=NOON,
    duration=1.0,
    recording=None,
    flags=(),
    transcript=None,
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("What is attention?", "2026-11-26 What is attention"),
        ("TCP/IP: what is it?", "2026-11-26 TCP - IP - what is it"),
        ("C:\\Users", "2026-11-26 C - Users"),
        ("  two\nlines\t", "2026-11-26 two lines"),
        ("wait...", "2026-11-26 wait"),
        ("???", "2026-11-26 Interview"),
        ("Was heißt „Aufmerksamkeit“", "2026-11-26 Was heißt „Aufmerksamkeit“"),
    ],
)
def test_a_file_is_named_after_its_date_and_content(words: str, name: str) -> None:
    assert take_stem(replace(TAKE, text=words)) == name
    assert session_stem(replace(SESSION, name=words)) == name


def test_unnamed_sessions_are_distinguished_by_time() -> None:
    assert session_stem(SESSION) == "2026-11-26 12.05 Rapid fire"
    assert take_stem(TAKE, timed=True) == "2026-11-26 12.05 What is attention"
    assert take_stem(replace(TAKE, name="The chef")) == "2026-11-26 The chef"
    assert whole_stem(NOON) == "2026-11-26 All sessions"


def test_a_long_name_is_cut_after_a_whole_word() -> None:
    stem = take_stem(replace(TAKE, text="attention " * 30))
    assert stem == "2026-11-26" + " attention" * 10


def test_equal_names_are_numbered_regardless_of_case() -> None:
    taken: set[str] = set()
    names = [free_stem(stem, taken) for stem in ("One", "ONE", "one (2)", "Two")]
    assert names == ["One", "ONE (2)", "one (2) (2)", "Two"]


@given(st.text() | st.text('/\\:*?"<>|.- \0\n\u202eä😀', max_size=400))
def test_names_are_valid_on_every_system(words: str) -> None:
    stem = take_stem(replace(TAKE, text=words), timed=True)
    name = f"{stem}.markdown"
    assert len(name.encode()) <= 143
    assert not re.search(r'[/\\:*?"<>|]', name)
    assert not any(unicodedata.category(letter)[0] == "C" for letter in name)
    assert not stem.endswith((" ", "."))
    assert Path(name).name == name
    assert unicodedata.is_normalized("NFC", stem)
    assert re.match(r"\d{4}-\d\d-\d\d \d\d\.\d\d \S", stem)
