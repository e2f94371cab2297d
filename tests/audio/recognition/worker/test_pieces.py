import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    WINDOW,
    Probabilities,
    SpeechSpan,
    speech_spans,
)
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece, cut_into_pieces
from mock_interviewer.audio.samples import SPEECH_RATE

S = SPEECH_RATE
LONGEST, EARLIEST = 28.0, 16.0


def stretch(start: float, end: float) -> SpeechSpan:
    return SpeechSpan(round(start * S), round(end * S), round((end - 0.4) * S))


def flat(seconds: float) -> Probabilities:
    return np.full(round(seconds * S / WINDOW), 0.9, dtype=np.float32)


def test_sentences_share_a_piece_while_they_fit() -> None:
    pieces = cut_into_pieces(
        [stretch(0, 10), stretch(20, 30), stretch(40, 50)], flat(60), LONGEST, EARLIEST
    )
    assert [len(piece.stretches) for piece in pieces] == [2, 1]


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    probabilities = flat(40)
    quiet = round(20 * S / WINDOW)
    probabilities[quiet - 2 : quiet + 3] = 0.1
    first, second = cut_into_pieces([stretch(0, 40)], probabilities, LONGEST, EARLIEST)
    assert first.stretches[0].end / S == pytest.approx(20, abs=0.1)
    assert second.stretches[0].start == first.stretches[0].end


@given(
    st.lists(st.tuples(st.integers(1, 1500), st.sampled_from([0.0, 0.9])), max_size=12).map(
        lambda parts: np.concatenate(
            [np.full(count, chance, np.float32) for count, chance in parts]
            or [np.zeros(0, np.float32)]
        )
    )
)
def test_every_piece_is_short_and_no_speech_is_lost(
    probabilities: Probabilities,
) -> None:
    stretches = speech_spans(probabilities, len(probabilities) * WINDOW)
    pieces = cut_into_pieces(stretches, probabilities, LONGEST, EARLIEST)
    assert all(piece.duration <= LONGEST for piece in pieces)
    heard = [span for piece in pieces for span in piece.stretches]
    assert sum(span.end - span.start for span in heard) == sum(
        span.end - span.start for span in stretches
    )
    edges = [edge for span in heard for edge in (span.start, span.end)]
    assert edges == sorted(edges)


def test_a_pieces_sound_is_taken_from_its_stretches() -> None:
    pcm = np.arange(100, dtype=np.int16)
    piece = SpeechPiece((SpeechSpan(10, 12, 12), SpeechSpan(50, 52, 52)))
    assert (piece.samples(pcm) * 32768).round().tolist() == [10, 11, 50, 51]


def test_a_pieces_sound_is_found_after_the_start_was_dropped() -> None:
    pcm = np.arange(40, 100, dtype=np.int16)
    piece = SpeechPiece((SpeechSpan(50, 52, 52), SpeechSpan(60, 61, 61)))
    assert (piece.samples(pcm, 40) * 32768).round().tolist() == [50, 51, 60]


PIECE = SpeechPiece((stretch(10, 15), stretch(30, 32)))


def test_times_are_those_of_the_recording() -> None:
    assert PIECE.recording_times(1.0, 2.0) == pytest.approx((11.0, 12.0))
    assert PIECE.recording_times(5.5, 6.0) == pytest.approx((30.5, 31.0))


def test_a_word_does_not_extend_across_an_omitted_pause() -> None:
    assert PIECE.recording_times(4.5, 5.2) == pytest.approx((14.5, 15.0))
    assert PIECE.recording_times(4.9, 5.6) == pytest.approx((30.0, 30.6))


def test_a_word_beyond_the_end_stays_in_the_piece() -> None:
    assert PIECE.recording_times(6.8, 9.0) == pytest.approx((31.8, 32.0))


def test_the_end_of_speech_is_before_the_pause_after_it() -> None:
    assert PIECE.speech_end == pytest.approx(6.6)
