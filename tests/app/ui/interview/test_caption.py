from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.interview.caption import CaptionView
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
    """Return where the document changes, how much goes and how much comes."""
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


def test_a_draft_is_muted_and_what_is_settled_is_not(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe")
    assert caption.text == "It is maybe …"
    assert look_at(caption, "is").foreground().color() == roles().text
    assert look_at(caption, "maybe").foreground().color() == roles().text_muted


def test_a_draft_that_settles_takes_the_color_of_text_where_it_stands(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe so")
    before = caption.document().find("maybe").selectionStart()
    caption.show_live("It is maybe", "so")
    assert caption.document().find("maybe").selectionStart() == before
    assert look_at(caption, "maybe").foreground().color() == roles().text
    assert look_at(caption, "so").foreground().color() == roles().text_muted


def test_another_draft_replaces_that_draft_and_nothing_else(
    caption: CaptionView, changes: list[tuple[int, int, int]]
) -> None:
    caption.show_live(HALF_AN_HOUR, "and an other thing")
    changes.clear()
    caption.show_live(HALF_AN_HOUR, "and another thing is")
    ((at, removed, added),) = changes
    assert at >= len(HALF_AN_HOUR)
    assert removed < 30
    assert added < 30


def test_what_settles_is_replaced_and_all_before_it_is_left_alone(
    caption: CaptionView, changes: list[tuple[int, int, int]]
) -> None:
    caption.show_live(HALF_AN_HOUR, SENTENCE)
    changes.clear()
    caption.show_live(f"{HALF_AN_HOUR} {SENTENCE}", "And then")
    ((at, removed, added),) = changes
    assert at >= len(HALF_AN_HOUR)
    assert removed < 2 * len(SENTENCE)
    assert added < 2 * len(SENTENCE)


def test_a_change_concerns_one_paragraph_of_a_long_answer(caption: CaptionView) -> None:
    caption.show_live(HALF_AN_HOUR, "and so on")
    longest = 0
    block = caption.document().begin()
    while block.isValid():
        longest = max(longest, block.length())
        block = block.next()
    assert longest < 1000


def test_a_caption_that_starts_anew_shows_only_the_new_words(caption: CaptionView) -> None:
    caption.show_live("It is known", "or not")
    caption.show_live("", "It")
    assert caption.text == "It …"
    assert look_at(caption, "It").foreground().color() == roles().text_muted


def test_a_transcript_replaces_of_its_captions_only_what_differs(
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


def test_a_transcript_is_read_from_its_top_where_its_captions_were_followed(
    caption: CaptionView, qtbot: QtBot
) -> None:
    caption.show_live(MANY_LINES, "and more")
    qtbot.waitUntil(lambda: at_end(caption))
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().value() == 0
    caption.resize(400, 60)
    assert caption.verticalScrollBar().value() == 0


def test_a_transcript_that_takes_the_place_of_another_is_read_from_its_top_too(
    caption: CaptionView, qtbot: QtBot
) -> None:
    caption.hide()
    for times in (20, 60):
        caption.show_transcript(transcript_of(" ".join([SENTENCE] * times)))
    caption.show()
    qtbot.waitUntil(lambda: caption.verticalScrollBar().maximum() > 0)
    assert caption.verticalScrollBar().value() == 0


def test_one_who_scrolled_back_in_captions_stays_there_when_the_transcript_comes(
    caption: CaptionView,
) -> None:
    caption.show_live(MANY_LINES, "and more")
    by_wheel(caption)
    place = caption.verticalScrollBar().value()
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().value() == place


@pytest.mark.parametrize("lines", [5, 3])
def test_some_lines_of_a_long_transcript_are_in_view_whatever_else_wants_room(
    caption: CaptionView, lines: int
) -> None:
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


def test_a_short_transcript_takes_no_more_room_than_its_captions(caption: CaptionView) -> None:
    caption.reserve_lines(5)
    before = caption.minimumSizeHint()
    caption.show_transcript(transcript_of(SENTENCE))
    assert caption.minimumSizeHint() == before


def test_a_transcript_without_captions_is_read_from_its_top(caption: CaptionView) -> None:
    caption.show_transcript(transcript_of(MANY_LINES))
    assert caption.verticalScrollBar().maximum() > 0
    assert caption.verticalScrollBar().value() == 0


def test_the_newest_words_are_in_view(caption: CaptionView) -> None:
    for count in (10, 20, 40):
        caption.show_live(" ".join([SENTENCE] * count), "and more")
        assert at_end(caption)


def test_a_smaller_room_still_shows_the_newest_words(caption: CaptionView, qtbot: QtBot) -> None:
    caption.show_live(MANY_LINES, "and more")
    caption.resize(400, 80)
    qtbot.waitUntil(lambda: at_end(caption))


def by_wheel(caption: CaptionView) -> None:
    wheel(caption, 3)


def by_keyboard(caption: CaptionView) -> None:
    QTest.keyClick(caption, Qt.Key.Key_PageUp)


@pytest.mark.parametrize("scroll", [by_wheel, by_keyboard])
def test_one_who_scrolled_back_stays_there_and_returns_at_the_end(
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


def test_new_lines_roll_in_unless_motion_is_reduced(
    caption: CaptionView, look: Theme, qtbot: QtBot
) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    caption.show_live(MANY_LINES, "and more")
    assert not at_end(caption)
    qtbot.waitUntil(lambda: at_end(caption))


def test_screen_readers_are_told_of_what_is_final_only(caption: CaptionView) -> None:
    caption.show_live("It is", "maybe")
    assert caption.accessibleDescription() == ""
    caption.show_transcript(transcript_of("It is known."))
    assert caption.accessibleDescription() == "It is known."
    caption.show_remark("")
    assert caption.accessibleDescription() == ""


def test_words_that_may_be_wrong_are_muted_and_dotted_and_say_so(caption: CaptionView) -> None:
    caption.show_transcript(transcript_of("It was exponentiated once", unsure="exponentiated"))
    faint, plain = look_at(caption, "exponentiated"), look_at(caption, "once")
    assert faint.foreground().color() == roles().text_muted
    assert faint.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert faint.font().style() is QFont.Style.StyleNormal
    assert faint.toolTip() == "not sure"
    assert plain.foreground().color() == roles().text
    assert plain.underlineStyle() is QTextCharFormat.UnderlineStyle.NoUnderline
    assert plain.toolTip() == ""


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_faint_words_can_still_be_read(
    caption: CaptionView, look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    caption.show_transcript(transcript_of("It was exponentiated once", unsure="exponentiated"))
    faint = look_at(caption, "exponentiated")
    assert contrast_ratio(faint.foreground().color(), roles().window) >= TEXT_CONTRAST
    assert contrast_ratio(faint.underlineColor(), roles().window) >= TEXT_CONTRAST


def test_a_word_that_was_spelled_anew_says_what_was_heard(caption: CaptionView) -> None:
    words = (
        TranscriptWord(" blue", 0.0, 0.5, 0.9),
        TranscriptWord(" BLEU", 0.5, 1.0, 0.9, heard=" blue"),
    )
    caption.show_transcript(
        Transcript((TranscriptSegment("blue BLEU", 0.0, 1.0, words),), 1.0, "base")
    )
    assert look_at(caption, "BLEU").toolTip() == "heard as “blue”"
    assert look_at(caption, "blue").toolTip() == ""


def test_all_is_set_anew_when_the_scheme_changes(caption: CaptionView, look: Theme) -> None:
    caption.show_live("It is", "maybe")
    look.choose(ColorScheme.DARK, ReducedMotion.ON)
    assert look_at(caption, "is").foreground().color() == roles().text
    assert look_at(caption, "maybe").foreground().color() == roles().text_muted
    cursor = QTextCursor(caption.document())
    assert cursor.blockFormat().lineHeight() > 100
