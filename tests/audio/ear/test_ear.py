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

from mock_interviewer.audio import inlet
from mock_interviewer.audio.ear import ear as ear_module
from mock_interviewer.audio.ear.attention import Detecting
from mock_interviewer.audio.ear.ear import Clean, Ear
from mock_interviewer.audio.ear.events import (
    EarEvent,
    EarLost,
    EarReady,
    SpeechBegan,
    SpeechEnded,
    Utterance,
)
from mock_interviewer.audio.ear.heard import Heard, Whose
from mock_interviewer.audio.ear.session_microphone import SessionMicrophone
from mock_interviewer.audio.errors import DeviceLost, ModelError, NoDevice
from mock_interviewer.audio.recognition.messages import Pcm
from mock_interviewer.audio.recognition.silence import Probabilities
from mock_interviewer.audio.recorder import Closed, Recorder
from mock_interviewer.audio.sound_file import read_sound
from mock_interviewer.audio.sources import InputSource, MicrophoneSource
from mock_interviewer.audio.types import SPEECH_RATE, Samples

EventT = TypeVar("EventT", bound=EarEvent)
START = 1000.0
WINDOW = 0.032


class HandClock:
    """Stands in for the module time: seconds that pass with the sound that a test gives."""

    def __init__(self) -> None:
        self.now = START

    def monotonic(self) -> float:
        return self.now


