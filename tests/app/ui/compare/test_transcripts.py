import time
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot
from rig.stored_library import transcript_of

from mock_interviewer.app.ui.compare.transcripts import ComparedTranscriptView
from mock_interviewer.app.ui.style.theme import Theme

WORDS = 3000


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> ComparedTranscriptView:
    made = ComparedTranscriptView()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def test_marking_other_words_unmarks_the_first(view: ComparedTranscriptView) -> None:
    view.show_words(transcript_of("It is the exponentiated loss.", unsure="the"))
    view.mark_words({0, 2})
    assert [word.note for word in view.words] == ["only here", "", "not sure, only here", "", ""]
    view.mark_words({4})
    assert [word.note for word in view.words] == ["", "", "not sure", "", "only here"]
    view.show_words(transcript_of("It is"))
    assert view.marked_words == ()


def test_a_word_that_is_broken_at_its_hyphen_is_marked_in_both_lines(
    view: ComparedTranscriptView,
) -> None:
    view.show_words(transcript_of("pre-training " * 12))
    broken = 0
    for width in range(300, 400, 10):
        view.resize(width, 200)
        for places in map(view.word_rects, range(12)):
            assert all(place.right() <= view.viewport().width() for place in places)
            if len(places) > 1:
                broken += 1
                assert places[1].top() > places[0].top()
                assert places[1].left() < places[0].left()
    assert broken


def test_marks_are_not_drawn_across_shared_words(
    view: ComparedTranscriptView,
) -> None:
    view.show_words(transcript_of("one two three four"))
    view.resize(400, view.maximumHeight())
    view.mark_words({0, 1, 3})
    image = view.viewport().grab().toImage()
    shared, marked = view.word_rect(2), [view.word_rect(at) for at in (0, 1, 3)]
    line = int(shared.bottom()) - 1
    ground = image.pixelColor(image.width() - 2, line)
    assert image.pixelColor(int(shared.center().x()), line) == ground
    assert all(image.pixelColor(int(one.center().x()), line) != ground for one in marked)
    between = int((marked[0].right() + marked[1].left()) / 2)
    assert image.pixelColor(between, line) != ground


def test_a_long_transcript_is_marked_quickly(view: ComparedTranscriptView) -> None:
    view.show_words(transcript_of(" ".join(f"word{at}" for at in range(WORDS))))
    begun = time.process_time()
    view.mark_words(range(0, WORDS, 2))
    assert time.process_time() - begun < 0.5
    assert all(first != second for first, second in pairwise(view.marked_words))
