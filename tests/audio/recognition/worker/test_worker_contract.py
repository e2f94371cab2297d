"""What the client relies on in a worker: the real one keeps it, and so does the tests' fake."""

import queue
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from rig import fake_worker
from rig.recognition import fake_command
from rig.spoken import ANSWER, speak

from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.processes.supervisor import Outbox, WorkerProcess
from mock_interviewer.audio.recognition.client.recognizer import WORKER_MODULE
from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW
from mock_interviewer.audio.recognition.messages import (
    WIRE,
    BeginRecognition,
    CancelRecognition,
    FillersReport,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionCommand,
    RecognitionDone,
    RecognitionProgress,
    RecognitionRefused,
    RecognitionReport,
    RecognizeFile,
    VoiceActivityReport,
)
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Sound, to_pcm

HALF_A_SECOND = bytes(SPEECH_RATE)
RAG = (ExpectedTerm("RAG", ("rack",)),)


def silent_file(path: Path, seconds: float) -> Path:
    """Write a sound file in which nothing is heard."""
    write_wav(path, Sound(np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32), SPEECH_RATE))
    return path


class Conversation:
    """Commands to one worker, and its reports one by one."""

    def __init__(self, command: list[str], store: Path) -> None:
        self._outbox: Outbox[RecognitionCommand] = queue.SimpleQueue()
        self._store = store
        self.process = WorkerProcess(command, self._outbox, WIRE)

    def load(self, model: str) -> RecognitionReport | None:
        self.say(LoadModel(str(self._store), model, drafts=model))
        return self.process.read()

    def say(self, *commands: RecognitionCommand) -> None:
        for command in commands:
            self._outbox.put(command)

    def hear(self) -> RecognitionReport | None:
        """Return the next report that is more than a sign of life or of speech."""
        while isinstance(report := self.process.read(), RecognitionProgress | VoiceActivityReport):
            pass
        return report

    def activity(self, *, speaking: bool) -> VoiceActivityReport:
        """Return the next report that somebody speaks, or that nobody does."""
        while isinstance(
            report := self.process.read(),
            RecognitionProgress | PartialTranscript | VoiceActivityReport,
        ):
            if isinstance(report, VoiceActivityReport) and report.speaking == speaking:
                return report
        raise AssertionError(f"{report} instead of Activity")

    def caption(self) -> PartialTranscript:
        """Return the next report, which must be one of what is understood."""
        report = self.hear()
        assert isinstance(report, PartialTranscript)
        return report

    def end(self) -> None:
        self._outbox.put(None)


Talk = Callable[[str], Conversation]
_KINDS = ["fake", pytest.param("real", marks=pytest.mark.model)]


@pytest.fixture(params=_KINDS)
def talk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Talk]:
    """Return what begins a conversation with the real worker, or a fake that does as told."""
    with ExitStack() as ends:

        def begin(behaviour: str) -> Conversation:
            commands = {
                "fake": fake_command(tmp_path, behaviour),
                "real": child_command(WORKER_MODULE),
            }
            conversation = Conversation(commands[request.param], tmp_path / "models")
            ends.callback(conversation.process.reap)
            ends.callback(conversation.process.kill)
            return conversation

        yield begin


@pytest.fixture
def worker(talk: Talk) -> Conversation:
    return talk(fake_worker.WORK)


@pytest.fixture
def listening(talk: Talk) -> Conversation:
    return talk(fake_worker.LISTEN)


@pytest.fixture
def captioning(talk: Talk) -> Conversation:
    return talk(fake_worker.CAPTION)


def test_it_reports_that_the_model_is_loaded(worker: Conversation) -> None:
    assert worker.load("tiny.en") == ModelLoaded("tiny.en")


def test_it_transcribes_what_it_was_fed(worker: Conversation) -> None:
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(7, RecognitionRequest(RAG)),
        RecognitionAudio(7, HALF_A_SECOND),
        RecognitionAudio(7, HALF_A_SECOND),
        FinishRecognition(7),
    )
    report = worker.hear()
    assert isinstance(report, RecognitionDone)
    assert report.job == 7
    transcript = Transcript.from_dict(report.transcript)
    assert transcript.duration == 1.0
    assert transcript.model == "tiny.en"