class Told:
    """An ear's listener whose events can be waited for."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()

    def __call__(self, event: EarEvent) -> None:
        self.events.put(event)

    def next(self, kind: type[EventT], timeout: float = 30.0) -> EventT:
        event = self.events.get(timeout=timeout)
        assert isinstance(event, kind), event
        return event

    def nothing_more(self) -> bool:
        return self.events.empty()


class Bench:
    """An ear over a device worked by hand, at whose pace time passes."""

    def __init__(
        self,
        clock: HandClock,
        source: HandSource,
        make_detector: Callable[[], Detecting],
        clean: Clean | None,
    ) -> None:
        self._clock = clock
        self.source = source
        self.told = Told()
        self.ear = Ear(source, listener=self.told, make_detector=make_detector, clean=clean)
        self.ear.open()

    def give(self, seconds: float, value: float = 0.0) -> None:
        for _ in range(round(seconds / 0.02)):
            self._clock.now += 0.02
            self.source.give_seconds(0.02, value)

    def heard(self) -> None:
        """Wait until all that was given is heard: what comes after that is loud, and is told."""
        self.give(1.0)
        self.give(0.2, value=0.5)
        self.told.next(SpeechBegan)

    def close(self) -> None:
        self.ear.close()
        assert self.ear.join(20.0)


Make = Callable[..., Bench]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    clock = HandClock()
    for module in (inlet, ear_module):
        monkeypatch.setattr(module, "time", clock)
    benches: list[Bench] = []

    def make(
        source: HandSource | None = None,
        make_detector: Callable[[], Detecting] = LoudDetector,
        clean: Clean | None = None,
    ) -> Bench:
        benches.append(Bench(clock, source or HandSource(), make_detector, clean))
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()


def at(seconds: float) -> object:
    return pytest.approx(START + seconds, abs=WINDOW)


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_it_is_ready_and_tells_who_speaks_whatever_the_devices_rate(make: Make, rate: int) -> None:
    bench = make(HandSource(rate=rate))
    bench.give(1.0)
    bench.told.next(EarReady)
    bench.give(1.5, value=0.5)
    assert bench.told.next(SpeechBegan).at == at(1.0)
    bench.give(1.0)
    assert bench.told.next(SpeechEnded).at == at(2.5)
    utterance = bench.told.next(Utterance)
    assert (utterance.began, utterance.ended) == (at(1.0), at(2.5))
    loud = np.count_nonzero(np.abs(utterance.samples) > 0.2) / SPEECH_RATE
    assert loud == pytest.approx(1.5, abs=0.01)


def test_nothing_is_heard_while_deaf(make: Make) -> None:
    bench = make()
    bench.give(0.5)
    bench.told.next(EarReady)
    bench.ear.deafen()
    bench.give(1.0, value=0.5)
    bench.give(1.0)
    bench.ear.listen()
    bench.heard()
    assert bench.told.nothing_more()


def test_what_was_under_way_when_it_went_deaf_is_forgotten(make: Make) -> None:
    detectors = []

    def make_detector() -> LoudDetector:
        detectors.append(LoudDetector())
        return detectors[-1]

    bench = make(make_detector=make_detector)
    bench.give(1.0, value=0.5)
    bench.told.next(EarReady)
    bench.told.next(SpeechBegan)
    bench.ear.deafen()
    bench.ear.listen()
    bench.heard()
    assert bench.told.nothing_more()
    assert len(detectors) == 2


def test_it_listens_only_after_the_tail_of_a_loudspeaker(make: Make) -> None:
    bench = make()
    bench.ear.deafen()
    bench.ear.listen(after=1.0)
    bench.give(0.9, value=0.5)
    bench.give(1.0)
    bench.told.next(EarReady)
    bench.heard()
    assert bench.told.nothing_more()


def test_listening_again_while_it_listens_forgets_nothing(make: Make) -> None:
    bench = make()
    bench.give(0.5, value=0.5)
    bench.told.next(EarReady)
    bench.told.next(SpeechBegan)
    bench.ear.listen()
    bench.give(1.0)
    bench.told.next(SpeechEnded)
    bench.told.next(Utterance)


def test_the_cleaner_is_given_all_sound_with_its_time_and_what_it_returns_is_heard(
    make: Make,
) -> None:
    given: list[tuple[int, float]] = []

    def clean(samples: Samples, when: float) -> Heard:
        given.append((len(samples), when))
        return Heard(samples * (0.0 if when < START + 2.0 else 1.0))

    bench = make(clean=clean)
    bench.ear.deafen()
    bench.give(0.5, value=0.5)
    bench.ear.listen()
    bench.give(1.5, value=0.5)
    bench.give(1.0)
    bench.told.next(EarReady)
    bench.heard()
    assert bench.told.nothing_more()
    sizes, times = zip(*given, strict=True)
    assert set(sizes) == {320}
    assert np.allclose(times, START + np.arange(len(times)) * 0.02, atol=1e-6)


class DoubtfulDetector(LoudDetector):
    """Hears speech in what is loud, and is as sure as in ``chance``."""

    chance = SPOKEN

    def feed(self, pcm: Pcm) -> Probabilities:
        return super().feed(pcm) * np.float32(self.chance / SPOKEN)


class HalfSureDetector(DoubtfulDetector):
    chance = 0.7


class NearlySureDetector(DoubtfulDetector):
    chance = 0.82


def _first_believed(
    make: Make, detector: type[DoubtfulDetector], first: Whose, *, then: Whose
) -> float:
    """Return when speech is told to begin of two sounds, at 0 and at 2 s, of whose they may be."""

    def clean(samples: Samples, when: float) -> Heard:
        return Heard(samples, first if when < START + 1.5 else then)

    bench = make(make_detector=detector, clean=clean)
    bench.give(0.5, value=0.5)
    bench.give(1.5)
    bench.give(0.5, value=0.5)
    bench.told.next(EarReady)
    return bench.told.next(SpeechBegan).at


def test_what_is_louder_than_the_programs_own_voice_is_believed_sooner(make: Make) -> None:
    began = _first_believed(make, HalfSureDetector, Whose.NOT_OURS, then=Whose.SOMEBODY)
    assert began == at(2.0)


def test_what_may_be_the_programs_own_voice_is_believed_later(make: Make) -> None:
    began = _first_believed(make, NearlySureDetector, Whose.MAYBE_OURS, then=Whose.NOT_OURS)
    assert began == at(2.0)


@pytest.mark.parametrize(("whose", "began"), [(Whose.SOMEBODY, 0.32), (Whose.NOT_OURS, 1.34)])
def test_a_single_window_is_enough_of_what_is_louder_than_the_programs_own_voice(
    make: Make, whose: Whose, began: float
) -> None:
    bench = make(
        make_detector=NearlySureDetector, clean=lambda samples, _when: Heard(samples, whose)
    )
    bench.give(10 * WINDOW)
    bench.give(0.02, value=0.5)
    bench.give(1.0)
    bench.give(0.2, value=0.5)
    bench.told.next(EarReady)
    assert bench.told.next(SpeechBegan).at == at(began)


def test_a_device_that_ends_is_lost_and_said_last(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(EarReady)
    bench.source.end()
    lost = bench.told.next(EarLost)
    assert isinstance(lost.error, DeviceLost)
    assert "Hand Microphone" in str(lost.error)
    assert bench.ear.join(20.0)
    assert bench.source.closed.is_set()


def test_a_device_that_dies_without_a_word_is_lost(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(EarReady)
    bench.source.go_dead()
    assert isinstance(bench.told.next(EarLost).error, DeviceLost)


def test_a_device_that_gives_nothing_any_more_is_lost(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(EarReady)
    assert "has stopped giving sound" in str(bench.told.next(EarLost).error)


def test_a_device_that_cannot_be_opened_is_said(make: Make) -> None:
    error = NoDevice("No microphone was found.", "Plug one in.")
    bench = make(HandSource(error=error))
    assert bench.told.next(EarLost).error is error


def test_a_detector_that_is_not_there_is_said(make: Make) -> None:
    error = ModelError("The file of the speech detector is missing.", "Install it.")

    def missing() -> Detecting:
        raise error

    assert make(make_detector=missing).told.next(EarLost).error is error


def test_a_mistake_of_ours_is_said_plainly_and_logged(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_samples: Samples, _when: float) -> Heard:
        raise ZeroDivisionError

    bench = make(clean=broken)
    with caplog.at_level(logging.ERROR):
        bench.give(0.02)
        bench.told.next(EarReady)
        assert "because of a mistake in this program" in str(bench.told.next(EarLost).error)
        assert bench.ear.join(20.0)
    assert "ZeroDivisionError" in caplog.text


def test_a_listener_that_breaks_does_not_end_the_ear(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    bench = make()
    told = bench.told

    def break_once(event: EarEvent) -> None:
        bench.ear._listener = told
        raise ZeroDivisionError

    bench.ear._listener = break_once
    with caplog.at_level(logging.ERROR):
        bench.give(0.5, value=0.5)
        told.next(SpeechBegan)
    assert "broke at EarReady" in caplog.text


def test_nothing_is_told_after_closing(make: Make) -> None:
    bench = make()
    bench.give(0.1)
    bench.told.next(EarReady)
    bench.close()
    assert bench.source.closed.is_set()
    assert bench.told.nothing_more()


def test_closing_waits_for_no_device_that_is_stuck(make: Make) -> None:
    may_open = threading.Event()
    bench = make(HandSource(may_open=may_open))
    bench.close()
    may_open.set()


def listening(source: InputSource) -> tuple[Ear, Told]:
    told = Told()
    ear = Ear(source, listener=told)
    ear.open()
    return ear, told


@pytest.mark.rig
@pytest.mark.model
def test_somebody_who_says_a_short_sentence_into_a_real_microphone_is_heard_beside_a_recording(
    pulse: PulseRig, tmp_path: Path
) -> None:
    spoken = read_sound(candidate.answer(tmp_path)[0], SPEECH_RATE).samples[: 2 * SPEECH_RATE]
    words = tmp_path / "words.wav"
    soundfile.write(words, spoken, SPEECH_RATE)
    microphone = SessionMicrophone(MicrophoneSource)
    ear, told = listening(microphone.source())
    told.next(EarReady)
    closed: queue.SimpleQueue[Closed] = queue.SimpleQueue()
    recorder = Recorder(
        microphone.source(),
        tmp_path / "01.wav",
        listener=lambda event: closed.put(event) if isinstance(event, Closed) else None,
    )
    recorder.open()
    recorder.begin()
    pulse.speak(words, wait=False)
    began = told.next(SpeechBegan)
    event: EarEvent = told.events.get(timeout=30.0)
    while not isinstance(event, Utterance):
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
def test_a_killed_sound_server_is_told_and_the_next_ear_hears_again(
    pulse: PulseRig, tmp_path: Path
) -> None:
    microphone = SessionMicrophone(MicrophoneSource)
    first, told = listening(microphone.source())
    told.next(EarReady)
    pulse.kill()
    assert isinstance(told.next(EarLost).error, DeviceLost)
    assert first.join(20.0)
    pulse.start()
    second, told = listening(microphone.source())
    told.next(EarReady)
    pulse.speak(candidate.answer(tmp_path)[0], wait=False)
    told.next(SpeechBegan)
    second.close()
    assert second.join(20.0)
    microphone.close()
