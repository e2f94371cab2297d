import logging
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest
from rig import fake_worker as fake
from rig.recognition import PATIENCE, Heard, Start, fake_command, kill_worker, starts
from rig.wait import wait_until

from mock_interviewer.audio.errors import BadAudioFile, ModelError, RecognitionError
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    LiveCaption,
    RecognitionEvent,
    RecognitionFailed,
    RecognizerReady,
    RecognizerRestarted,
    SpeechActivity,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.samples import SPEECH_RATE

SECOND = np.zeros(SPEECH_RATE, dtype=np.float32)
QUIET = np.zeros(32 * WINDOW, dtype=np.float32)
LOUD = np.full(32 * WINDOW, 0.5, dtype=np.float32)


def test_a_job_fed_block_by_block_is_transcribed(start: Start, heard: Heard) -> None:
    recognizer = start()
    assert heard.next(RecognizerReady).model == "base"
    recognizer.begin(
        "take",
        RecognitionRequest((ExpectedTerm("RAG"), ExpectedTerm("LoRA", ("laura",), hotword=False))),
    )
    for _ in range(3):
        recognizer.feed("take", SECOND)
    recognizer.finish("take")
    done = heard.next(Transcribed)
    assert done.job == "take"
    assert done.transcript.text == f"fed:{3 * SPEECH_RATE}"
    assert done.transcript.flags == ("RAG", "LoRA? ~laura")
    assert heard.nothing_more()


def test_the_language_is_that_of_the_request_and_english_by_default(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(bytes(200))
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.begin("fed", RecognitionRequest(language="de"))
    recognizer.finish("fed")
    recognizer.recognize_file("from a file", path, RecognitionRequest(language="fr"))
    recognizer.recognize_file("plain", path)
    spoken = [heard.next(Transcribed).transcript.language for _ in range(3)]
    assert spoken == ["de", "fr", "en"]


def test_a_job_may_begin_before_the_model_is_loaded(start: Start, heard: Heard) -> None:
    recognizer = start()
    recognizer.begin("take")
    recognizer.feed("take", SECOND)
    recognizer.finish("take")
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).transcript.text == f"fed:{SPEECH_RATE}"


def test_a_job_starts_the_worker(tmp_path: Path, heard: Heard) -> None:
    command = fake_command(tmp_path, fake.WORK)
    recognizer = Recognizer(ModelStore(tmp_path), "base", listener=heard, command=command)
    try:
        assert recognizer.pid is None
        recognizer.begin("take")
        recognizer.finish("take")
        heard.next(RecognizerReady)
        heard.next(Transcribed)
        assert recognizer.pid is not None
    finally:
        recognizer.close()


def test_jobs_are_done_in_the_order_of_finishing(start: Start, heard: Heard) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    for job in ("one", "two", "three"):
        recognizer.begin(job)
    for job in ("two", "three", "one"):
        recognizer.finish(job)
    assert [heard.next(Transcribed).job for _ in range(3)] == ["two", "three", "one"]


