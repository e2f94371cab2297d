from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.interview.caption import (
    CaptionPassage,
    CaptionView,
    break_paragraphs,
    final_passage,
    live_passage,
    remark_passage,
)
from mock_interviewer.app.ui.shared.transcript_style import faint_color
from mock_interviewer.app.ui.style.colors import TEXT_CONTRAST, contrast_ratio, roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

SENTENCE = "A model learns the next word from all that came before it."
HALF_AN_HOUR = " ".join([SENTENCE] * 420)
"""Some 5 000 words."""
MANY_LINES = " ".join([SENTENCE] * 60)

ONE_LINE = "This sentence has just under sixty characters, as one sees. "
SENTENCES = (ONE_LINE * 40).strip()
UNPUNCTUATED = ("and then " * 400).strip()

texts = st.lists(st.sampled_from(["so", "a", "model", "learns.", "Why?", '"No."', "x" * 30])).map(
    " ".join
)


@pytest.fixture
def caption(qtbot: QtBot, look: Theme) -> Iterator[CaptionView]:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    made = CaptionView()
    qtbot.addWidget(made)
    made.resize(500, 120)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def changes(caption: CaptionView) -> list[tuple[int, int, int]]:
    """Return the changes of the document: position, characters removed, characters added."""
    seen: list[tuple[int, int, int]] = []

    def changed(at: int, removed: int, added: int) -> None:
        seen.append((at, removed, added))

    caption.document().contentsChange.connect(changed)
    return seen


def look_at(caption: CaptionView, word: str) -> QTextCharFormat:
    cursor = caption.document().find(word, 0)
    assert not cursor.isNull(), word
    return cursor.charFormat()


def at_end(caption: CaptionView) -> bool:
    bar = caption.verticalScrollBar()
    return bar.value() == bar.maximum() > 0


