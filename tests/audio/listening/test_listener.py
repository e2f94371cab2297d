import logging
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import soundfile
from rig import candidate
from rig.loud_detector import SPOKEN, LoudDetector
from rig.pulse import PulseRig
from rig.recording import HandSource

from mock_interviewer.audio.errors import DeviceLost, ModelError, NoDevice
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.listening import listener as ear_module
from mock_interviewer.audio.listening.echo_cancellation import HeardSound, SoundOrigin
from mock_interviewer.audio.listening.listener import (
    EchoFilter,
    ListenerEvent,
    ListenerLost,
    ListenerReady,
    ListenerSignalBack,
    SpeechListener,
)
from mock_interviewer.audio.listening.utterance_detection import (
    ShortUtterance,
    SpeechDetector,
    SpeechOffset,
    SpeechOnset,
)
from mock_interviewer.audio.recognition.endpointing.voice_activity import Probabilities
from mock_interviewer.audio.recording import block_queue
from mock_interviewer.audio.recording.recorder import AudioRecorder, RecorderClosed
from mock_interviewer.audio.recording.session_microphone import SessionMicrophone
from mock_interviewer.audio.recording.sources import InputSource, MicrophoneSource
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples

EventT = TypeVar("EventT", bound=ListenerEvent)
START = 1000.0
WINDOW = 0.032
QUIET = 3e-5
"""A quiet room; exact zeros are a fault."""


class HandClock:
    """A stand-in for the time module that advances with the sound of a test."""

    def __init__(self) -> None:
        self.now = START

    def monotonic(self) -> float:
        return self.now


