import numpy as np
import pytest
from rig.sounds import pitch_of, tone

from mock_interviewer.audio.playback.adjustable_sound import PlaybackOptions, PlaybackTimeline
from mock_interviewer.audio.playback.adjustable_track import TimelineRenderer
from mock_interviewer.audio.samples import Samples, Sound

RATE = 16_000


def _all(sound: Sound, manner: PlaybackOptions, *, start: float = 0.0, rate: int = RATE) -> Sound:
    rendering = TimelineRenderer(sound, PlaybackTimeline(start, sound.duration, manner), rate)
    parts: list[Samples] = []
    finished = False
    while not finished:
        samples, finished = rendering.take(1_000)
        parts.append(samples)
    return Sound(np.concatenate(parts), rate)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_speed_changes_the_length_but_not_the_pitch(speed: float) -> None:
    heard = _all(tone(2.0, RATE), PlaybackOptions(speed=speed))
    assert len(heard.samples) == round(2.0 / speed * RATE)
    assert pitch_of(heard) == pytest.approx(440, abs=2)


def test_at_normal_speed_samples_are_unchanged() -> None:
    sound = tone(0.5, RATE)
    assert np.array_equal(_all(sound, PlaybackOptions(), start=0.1).samples, sound.samples[1_600:])


def test_skipped_parts_are_left_out_without_clicks() -> None:
    sound = Sound(np.full(3 * RATE, 0.5, dtype=np.float32), RATE)
    sound.samples[RATE : 2 * RATE] = 0.9
    heard = _all(sound, PlaybackOptions(skipped=((1.0, 2.0),))).samples
    assert len(heard) == 2 * RATE
    assert heard.max() == 0.5
    assert heard[RATE] == pytest.approx(0.0, abs=0.01)
    assert np.abs(np.diff(heard)).max() < 0.01
    assert heard[0] == heard[-1] == 0.5


@pytest.mark.parametrize("speed", [0.5, 1.25, 2.0])
def test_stretched_sound_is_rendered_to_its_end(speed: float) -> None:
    heard = _all(tone(2.0, RATE), PlaybackOptions(speed=speed, skipped=((1.0, 2.0),))).samples
    assert len(heard) == round(RATE / speed)
    assert np.abs(heard[-RATE // 100 :]).max() == pytest.approx(0.5, abs=0.05)


def test_many_segments_do_not_drift_from_the_timeline() -> None:
    silences = tuple((at + 0.5003, at + 0.9001) for at in range(30))
    heard = _all(tone(30.0, RATE), PlaybackOptions(speed=1.25, skipped=silences))
    assert len(heard.samples) == round(30 * (1 - 0.3998) / 1.25 * RATE)


def test_rendering_uses_the_sample_rate_of_the_device() -> None:
    heard = _all(tone(1.0, RATE), PlaybackOptions(), rate=44_100)
    assert len(heard.samples) == pytest.approx(44_100, abs=2)
    assert pitch_of(heard) == pytest.approx(440, abs=2)


def test_no_more_is_rendered_than_requested() -> None:
    rendering = TimelineRenderer(
        tone(60.0, RATE), PlaybackTimeline(0.0, 60.0, PlaybackOptions(loop=(0.0, 60.0))), RATE
    )
    samples, finished = rendering.take(RATE)
    assert RATE <= len(samples) < 2 * RATE
    assert not finished