def wheel(caption: CaptionView, steps: int) -> None:
    viewport = caption.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_only_the_draft_is_muted(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe")
    assert caption.text == "It is maybe …"
    assert look_at(caption, "is").foreground().color() == roles().text
    assert look_at(caption, "maybe").foreground().color() == roles().text_muted


def test_a_draft_that_becomes_final_changes_color_in_place(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe so")
    before = caption.document().find("maybe").selectionStart()
    caption.show_live("It is maybe", "so")
    assert caption.document().find("maybe").selectionStart() == before
    assert look_at(caption, "maybe").foreground().color() == roles().text
    assert look_at(caption, "so").foreground().color() == roles().text_muted


def test_a_new_draft_replaces_only_the_old_draft(
    caption: CaptionView, changes: list[tuple[int, int, int]]
) -> None:
    caption.show_live(HALF_AN_HOUR, "and an other thing")
    changes.clear()
    caption.show_live(HALF_AN_HOUR, "and another thing is")
    ((at, removed, added),) = changes
    assert at >= len(HALF_AN_HOUR)
    assert removed < 30
    assert added < 30


def test_new_final_text_leaves_earlier_text_alone(
    caption: CaptionView, changes: list[tuple[int, int, int]]
) -> None:
    caption.show_live(HALF_AN_HOUR, SENTENCE)
    changes.clear()
    caption.show_live(f"{HALF_AN_HOUR} {SENTENCE}", "And then")
    ((at, removed, added),) = changes
    assert at >= len(HALF_AN_HOUR)
    assert removed < 2 * len(SENTENCE)
    assert added < 2 * len(SENTENCE)


def test_a_long_answer_has_short_paragraphs(caption: CaptionView) -> None:
    caption.show_live(HALF_AN_HOUR, "and so on")
    longest = 0
    block = caption.document().begin()
    while block.isValid():
        longest = max(longest, block.length())
        block = block.next()
    assert longest < 1000


def test_a_restarted_caption_shows_only_the_new_words(caption: CaptionView) -> None:
    caption.show_live("It is known", "or not")
    caption.show_live("", "It")
    assert caption.text == "It …"
    assert look_at(caption, "It").foreground().color() == roles().text_muted


def test_a_transcript_replaces_only_the_captions_that_differ(
    caption: CaptionView, changes: list[tuple[int, int, int]]
) -> None:
    said = transcript_of(MANY_LINES)
    caption.show_live(MANY_LINES[:3000], MANY_LINES[3001:])
    lines = caption.document().find("before").blockNumber()
    changes.clear()
    caption.show_transcript(said)
    assert caption.text.replace("\n", " ") == MANY_LINES
    assert caption.document().find("before").blockNumber() == lines
    assert min(at for at, _, _ in changes) >= 3000


def test_a_transcript_is_shown_from_its_start_after_its_captions(
    caption: CaptionView, qtbot: QtBot
) -> None:
    caption.show_live(MANY_LINES, "and more")
    qtbot.waitUntil(lambda: at_end(caption))
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().value() == 0
    caption.resize(400, 60)
    assert caption.verticalScrollBar().value() == 0


def test_a_second_transcript_is_shown_from_its_start_too(
    caption: CaptionView, qtbot: QtBot
) -> None:
    caption.hide()
    for times in (20, 60):
        caption.show_transcript(transcript_of(" ".join([SENTENCE] * times)))
    caption.show()
    qtbot.waitUntil(lambda: caption.verticalScrollBar().maximum() > 0)
    assert caption.verticalScrollBar().value() == 0


def test_the_scroll_position_stays_when_the_transcript_arrives(
    caption: CaptionView,
) -> None:
    caption.show_live(MANY_LINES, "and more")
    by_wheel(caption)
    place = caption.verticalScrollBar().value()
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().value() == place


@pytest.mark.parametrize("lines", [5, 3])
def test_a_long_transcript_keeps_its_reserved_lines(caption: CaptionView, lines: int) -> None:
    caption.reserve_lines(lines)
    caption.show_transcript(transcript_of(MANY_LINES))
    caption.resize(500, caption.minimumSizeHint().height())
    above = caption.cursorForPosition(QPoint(0, 0)).position()
    seen = {
        caption.cursorRect(caption.cursorForPosition(QPoint(0, y))).top()
        for y in range(caption.viewport().height())
    }
    whole = [top for top in seen if top + caption.cursorRect().height() <= caption.height()]
    assert (above, len(whole)) == (0, lines)


def test_a_short_transcript_takes_no_more_space_than_its_captions(caption: CaptionView) -> None:
    caption.reserve_lines(5)
    before = caption.minimumSizeHint()
    caption.show_transcript(transcript_of(SENTENCE))
    assert caption.minimumSizeHint() == before


def test_a_transcript_without_captions_is_shown_from_its_start(caption: CaptionView) -> None:
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().maximum() > 0
    assert caption.verticalScrollBar().value() == 0


def test_the_newest_words_are_in_view(caption: CaptionView) -> None:
    for count in (10, 20, 40):
        caption.show_live(" ".join([SENTENCE] * count), "and more")
        assert at_end(caption)


def test_the_newest_words_stay_in_view_after_a_resize(caption: CaptionView, qtbot: QtBot) -> None:
    caption.show_live(MANY_LINES, "and more")
    caption.resize(400, 80)
    qtbot.waitUntil(lambda: at_end(caption))


def by_wheel(caption: CaptionView) -> None:
    wheel(caption, 3)


def by_keyboard(caption: CaptionView) -> None:
    QTest.keyClick(caption, Qt.Key.Key_PageUp)


@pytest.mark.parametrize("scroll", [by_wheel, by_keyboard])
def test_scrolling_back_stops_following_until_the_end_is_reached(
    caption: CaptionView, scroll: Callable[[CaptionView], None]
) -> None:
    caption.show_live(MANY_LINES, "and more")
    scroll(caption)
    place = caption.verticalScrollBar().value()
    assert not at_end(caption)
    caption.show_live(f"{MANY_LINES} {SENTENCE} {SENTENCE}", "and still more")
    assert caption.verticalScrollBar().value() == place
    while not at_end(caption):
        wheel(caption, -3)
    caption.show_live(f"{MANY_LINES} {MANY_LINES}", "and more")
    assert at_end(caption)


def test_a_new_answer_is_followed_again(caption: CaptionView) -> None:
    caption.show_live(MANY_LINES, "and more")
    by_wheel(caption)
    caption.show_remark("")
    caption.show_live(MANY_LINES, "and more")
    assert at_end(caption)


def test_new_lines_scroll_in_unless_motion_is_reduced(
    caption: CaptionView, look: Theme, qtbot: QtBot
) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    caption.show_live(MANY_LINES, "and more")
    assert not at_end(caption)
    qtbot.waitUntil(lambda: at_end(caption))


def test_screen_readers_get_only_the_final_text(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe")
    assert caption.accessibleDescription() == ""
    caption.show_transcript(transcript_of("It is known."))
    assert caption.accessibleDescription() == "It is known."
    caption.show_remark("")
    assert caption.accessibleDescription() == ""


def test_unsure_words_are_muted_and_dotted_with_a_tooltip(caption: CaptionView) -> None:
    caption.show_transcript(transcript_of("It was exponentiated once", unsure="exponentiated"))
    faint, plain = look_at(caption, "exponentiated"), look_at(caption, "once")
    assert faint.foreground().color() == faint_color(roles())
    assert faint.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert faint.font().style() is QFont.Style.StyleNormal
    assert faint.toolTip() == "not sure"
    assert plain.foreground().color() == roles().text
    assert plain.underlineStyle() is QTextCharFormat.UnderlineStyle.NoUnderline
    assert plain.toolTip() == ""


def test_what_is_taken_back_is_struck_out_while_words_arrive(caption: CaptionView) -> None:
    caption.show_live("It grows.", "Scratch")
    assert not look_at(caption, "grows").fontStrikeOut()
    caption.show_live("It grows. Scratch that. It", "shrinks")
    assert look_at(caption, "grows").fontStrikeOut()
    assert look_at(caption, "Scratch").fontStrikeOut()
    assert not look_at(caption, " It").fontStrikeOut()
    caption.show_transcript(transcript_of("It grows. Scratch that. It shrinks."))
    assert look_at(caption, "grows").fontStrikeOut()
    assert not look_at(caption, "shrinks").fontStrikeOut()


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_muted_words_have_enough_contrast(
    caption: CaptionView, look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    caption.show_transcript(transcript_of("It was exponentiated once", unsure="exponentiated"))
    faint = look_at(caption, "exponentiated")
    assert contrast_ratio(faint.foreground().color(), roles().window) >= TEXT_CONTRAST
    assert contrast_ratio(faint.underlineColor(), roles().window) >= TEXT_CONTRAST


def test_a_corrected_word_shows_what_was_heard_as_a_tooltip(caption: CaptionView) -> None:
    words = (
        TranscriptWord(" blue", 0.0, 0.5, 0.9),
        TranscriptWord(" BLEU", 0.5, 1.0, 0.9, heard=" blue"),
    )
    caption.show_transcript(
        Transcript((TranscriptSegment("blue BLEU", 0.0, 1.0, words),), 1.0, "base")
    )
    assert look_at(caption, "BLEU").toolTip() == "heard as “blue”"
    assert look_at(caption, "blue").toolTip() == ""


def test_the_text_follows_a_change_of_color_scheme(caption: CaptionView, look: Theme) -> None:
    caption.show_live("It is", "maybe")
    look.choose(ColorScheme.DARK, ReducedMotion.ON)
    assert look_at(caption, "is").foreground().color() == roles().text
    assert look_at(caption, "maybe").foreground().color() == roles().text_muted
    cursor = QTextCursor(caption.document())
    assert cursor.blockFormat().lineHeight() > 100


def test_a_draft_ends_with_an_ellipsis() -> None:
    assert live_passage("It is known.", "maybe this") == CaptionPassage(
        "It is known. maybe this …", 12
    )
    assert live_passage("It is known.", "") == CaptionPassage("It is known.", 12)
    assert live_passage("", "maybe") == CaptionPassage("maybe …", 0)
    assert live_passage("", "") == CaptionPassage("", 0)


def test_a_remark_below_an_answer_is_a_paragraph_of_its_own() -> None:
    assert live_passage("It is", "so", "Wait.") == CaptionPassage("It is so …\nWait.", 5)
    assert live_passage("", "", "Wait.") == CaptionPassage("Wait.", 0)


def test_a_transcript_is_final_and_a_message_is_not() -> None:
    assert final_passage("All of it.") == CaptionPassage("All of it.", 10)
    assert remark_passage("No speech was heard.") == CaptionPassage("No speech was heard.", 0)


def test_paragraphs_of_a_long_answer_end_with_a_sentence() -> None:
    shown = break_paragraphs(SENTENCES)
    assert shown.replace("\n", " ") == SENTENCES
    paragraphs = shown.split("\n")
    assert len(paragraphs) > 3
    assert all(paragraph.endswith(".") for paragraph in paragraphs)
    assert all(500 <= len(paragraph) <= 600 for paragraph in paragraphs[:-1])


def test_an_answer_without_punctuation_has_paragraphs_too() -> None:
    paragraphs = break_paragraphs(UNPUNCTUATED).split("\n")
    assert len(paragraphs) > 3
    assert max(map(len, paragraphs)) < 1000


@given(texts, st.integers(0, 300))
def test_no_paragraph_moves_while_the_text_grows(text: str, more: int) -> None:
    grown = " ".join([text, *(["more"] * more)]) if text else text
    before = break_paragraphs(text)
    assert break_paragraphs(grown)[: len(before)].rstrip() == before.rstrip()


@given(texts, texts)
def test_two_passages_are_the_same_while_text_and_finality_agree(one: str, other: str) -> None:
    before, after = live_passage(one, other), live_passage(f"{one} {other}", "")
    same = before.same_until(after)
    assert before.text[:same] == after.text[:same]
    assert same <= before.settled or before.settled == after.settled
    if same < min(len(before.text), len(after.text)) and same < before.settled:
        assert before.text[same] != after.text[same]


def test_characters_that_qt_counts_twice_count_once() -> None:
    assert final_passage("so 😀 there").text == "so \ufffd there"
