import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from rig import fake_worker as fake
from rig.processes import living_descendants
from rig.recognition import PATIENCE, fake_command
from rig.wait import wait_until

from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    RecognitionFailed,
    RecognizerReady,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.model_switch import (
    ModelSwitch,
    ModelSwitchFailed,
    SwitchEvent,
)
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE

SECOND = np.zeros(SPEECH_RATE, dtype=np.float32)
UNKNOWN = "mine"
"""A model that the fake worker refuses to load."""

Event = TypeVar("Event", bound=SwitchEvent)
Start = Callable[..., ModelSwitch]


class Heard:
    """A listener that keeps events for the test's own thread."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[SwitchEvent] = queue.SimpleQueue()

    def __call__(self, event: SwitchEvent) -> None:
        self._events.put(event)

    def next(self, kind: type[Event]) -> Event:
        event = self._events.get(timeout=PATIENCE)
        assert isinstance(event, kind), f"{event} instead of {kind.__name__}"
        return event


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def start(tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Return what starts a switch whose workers do these things, start by start."""
    made: list[ModelSwitch] = []

    def start(*behaviours: str, model: str = "base") -> ModelSwitch:
        command = fake_command(tmp_path, *(behaviours or (fake.WORK,)))
        monkeypatch.setattr(
            recognizer, "Recognizer", partial(recognizer.Recognizer, command=command)
        )
        switch = ModelSwitch(ModelStore(tmp_path / "models"), model, listener=heard)
        made.append(switch)
        switch.start()
        return switch

    yield start
    for switch in made:
        switch.close()


def workers() -> list[int]:
    """Return the process ids of the workers that live."""
    return list(living_descendants())


def transcribed_with(switch: ModelSwitch, heard: Heard, job: str) -> str:
    """Do a job from beginning to end; return the model that it was done with."""
    switch.begin(job)
    switch.feed(job, SECOND)
    switch.finish(job)
    done = heard.next(Transcribed)
    assert done.job == job
    return done.transcript.model


def test_a_job_that_begins_after_the_switch_uses_the_new_model(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    assert transcribed_with(switch, heard, "before") == "base"
    switch.switch_to("tiny.en")
    assert heard.next(RecognizerReady).model == "tiny.en"
    assert transcribed_with(switch, heard, "after") == "tiny.en"


def test_an_open_job_is_finished_with_the_model_it_began_with(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    switch.begin("open")
    switch.feed("open", SECOND)
    switch.switch_to("tiny.en")
    heard.next(RecognizerReady)
    assert transcribed_with(switch, heard, "next") == "tiny.en"
    switch.feed("open", SECOND)
    switch.finish("open")
    done = heard.next(Transcribed)
    assert (done.job, done.transcript.model) == ("open", "base")
    assert done.transcript.text == f"fed:{2 * SPEECH_RATE}"


def test_the_old_worker_ends_with_its_last_job(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    old = switch.pid
    switch.begin("finished")
    switch.begin("cancelled")
    switch.switch_to("tiny.en")
    heard.next(RecognizerReady)
    assert switch.pid != old
    switch.finish("finished")
    heard.next(Transcribed)
    assert len(workers()) == 2
    switch.cancel("cancelled")
    wait_until(lambda: len(workers()) == 1, PATIENCE, what="only the new worker is left")


def test_a_model_that_cannot_be_loaded_changes_nothing(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    worker = switch.pid
    switch.begin("open")
    switch.switch_to(UNKNOWN)
    stayed = heard.next(ModelSwitchFailed)
    assert (stayed.wanted, stayed.model, stayed.error.what) == (
        UNKNOWN,
        "base",
        "The model is damaged.",
    )
    assert switch.pid == worker
    switch.finish("open")
    assert heard.next(Transcribed).transcript.model == "base"
    assert transcribed_with(switch, heard, "next") == "base"


def test_the_last_switch_wins(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    switch.switch_to("tiny.en")
    switch.switch_to("small")
    assert heard.next(RecognizerReady).model == "small"
    assert transcribed_with(switch, heard, "next") == "small"


def test_switching_to_the_current_model_cancels_a_switch(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    switch = start(fake.WORK, fake.NEVER_READ)
    heard.next(RecognizerReady)
    worker = switch.pid
    switch.switch_to("tiny.en")
    switch.switch_to("base")
    wait_until(lambda: workers() == [worker], PATIENCE, what="the other worker is gone")
    assert transcribed_with(switch, heard, "next") == "base"


def test_a_model_that_could_not_be_loaded_is_replaced_by_one_that_can(
    start: Start, heard: Heard
) -> None:
    switch = start(model=UNKNOWN)
    assert heard.next(RecognitionFailed).job is None
    switch.switch_to("base")
    assert heard.next(RecognizerReady).model == "base"
    assert transcribed_with(switch, heard, "next") == "base"


def test_a_job_name_is_unique_across_models(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    switch.begin("open")
    switch.switch_to("tiny.en")
    heard.next(RecognizerReady)
    with pytest.raises(ValueError, match="open already"):
        switch.begin("open")


def test_a_search_for_fillers_is_a_job_with_its_own_name(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    (tmp_path / "take.wav").write_bytes(bytes(200))
    switch = start()
    heard.next(RecognizerReady)
    switch.begin("open")  # until it ends, nobody looks for fillers
    switch.recognize_file("fillers", tmp_path / "take.wav", RecognitionRequest(fillers_only=True))
    with pytest.raises(ValueError, match="open already"):
        switch.recognize_file(
            "fillers", tmp_path / "take.wav", RecognitionRequest(fillers_only=True)
        )
    switch.finish("open")
    assert heard.next(Transcribed).job == "open"
    assert heard.next(FillersFound).job == "fillers"


def test_the_old_worker_stays_until_its_search_for_fillers_is_done(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    (tmp_path / "take.wav").write_bytes(bytes(200))
    switch = start()
    heard.next(RecognizerReady)
    switch.begin("open")
    switch.recognize_file("fillers", tmp_path / "take.wav", RecognitionRequest(fillers_only=True))
    switch.switch_to("tiny.en")
    heard.next(RecognizerReady)
    switch.cancel("open")
    assert heard.next(FillersFound).job == "fillers"
    wait_until(lambda: len(workers()) == 1, PATIENCE, what="only the new worker is left")


def test_closing_ends_every_worker(start: Start, heard: Heard) -> None:
    switch = start()
    heard.next(RecognizerReady)
    switch.begin("open")
    switch.switch_to("tiny.en")
    heard.next(RecognizerReady)
    switch.switch_to("small")
    switch.close()
    assert workers() == []
    assert not [each for each in threading.enumerate() if each.name.startswith("recognition")]
