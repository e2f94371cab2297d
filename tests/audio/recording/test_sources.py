"""The contract of every InputSource, including the stand-in of the recorder's unit tests."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from rig.pulse import PulseRig
from rig.recording import HandSource

from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.recording.session_microphone import SessionMicrophone
from mock_interviewer.audio.recording.sources import (
    InputSource,
    MicrophoneSource,
    SimulatedMicrophone,
)
from mock_interviewer.audio.samples import Samples, Sound


@dataclass
class Ear:
    """The receiver of a source."""

    blocks: queue.SimpleQueue[tuple[Samples, int]]
    ended: threading.Event

    def deliver(self, block: Samples, overflowed: bool) -> None:
        assert isinstance(overflowed, bool)
        self.blocks.put((block, threading.get_ident()))

    def next_block(self) -> Samples:
        return self.blocks.get(timeout=20.0)[0]


@dataclass
class Case:
    """A source, and how to make it deliver a block."""

    source: InputSource
    provoke: Callable[[], None]


def by_hand(source: HandSource) -> Callable[[], None]:
    def give() -> None:
        thread = threading.Thread(target=lambda: source.give_seconds(0.02))
        thread.start()
        thread.join()

    return give


@pytest.fixture(
    params=[
        "hand",
        "sound",
        "tap",
        pytest.param("microphone", marks=[pytest.mark.rig, pytest.mark.alone]),
        pytest.param("tap of a microphone", marks=[pytest.mark.rig, pytest.mark.alone]),
    ],
)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    source: InputSource
    session: SessionMicrophone | None = None
    provoke: Callable[[], None] = lambda: None  # noqa: E731 - most need no provoking
    match request.param:
        case "hand":
            source = hand = HandSource()
            provoke = by_hand(hand)
        case "sound":
            source = SimulatedMicrophone(speed=10.0)
        case "tap":
            hand = HandSource()
            session = SessionMicrophone(lambda: hand)
            source, provoke = session.source(), by_hand(hand)
        case "microphone":
            request.getfixturevalue("pulse")
            source = MicrophoneSource()
        case _:
            request.getfixturevalue("pulse")
            session = SessionMicrophone(MicrophoneSource)
            source = session.source()
    yield Case(source, provoke)
    source.close()
    if session is not None:
        session.close()


@pytest.fixture
def ear() -> Ear:
    return Ear(queue.SimpleQueue(), threading.Event())


def test_an_open_source_delivers_mono_blocks_at_its_rate(case: Case, ear: Ear) -> None:
    assert case.source.open(ear.deliver, ear.ended.set) == 16_000
    case.provoke()
    block = ear.next_block()
    assert block.ndim == 1
    assert block.dtype == np.float32
    assert len(block) > 0
    assert case.source.active()


def test_blocks_arrive_on_the_sources_thread(case: Case, ear: Ear) -> None:
    case.source.open(ear.deliver, ear.ended.set)
    case.provoke()
    assert ear.blocks.get(timeout=20.0)[1] != threading.get_ident()


def test_the_receiver_may_keep_a_block(case: Case, ear: Ear) -> None:
    case.source.open(ear.deliver, ear.ended.set)
    case.provoke()
    first = ear.next_block()
    before = first.copy()
    case.provoke()
    ear.next_block()
    assert np.array_equal(first, before)
    assert first.flags.owndata


def test_a_closed_source_is_inactive_and_reported_its_end(case: Case, ear: Ear) -> None:
    case.source.open(ear.deliver, ear.ended.set)
    case.source.close()
    assert ear.ended.wait(20.0)
    assert not case.source.active()


def test_closing_twice_or_before_opening_does_nothing(case: Case, ear: Ear) -> None:
    case.source.close()
    case.source.close()
    assert not case.source.active()


def test_a_source_has_a_name_for_messages(case: Case) -> None:
    assert case.source.name


@pytest.mark.rig
def test_a_missing_microphone_is_named_in_the_error(pulse: PulseRig, ear: Ear) -> None:
    source = MicrophoneSource(DeviceName("Lost Microphone", "ALSA"))
    with pytest.raises(NoDevice, match="“Lost Microphone” is not connected"):
        source.open(ear.deliver, ear.ended.set)
    source.close()


def spoken(seconds: float, rate: int = 16_000) -> Sound:
    return Sound(np.full(round(seconds * rate), 0.5, dtype=np.float32), rate)


@pytest.mark.parametrize("rate", [16_000, 22_050])
def test_spoken_sound_is_delivered_whole_and_then_reported_done(ear: Ear, rate: int) -> None:
    source = SimulatedMicrophone(speed=50.0)
    source.open(ear.deliver, ear.ended.set)
    done = threading.Event()
    source.speak(spoken(1.0, rate), done.set)
    assert done.wait(20.0)
    source.close()
    samples = np.concatenate([ear.next_block() for _ in range(ear.blocks.qsize())])
    assert np.count_nonzero(samples > 0.25) == pytest.approx(16_000, abs=20)
    assert source.pending() == 0.0


def test_sounds_are_spoken_one_after_another(ear: Ear) -> None:
    source = SimulatedMicrophone(spoken(0.5), speed=50.0)
    done = threading.Event()
    source.speak(spoken(0.25), done.set)
    assert source.pending() == 0.75
    source.open(ear.deliver, ear.ended.set)
    assert done.wait(20.0)
    source.close()
    samples = np.concatenate([ear.next_block() for _ in range(ear.blocks.qsize())])
    assert np.count_nonzero(samples > 0.25) == 12_000
    assert np.all(samples[:12_000] > 0.25)


def test_microphone_noise_fills_the_gaps_between_sounds(ear: Ear) -> None:
    source = SimulatedMicrophone(speed=50.0)
    source.open(ear.deliver, ear.ended.set)
    samples = np.concatenate([ear.next_block() for _ in range(50)])
    source.close()
    level = 20 * np.log10(np.sqrt(np.mean(samples**2)))
    assert level == pytest.approx(-70.0, abs=1.0)
