"""Faults of real models and real workers, and what the client is told."""

import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from rig.processes import is_over
from rig.recognition import PATIENCE, Heard, kill_worker
from rig.spoken import Spoken
from rig.wait import wait_until
from rig.wer import word_error_rate

from mock_interviewer.audio.errors import ModelError, RecognitionError
from mock_interviewer.audio.recognition.client.events import (
    GAP,
    LiveCaption,
    RecognitionFailed,
    RecognizerReady,
    RecognizerRestarted,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest

pytestmark = pytest.mark.model

Start = Callable[..., Recognizer]

TARGET = 2.0
"""Seconds from the end of the program to that of its workers; a test allows five times that."""


@pytest.fixture
def start(tmp_path: Path, heard: Heard) -> Iterator[Start]:
    """Return what starts a real recognizer."""
    started: list[Recognizer] = []

    def start(model: str = "tiny.en", store: Path = tmp_path / "models") -> Recognizer:
        recognizer = Recognizer(ModelStore(store), model, listener=heard)
        started.append(recognizer)
        recognizer.start()
        return recognizer

    yield start
    for recognizer in started:
        recognizer.close()


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real base model, laid out once for all tests."""
    return ModelStore(tmp_path_factory.mktemp("data")).verified_folder("base")


@pytest.fixture
def damaged(laid_out: Path, tmp_path: Path) -> Path:
    """Return a copy of the base model that a test may damage; its large file is shared."""
    target = tmp_path / "models" / "base"
    target.mkdir(parents=True)
    for file in laid_out.iterdir():
        (target / file.name).hardlink_to(file)
    return target


def _busy(recognizer: Recognizer) -> psutil.Process:
    """Wait until the worker computes, and return it."""
    assert recognizer.pid is not None
    process = psutil.Process(recognizer.pid)
    before = process.cpu_times().user
    wait_until(lambda: process.cpu_times().user > before + 0.5, PATIENCE, what="worker computes")
    return process


def test_a_truncated_model_is_damaged_and_another_is_suggested(
    start: Start, heard: Heard, damaged: Path
) -> None:
    with (damaged / "model.bin").open("rb") as file:
        beginning = file.read(1_000_000)
    (damaged / "model.bin").unlink()
    (damaged / "model.bin").write_bytes(beginning)
    start("base").begin("take")
    failed = heard.next(RecognitionFailed)
    assert failed.job is None
    assert isinstance(failed.error, ModelError)
    assert "damaged" in str(failed.error)
    assert "tiny.en" in str(failed.error)
    assert heard.next(RecognitionFailed).job == "take"


def test_one_flipped_bit_is_refused_even_with_unchanged_file_times(
    start: Start, heard: Heard, damaged: Path, laid_out: Path
) -> None:
    path = damaged / "model.bin"
    path.unlink()
    shutil.copy2(laid_out / "model.bin", path)
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(100_000_000)
        byte = file.read(1)[0]
        file.seek(100_000_000)
        file.write(bytes([byte ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    start("base")
    failed = heard.next(RecognitionFailed)
    assert isinstance(failed.error, ModelError)
    assert "checksum" in str(failed.error)


def test_a_missing_tokenizer_is_refused_without_using_the_network(
    start: Start, heard: Heard, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (damaged / "tokenizer.json").unlink()
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
            monkeypatch.setenv(name.lower(), address)
        monkeypatch.delenv("HF_HUB_OFFLINE")
        start("base")
        failed = heard.next(RecognitionFailed)
        with pytest.raises(BlockingIOError):
            proxy.accept()
    assert isinstance(failed.error, ModelError)
    assert "tokenizer.json is missing" in str(failed.error)


def test_a_worker_killed_while_decoding_is_replaced_and_the_answer_transcribed(
    start: Start, heard: Heard, long_answer: Spoken
) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.begin("take", recording=long_answer.path)
    recognizer.feed("take", long_answer.samples)
    recognizer.finish("take")
    _busy(recognizer).kill()
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    transcript = heard.next(Transcribed).transcript
    assert word_error_rate(long_answer.text, transcript.text) < 0.15


def test_a_worker_killed_during_speech_is_replaced_and_captions_continue_after_a_gap(
    start: Start, heard: Heard, long_answer: Spoken
) -> None:
    middle = len(long_answer.samples) // 2
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.begin("take", RecognitionRequest(captions=True), recording=long_answer.path)
    recognizer.feed("take", long_answer.samples[:middle])
    before = heard.next(LiveCaption)
    kill_worker(recognizer.pid)
    while isinstance(event := heard.next(LiveCaption, RecognizerRestarted), LiveCaption):
        before = event
    assert event == RecognizerRestarted(("take",))
    recognizer.feed("take", long_answer.samples[middle:])
    heard.next(RecognizerReady)
    after = heard.next(LiveCaption)
    told = f"{before.settled} {before.draft}".strip()
    assert after.settled.startswith(f"{told} {GAP}")
    assert len(f"{after.settled} {after.draft}".split()) > len(told.split()) + 1
    recognizer.finish("take")
    while isinstance(event := heard.next(LiveCaption, Transcribed), LiveCaption):
        pass
    assert isinstance(event, Transcribed)
    assert GAP not in event.transcript.text
    assert word_error_rate(long_answer.text, event.transcript.text) < 0.15


def test_after_two_kills_an_answer_fails_and_the_next_is_transcribed(
    start: Start, heard: Heard, long_answer: Spoken, answer: Spoken
) -> None:
    before = long_answer.path.read_bytes()
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.begin("take", recording=long_answer.path)
    recognizer.feed("take", long_answer.samples)
    recognizer.finish("take")
    _busy(recognizer).kill()
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    _busy(recognizer).kill()
    failed = heard.next(RecognitionFailed)
    assert failed.job == "take"
    assert isinstance(failed.error, RecognitionError)
    assert "can be transcribed later" in str(failed.error)
    assert long_answer.path.read_bytes() == before

    recognizer.recognize_file("next", answer.path)
    heard.next(RecognizerReady)
    transcript = heard.next(Transcribed).transcript
    assert word_error_rate(answer.text, transcript.text) < 0.15


def test_close_while_decoding_soon_ends_the_worker(
    start: Start, heard: Heard, long_answer: Spoken
) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.recognize_file("take", long_answer.path)
    process = _busy(recognizer)
    began = time.monotonic()
    recognizer.close()
    wait_until(lambda: is_over(process), 5 * TARGET, what="the worker is gone")
    assert time.monotonic() - began < 5 * TARGET


def test_a_canceled_job_gives_way_to_the_next(
    start: Start, heard: Heard, long_answer: Spoken, answer: Spoken
) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    assert recognizer.pid is not None
    worker = psutil.Process(recognizer.pid)

    def work_for_the_short_one() -> float:
        before = worker.cpu_times().user
        recognizer.recognize_file("short", answer.path)
        assert heard.next(Transcribed).job == "short"
        return worker.cpu_times().user - before

    alone = work_for_the_short_one()
    recognizer.recognize_file("long", long_answer.path)
    _busy(recognizer)
    recognizer.cancel("long")
    # The piece under way, a third of the long one at most, is still done.
    assert work_for_the_short_one() < 6 * alone


PARENT = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    from mock_interviewer.audio.recognition.models.store import ModelStore
    from mock_interviewer.audio.recognition.client.recognizer import Recognizer

    ready = threading.Event()
    recognizer = Recognizer(
        ModelStore(Path(sys.argv[1])), "tiny.en", listener=lambda event: ready.set()
    )
    recognizer.start()
    ready.wait()
    recognizer.recognize_file("take", Path(sys.argv[2]))
    print(recognizer.pid, flush=True)
    threading.Event().wait()
""")


def test_a_worker_does_not_outlive_a_parent_killed_while_decoding(
    tmp_path: Path, long_answer: Spoken
) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-c", PARENT, str(tmp_path), str(long_answer.path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        before = worker.cpu_times().user
        wait_until(lambda: worker.cpu_times().user > before + 0.5, PATIENCE)
        parent.kill()
        parent.wait()
    wait_until(lambda: is_over(worker), 5 * TARGET, what="the worker is gone")
