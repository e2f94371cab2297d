"""Pieces that end while sound arrives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    SURE,
    TAIL,
    WINDOW,
    Probabilities,
)
from mock_interviewer.audio.recognition.worker.segmenter import (
    LONG_PAUSE,
    PHRASE_LIMITS,
    PIECE_LIMITS,
    PieceLimits,
    Segmenter,
    SpeechPiece,
)
from mock_interviewer.audio.samples import SPEECH_RATE

SECOND = SPEECH_RATE / WINDOW
"""Windows in a second."""


def chances(*parts: tuple[float, float]) -> Probabilities:
    """Return probabilities from (seconds, chance) pairs."""
    return np.concatenate(
        [np.full(round(seconds * SECOND), chance, dtype=np.float32) for seconds, chance in parts]
        or [np.zeros(0, dtype=np.float32)]
    )


def fed(
    probabilities: Probabilities, *sizes: int, cutting: PieceLimits = PIECE_LIMITS
) -> tuple[Segmenter, list[SpeechPiece]]:
    """Return a segmenter after blocks of these sizes in turn, and the pieces that ended."""
    segmenter, pieces, at, turn = Segmenter(cutting), [], 0, 0
    sizes = sizes or (len(probabilities) or 1,)
    while at < len(probabilities):
        size = sizes[turn % len(sizes)]
        pieces += segmenter.feed(probabilities[at : at + size])
        at, turn = at + size, turn + 1
    return segmenter, pieces


def all_pieces(
    probabilities: Probabilities, *sizes: int, cutting: PieceLimits = PIECE_LIMITS
) -> list[SpeechPiece]:
    segmenter, pieces = fed(probabilities, *sizes, cutting=cutting)
    return pieces + segmenter.finish(len(probabilities) * WINDOW)


def test_a_long_sentence_ends_at_a_short_pause() -> None:
    before = chances((PIECE_LIMITS.enough + 1, 0.9), (PIECE_LIMITS.pause - 0.1, 0.0))
    assert fed(before)[1] == []
    _, (piece,) = fed(np.concatenate([before, chances((0.15, 0.0))]))
    assert piece.duration > PIECE_LIMITS.enough


def test_a_short_sentence_waits_for_more_or_for_a_long_pause() -> None:
    short = (2, 0.9), (PIECE_LIMITS.pause + 0.2, 0.0)
    assert fed(chances(*short))[1] == []
    assert len(fed(chances(*short, (LONG_PAUSE - PIECE_LIMITS.pause, 0.0)))[1]) == 1
    _, (both,) = fed(chances(*short, (PIECE_LIMITS.enough, 0.9), (PIECE_LIMITS.pause + 0.1, 0.0)))
    assert len(both.stretches) == 2


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    speech = chances((13, 0.9), (0.1, 0.4), (20, 0.9))
    _, (first, *_rest) = fed(speech)
    assert abs(first.duration - 13) < 0.2
    assert PIECE_LIMITS.earliest_cut <= first.duration <= PIECE_LIMITS.longest


def test_the_open_piece_is_the_next_one_if_nothing_more_is_said() -> None:
    speech = chances((3, 0.9), (TAIL + 0.05, 0.0))
    segmenter, _ = fed(speech)
    ahead = segmenter.open()
    assert ahead is not None
    assert all_pieces(np.concatenate([speech, chances((LONG_PAUSE, 0.0))])) == [ahead]
    assert all_pieces(np.concatenate([speech, chances((0.1, 0.0))])) == [ahead]


def test_a_piece_begins_in_the_pause_in_which_the_last_one_ended() -> None:
    said = (
        (PHRASE_LIMITS.enough + 1, 0.9),
        (PHRASE_LIMITS.pause, 0.0),
        (2, 0.9),
        (PHRASE_LIMITS.pause, 0.0),
    )
    first, second = all_pieces(chances(*said), cutting=PHRASE_LIMITS)
    assert first.end - first.speech_end_sample >= TAIL * SPEECH_RATE
    pause = second.start - first.speech_end_sample
    assert 0 <= pause <= 2 * WINDOW


def test_an_open_piece_can_be_ended_in_any_pause() -> None:
    segmenter, pieces = fed(chances((2, 0.9), (0.2, 0.0)))
    assert pieces == []
    ahead = segmenter.open()
    assert segmenter.close() == [ahead]
    assert segmenter.open() is None
    assert segmenter.close() == []


def test_a_mumble_right_after_a_piece_is_speech() -> None:
    said = (
        (PIECE_LIMITS.enough + 1, 0.9),
        (PIECE_LIMITS.pause + 0.1, 0.0),
        (0.5, 0.6),
        (LONG_PAUSE + 0.1, 0.0),
    )
    assert len(all_pieces(chances(*said))) == 2
    assert all_pieces(chances((3, 0.0), (0.5, 0.6), (3, 0.0))) == []


def test_hours_of_silence_and_doubtful_noise_are_dropped() -> None:
    for chance in (0.0, 0.45, 0.6):
        segmenter, pieces = fed(chances((600, chance)))
        assert pieces == []
        assert 600 * SPEECH_RATE - segmenter.start <= 31 * SPEECH_RATE


def test_the_end_of_the_recording_ends_the_piece() -> None:
    segmenter, _ = fed(chances((1, 0.9)))
    length = round(SECOND) * WINDOW - 100
    (piece,) = segmenter.finish(length)
    assert piece.stretches[-1].end == length


PARTS = st.lists(
    st.tuples(st.floats(0.05, 20), st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.9])), max_size=10
)


@settings(deadline=None)
@given(PARTS, st.lists(st.integers(1, 200), min_size=1, max_size=20))
def test_blocks_make_no_difference(parts: list[tuple[float, float]], sizes: list[int]) -> None:
    speech = chances(*parts)
    assert all_pieces(speech, *sizes) == all_pieces(speech)


@settings(deadline=None)
@given(PARTS, st.sampled_from([PIECE_LIMITS, PHRASE_LIMITS]))
def test_all_sure_speech_is_in_a_piece_and_no_piece_is_too_long(
    parts: list[tuple[float, float]], cutting: PieceLimits
) -> None:
    speech = chances(*parts)
    pieces = all_pieces(speech, cutting=cutting)
    assert all(piece.duration <= cutting.longest for piece in pieces)
    for piece in pieces:
        edges = [edge for stretch in piece.stretches for edge in (stretch.start, stretch.end)]
        assert edges == sorted(edges)
    # Two pieces may share the pause between them, never speech.
    speeches = [edge for piece in pieces for edge in (piece.start, piece.speech_end_sample)]
    assert speeches == sorted(speeches)
    covered = np.zeros(len(speech), dtype=bool)
    for piece in pieces:
        for stretch in piece.stretches:
            covered[stretch.start // WINDOW : -(-stretch.end // WINDOW)] = True
    sure = speech >= SURE
    lasting = sure & (np.roll(sure, 1) | np.roll(sure, -1))
    if len(speech) > 1:
        lasting[0], lasting[-1] = sure[0] and sure[1], sure[-1] and sure[-2]
        assert covered[lasting].all()
