import numpy as np

from mock_interviewer.audio.recording.trimming import Trimmer
from mock_interviewer.audio.samples import Samples


def counted(first: int, last: int) -> Samples:
    """Return samples whose values are their positions."""
    return np.arange(first, last, dtype=np.float32)


def test_nothing_is_kept_before_the_beginning() -> None:
    assert not len(Trimmer().take(counted(0, 1_000)))


def test_the_beginning_keeps_the_last_three_tenths_of_a_second() -> None:
    keeping = Trimmer()
    for start in range(0, 16_000, 400):
        keeping.take(counted(start, start + 400))
    assert keeping.begin().tolist() == counted(16_000 - 4_800, 16_000).tolist()


def test_a_beginning_right_after_opening_keeps_all_samples() -> None:
    keeping = Trimmer()
    keeping.take(counted(0, 100))
    assert keeping.begin().tolist() == counted(0, 100).tolist()


def test_what_sounds_just_after_a_beginning_or_a_resumption_can_be_left_out() -> None:
    keeping = Trimmer()
    keeping.take(counted(0, 1_000))
    assert not len(keeping.begin(-0.1))
    kept = [keeping.take(counted(start, start + 1_000)) for start in range(1_000, 5_000, 1_000)]
    assert np.concatenate(kept).tolist() == counted(2_600, 5_000).tolist()
    keeping.pause()
    keeping.take(counted(5_000, 10_000))
    assert not len(keeping.resume(-0.05))
    assert keeping.take(counted(10_000, 12_000)).tolist() == counted(10_800, 12_000).tolist()


def test_stopping_keeps_four_tenths_of_a_second_more() -> None:
    keeping = Trimmer()
    keeping.begin()
    keeping.stop()
    assert not keeping.finished
    kept = [len(keeping.take(counted(0, 1_000))) for _ in range(8)]
    assert sum(kept) == 6_400
    assert keeping.finished


def test_stopping_before_the_beginning_ends_at_once() -> None:
    keeping = Trimmer()
    keeping.stop()
    assert keeping.finished


def test_a_pause_keeps_a_short_tail() -> None:
    keeping = Trimmer()
    keeping.begin()
    keeping.pause()
    assert sum(len(keeping.take(counted(0, 400))) for _ in range(20)) == 3_200


def test_no_sample_is_kept_twice_across_a_short_pause() -> None:
    keeping = Trimmer()
    keeping.begin()
    kept = [keeping.take(counted(0, 1_000))]
    keeping.pause()
    kept += [keeping.take(counted(start, start + 1_000)) for start in range(1_000, 6_000, 1_000)]
    kept.append(keeping.resume())
    kept.append(keeping.take(counted(6_000, 7_000)))
    assert np.concatenate(kept).tolist() == counted(0, 7_000).tolist()


def test_a_long_pause_is_cut_except_for_tail_and_pre_roll() -> None:
    keeping = Trimmer()
    keeping.begin()
    keeping.pause()
    tail = keeping.take(counted(0, 48_000))
    pre_roll = keeping.resume()
    assert tail.tolist() == counted(0, 3_200).tolist()
    assert pre_roll.tolist() == counted(48_000 - 4_800, 48_000).tolist()


def test_resume_without_a_beginning_keeps_nothing() -> None:
    keeping = Trimmer()
    keeping.pause()
    keeping.resume()
    assert not len(keeping.take(counted(0, 100)))


def test_nothing_begins_after_a_stop() -> None:
    keeping = Trimmer()
    keeping.stop()
    keeping.take(counted(0, 100))
    assert not len(keeping.begin())
    assert not len(keeping.take(counted(0, 100)))


def test_a_beginning_reaches_back_as_far_as_requested() -> None:
    keeping = Trimmer()
    for start in range(0, 64_000, 400):
        keeping.take(counted(start, start + 400))
    assert keeping.begin(1.5).tolist() == counted(64_000 - 24_000, 64_000).tolist()


def test_a_beginning_reaches_no_further_back_than_two_seconds() -> None:
    keeping = Trimmer()
    for start in range(0, 64_000, 400):
        keeping.take(counted(start, start + 400))
    assert keeping.begin(3.0).tolist() == counted(64_000 - 32_000, 64_000).tolist()


def test_a_beginning_without_pre_roll_keeps_what_follows() -> None:
    keeping = Trimmer()
    keeping.take(counted(0, 400))
    assert not len(keeping.begin(0.0))
    assert keeping.take(counted(400, 800)).tolist() == counted(400, 800).tolist()


def test_after_a_late_beginning_a_resume_reaches_back_three_tenths_of_a_second() -> None:
    keeping = Trimmer()
    keeping.begin(2.0)
    keeping.pause()
    keeping.take(counted(0, 48_000))
    assert keeping.resume().tolist() == counted(48_000 - 4_800, 48_000).tolist()
