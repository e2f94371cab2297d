from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.interview.caption import CaptionView
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.scrolled_text import cut_lines

HARDLY_SEEN = 40
"""Of the 216 steps of lightness between the text and its ground."""
WORDS = " ".join(["Heaping quality gaps"] * 200)


@pytest.fixture(params=[CaptionView, TranscriptView])
def view(
    request: pytest.FixtureRequest, qtbot: QtBot, look: Theme
) -> Iterator[CaptionView | TranscriptView]:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    made: CaptionView | TranscriptView = request.param()
    qtbot.addWidget(made)
    made.resize(420, 127)
    made.show()
    if isinstance(made, CaptionView):
        made.show_transcript(transcript_of(WORDS))
    else:
        made.set_transcript(transcript_of(WORDS))
    yield made
    made.hide()


def darkest(picture: QImage, row: int) -> int:
    """Return how dark the darkest point of a row is: 0 is black."""
    colors = (QColor(picture.pixel(x, row)).lightness() for x in range(picture.width()))
    return min(colors)


def edges(view: QTextEdit) -> tuple[int, int]:
    picture = view.viewport().grab().toImage()
    return darkest(picture, 0), darkest(picture, picture.height() - 1)


def test_a_line_that_is_mostly_out_of_view_leaves_no_trace(
    view: CaptionView | TranscriptView,
) -> None:
    ground = roles().window.lightness()
    bar = view.verticalScrollBar()
    tried = {True: 0, False: 0}
    for place in range(40, 90):
        bar.setValue(place)
        for cut in cut_lines(view):
            if cut.share > 0.5:
                tried[cut.above] += 1
                assert edges(view)[0 if cut.above else 1] > ground - HARDLY_SEEN, place
    assert min(tried.values()) > 3


def test_whole_lines_are_not_faded(view: CaptionView | TranscriptView) -> None:
    view.verticalScrollBar().setValue(60)
    room = view.viewport().rect()
    for cut in cut_lines(view):
        assert 0 < cut.share <= 1.0
        assert cut.left.height() <= view.fontMetrics().height() + 1
        assert cut.left.top() == 0 if cut.above else cut.left.bottom() == room.bottom()


def test_text_that_fits_has_no_cut_lines(qtbot: QtBot, look: Theme) -> None:
    caption = CaptionView()
    qtbot.addWidget(caption)
    caption.resize(420, 127)
    caption.show()
    caption.show_live("All is in view.", "")
    assert cut_lines(caption) == []


def test_captions_are_not_rewrapped_when_they_overflow(qtbot: QtBot, look: Theme) -> None:
    caption = CaptionView()
    qtbot.addWidget(caption)
    caption.resize(420, 127)
    caption.show()
    caption.show_live("A word.", "")
    width = caption.viewport().width()
    assert not caption.verticalScrollBar().isEnabled()
    caption.show_live(WORDS, "")
    assert caption.verticalScrollBar().isEnabled()
    assert caption.viewport().width() == width