def test_jobs_may_be_fed_side_by_side_and_are_done_as_they_are_finished(
    worker: Conversation,
) -> None:
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1),
        BeginRecognition(2),
        RecognitionAudio(1, HALF_A_SECOND),
        RecognitionAudio(2, HALF_A_SECOND * 2),
    )
    worker.say(FinishRecognition(2), RecognitionAudio(1, HALF_A_SECOND * 2), FinishRecognition(1))
    second, first = worker.hear(), worker.hear()
    assert isinstance(second, RecognitionDone)
    assert isinstance(first, RecognitionDone)
    assert (second.job, first.job) == (2, 1)
    assert (second.transcript["duration"], first.transcript["duration"]) == (1.0, 1.5)


def test_a_job_without_sound_is_an_empty_transcript(worker: Conversation) -> None:
    worker.load("tiny.en")
    worker.say(BeginRecognition(1), FinishRecognition(1))
    report = worker.hear()
    assert isinstance(report, RecognitionDone)
    assert report.transcript["duration"] == 0.0


def test_it_transcribes_a_file(worker: Conversation, tmp_path: Path) -> None:
    path = silent_file(tmp_path / "Aufnahme größer.wav", 1.0)
    worker.load("tiny.en")
    worker.say(RecognizeFile(3, str(path)))
    report = worker.hear()
    assert isinstance(report, RecognitionDone)
    assert report.job == 3
    assert Transcript.from_dict(report.transcript).duration == pytest.approx(1.0, abs=0.1)


def test_a_missing_file_is_refused_and_work_continues(worker: Conversation, tmp_path: Path) -> None:
    worker.load("tiny.en")
    worker.say(
        RecognizeFile(1, str(tmp_path / "lost.wav")), BeginRecognition(2), FinishRecognition(2)
    )
    report = worker.hear()
    assert isinstance(report, RecognitionRefused)
    assert (report.job, report.kind) == (1, "BadAudioFile")
    assert "lost.wav" in report.what
    assert isinstance(worker.hear(), RecognitionDone)


def test_a_language_that_the_model_does_not_know_is_refused_and_work_continues(
    worker: Conversation,
) -> None:
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1, RecognitionRequest(language="de")),
        RecognitionAudio(1, HALF_A_SECOND),
        FinishRecognition(1),
        BeginRecognition(2, RecognitionRequest(language="en")),
        FinishRecognition(2),
    )
    report = worker.hear()
    assert isinstance(report, RecognitionRefused)
    assert (report.job, report.kind) == (1, "ModelError")
    assert "knows English only" in report.what
    assert isinstance(worker.hear(), RecognitionDone)


def test_a_canceled_job_is_not_reported(worker: Conversation) -> None:
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1),
        RecognitionAudio(1, HALF_A_SECOND),
        CancelRecognition(1),
        BeginRecognition(2),
        FinishRecognition(2),
    )
    report = worker.hear()
    assert isinstance(report, RecognitionDone)
    assert report.job == 2


def test_a_job_that_was_fed_may_be_done_from_a_file_instead(
    worker: Conversation, tmp_path: Path
) -> None:
    path = silent_file(tmp_path / "take.wav", 1.5)
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1),
        RecognitionAudio(1, HALF_A_SECOND),
        CancelRecognition(1),
        RecognizeFile(1, str(path)),
    )
    report = worker.hear()
    assert isinstance(report, RecognitionDone)
    assert report.job == 1
    assert Transcript.from_dict(report.transcript).duration == pytest.approx(1.5, abs=0.1)
    worker.say(RecognizeFile(2, str(path), RecognitionRequest(fillers_only=True)))
    assert isinstance(worker.hear(), FillersReport)


def test_it_ends_after_refusing_a_model(worker: Conversation) -> None:
    report = worker.load("enormous")
    assert isinstance(report, RecognitionRefused)
    assert (report.job, report.kind) == (None, "ModelError")
    assert worker.hear() is None


def test_settled_text_stays_and_is_in_the_transcript(
    captioning: Conversation, tmp_path: Path
) -> None:
    answer = to_pcm(speak(ANSWER, tmp_path / "answer.wav").samples)
    pause = np.zeros(SPEECH_RATE, dtype=np.int16)
    two_seconds = slice(2 * SPEECH_RATE)
    captioning.load("tiny.en")
    captioning.say(
        BeginRecognition(1, RecognitionRequest(captions=True)), *_blocks(answer[two_seconds])
    )
    captions = [captioning.caption()]
    assert captions[0].draft
    assert not captions[0].settled
    captioning.say(*_blocks(answer[two_seconds.stop :]), *_blocks(pause))
    captioning.say(*_blocks(answer[two_seconds]))
    while not captions[-1].settled:
        captions.append(captioning.caption())
    captioning.say(FinishRecognition(1))
    while isinstance(report := captioning.hear(), PartialTranscript):
        captions.append(report)
    assert isinstance(report, RecognitionDone)
    for before, after in pairwise(captions):
        assert after.settled.startswith(before.settled)
    assert Transcript.from_dict(report.transcript).text.startswith(captions[-1].settled)


