import numpy as np
import pytest

from mock_interviewer.audio.listening.echo_cancellation import ResidualEchoSuppressor, SampleFrames

FRAME = 160


def frames(seconds: float, dbfs: float) -> SampleFrames:
    """Return frames of one level in dBFS."""
    level = 10 ** (dbfs / 20)
    return np.full((round(seconds * 100), FRAME), level, dtype=np.float32)


def heard(residue: ResidualEchoSuppressor, seconds: float, *levels: float) -> SampleFrames:
    """Return what is chosen of the last frames of microphone, loudspeaker and canceller."""
    return residue.suppress(*(frames(seconds, level) for level in levels)).frames[-5:]


@pytest.fixture
def knowing() -> ResidualEchoSuppressor:
    """Return one that has seen a voice at -20 dBFS come back at -40 and be canceled to -70."""
    residue = ResidualEchoSuppressor()
    heard(residue, 3.0, -40, -20, -70)
    return residue


def test_before_the_path_is_known_sound_no_louder_than_the_voice_is_silenced() -> None:
    assert not heard(ResidualEchoSuppressor(), 1.0, -15, -20, -15).any()


def test_before_the_path_is_known_sound_far_louder_than_the_voice_is_kept() -> None:
    assert np.array_equal(heard(ResidualEchoSuppressor(), 1.0, -12, -20, -30), frames(0.05, -12))


def test_almost_fully_canceled_sound_is_silenced(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 0.5, -40, -20, -55).any()


def test_sound_that_is_barely_canceled_is_another_speaker(knowing: ResidualEchoSuppressor) -> None:
    assert np.array_equal(heard(knowing, 0.5, -38, -20, -43), frames(0.05, -43))


def test_sound_louder_than_any_echo_is_unchanged(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert np.array_equal(heard(knowing, 0.5, -25, -20, -45), frames(0.05, -25))


def test_a_louder_voice_has_a_louder_expected_echo(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 0.5, -30, -10, -60).any()


def test_the_echo_is_expected_for_a_third_of_a_second_after_the_voice(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert not heard(knowing, 0.3, -40, -90, -60).any()


def test_sound_louder_than_any_echo_counts_as_another_speaker(
    knowing: ResidualEchoSuppressor,
) -> None:
    person = knowing.suppress(frames(0.5, -25), frames(0.5, -20), frames(0.5, -45))
    voice = knowing.suppress(frames(0.5, -40), frames(0.5, -20), frames(0.5, -70))
    assert person.louder[-5:].all()
    assert not voice.louder[-5:].any()


def test_a_soft_start_is_not_taken_for_a_louder_echo(knowing: ResidualEchoSuppressor) -> None:
    for level in range(-40, -24):
        heard(knowing, 0.01, level, -20, -70)
    assert np.array_equal(heard(knowing, 0.05, -24, -20, -70), frames(0.05, -24))


def test_the_end_of_the_echo_in_a_room_is_silenced(knowing: ResidualEchoSuppressor) -> None:
    heard(knowing, 4.0, -40, -20, -70)
    assert not heard(knowing, 0.5, -62, -120, -62).any()
    assert np.array_equal(heard(knowing, 0.5, -55, -120, -55), frames(0.05, -55))


def test_in_the_first_seconds_more_of_the_residue_is_silenced(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert not heard(knowing, 0.3, -45, -20, -52).any()
    heard(knowing, 4.0, -40, -20, -70)
    assert np.array_equal(heard(knowing, 0.3, -45, -20, -52), frames(0.05, -52))


def test_without_echo_another_speaker_is_soon_recognized() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 2.0, -70, -20, -70)
    person = residue.suppress(frames(0.2, -40), frames(0.2, -20), frames(0.2, -60))
    assert person.louder[-5:].all()
    assert np.array_equal(person.frames[-5:], frames(0.05, -40))


def test_a_voice_in_progress_is_not_taken_for_another_speaker() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 0.6, -70, -20, -70)
    assert not residue.suppress(frames(3.0, -40), frames(3.0, -20), frames(3.0, -70)).frames.any()


def test_a_louder_echo_path_is_learned_within_a_second(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert heard(knowing, 0.2, -28, -20, -60).any()
    assert not heard(knowing, 1.0, -28, -20, -60).any()


def test_a_softer_echo_path_is_learned_in_time(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 1.0, -45, -20, -65).any()
    heard(knowing, 60.0, -60, -20, -90)
    assert np.array_equal(heard(knowing, 0.5, -45, -20, -65), frames(0.05, -45))


def test_without_echo_the_residue_is_kept() -> None:
    assert np.array_equal(heard(ResidualEchoSuppressor(), 3.0, -40, -20, -42), frames(0.05, -42))


@pytest.fixture
def doubting(knowing: ResidualEchoSuppressor) -> ResidualEchoSuppressor:
    knowing.reset_learning()
    return knowing


def test_while_unsure_only_sound_far_louder_than_the_voice_is_kept(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 0.2, -38, -20, -43).any()
    assert not heard(doubting, 0.2, -25, -20, -25).any()
    assert np.array_equal(heard(doubting, 0.2, -12, -20, -30), frames(0.05, -12))


def test_while_unsure_the_voice_counts_even_if_it_may_not_be_playing(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 1.0, -25, -120, -25).any()


def test_uncertainty_ends_after_a_second_of_good_cancellation(
    doubting: ResidualEchoSuppressor,
) -> None:
    heard(doubting, 0.9, -40, -20, -70)
    assert not heard(doubting, 0.05, -38, -20, -43).any()
    heard(doubting, 1.2, -40, -20, -70)
    assert np.array_equal(heard(doubting, 0.5, -38, -20, -43), frames(0.05, -43))


def test_uncertainty_ends_after_three_seconds_of_the_voice_at_most(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 2.9, -40, -20, -42).any()
    assert heard(doubting, 0.2, -40, -20, -42).any()


def test_without_echo_there_is_no_uncertainty() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 3.0, -40, -20, -42)
    residue.reset_learning()
    assert np.array_equal(heard(residue, 0.2, -40, -20, -42), frames(0.05, -42))
