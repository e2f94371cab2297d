"""A recording on its way to a transcript, with a stand-in for the model."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.stand_in_model import BREATH, HALF, PIECE, Model, feed, finished, heard_all, new, sound

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.endpointing.voice_activity import PAD, WINDOW
from mock_interviewer.audio.recognition.worker.biased_decoding import LEFT_OUT
from mock_interviewer.audio.recognition.worker.decoding import (
    CUT_OFF,
    LOOPED,
    DecodedPiece,
    PieceSound,
)
from mock_interviewer.audio.recognition.worker.live_phrases import DRAFT_INTERVAL, EARLY, TOGETHER
from mock_interviewer.audio.recognition.worker.segmenter import (
    LONG_PAUSE,
    PHRASE_LIMITS,
    PIECE_LIMITS,
)
from mock_interviewer.audio.recognition.worker.transcriber import BELIEVED
from mock_interviewer.audio.samples import SPEECH_RATE


class Hasty(Model):
    """Hears the first stretch of a piece alone, as a model that believes that all is said."""

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        found = super().decode(sound, hotwords, quick=quick)
        return replace(found, segments=found.segments[:1])


TWO = (HALF, True), (BREATH, False), (HALF, True), (2.0, False), (3.0, True), (2.0, False)
SECOND = HALF + BREATH
THIRD = 2 * HALF + BREATH + 2.0


@pytest.mark.parametrize("live", [True, False])
def test_the_words_of_all_pieces_are_in_order(live: bool) -> None:
    transcript = heard_all(sound((1.0, False), *TWO), Model(), live=live)
    assert transcript.text == f"1 {1 + SECOND:.0f} {1 + THIRD:.0f}"
    assert transcript.duration == pytest.approx(1 + THIRD + 5)
    assert (transcript.model, transcript.flags) == ("stand-in", ())


@pytest.mark.parametrize("live", [True, False])
def test_the_end_of_a_piece_that_the_model_left_out_is_decoded_by_itself(live: bool) -> None:
    model = Hasty()
    parts = (2.0, True), (BREATH, False), (1.5, True), (BREATH, False), (1.5, True)
    second, third = 2 + BREATH, 3.5 + 2 * BREATH
    transcriber = new(model, live=live)
    transcriber.feed(sound(*parts))
    assert finished(transcriber).text == f"0 {second:.0f} {third:.0f}"
    assert [len(given.piece.stretches) for given in model.sounds] == [3, 2, 1]


def test_a_moment_of_speech_that_the_model_left_out_is_ignored() -> None:
    model = Hasty()
    heard_all(sound((2.0, True), (BREATH, False), (LEFT_OUT - 0.2, True)), model, live=False)
    assert len(model.sounds) == 1


def test_a_file_is_decoded_once_piece_by_piece() -> None:
    model = Model()
    heard_all(sound((3.0, True), (BREATH, False), (2.0, True)), model, live=False)
    assert (len(model.sounds), model.quick) == (1, [False])


def test_a_phrase_is_decoded_as_soon_as_it_ends() -> None:
    model = Model()
    transcriber = new(model)
    transcriber.feed(sound((3.0, True), (PHRASE_LIMITS.pause - 0.1, False)))
    assert not transcriber.has_work
    transcriber.feed(sound((0.2, False)))
    assert transcriber.has_work
    transcriber.work()
    assert not transcriber.has_work
    assert (len(model.sounds), model.quick) == (1, [True])
    assert finished(transcriber).text == "0"
    assert len(model.sounds) == 1


def test_short_phrases_are_decoded_together_and_long_ones_are_not() -> None:
    model = Model()
    parts = (1.5, True), (BREATH, False), (1.5, True), (BREATH, False), (TOGETHER - 3, True)
    transcript = heard_all(sound(*parts, (BREATH, False)), model)
    assert [len(given.piece.stretches) for given in model.sounds] == [1, 2, 1]
    assert transcript.text == f"0 {1.5 + BREATH:.0f} {3 + 2 * BREATH:.0f}"


def test_speech_before_a_long_pause_is_not_decoded_again() -> None:
    model = Model()
    feed(new(model), sound((2.0, True), (LONG_PAUSE + 0.1, False), (2.0, True), (BREATH, False)))
    assert [len(given.piece.stretches) for given in model.sounds] == [1, 1]


def test_late_phrases_are_decoded_as_one() -> None:
    model = Model()
    transcriber = new(model)
    parts = (2.0, True), (BREATH, False), (3.0, True), (BREATH, False), (2.0, True), (BREATH, False)
    transcriber.feed(sound(*parts))
    transcriber.work()
    assert [len(given.piece.stretches) for given in model.sounds] == [3]
    assert not transcriber.has_work


def test_a_piece_of_sure_phrases_is_not_decoded_again() -> None:
    model = Model(sure=BELIEVED + 0.01)
    transcriber = new(model)
    feed(transcriber, sound(*PIECE, (1.0, True)))
    assert model.quick == [True, True]
    assert transcriber.caption()[0] == f"0 {SECOND:.0f}"


def test_a_piece_of_doubtful_phrases_is_decoded_again_when_speech_continues() -> None:
    model = Model(sure=BELIEVED - 0.01)
    transcriber = new(model)
    feed(transcriber, sound(*PIECE))
    assert model.quick == [True, True]
    assert transcriber.caption()[0] == ""
    feed(transcriber, sound((0.5, True)))
    assert model.quick == [True, True, False]
    assert transcriber.caption()[0] == f"0 {SECOND:.0f}"


def test_nothing_is_decoded_again_at_the_stop() -> None:
    model = Model(sure=BELIEVED - 0.1)
    transcriber = new(model)
    feed(transcriber, sound((2.0, True), (BREATH, False), (TOGETHER, True), (BREATH, False)))
    heard = len(model.sounds)
    assert finished(transcriber).text == f"0 {2 + BREATH:.0f}"
    assert len(model.sounds) == heard


def test_a_piece_is_decoded_again_only_when_the_next_phrase_has_just_begun() -> None:
    # Whoever is further in a phrase may soon be done, and would wait for it.
    model = Model(sure=BELIEVED - 0.1)
    transcriber = new(model)
    feed(transcriber, sound(*TWO[:3], (PIECE_LIMITS.pause + 0.2, False)))
    assert all(model.quick)
    transcriber.feed(sound((EARLY - 0.5, True)))
    assert transcriber.has_work
    transcriber.feed(sound((1.0, True)))
    assert not transcriber.has_work
    feed(transcriber, sound((BREATH, False), (1.0, True)))
    assert model.quick[-2:] == [True, False]


def test_nothing_is_decoded_again_before_new_speech_is_reported() -> None:
    transcriber = new(Model(sure=BELIEVED - 0.1))
    feed(transcriber, sound(*PIECE, (LONG_PAUSE, False)))
    assert not transcriber.activity_changes()[-1].speaking
    transcriber.feed(sound((WINDOW / SPEECH_RATE, True)))
    assert not transcriber.has_work
    transcriber.feed(sound((2 * WINDOW / SPEECH_RATE, True)))
    assert [found.speaking for found in transcriber.activity_changes()] == [True]
    assert transcriber.has_work


def test_speech_activity_is_reported_once_and_for_live_sound_only() -> None:
    live, from_file = new(Model()), new(Model(), live=False)
    for transcriber in (live, from_file):
        transcriber.feed(sound((1.0, False), (2.0, True), (1.0, False)))
    told = live.activity_changes()
    (begun,) = (found for found in told if found.speaking)
    assert begun.at == pytest.approx(1.0, abs=0.1)
    assert not told[-1].speaking
    assert told[-1].at == pytest.approx(3.0, abs=0.1)
    assert live.activity_changes() == from_file.activity_changes() == []


def test_at_a_stop_within_a_phrase_only_that_is_left_to_decode() -> None:
    model = Model()
    transcriber = new(model)
    feed(transcriber, sound(*PIECE, (2.0, True)))
    before = len(model.sounds)
    assert finished(transcriber).text == f"0 {SECOND:.0f} {2 * SECOND:.0f}"
    assert len(model.sounds) == before + 1
    assert model.sounds[-1].piece.duration < 2.0 + 1


def test_speech_without_a_pause_is_decoded_in_phrases_without_repeated_words() -> None:
    model = Model(sure=0.1)
    transcript = heard_all(sound((2.5 * PIECE_LIMITS.longest, True), (BREATH, False)), model)
    starts = [word.start for word in transcript.words]
    assert starts == sorted(starts)
    for before, after in pairwise(transcript.words):
        assert before.end <= after.start
    covered = sum(word.end - word.start for word in transcript.words)
    assert covered == pytest.approx(2.5 * PIECE_LIMITS.longest, abs=1.5)


def test_a_caption_has_the_final_words_and_those_that_may_change() -> None:
    model = Model()
    transcriber = new(model)
    feed(transcriber, sound(*PIECE, (2.0, True), (BREATH, False), (1.2, True)))
    settled, third, fourth = f"0 {SECOND:.0f}", 2 * SECOND, 2 * SECOND + 2 + BREATH
    assert transcriber.caption() == (settled, f"{third:.0f}")
    transcriber.draft(model)
    assert transcriber.caption() == (settled, f"{third:.0f} about 2")
    feed(transcriber, sound((BREATH, False)))
    assert transcriber.caption() == (settled, f"{third:.0f} {fourth:.0f}")


def test_a_draft_is_due_during_speech_after_enough_new_sound() -> None:
    model = Model()
    transcriber = new(model)
    feed(transcriber, sound((1.0, False)))
    assert not transcriber.draft_due
    feed(transcriber, sound((1.0, True)))
    assert transcriber.draft_due
    transcriber.draft(model)
    assert model.drafted == [pytest.approx(1.0 + PAD, abs=0.1)]
    assert not transcriber.draft_due
    feed(transcriber, sound((DRAFT_INTERVAL - 0.2, True)))
    assert not transcriber.draft_due
    feed(transcriber, sound((0.4, True)))
    assert transcriber.draft_due
    feed(transcriber, sound((0.2, False)))
    assert not transcriber.draft_due
    transcriber.finish()
    assert not transcriber.draft_due


def test_no_drafts_are_made_for_a_file() -> None:
    transcriber = new(Model(), live=False)
    feed(transcriber, sound((2.0, True)))
    assert not transcriber.draft_due


def test_silence_is_never_shown_to_the_model() -> None:
    model = Model()
    transcript = heard_all(sound((60.0, False)), model)
    assert (model.sounds, transcript.speech_detected, transcript.text) == ([], False, "")


@pytest.mark.parametrize("live", [True, False])
def test_a_loop_and_an_incomplete_piece_are_flagged(live: bool) -> None:
    assert heard_all(sound(*TWO), Model(looped=True), live=live).flags == (LOOPED,)
    assert heard_all(sound(*TWO), Model(cut_off=True), live=live).flags == (CUT_OFF,)


def test_a_piece_with_a_looped_phrase_is_decoded_again() -> None:
    model = Model(looped=True)
    feed(new(model), sound(*PIECE, (1.0, True)))
    assert model.quick == [True, True, False]


def test_a_language_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(ModelError):
        new(Model(), language="de")


PARTS = st.lists(st.tuples(st.floats(0.1, 8), st.booleans()), min_size=1, max_size=8)


@settings(deadline=None, max_examples=30)
@given(PARTS, st.integers(400, 40_000))
def test_the_size_of_blocks_does_not_change_the_transcript_of_a_file(
    parts: list[tuple[float, bool]], block: int
) -> None:
    pcm = sound(*parts)
    blocks, whole = new(Model(), live=False), new(Model(), live=False)
    feed(blocks, pcm, block)
    feed(whole, pcm, len(pcm))
    assert finished(blocks).segments == finished(whole).segments


@settings(deadline=None, max_examples=60)
@given(PARTS, st.integers(400, 40_000), st.booleans(), st.sampled_from([0.5, 1.0]))
def test_all_live_speech_is_transcribed_once_and_in_order(
    parts: list[tuple[float, bool]], block: int, keeps_up: bool, sure: float
) -> None:
    pcm = sound(*parts)
    transcriber = new(Model(sure=sure, every=0.25))
    if keeps_up:
        feed(transcriber, pcm, block)
    else:
        transcriber.feed(pcm)
    transcript = finished(transcriber)
    edges = [edge for word in transcript.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= transcript.duration + 1e-3 for edge in edges)
    spoken = np.abs(pcm) > 1000
    for word in transcript.words:
        spoken[round(word.start * SPEECH_RATE) : round(word.end * SPEECH_RATE)] = False
    # At a cut in the midst of speech a word is given to the side that has most of it.
    cuts = 1 + transcript.duration // PHRASE_LIMITS.earliest_cut
    assert spoken.sum() < 0.2 * cuts * SPEECH_RATE


@settings(deadline=None, max_examples=30)
@given(PARTS, st.integers(400, 16_000), st.sampled_from([0.5, 1.0]))
def test_settled_captions_are_in_the_transcript(
    parts: list[tuple[float, bool]], block: int, sure: float
) -> None:
    pcm = sound(*parts)
    transcriber = new(Model(sure=sure))
    before = ""
    for start in range(0, len(pcm), block):
        feed(transcriber, pcm[start : start + block])
        settled, _ = transcriber.caption()
        assert settled.startswith(before)
        before = settled
    assert finished(transcriber).text.startswith(before)
