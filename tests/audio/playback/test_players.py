"""The contract of a SoundPlayer, for the real player and the one without a speaker."""

import queue
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from rig.sounds import tone
from rig.wait import wait_until

from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.device_player import DevicePlayer, SilentPlayer
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding, SoundPlayer
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import Samples, Sound

Ends = queue.SimpleQueue[PlaybackEnd]


@pytest.fixture(
    params=["silent", pytest.param("speaker", marks=[pytest.mark.rig, pytest.mark.alone])]
)
def player(request: pytest.FixtureRequest) -> Iterator[SoundPlayer]:
    made: SoundPlayer
    if request.param == "speaker":
        request.getfixturevalue("pulse")
        made = DevicePlayer()
    else:
        made = SilentPlayer()
    yield made
    made.close()


def _started(play: Callable[[Callable[[], None]], None]) -> None:
    begun = threading.Event()
    play(begun.set)
    assert begun.wait(20)


def _play(player: SoundPlayer, sound: Sound, *, start: float = 0.0) -> Ends:
    """Return the reported ends, once the sound has started."""
    ends: Ends = queue.SimpleQueue()
    _started(lambda begun: player.play(sound, start=start, on_end=ends.put, on_start=begun))
    return ends


def _only(ends: Ends) -> PlaybackEnd:
    end = ends.get(timeout=20)
    assert ends.empty()
    return end


def test_a_sound_is_played_to_its_end(player: SoundPlayer) -> None:
    assert _only(_play(player, tone(0.1))) is PlaybackEnding.FINISHED
    assert player.position() == pytest.approx(0.1)
    assert not player.playing()


def test_an_empty_sound_ends_at_once(player: SoundPlayer) -> None:
    nothing = Sound(np.zeros(0, dtype=np.float32), 22_050)
    assert _only(_play(player, nothing)) is PlaybackEnding.FINISHED


def test_start_and_end_are_reported_on_the_players_thread(player: SoundPlayer) -> None:
    threads: queue.SimpleQueue[int] = queue.SimpleQueue()

    def told(*_: object) -> None:
        threads.put(threading.get_ident())

    player.play(tone(0.05), on_start=told, on_end=told)
    assert threads.get(timeout=20) == threads.get(timeout=20) != threading.get_ident()


def test_stop_ends_the_sound_as_stopped(player: SoundPlayer) -> None:
    ends = _play(player, tone(30))
    player.stop()
    assert _only(ends) is PlaybackEnding.STOPPED
    assert not player.playing()


def test_the_end_is_reported_once_however_often_it_is_stopped(player: SoundPlayer) -> None:
    ends = _play(player, tone(30))
    for _ in range(3):
        player.stop()
    assert ends.get(timeout=20) is PlaybackEnding.STOPPED
    player.stop()
    player.close()
    assert ends.empty()


def test_a_new_sound_replaces_the_old_one(player: SoundPlayer) -> None:
    former = _play(player, tone(30))
    latter = _play(player, tone(0.05))
    assert _only(former) is PlaybackEnding.STOPPED
    assert _only(latter) is PlaybackEnding.FINISHED


def test_each_of_many_sounds_reports_its_end(player: SoundPlayer) -> None:
    ends: Ends = queue.SimpleQueue()
    for _ in range(10):
        player.play(tone(30), on_end=ends.put)
    player.play(tone(0.02), on_end=ends.put)
    told = [ends.get(timeout=20) for _ in range(11)]
    assert told == [PlaybackEnding.STOPPED] * 10 + [PlaybackEnding.FINISHED]


def test_a_paused_sound_keeps_its_position_and_continues(player: SoundPlayer) -> None:
    ends = _play(player, tone(0.3))
    player.pause()
    assert not player.playing()
    assert ends.empty()
    player.resume()
    assert player.playing()
    assert _only(ends) is PlaybackEnding.FINISHED


def test_a_sound_paused_before_its_start_waits(player: SoundPlayer) -> None:
    ends: Ends = queue.SimpleQueue()
    player.play(tone(0.05), on_end=ends.put)
    player.pause()
    with pytest.raises(queue.Empty):
        ends.get(timeout=0.3)
    player.resume()
    assert _only(ends) is PlaybackEnding.FINISHED


def test_a_stopped_sound_cannot_be_resumed(player: SoundPlayer) -> None:
    ends = _play(player, tone(30))
    player.stop()
    player.resume()
    assert _only(ends) is PlaybackEnding.STOPPED
    assert not player.playing()


def test_a_seek_to_the_end_ends_the_sound(player: SoundPlayer) -> None:
    ends = _play(player, tone(30))
    player.seek(29.98)
    assert _only(ends) is PlaybackEnding.FINISHED
    assert player.position() == pytest.approx(30)


