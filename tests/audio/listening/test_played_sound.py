import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.sounds import tone

from mock_interviewer.audio.listening.program_voice import PlayedSoundBuffer, PlayedSoundUpdate
from mock_interviewer.audio.playback.sound_player import PlayedBlock
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

SECOND = SPEECH_RATE


def noise(count: int, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).uniform(-1, 1, count).astype(np.float32)


def test_played_sound_is_read_at_its_time_and_silence_elsewhere() -> None:
    played, sound = PlayedSoundBuffer(), noise(320)
    played.push(PlayedBlock(sound, SPEECH_RATE, 2.0))
    assert played.flush() == PlayedSoundUpdate(2 * SECOND, moved=False)
    around = played.read(2 * SECOND - 100, 520)
    assert np.array_equal(around, np.pad(sound, 100))


def test_an_empty_read_has_no_time() -> None:
    assert PlayedSoundBuffer().flush() is None


@settings(deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=30), st.integers(1, 5))
def test_block_sizes_of_playback_do_not_matter(sizes: list[int], asked: int) -> None:
    played, sound, at = PlayedSoundBuffer(), noise(sum(sizes)), 0
    for number, size in enumerate(sizes):
        played.push(PlayedBlock(sound[at : at + size], SPEECH_RATE, 1 + at / SPEECH_RATE))
        at += size
        if number % asked == 0:
            played.flush()
    played.flush()
    assert np.array_equal(played.read(SECOND, len(sound)), sound)


def test_another_rate_keeps_time_and_pitch() -> None:
    played, sound = PlayedSoundBuffer(), tone(1.0, 22_050)
    for start in range(0, 22_050, 441):
        block = sound.samples[start : start + 441]
        played.push(PlayedBlock(block, 22_050, 3 + start / 22_050))
    played.flush()
    middle = played.read(3 * SECOND + 1_600, 12_800)
    assert np.allclose(middle, tone(1.0, SPEECH_RATE).samples[1_600:14_400], atol=2e-3)


def test_blocks_requested_at_once_end_at_the_last_reported_time() -> None:
    played, sound = PlayedSoundBuffer(), noise(4 * 320)
    for start in range(0, len(sound), 320):
        played.push(PlayedBlock(sound[start : start + 320], SPEECH_RATE, 5.0))
    taken = played.flush()
    assert taken is not None
    assert taken.first == pytest.approx(5 * SECOND - 3 * 320, abs=1)
    assert np.array_equal(played.read(taken.first, len(sound)), sound)


def test_a_later_sound_starts_at_its_time_without_old_samples() -> None:
    played = PlayedSoundBuffer()
    played.push(PlayedBlock(noise(320), SPEECH_RATE, 1.0))
    played.push(PlayedBlock(noise(320, 1), SPEECH_RATE, 100.0))
    played.flush()
    assert np.array_equal(played.read(100 * SECOND, 320), noise(320, 1))
    assert not played.read(85 * SECOND, 15 * SECOND).any()
    assert not played.read(SECOND, 320).any()


def test_unread_sound_takes_bounded_memory() -> None:
    played = PlayedSoundBuffer()
    for number in range(3_000):
        played.push(PlayedBlock(noise(320), SPEECH_RATE, number * 0.02))
    taken = played.flush()
    assert taken is not None
    assert taken.first > 30 * SECOND


def test_old_and_future_times_are_silence() -> None:
    played = PlayedSoundBuffer()
    for second in range(20):
        played.push(PlayedBlock(noise(SECOND), SPEECH_RATE, float(second)))
    played.flush()
    assert not played.read(0, SECOND).any()
    assert played.read(19 * SECOND, SECOND).all()
    assert not played.read(20 * SECOND, SECOND).any()


def test_a_new_sound_is_never_joined_to_the_previous_one() -> None:
    played = PlayedSoundBuffer()
    played.push(PlayedBlock(noise(320), SPEECH_RATE, 1.0))
    played.push(PlayedBlock(noise(320, 1), SPEECH_RATE, 1.05, begins=True))
    played.flush()
    assert np.array_equal(played.read(SECOND, 320), noise(320))
    assert not played.read(SECOND + 320, 480).any()
    assert np.array_equal(played.read(SECOND + 800, 320), noise(320, 1))


def test_a_sound_continued_after_a_gap_shifts_but_a_later_one_does_not() -> None:
    played = PlayedSoundBuffer()
    for at, begins in ((1.0, True), (1.02, False), (1.3, True)):
        played.push(PlayedBlock(noise(320), SPEECH_RATE, at, begins))
        taken = played.flush()
        assert taken is not None
        assert taken.moved == (at == 1.3)
    played.push(PlayedBlock(noise(320), SPEECH_RATE, 3.0, begins=True))
    assert played.flush() == PlayedSoundUpdate(3 * SECOND, moved=False)