class Told:
    """A callback that lets a test wait for events; ``fails`` makes the next call raise."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[ListenerEvent] = queue.SimpleQueue()
        self.fails = False

    def __call__(self, event: ListenerEvent) -> None:
        if self.fails:
            self.fails = False
            raise ZeroDivisionError
        self.events.put(event)

    def next(self, kind: type[EventT], timeout: float = 30.0) -> EventT:
        event = self.events.get(timeout=timeout)
        assert isinstance(event, kind), event
        return event

    def nothing_more(self) -> bool:
        return self.events.empty()


class Bench:
    """A speech listener with a device and a clock driven by the test."""

    def __init__(
        self,
        clock: HandClock,
        source: HandSource,
        make_detector: Callable[[], SpeechDetector],
        clean: EchoFilter | None,
    ) -> None:
        self._clock = clock
        self.source = source
        self.told = Told()
        self.listener = SpeechListener(
            source, listener=self.told, make_detector=make_detector, clean=clean
        )
        self.listener.open()

    def give(self, seconds: float, value: float = QUIET) -> None:
        for _ in range(round(seconds / 0.02)):
            self._clock.now += 0.02
            self.source.give_seconds(0.02, value)

    def heard(self) -> None:
        """Wait until all sound was processed: loud sound after it is reported."""
        self.give(1.0)
        self.give(0.2, value=0.5)
        self.told.next(SpeechOnset)

    def close(self) -> None:
        self.listener.close()
        assert self.listener.join(20.0)


Make = Callable[..., Bench]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    clock = HandClock()
    for module in (block_queue, ear_module):
        monkeypatch.setattr(module, "time", clock)
    benches: list[Bench] = []

    def make(
        source: HandSource | None = None,
        make_detector: Callable[[], SpeechDetector] = LoudDetector,
        clean: EchoFilter | None = None,
    ) -> Bench:
        benches.append(Bench(clock, source or HandSource(), make_detector, clean))
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()


def at(seconds: float) -> object:
    return pytest.approx(START + seconds, abs=WINDOW)


def test_the_return_of_a_signal_is_reported_after_a_second_of_zeros(make: Make) -> None:
    bench = make()
    bench.give(0.5)
    bench.told.next(ListenerReady)
    bench.give(0.9, value=0.0)
    bench.give(0.5)
    bench.give(1.1, value=0.0)
    bench.give(0.5)
    bench.told.next(ListenerSignalBack)
    bench.give(0.5)
    bench.heard()


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_speech_is_reported_at_any_sample_rate(make: Make, rate: int) -> None:
    bench = make(HandSource(rate=rate))
    bench.give(1.0)
    bench.told.next(ListenerReady)
    bench.give(1.5, value=0.5)
    assert bench.told.next(SpeechOnset).at == at(1.0)
    bench.give(1.0)
    assert bench.told.next(SpeechOffset).at == at(2.5)
    utterance = bench.told.next(ShortUtterance)
    assert (utterance.began, utterance.ended) == (at(1.0), at(2.5))
    loud = np.count_nonzero(np.abs(utterance.samples) > 0.2) / SPEECH_RATE
    assert loud == pytest.approx(1.5, abs=0.01)


def test_nothing_is_detected_while_listening_is_stopped(make: Make) -> None:
    bench = make()
    bench.give(0.5)
    bench.told.next(ListenerReady)
    bench.listener.stop_listening()
    bench.give(1.0, value=0.5)
    bench.give(1.0)
    bench.listener.listen()
    bench.heard()
    assert bench.told.nothing_more()


def test_stopping_drops_an_utterance_in_progress(make: Make) -> None:
    detectors = []

    def make_detector() -> LoudDetector:
        detectors.append(LoudDetector())
        return detectors[-1]

    bench = make(make_detector=make_detector)
    bench.give(1.0, value=0.5)
    bench.told.next(ListenerReady)
    bench.told.next(SpeechOnset)
    bench.listener.stop_listening()
    bench.listener.listen()
    bench.heard()
    assert bench.told.nothing_more()
    assert len(detectors) == 2


def test_listening_resumes_only_after_a_delay(make: Make) -> None:
    bench = make()
    bench.listener.stop_listening()
    bench.listener.listen(after=1.0)
    bench.give(0.9, value=0.5)
    bench.give(1.0)
    bench.told.next(ListenerReady)
    bench.heard()
    assert bench.told.nothing_more()


def test_listening_again_while_listening_changes_nothing(make: Make) -> None:
    bench = make()
    bench.give(0.5, value=0.5)
    bench.told.next(ListenerReady)
    bench.told.next(SpeechOnset)
    bench.listener.listen()
    bench.give(1.0)
    bench.told.next(SpeechOffset)
    bench.told.next(ShortUtterance)


def test_the_echo_filter_gets_all_sound_with_times_and_its_result_is_used(
    make: Make,
) -> None:
    given: list[tuple[int, float]] = []

    def clean(samples: Samples, when: float) -> HeardSound:
        given.append((len(samples), when))
        return HeardSound(samples * (0.0 if when < START + 2.0 else 1.0))

    bench = make(clean=clean)
    bench.listener.stop_listening()
    bench.give(0.5, value=0.5)
    bench.listener.listen()
    bench.give(1.5, value=0.5)
    bench.give(1.0)
    bench.told.next(ListenerReady)
    bench.heard()
    assert bench.told.nothing_more()
    sizes, times = zip(*given, strict=True)
    assert set(sizes) == {320}
    assert np.allclose(times, START + np.arange(len(times)) * 0.02, atol=1e-6)


class DoubtfulDetector(LoudDetector):
    """A detector that finds speech in loud sound, with the probability ``chance``."""

    chance = SPOKEN

    def feed(self, pcm: Pcm) -> Probabilities:
        return super().feed(pcm) * np.float32(self.chance / SPOKEN)


class HalfSureDetector(DoubtfulDetector):
    chance = 0.7


class NearlySureDetector(DoubtfulDetector):
    chance = 0.82


def _first_believed(
    make: Make, detector: type[DoubtfulDetector], first: SoundOrigin, *, then: SoundOrigin
) -> float:
    """Return when speech is told to begin of two sounds, at 0 and at 2 s, of whose they may be."""

    def clean(samples: Samples, when: float) -> HeardSound:
        return HeardSound(samples, first if when < START + 1.5 else then)

    bench = make(make_detector=detector, clean=clean)
    bench.give(0.5, value=0.5)
    bench.give(1.5)
    bench.give(0.5, value=0.5)
    bench.told.next(ListenerReady)
    return bench.told.next(SpeechOnset).at


def test_sound_louder_than_the_own_voice_needs_less_certainty(make: Make) -> None:
    began = _first_believed(make, HalfSureDetector, SoundOrigin.CLEAN, then=SoundOrigin.PERSON)
    assert began == at(2.0)


def test_sound_that_may_be_the_own_voice_needs_more_certainty(make: Make) -> None:
    began = _first_believed(
        make, NearlySureDetector, SoundOrigin.MAYBE_OWN_VOICE, then=SoundOrigin.CLEAN
    )
    assert began == at(2.0)


@pytest.mark.parametrize(
    ("whose", "began"), [(SoundOrigin.PERSON, 0.32), (SoundOrigin.CLEAN, 1.34)]
)
def test_one_window_is_enough_for_sound_louder_than_the_own_voice(
    make: Make, whose: SoundOrigin, began: float
) -> None:
    bench = make(
        make_detector=NearlySureDetector, clean=lambda samples, _when: HeardSound(samples, whose)
    )
    bench.give(10 * WINDOW)
    bench.give(0.02, value=0.5)
    bench.give(1.0)
    bench.give(0.2, value=0.5)
    bench.told.next(ListenerReady)
    assert bench.told.next(SpeechOnset).at == at(began)


def test_a_device_that_ends_is_reported_as_lost_last(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(ListenerReady)
    bench.source.end()
    lost = bench.told.next(ListenerLost)
    assert isinstance(lost.error, DeviceLost)
    assert "Hand Microphone" in str(lost.error)
    assert bench.listener.join(20.0)
    assert bench.source.closed.is_set()


def test_a_device_that_dies_silently_is_lost(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(ListenerReady)
    bench.source.go_dead()
    assert isinstance(bench.told.next(ListenerLost).error, DeviceLost)


def test_a_device_that_stalls_is_lost(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(ListenerReady)
    assert "has stopped sending sound" in str(bench.told.next(ListenerLost).error)


def test_a_device_that_cannot_be_opened_is_reported(make: Make) -> None:
    error = NoDevice("No microphone was found.", "Plug one in.")
    bench = make(HandSource(error=error))
    assert bench.told.next(ListenerLost).error is error


def test_a_missing_detector_is_reported(make: Make) -> None:
    error = ModelError("The file of the speech detector is missing.", "Install it.")

    def missing() -> SpeechDetector:
        raise error

    assert make(make_detector=missing).told.next(ListenerLost).error is error


def test_a_bug_is_reported_plainly_and_logged(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_samples: Samples, _when: float) -> HeardSound:
        raise ZeroDivisionError

    bench = make(clean=broken)
    with caplog.at_level(logging.ERROR):
        bench.give(0.02)
        bench.told.next(ListenerReady)
        assert "An error in Mock Interviewer" in str(bench.told.next(ListenerLost).error)
        assert bench.listener.join(20.0)
    assert "ZeroDivisionError" in caplog.text


def test_a_failing_callback_does_not_end_the_listening(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    bench = make()
    bench.told.fails = True
    with caplog.at_level(logging.ERROR):
        bench.give(0.5, value=0.5)
        bench.told.next(SpeechOnset)
    assert "failed at ListenerReady" in caplog.text


def test_nothing_is_reported_after_closing(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(ListenerReady)
    bench.close()
    assert bench.source.closed.is_set()
    assert bench.told.nothing_more()


def test_closing_does_not_wait_for_a_stuck_device(make: Make) -> None:
    may_open = threading.Event()
    bench = make(HandSource(may_open=may_open))
    bench.close()
    may_open.set()


def listening(source: InputSource) -> tuple[SpeechListener, Told]:
    told = Told()
    ear = SpeechListener(source, listener=told)
    ear.open()
    return ear, told


@pytest.mark.rig
@pytest.mark.model
def test_a_short_sentence_is_detected_while_the_microphone_is_recording(
    pulse: PulseRig, tmp_path: Path
) -> None:
    spoken = read_sound(candidate.answer(tmp_path)[0], SPEECH_RATE).samples[: 2 * SPEECH_RATE]
    words = tmp_path / "words.wav"
    soundfile.write(words, spoken, SPEECH_RATE)
    microphone = SessionMicrophone(MicrophoneSource)
    ear, told = listening(microphone.source())
    told.next(ListenerReady)
    closed: queue.SimpleQueue[RecorderClosed] = queue.SimpleQueue()
    recorder = AudioRecorder(
        microphone.source(),
        tmp_path / "01.wav",
        listener=lambda event: closed.put(event) if isinstance(event, RecorderClosed) else None,
    )
    recorder.open()
    recorder.begin()
    pulse.speak(words, wait=False)
    began = told.next(SpeechOnset)
    event: ListenerEvent = told.events.get(timeout=30.0)
    while not isinstance(event, ShortUtterance):
        event = told.events.get(timeout=30.0)
    assert event.began == began.at
    assert 1.0 < event.ended - event.began < 2.5
    recorder.stop()
    assert closed.get(timeout=10.0).duration > 2.0
    ear.close()
    assert ear.join(20.0)
    assert recorder.join(20.0)
    microphone.close()


@pytest.mark.rig
@pytest.mark.model
def test_a_killed_sound_server_is_reported_and_a_new_listener_works(
    pulse: PulseRig, tmp_path: Path
) -> None:
    microphone = SessionMicrophone(MicrophoneSource)
    first, told = listening(microphone.source())
    told.next(ListenerReady)
    pulse.kill()
    assert isinstance(told.next(ListenerLost).error, DeviceLost)
    assert first.join(20.0)
    pulse.start()
    second, told = listening(microphone.source())
    told.next(ListenerReady)
    pulse.speak(candidate.answer(tmp_path)[0], wait=False)
    told.next(SpeechOnset)
    second.close()
    assert second.join(20.0)
    microphone.close()
