"""A question spoken aloud: the real voice, the real player, the virtual speaker."""

import queue
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rig.processes import running
from rig.pulse import PulseRig
from rig.sounds import loud, loud_seconds
from rig.wait import wait_until

from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.samples import amplitude_of
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.speaker import (
    Speaker,
    UtteranceEvent,
    UtteranceFailed,
    UtteranceFinished,
    UtteranceStarted,
    UtteranceStopped,
)

pytestmark = [pytest.mark.rig, pytest.mark.model]

QUESTION = "What is self-attention, and why is it important in transformer models?"
Events = queue.SimpleQueue[UtteranceEvent]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def speaker(pulse: PulseRig, temporary: Path) -> Iterator[Speaker]:
    player = DevicePlayer()
    made = Speaker(choose_voice(None).voice, player)
    yield made
    made.close()
    player.close()


def _say(speaker: Speaker, text: str) -> Events:
    events: Events = queue.SimpleQueue()
    speaker.say(text, events.put)
    return events


def _started(events: Events) -> UtteranceStarted:
    event = events.get(timeout=20)
    assert isinstance(event, UtteranceStarted)
    return event


def _duration(started: UtteranceStarted) -> float:
    assert started.duration is not None
    return started.duration


def test_a_question_is_spoken_completely(speaker: Speaker, pulse: PulseRig) -> None:
    with pulse.record_speaker() as recording:
        events = _say(speaker, QUESTION)
        duration = _duration(_started(events))
        assert events.get(timeout=20) == UtteranceFinished()
    heard = np.flatnonzero(loud(recording.sound()))
    assert (heard[-1] - heard[0]) / 100 == pytest.approx(duration, abs=0.5)


def test_a_prepared_question_starts_at_once(speaker: Speaker) -> None:
    speaker.prepare(QUESTION)
    # The next text waits for the preparation.
    first = _say(speaker, "Ready?")
    while isinstance(event := first.get(timeout=20), UtteranceStarted):
        continue
    assert event == UtteranceFinished()
    asked = time.monotonic()
    events = _say(speaker, QUESTION)
    _started(events)
    assert time.monotonic() - asked < 5 * 0.15


def test_a_question_stopped_in_mid_word_falls_silent_and_leaves_nothing(
    speaker: Speaker, pulse: PulseRig, temporary: Path
) -> None:
    with pulse.record_speaker() as recording:
        events = _say(speaker, QUESTION)
        _started(events)
        wait_until(lambda: loud_seconds(recording.sound()) > 0.2, 20)
        stopped_at = recording.sound().duration
        speaker.stop()
        assert events.get(timeout=20) == UtteranceStopped()
    last = np.flatnonzero(loud(recording.sound()))[-1] / 100
    assert last - stopped_at < 5 * 0.2
    assert not list(temporary.iterdir())
    assert not running("system_child")


def test_twenty_questions_in_a_row_are_twenty_spoken(speaker: Speaker, pulse: PulseRig) -> None:
    expected = 0.0
    with pulse.record_speaker() as recording:
        for number in range(1, 21):
            events = _say(speaker, f"{number}.")
            expected += _duration(_started(events))
            assert events.get(timeout=20) == UtteranceFinished()
    assert 0.5 * expected < loud_seconds(recording.sound()) < expected


def test_a_paused_question_continues_where_it_stopped(speaker: Speaker, pulse: PulseRig) -> None:
    with pulse.record_speaker() as recording:
        events = _say(speaker, QUESTION)
        duration = _duration(_started(events))
        wait_until(lambda: loud_seconds(recording.sound()) > 0.5, 20)
        speaker.pause()
        recording.catch_up()
        held_at = loud_seconds(recording.sound())
        recording.catch_up()
        recording.catch_up()
        assert loud_seconds(recording.sound()) == held_at
        speaker.resume()
        assert events.get(timeout=20) == UtteranceFinished()
    heard = np.flatnonzero(loud(recording.sound()))
    assert (heard[-1] - heard[0]) / 100 > duration + 0.3


def test_without_an_output_device_the_question_stays_text(
    speaker: Speaker, pulse: PulseRig
) -> None:
    pulse.kill()
    event = _say(speaker, QUESTION).get(timeout=20)
    assert isinstance(event, UtteranceFailed)
    assert isinstance(event.error, NoDevice)
    assert event.error.remedy


def test_closing_in_mid_word_is_quick_and_leaves_no_child(speaker: Speaker) -> None:
    events = _say(speaker, QUESTION)
    _started(events)
    begun = time.monotonic()
    speaker.close()
    assert time.monotonic() - begun < 5 * 2
    assert events.get(timeout=20) == UtteranceStopped()


@pytest.fixture
def neural(pulse: PulseRig) -> Iterator[Speaker]:
    player = DevicePlayer()
    made = Speaker(choose_voice(JOE.id).voice, player)
    _until_over(_say(made, "Ready?"))
    yield made
    made.close()
    player.close()


def _until_over(events: Events) -> UtteranceEvent:
    while isinstance(event := events.get(timeout=60), UtteranceStarted):
        continue
    return event


def test_the_neural_voice_soon_starts_an_unprepared_text(neural: Speaker) -> None:
    asked = time.monotonic()
    _started(_say(neural, QUESTION))
    assert time.monotonic() - asked < 5 * 0.4


def test_the_neural_voice_says_all_sentences_without_long_gaps(
    neural: Speaker, pulse: PulseRig
) -> None:
    text = f"{QUESTION} Say it in your own words. Take your time."
    with pulse.record_speaker() as recording:
        assert _until_over(_say(neural, text)) == UtteranceFinished()
    heard = np.flatnonzero(loud(recording.sound()))
    assert (heard[-1] - heard[0]) / 100 > 5
    assert np.diff(heard).max() / 100 < 5 * 0.3


def test_the_neural_voice_stopped_in_a_sentence_soon_falls_silent(
    neural: Speaker, pulse: PulseRig
) -> None:
    with pulse.record_speaker() as recording:
        events = _say(neural, QUESTION)
        _started(events)
        wait_until(lambda: loud_seconds(recording.sound()) > 0.2, 20)
        stopped_at = recording.sound().duration
        neural.stop()
        assert _until_over(events) == UtteranceStopped()
    last = np.flatnonzero(loud(recording.sound()))[-1] / 100
    assert last - stopped_at < 5 * 0.2


def test_the_voice_plays_at_its_volume(speaker: Speaker, pulse: PulseRig) -> None:
    peaks = []
    for volume in (100, 50):
        speaker.set_volume(volume)
        with pulse.record_speaker() as recording:
            assert _until_over(_say(speaker, "Hello.")) == UtteranceFinished()
        peaks.append(float(np.abs(recording.sound().samples).max()))
    assert peaks[1] == pytest.approx(peaks[0] * amplitude_of(50), rel=0.1)
