import io
import itertools

from markdown_it import MarkdownIt
from rig.kept_session import ANSWER, ASKED, NAME, NOTE, POINT, SAID, SESSION_NAME

from mock_interviewer.app.export.markdown import write_markdown
from mock_interviewer.app.export.selection import ExportedSession


def _read(kept: ExportedSession) -> tuple[list[str], str, set[str]]:
    """Return what a CommonMark parser sees: headings, all text, and the token types."""
    file = io.StringIO()
    write_markdown([kept], file)
    tokens = MarkdownIt("commonmark").parse(file.getvalue())
    texts = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    headings = [
        "".join(child.content for child in after.children or ())
        for token, after in itertools.pairwise(tokens)
        if token.type == "heading_open"
    ]
    kinds = {child.type for token in tokens for child in token.children or ()}
    return headings, "\n".join(texts), kinds | {token.type for token in tokens}


def test_questions_answers_and_notes_are_read_back_unchanged(kept: ExportedSession) -> None:
    headings, text, _ = _read(kept)
    assert ASKED in headings
    assert SAID in text
    assert NAME in text
    assert SESSION_NAME in headings
    for line in (*NOTE.splitlines(), *ANSWER.split("\n\n")):
        assert line in text


def test_user_text_never_becomes_markup(kept: ExportedSession) -> None:
    _, _, kinds = _read(kept)
    written = {"heading_open", "paragraph_open", "bullet_list_open", "list_item_open"}
    written |= {"heading_close", "paragraph_close", "bullet_list_close", "list_item_close"}
    assert kinds <= written | {"inline", "text", "text_special", "strong_open", "strong_close"}


def test_key_points_are_listed_with_their_verdicts(kept: ExportedSession) -> None:
    _, text, _ = _read(kept)
    assert "Made It weighs the words. “=1+1 <i>it” (0:12)" in text
    assert "Not made It is cheap." in text
    assert POINT not in text
