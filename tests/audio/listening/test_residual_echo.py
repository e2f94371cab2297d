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


def test_before_the_path_is_known_what_is_not_louder_than_the_voice_is_silenced() -> None:
    assert not heard(ResidualEchoSuppressor(), 1.0, -15, -20, -15).any()


def test_before_the_path_is_known_what_is_far_louder_than_the_voice_is_heard() -> None:
    assert np.array_equal(heard(ResidualEchoSuppressor(), 1.0, -12, -20, -30), frames(0.05, -12))


def test_what_the_canceller_took_almost_all_of_is_silenced(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 0.5, -40, -20, -55).any()


def test_what_the_canceller_left_much_of_is_somebody_else(knowing: ResidualEchoSuppressor) -> None:
    assert np.array_equal(heard(knowing, 0.5, -38, -20, -43), frames(0.05, -43))


def test_what_is_louder_than_the_voice_ever_came_back_is_left_as_it_was(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert np.array_equal(heard(knowing, 0.5, -25, -20, -45), frames(0.05, -25))


def test_a_louder_voice_is_expected_to_come_back_louder(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 0.5, -30, -10, -60).any()


def test_the_end_of_the_voice_is_expected_to_come_back_a_third_of_a_second_later(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert not heard(knowing, 0.3, -40, -90, -60).any()


def test_what_is_louder_than_the_voice_ever_came_back_is_told_apart(
    knowing: ResidualEchoSuppressor,
) -> None:
    person = knowing.suppress(frames(0.5, -25), frames(0.5, -20), frames(0.5, -45))
    voice = knowing.suppress(frames(0.5, -40), frames(0.5, -20), frames(0.5, -70))
    assert person.louder[-5:].all()
    assert not voice.louder[-5:].any()


def test_who_begins_softly_is_not_taken_for_a_louder_voice(knowing: ResidualEchoSuppressor) -> None:
    for level in range(-40, -24):
        heard(knowing, 0.01, level, -20, -70)
    assert np.array_equal(heard(knowing, 0.05, -24, -20, -70), frames(0.05, -24))


def test_the_end_of_the_voices_echo_in_a_room_is_silenced(knowing: ResidualEchoSuppressor) -> None:
    heard(knowing, 4.0, -40, -20, -70)
    assert not heard(knowing, 0.5, -62, -120, -62).any()
    assert np.array_equal(heard(knowing, 0.5, -55, -120, -55), frames(0.05, -55))


def test_in_the_first_seconds_more_of_what_is_left_is_silenced(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert not heard(knowing, 0.3, -45, -20, -52).any()
    heard(knowing, 4.0, -40, -20, -70)
    assert np.array_equal(heard(knowing, 0.3, -45, -20, -52), frames(0.05, -52))


def test_where_nothing_comes_back_somebody_is_told_apart_soon() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 2.0, -70, -20, -70)
    person = residue.suppress(frames(0.2, -40), frames(0.2, -20), frames(0.2, -60))
    assert person.louder[-5:].all()
    assert np.array_equal(person.frames[-5:], frames(0.05, -40))


def test_a_voice_that_is_under_way_is_not_taken_for_somebodys() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 0.6, -70, -20, -70)
    assert not residue.suppress(frames(3.0, -40), frames(3.0, -20), frames(3.0, -70)).frames.any()


def test_a_way_back_that_became_louder_is_believed_within_a_second(
    knowing: ResidualEchoSuppressor,
) -> None:
    assert heard(knowing, 0.2, -28, -20, -60).any()
    assert not heard(knowing, 1.0, -28, -20, -60).any()


def test_a_way_back_that_became_softer_is_believed_in_time(knowing: ResidualEchoSuppressor) -> None:
    assert not heard(knowing, 1.0, -45, -20, -65).any()
    heard(knowing, 60.0, -60, -20, -90)
    assert np.array_equal(heard(knowing, 0.5, -45, -20, -65), frames(0.05, -45))


def test_where_nothing_comes_back_what_the_canceller_left_is_heard() -> None:
    assert np.array_equal(heard(ResidualEchoSuppressor(), 3.0, -40, -20, -42), frames(0.05, -42))


@pytest.fixture
def doubting(knowing: ResidualEchoSuppressor) -> ResidualEchoSuppressor:
    knowing.reset_learning()
    return knowing


def test_in_doubt_only_what_is_far_louder_than_the_voice_is_heard(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 0.2, -38, -20, -43).any()
    assert not heard(doubting, 0.2, -25, -20, -25).any()
    assert np.array_equal(heard(doubting, 0.2, -12, -20, -30), frames(0.05, -12))


def test_in_doubt_the_voice_counts_although_it_is_not_known_to_be_played(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 1.0, -25, -120, -25).any()


def test_doubt_ends_when_the_canceller_takes_the_voice_away_for_a_second(
    doubting: ResidualEchoSuppressor,
) -> None:
    heard(doubting, 0.9, -40, -20, -70)
    assert not heard(doubting, 0.05, -38, -20, -43).any()
    heard(doubting, 1.2, -40, -20, -70)
    assert np.array_equal(heard(doubting, 0.5, -38, -20, -43), frames(0.05, -43))


def test_doubt_ends_after_three_seconds_of_the_voice_at_the_latest(
    doubting: ResidualEchoSuppressor,
) -> None:
    assert not heard(doubting, 2.9, -40, -20, -42).any()
    assert heard(doubting, 0.2, -40, -20, -42).any()


def test_where_nothing_comes_back_there_is_no_doubt() -> None:
    residue = ResidualEchoSuppressor()
    heard(residue, 3.0, -40, -20, -42)
    residue.reset_learning()
    assert np.array_equal(heard(residue, 0.2, -40, -20, -42), frames(0.05, -42))