def test_a_file_is_transcribed(start: Start, heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "Aufnahme größer.wav"
    path.write_bytes(bytes(200))
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.recognize_file(
        "old take", path, RecognitionRequest((ExpectedTerm("RAG", ("rack",)),))
    )
    done = heard.next(Transcribed)
    assert (done.job, done.transcript.text) == ("old take", f"file:{path.name}")
    assert done.transcript.flags == ("RAG ~rack",)


def test_a_missing_file_fails_its_job_and_no_other(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.recognize_file("lost", tmp_path / "lost.wav")
    recognizer.begin("take")
    recognizer.finish("take")
    failed = heard.next(RecognitionFailed)
    assert failed.job == "lost"
    assert isinstance(failed.error, BadAudioFile)
    assert heard.next(Transcribed).job == "take"


def test_fillers_are_found_in_a_file(start: Start, heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(bytes(200))
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.recognize_file("fillers", path, RecognitionRequest(fillers_only=True))
    assert heard.next(FillersFound) == FillersFound("fillers", (Filler("um", 0.0, 0.25),))
    assert heard.nothing_more()


def test_a_search_for_fillers_is_given_up_at_the_second_death(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(bytes(200))
    recognizer = start(fake.DIE_AT_FINISH)
    heard.next(RecognizerReady)
    recognizer.recognize_file("fillers", path, RecognitionRequest(fillers_only=True))
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    assert heard.next(RecognitionFailed).job == "fillers"


def test_a_job_cannot_be_begun_twice(start: Start) -> None:
    recognizer = start()
    recognizer.begin("take")
    with pytest.raises(ValueError, match="take"):
        recognizer.begin("take")


def test_a_canceled_job_is_not_reported(start: Start, heard: Heard) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.begin("take", RecognitionRequest((ExpectedTerm("old"),)))
    recognizer.cancel("take")
    recognizer.finish("take")
    recognizer.begin("take", RecognitionRequest((ExpectedTerm("new"),)))
    recognizer.finish("take")
    assert heard.next(Transcribed).transcript.flags == ("new",)
    assert heard.nothing_more()


def test_sound_for_an_unknown_job_is_ignored(start: Start, heard: Heard) -> None:
    recognizer = start()
    recognizer.feed("never begun", SECOND)
    recognizer.finish("never begun")
    recognizer.cancel("never begun")
    heard.next(RecognizerReady)
    assert heard.nothing_more()


def test_a_worker_that_dies_is_replaced_and_what_was_fed_is_done_again(
    start: Start, heard: Heard
) -> None:
    recognizer = start(fake.DIE_AT_FINISH, fake.WORK)
    heard.next(RecognizerReady)
    recognizer.begin("take", RecognitionRequest((ExpectedTerm("RAG", ("rack",)),)))
    recognizer.feed("take", SECOND)
    recognizer.finish("take")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    done = heard.next(Transcribed)
    assert done.transcript.text == f"fed:{SPEECH_RATE}"
    assert done.transcript.flags == ("RAG ~rack",)


def test_after_a_death_the_recording_on_disk_is_used(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(bytes(200))
    recognizer = start(fake.DIE_AT_FINISH, fake.WORK)
    heard.next(RecognizerReady)
    recognizer.begin("take", recording=path)
    recognizer.feed("take", SECOND)
    recognizer.finish("take")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).transcript.text == "file:take.wav"


def test_no_sound_is_lost_when_the_worker_is_killed_while_it_listens(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    recognizer = start(fake.WORK)
    heard.next(RecognizerReady)
    recognizer.begin("with a file", recording=path)
    recognizer.begin("without")
    for job in ("with a file", "without"):
        recognizer.feed(job, SECOND)
    kill_worker(recognizer.pid)
    heard.next(RecognizerRestarted)
    for job in ("with a file", "without"):
        recognizer.feed(job, SECOND)
    path.write_bytes(bytes(200))
    recognizer.finish("with a file")
    recognizer.finish("without")
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).transcript.text == "file:take.wav"
    assert heard.next(Transcribed).transcript.text == f"fed:{2 * SPEECH_RATE}"


def test_after_a_death_captions_continue_and_the_recording_is_transcribed(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    recognizer = start(fake.CAPTION)
    heard.next(RecognizerReady)
    path = tmp_path / "take.wav"
    recognizer.begin("take", RecognitionRequest(captions=True), recording=path)
    recognizer.feed("take", SECOND)
    assert heard.next(LiveCaption) == LiveCaption("take", "", "one two")
    kill_worker(recognizer.pid)
    assert heard.next(RecognizerRestarted).captioned == ("take",)
    recognizer.feed("take", SECOND)
    heard.next(RecognizerReady)
    assert heard.next(LiveCaption) == LiveCaption("take", "one two …", "one two")
    # Not a sound file: to the fake each two bytes are a sample.
    path.write_bytes(bytes(2 * 3 * SPEECH_RATE))
    recognizer.finish("take")
    assert heard.next(Transcribed).transcript.text == "one two three four five six"
    # Only done when no job is listened to any more.
    recognizer.recognize_file("fillers", path, RecognitionRequest(fillers_only=True))
    assert heard.next(FillersFound).job == "fillers"
    assert heard.nothing_more()


def test_speech_activity_is_reported_without_captions(start: Start, heard: Heard) -> None:
    recognizer = start(fake.LISTEN)
    recognizer.begin("take")
    recognizer.feed("take", QUIET)
    recognizer.feed("take", LOUD)
    recognizer.feed("take", QUIET)
    length = len(LOUD) / SPEECH_RATE
    told = [heard.next(SpeechActivity) for _ in range(8)]
    begun = next(each for each in told if each.speaking)
    assert (begun.job, begun.at) == ("take", length)
    assert (told[-1].speaking, told[-1].at) == (False, 2 * length)
    assert told[-1].heard > told[-2].heard


def test_after_a_death_speech_that_is_replayed_is_reported_again(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    recognizer = start(fake.LISTEN)
    recognizer.begin("take", RecognitionRequest(captions=True), recording=tmp_path / "take.wav")
    recognizer.feed("take", LOUD)
    length = len(LOUD) / SPEECH_RATE
    begun = heard.next(SpeechActivity)
    assert (begun.speaking, begun.at) == (True, 0.0)
    kill_worker(recognizer.pid)
    assert heard.next(SpeechActivity) == SpeechActivity("take", False, length, length)
    recognizer.feed("take", LOUD)
    again = heard.next(SpeechActivity)
    assert (again.speaking, again.at) == (True, length)
    assert length < again.heard <= 2 * length


def test_a_death_after_the_end_of_an_answer_pauses_no_captions(start: Start, heard: Heard) -> None:
    recognizer = start(fake.DIE_AT_FINISH, fake.WORK)
    heard.next(RecognizerReady)
    recognizer.begin("take", RecognitionRequest(captions=True))
    recognizer.finish("take")
    assert heard.next(RecognizerRestarted).captioned == ()


def test_at_the_second_death_the_job_fails(start: Start, heard: Heard) -> None:
    recognizer = start(fake.DIE_AT_FINISH)
    heard.next(RecognizerReady)
    recognizer.begin("take")
    recognizer.finish("take")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    failed = heard.next(RecognitionFailed)
    assert failed.job == "take"
    assert isinstance(failed.error, RecognitionError)
    assert "transcribed later" in str(failed.error)


def test_a_job_after_two_deaths_gets_a_new_worker(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    recognizer = start(fake.DIE_AT_FINISH, fake.DIE_AT_FINISH, fake.WORK)
    heard.next(RecognizerReady)
    recognizer.begin("bad")
    recognizer.finish("bad")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    assert heard.next(RecognitionFailed).job == "bad"
    recognizer.begin("good")
    recognizer.finish("good")
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).job == "good"
    assert starts(tmp_path) == 3


def test_a_waiting_job_survives_two_deaths_caused_by_another(start: Start, heard: Heard) -> None:
    recognizer = start(fake.DIE_AT_FINISH, fake.DIE_AT_FINISH, fake.WORK)
    recognizer.begin("bad")
    recognizer.begin("good")
    recognizer.finish("bad")
    recognizer.finish("good")
    heard.next(RecognizerReady)
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    assert heard.next(RecognitionFailed).job == "bad"
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).job == "good"


def test_a_worker_that_dies_while_loading_is_tried_twice(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    recognizer = start(fake.DIE_AT_LOAD)
    recognizer.begin("take")
    heard.next(RecognizerRestarted)
    failed = heard.next(RecognitionFailed)
    assert failed.job is None
    assert isinstance(failed.error, ModelError)
    assert heard.next(RecognitionFailed).job == "take"
    assert starts(tmp_path) == 2


def test_a_refused_model_fails_all_open_jobs_with_the_reason(start: Start, heard: Heard) -> None:
    recognizer = start(fake.REFUSE)
    recognizer.begin("take")
    failed = heard.next(RecognitionFailed)
    assert failed.job is None
    assert isinstance(failed.error, ModelError)
    assert str(failed.error) == "The model is damaged. Mend it."
    assert heard.next(RecognitionFailed).job == "take"


def test_a_repaired_model_is_loaded_for_the_next_job(start: Start, heard: Heard) -> None:
    recognizer = start(fake.REFUSE, fake.WORK)
    heard.next(RecognitionFailed)
    recognizer.begin("take")
    recognizer.feed("take", SECOND)
    recognizer.finish("take")
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).transcript.text == f"fed:{SPEECH_RATE}"
    assert heard.nothing_more()


def test_a_worker_that_cannot_be_started_fails_the_job(tmp_path: Path, heard: Heard) -> None:
    recognizer = Recognizer(
        ModelStore(tmp_path), "base", listener=heard, command=[str(tmp_path / "nothing")]
    )
    try:
        recognizer.begin("take")
        failed = heard.next(RecognitionFailed)
        assert failed.job is None
        assert "cannot be started" in str(failed.error)
        assert heard.next(RecognitionFailed).job == "take"
    finally:
        recognizer.close()


def test_a_stuck_worker_is_killed_and_replaced(start: Start, heard: Heard) -> None:
    recognizer = start(fake.HANG_AT_FINISH, fake.WORK, patience=8.0)
    heard.next(RecognizerReady)
    recognizer.begin("take")
    recognizer.finish("take")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    heard.next(Transcribed)


def test_a_worker_out_of_step_is_replaced(start: Start, heard: Heard) -> None:
    start(fake.BABBLE, fake.WORK)
    heard.next(RecognizerReady)
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)


def test_feeding_never_waits_for_a_worker_that_does_not_read(start: Start) -> None:
    recognizer = start(fake.NEVER_READ)
    recognizer.begin("take")

    def speak() -> None:
        for _ in range(300):
            recognizer.feed("take", SECOND)
        recognizer.finish("take")
        recognizer.cancel("take")

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join(10)
    stuck = thread.is_alive()
    recognizer.close()
    thread.join()
    assert not stuck


def test_a_block_may_change_after_it_was_fed(start: Start, heard: Heard) -> None:
    recognizer = start()
    recognizer.begin("take")
    block = SECOND.copy()
    recognizer.feed("take", block)
    block.resize(0, refcheck=False)
    recognizer.finish("take")
    heard.next(RecognizerReady)
    assert heard.next(Transcribed).transcript.text == f"fed:{SPEECH_RATE}"


@pytest.mark.parametrize(
    "behaviour", [fake.WORK, fake.HANG_AT_FINISH, fake.IGNORE_END, fake.NEVER_READ]
)
def test_close_ends_even_a_busy_worker(start: Start, heard: Heard, behaviour: str) -> None:
    recognizer = start(behaviour)
    if behaviour != fake.NEVER_READ:
        heard.next(RecognizerReady)
    wait_until(lambda: recognizer.pid is not None, PATIENCE)
    recognizer.begin("take")
    for _ in range(20):
        recognizer.feed("take", SECOND)
    recognizer.finish("take")
    pid = recognizer.pid
    assert pid is not None
    recognizer.close(timeout=1.0)
    wait_until(lambda: not psutil.pid_exists(pid), PATIENCE, what="the worker is gone")


def test_closing_at_once_leaves_no_worker(start: Start, heard: Heard) -> None:
    start().close()
    assert heard.nothing_more()


def test_nothing_happens_after_close(start: Start, heard: Heard) -> None:
    recognizer = start()
    heard.next(RecognizerReady)
    recognizer.close()
    recognizer.close()
    recognizer.start()
    recognizer.begin("take")
    recognizer.feed("take", SECOND)
    recognizer.finish("take")
    assert recognizer.pid is None
    assert heard.nothing_more()


def test_a_listener_may_close_from_its_event(tmp_path: Path) -> None:
    closed = threading.Event()

    def listener(event: object) -> None:
        recognizer.close()
        closed.set()

    command = fake_command(tmp_path, fake.WORK)
    recognizer = Recognizer(ModelStore(tmp_path), "base", listener=listener, command=command)
    recognizer.start()
    assert closed.wait(PATIENCE)


def test_a_listener_that_fails_is_logged_and_does_not_end_recognition(
    tmp_path: Path, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    def listener(event: RecognitionEvent) -> None:
        heard(event)
        raise ZeroDivisionError

    command = fake_command(tmp_path, fake.WORK)
    recognizer = Recognizer(ModelStore(tmp_path), "base", listener=listener, command=command)
    try:
        recognizer.begin("take")
        recognizer.finish("take")
        heard.next(RecognizerReady)
        heard.next(Transcribed)
    finally:
        recognizer.close()
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


def test_the_client_loads_no_native_recognition_code() -> None:
    program = (
        "import sys; import mock_interviewer.audio.recognition.client.recognizer;"
        "print(sorted({'ctranslate2', 'faster_whisper', 'onnxruntime', 'av', 'tokenizers'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