def test_a_sound_can_start_in_the_middle(player: SoundPlayer) -> None:
    assert _only(_play(player, tone(30), start=29.95)) is PlaybackEnding.FINISHED


def test_the_position_moves_while_the_sound_plays(player: SoundPlayer) -> None:
    _play(player, tone(30), start=10)
    wait_until(lambda: 10.0 < player.position() < 15.0, 20)


def test_closing_stops_the_current_sound(player: SoundPlayer) -> None:
    ends = _play(player, tone(30))
    player.close()
    assert _only(ends) is PlaybackEnding.STOPPED
    with pytest.raises(RuntimeError):
        player.play(tone(0.1), on_end=ends.put)


def test_the_player_may_be_used_from_its_own_thread(player: SoundPlayer) -> None:
    ends: Ends = queue.SimpleQueue()
    player.play(tone(0.02), on_end=lambda _: player.play(tone(0.02), on_end=ends.put))
    assert _only(ends) is PlaybackEnding.FINISHED


def test_a_listener_that_raises_does_not_end_the_player(
    player: SoundPlayer, caplog: pytest.LogCaptureFixture
) -> None:
    def raising(_: PlaybackEnd) -> None:
        raise ValueError("a listener's own mistake")

    player.play(tone(0.02), on_end=raising)
    assert _only(_play(player, tone(0.02))) is PlaybackEnding.FINISHED
    assert "a listener's own mistake" in caplog.text


def _halves(sound: Sound) -> tuple[Samples, Samples]:
    middle = len(sound.samples) // 2
    return sound.samples[:middle], sound.samples[middle:]


def test_a_growing_sound_ends_once_it_is_complete_and_played(player: SoundPlayer) -> None:
    growing = StreamingSound(22_050)
    first, second = _halves(tone(0.2))
    growing.add(first)
    ends: Ends = queue.SimpleQueue()
    _started(lambda begun: player.play(growing, on_end=ends.put, on_start=begun))
    wait_until(lambda: player.position() == pytest.approx(0.1), 20)
    assert player.playing()
    assert ends.empty()
    growing.add(second)
    growing.finish()
    assert _only(ends) is PlaybackEnding.FINISHED
    assert player.position() == pytest.approx(0.2)


def test_a_sound_waiting_for_samples_can_be_paused_resumed_and_stopped(player: SoundPlayer) -> None:
    growing = StreamingSound(22_050)
    ends: Ends = queue.SimpleQueue()
    _started(lambda begun: player.play(growing, on_end=ends.put, on_start=begun))
    player.pause()
    growing.add(tone(0.1).samples)
    growing.finish()
    with pytest.raises(queue.Empty):
        ends.get(timeout=0.3)
    player.resume()
    assert _only(ends) is PlaybackEnding.FINISHED
    _started(lambda begun: player.play(StreamingSound(8_000), on_end=ends.put, on_start=begun))
    player.stop()
    assert _only(ends) is PlaybackEnding.STOPPED


def test_a_sound_completed_before_playing_plays_whole(
    player: SoundPlayer,
) -> None:
    growing = StreamingSound(22_050)
    growing.add(tone(0.1).samples)
    growing.finish()
    growing.finish()
    ends: Ends = queue.SimpleQueue()
    player.play(growing, on_end=ends.put)
    assert _only(ends) is PlaybackEnding.FINISHED
    assert player.position() == pytest.approx(0.1)


def test_an_adjustable_sound_plays_to_the_end_of_its_recording(player: SoundPlayer) -> None:
    ends: Ends = queue.SimpleQueue()
    player.play(AdjustableSound(tone(0.2), PlaybackOptions(speed=2.0)), on_end=ends.put)
    assert _only(ends) is PlaybackEnding.FINISHED
    assert player.position() == pytest.approx(0.2)


def test_an_adjustable_sound_seeks_by_recording_time(player: SoundPlayer) -> None:
    rendition = AdjustableSound(tone(30), PlaybackOptions(loop=(5.0, 6.0)))
    ends: Ends = queue.SimpleQueue()
    _started(lambda begun: player.play(rendition, start=5.5, on_end=ends.put, on_start=begun))
    wait_until(lambda: 5.0 <= player.position() < 5.4, 20)
    player.pause()
    player.seek(20.0)
    assert player.position() == 20.0
    rendition.set_options(PlaybackOptions(skipped=((15.0, 29.9),)))
    player.resume()
    assert _only(ends) is PlaybackEnding.FINISHED


def test_a_tap_does_not_affect_playback(player: SoundPlayer) -> None:
    player.tap(lambda _: None)
    assert _only(_play(player, tone(0.1))) is PlaybackEnding.FINISHED
    player.tap(None)
    assert _only(_play(player, tone(0.1))) is PlaybackEnding.FINISHED
