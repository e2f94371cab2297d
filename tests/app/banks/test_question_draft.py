"""The draft file of an unsaved question."""

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_interviewer.app.banks.question_draft import QuestionDraft, read_draft, write_draft

WRITTEN = QuestionDraft(
    "llm", "what-is-attention", {"text": "Why “tea”?", "key_points": [{"point": "a"}]}
)


def test_a_draft_is_a_private_file_and_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "data" / "draft.json"
    write_draft(file, WRITTEN)
    assert read_draft(file) == WRITTEN
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_writing_no_draft_deletes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    write_draft(file, WRITTEN)
    write_draft(file, None)
    write_draft(file, None)
    assert read_draft(file) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"bank": "llm", "question": "", "bank_name": "", "fields": {"key_points": "a"}}',
        '{"bank": "llm", "question": "", "bank_name": "", "fields": {"text": 3}}',
        '{"bank": "llm", "question": "", "bank_name": "", "fields": {"key_points": null}}',
        '{"bank": "llm", "question": "", "bank_name": "", "fields": {"see_also": [3]}}',
        '{"bank": "b", "question": "", "bank_name": "", "fields": {"key_points": [{"why": []}]}}',
        '{"bank":"b","question":"","bank_name":"","fields":{"follow_ups":[{"key_points":[{"weight":"x"}]}]}}',
        '{"bank": 3, "question": "", "bank_name": "", "fields": {}}',
    ],
)
def test_a_file_that_is_not_a_draft_is_renamed(tmp_path: Path, content: str) -> None:
    file = tmp_path / "draft.json"
    file.write_text(content, "utf-8")
    assert read_draft(file) is None
    assert (tmp_path / "draft.broken-1.json").read_text("utf-8") == content


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    max_examples=40,
)
@given(content=st.binary(max_size=200))
def test_any_file_is_a_draft_or_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(content)
    assert read_draft(file) is None
    assert not file.exists()
