"""Recognition: the time until the model is ready, and from the stop to the transcript."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.result import Result
from benchmarks.speech import speech
from rig.recognition import Heard

from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

MODELS = ("base", "tiny.en")
LENGTHS = ((15.0, 5), (60.0, 3), (240.0, 2))
STARTS = 3
PATIENCE = 300.0


def measure(folder: Path) -> Iterator[Result]:
    """Yield the results, with models under ``folder``."""
    store = ModelStore(folder / "models")
    for model in MODELS:
        store.verified_folder(model)
        yield Result(
            f"model ready, {model}", tuple(_ready(store, model) for _ in range(STARTS)), "s"
        )
        heard = Heard()
        with closing(Recognizer(store, model, listener=heard)) as recognizer:
            recognizer.start()
            heard.next(RecognizerReady, timeout=PATIENCE)
            for seconds, times in LENGTHS:
                samples = speech(folder, seconds)
                took = [_stop_to_final(recognizer, heard, samples, n) for n in range(times)]
                yield Result(f"stop to final, {model}, {seconds:.0f} s of speech", tuple(took), "s")


def _ready(store: ModelStore, model: str) -> float:
    heard = Heard()
    with closing(Recognizer(store, model, listener=heard)) as recognizer:
        begin = time.perf_counter()
        recognizer.start()
        heard.next(RecognizerReady, timeout=PATIENCE)
        return time.perf_counter() - begin


def _stop_to_final(recognizer: Recognizer, heard: Heard, samples: Samples, number: int) -> float:
    job = f"{len(samples)}-{number}"
    recognizer.begin(job)
    for start in range(0, len(samples), SPEECH_RATE):
        recognizer.feed(job, samples[start : start + SPEECH_RATE])
    begin = time.perf_counter()
    recognizer.finish(job)
    heard.next(Transcribed, timeout=PATIENCE)
    return time.perf_counter() - begin