@pytest.mark.parametrize("captions", [False, True])
def test_it_reports_the_start_and_the_end_of_speech(
    listening: Conversation, tmp_path: Path, captions: bool
) -> None:
    spoken = to_pcm(speak(ANSWER, tmp_path / "answer.wav").samples)[: 2 * SPEECH_RATE]
    second = np.zeros(SPEECH_RATE, dtype=np.int16)
    listening.load("tiny.en")
    listening.say(
        BeginRecognition(1, RecognitionRequest(captions=captions)),
        *_blocks(second),
        *_blocks(spoken),
    )
    begun = listening.activity(speaking=True)
    assert (begun.job, begun.speaking) == (1, True)
    assert begun.at == pytest.approx(1.0, abs=0.3)
    listening.say(*_blocks(second), FinishRecognition(1))
    stopped, again = listening.activity(speaking=False), listening.activity(speaking=False)
    assert stopped.at == again.at == pytest.approx(3.0, abs=0.3)
    assert stopped.at < stopped.heard < again.heard <= 4.0


def test_there_are_no_captions_unless_requested(captioning: Conversation) -> None:
    captioning.load("tiny.en")
    captioning.say(
        BeginRecognition(1),
        *(RecognitionAudio(1, HALF_A_SECOND) for _ in range(12)),
        FinishRecognition(1),
    )
    assert isinstance(captioning.hear(), RecognitionDone)


def _blocks(pcm: Pcm) -> list[RecognitionAudio]:
    """Return sound in blocks of whole windows, as the fake wants them."""
    pcm = pcm[: len(pcm) // WINDOW * WINDOW]
    block = 3 * WINDOW
    return [
        RecognitionAudio(1, pcm[start : start + block].tobytes())
        for start in range(0, len(pcm), block)
    ]


def test_it_ends_with_its_input(worker: Conversation) -> None:
    worker.load("tiny.en")
    worker.end()
    assert worker.hear() is None
    assert worker.process.wait(20.0)


def test_it_searches_a_file_for_fillers_once_no_other_job_is_open(
    worker: Conversation, tmp_path: Path
) -> None:
    path = silent_file(tmp_path / "take.wav", 1.0)
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1), RecognizeFile(2, str(path), RecognitionRequest(fillers_only=True))
    )
    for other in (3, 4, 5):
        worker.say(RecognizeFile(other, str(path)))
        assert isinstance(worker.hear(), RecognitionDone)
    worker.say(RecognitionAudio(1, HALF_A_SECOND), FinishRecognition(1))
    spoken, search = worker.hear(), worker.hear()
    assert isinstance(spoken, RecognitionDone)
    assert isinstance(search, FillersReport)
    assert (spoken.job, search.job) == (1, 2)


def test_a_search_for_fillers_in_a_missing_file_is_refused_and_work_continues(
    worker: Conversation, tmp_path: Path
) -> None:
    worker.load("tiny.en")
    worker.say(
        RecognizeFile(1, str(tmp_path / "lost.wav"), RecognitionRequest(fillers_only=True)),
        BeginRecognition(2),
        FinishRecognition(2),
    )
    reports = worker.hear(), worker.hear()
    assert [(r.job, r.kind) for r in reports if isinstance(r, RecognitionRefused)] == [
        (1, "BadAudioFile")
    ]
    assert [r.job for r in reports if isinstance(r, RecognitionDone)] == [2]


def test_a_canceled_search_for_fillers_is_not_reported(
    worker: Conversation, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(b"")
    worker.load("tiny.en")
    worker.say(
        BeginRecognition(1),
        RecognizeFile(2, str(path), RecognitionRequest(fillers_only=True)),
        CancelRecognition(2),
        FinishRecognition(1),
        BeginRecognition(3),
        FinishRecognition(3),
    )
    assert [r.job for r in (worker.hear(), worker.hear()) if isinstance(r, RecognitionDone)] == [
        1,
        3,
    ]
