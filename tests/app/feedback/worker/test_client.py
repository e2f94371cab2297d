import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from rig import stand_in_analysis as rig
from rig.processes import is_over
from rig.recognition import kill_worker
from rig.stand_in_analysis import PATIENCE, Told, begun, request
from rig.wait import wait_until

from mock_interviewer.app.errors import AnalysisError
from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisFailed
from mock_interviewer.audio.errors import BadAudioFile

Start = Callable[..., AnalysisClient]

TARGET = 2.0
"""Seconds from the end of the program to that of its workers; a test allows five times that."""
GIVEN_UP = (
    "The analysis of this answer failed twice. "
    "Your recording and its transcript are safe, and you can ask for feedback again later."
)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(tmp_path: Path, told: Told) -> Iterator[Start]:
    """Return a function that creates a client with the stand-in worker."""
    made: list[AnalysisClient] = []

    def start(patience: float = PATIENCE) -> AnalysisClient:
        analyst = AnalysisClient(listener=told, command=rig.command(tmp_path), patience=patience)
        made.append(analyst)
        return analyst

    yield start
    for analyst in made:
        analyst.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return a recording whose analysis continues until the file is removed."""
    path = tmp_path / rig.WAITS
    path.touch()
    return path


def wait_until_begun(recording: Path, times: int = 1) -> None:
    wait_until(lambda: begun(recording) == times, PATIENCE, what="the analysis is begun")


def test_an_answer_gets_its_feedback(start: Start, told: Told) -> None:
    analyst = start()
    assert analyst.pid is None
    analyst.analyze("take", request())
    analysed = told.next(AnalysisDone)
    assert analysed.name == "take"
    assert analysed.seconds > 0
    assert analysed.feedback.delivery.words == 7
    assert analysed.feedback.coverage is not None
    # The first of seven words of half a second each makes the point.
    assert analysed.feedback.coverage.points[0].evidence == Evidence(0, 2, 0.0, 0.5)
    assert told.nothing_more()


def test_answers_are_analyzed_in_request_order(start: Start, told: Told) -> None:
    analyst = start()
    for name in ("two", "three", "one"):
        analyst.analyze(name, request())
    assert [told.next(AnalysisDone).name for _ in range(3)] == ["two", "three", "one"]


def test_the_worker_is_reused_for_the_next_answer(start: Start, told: Told) -> None:
    analyst = start()
    analyst.analyze("one", request())
    told.next(AnalysisDone)
    worker = analyst.pid
    analyst.analyze("two", request())
    told.next(AnalysisDone)
    assert analyst.pid == worker is not None


def test_a_worker_can_be_started_before_it_is_needed(start: Start) -> None:
    analyst = start()
    analyst.start()
    wait_until(lambda: analyst.pid is not None, PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead")
def test_the_worker_runs_at_the_lowest_priority(start: Start, told: Told) -> None:
    analyst = start()
    analyst.analyze("take", request())
    told.next(AnalysisDone)
    assert analyst.pid is not None
    assert os.getpriority(os.PRIO_PROCESS, analyst.pid) == 19


def test_the_same_analysis_cannot_be_requested_twice_at_once(start: Start) -> None:
    analyst = start()
    analyst.analyze("take", request())
    with pytest.raises(ValueError, match="take"):
        analyst.analyze("take", request())


def test_a_name_can_be_reused_after_its_analysis(start: Start, told: Told) -> None:
    analyst = start()
    for _ in range(2):
        analyst.analyze("take", request())
        assert told.next(AnalysisDone).name == "take"


def test_a_canceled_analysis_is_never_started_or_reported(
    start: Start, told: Told, recording: Path, tmp_path: Path
) -> None:
    waiting = tmp_path / "waiting"
    analyst = start()
    analyst.analyze("first", request(recording))
    wait_until_begun(recording)
    analyst.analyze("waiting", request(waiting))
    analyst.cancel("waiting")
    analyst.analyze("last", request())
    recording.unlink()
    assert [told.next(AnalysisDone).name for _ in range(2)] == ["first", "last"]
    assert begun(waiting) == 0


def test_an_analysis_canceled_midway_is_not_reported(
    start: Start, told: Told, recording: Path
) -> None:
    analyst = start()
    analyst.analyze("take", request(recording))
    wait_until_begun(recording)
    analyst.cancel("take")
    analyst.cancel("never asked for")
    analyst.analyze("next", request())
    recording.unlink()
    assert told.next(AnalysisDone).name == "next"
    assert told.nothing_more()


def test_an_analysis_is_retried_by_the_next_worker_after_a_kill(
    start: Start, told: Told, recording: Path
) -> None:
    analyst = start()
    analyst.analyze("take", request(recording))
    wait_until_begun(recording)
    kill_worker(analyst.pid)
    wait_until_begun(recording, times=2)
    recording.unlink()
    assert told.next(AnalysisDone).name == "take"
    assert told.nothing_more()


def test_an_analysis_fails_after_two_kills_and_the_others_continue(
    start: Start, told: Told, recording: Path
) -> None:
    analyst = start()
    analyst.analyze("bad", request(recording))
    analyst.analyze("good", request())
    for times in (1, 2):
        wait_until_begun(recording, times)
        kill_worker(analyst.pid)
    failed = told.next(AnalysisFailed)
    assert failed.name == "bad"
    assert isinstance(failed.error, AnalysisError)
    assert str(failed.error) == GIVEN_UP
    assert told.next(AnalysisDone).name == "good"
    assert begun(recording) == 2


def test_after_two_deaths_the_next_answer_gets_a_fresh_worker(
    start: Start, told: Told, tmp_path: Path
) -> None:
    analyst = start()
    analyst.analyze("bad", request(tmp_path / rig.DIES))
    assert told.next(AnalysisFailed).name == "bad"
    analyst.analyze("good", request())
    assert told.next(AnalysisDone).name == "good"


def test_an_idle_worker_that_dies_is_replaced_for_the_next_answer(start: Start, told: Told) -> None:
    analyst = start()
    analyst.analyze("one", request())
    told.next(AnalysisDone)
    kill_worker(analyst.pid)
    wait_until(lambda: analyst.pid is None, PATIENCE)
    analyst.analyze("two", request())
    assert told.next(AnalysisDone).name == "two"
    assert told.nothing_more()


def test_a_stuck_analysis_is_ended_and_fails(start: Start, told: Told, recording: Path) -> None:
    # The worker is ended twice, no matter how slowly it starts.
    start(patience=1.0).analyze("take", request(recording))
    assert str(told.next(AnalysisFailed).error) == GIVEN_UP


@pytest.mark.parametrize("flaw", [rig.HAS_A_BUG, rig.IS_NOT_FINITE])
def test_a_bug_fails_an_analysis_without_logging_the_answer(
    start: Start, told: Told, tmp_path: Path, caplog: pytest.LogCaptureFixture, flaw: str
) -> None:
    analyst = start()
    analyst.analyze("take", request(tmp_path / flaw))
    analyst.analyze("next", request())
    assert str(told.next(AnalysisFailed).error) == GIVEN_UP
    assert told.next(AnalysisDone).name == "next"
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "Error" in caplog.text
    assert "surprised" not in caplog.text


def test_machine_errors_are_reported_and_the_worker_continues(
    start: Start, told: Told, tmp_path: Path
) -> None:
    analyst = start()
    analyst.analyze("take", request(tmp_path / rig.IS_REFUSED))
    failed = told.next(AnalysisFailed)
    worker = analyst.pid
    assert isinstance(failed.error, BadAudioFile)
    assert (failed.error.what, failed.error.remedy) == (
        "The recording is not sound.",
        "Record it again.",
    )
    analyst.analyze("next", request())
    told.next(AnalysisDone)
    assert analyst.pid == worker


def test_running_out_of_memory_fails_only_that_answer(
    start: Start, told: Told, tmp_path: Path
) -> None:
    analyst = start()
    analyst.analyze("take", request(tmp_path / rig.NEEDS_MEMORY))
    failed = told.next(AnalysisFailed)
    assert isinstance(failed.error, AnalysisError)
    assert "enough memory" in str(failed.error)


def test_a_missing_model_is_reported_and_coverage_works_once_repaired(
    start: Start, told: Told, tmp_path: Path
) -> None:
    (tmp_path / rig.NO_MODEL).touch()
    analyst = start()
    analyst.analyze("take", request())
    feedback = told.next(AnalysisDone).feedback
    assert feedback.coverage is None
    assert feedback.coverage_untold == "The judge of key points is damaged. Install it again."
    (tmp_path / rig.NO_MODEL).unlink()
    analyst.analyze("take", request())
    feedback = told.next(AnalysisDone).feedback
    assert feedback.coverage is not None
    assert feedback.coverage_untold == ""


def test_a_worker_that_cannot_start_is_reported(tmp_path: Path, told: Told) -> None:
    analyst = AnalysisClient(listener=told, command=[str(tmp_path / "nothing")])
    try:
        analyst.analyze("take", request())
        failed = told.next(AnalysisFailed)
        assert failed.name == "take"
        assert str(failed.error).startswith("Analysis failed to start: No such file")
    finally:
        analyst.close()


def test_closing_during_an_analysis_soon_leaves_no_worker(
    start: Start, told: Told, recording: Path
) -> None:
    analyst = start()
    analyst.analyze("take", request(recording))
    wait_until_begun(recording)
    assert analyst.pid is not None
    worker = psutil.Process(analyst.pid)
    began = time.monotonic()
    analyst.close()
    wait_until(lambda: is_over(worker), 5 * TARGET, what="the worker is gone")
    assert time.monotonic() - began < 5 * TARGET
    assert told.nothing_more()


def test_nothing_happens_after_close(start: Start, told: Told) -> None:
    analyst = start()
    analyst.close()
    analyst.close()
    analyst.start()
    analyst.analyze("take", request())
    analyst.cancel("take")
    assert analyst.pid is None
    assert told.nothing_more()


PARENT = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    from mock_interviewer.app.feedback.worker.client import AnalysisClient as Analyst

    sys.path.insert(0, sys.argv[1])
    from rig.stand_in_analysis import command, request

    recording = Path(sys.argv[2])
    analyst = Analyst(listener=print, command=command(recording.parent))
    analyst.analyze("take", request(recording))
    while analyst.pid is None:
        threading.Event().wait(0.01)
    print(analyst.pid, flush=True)
    threading.Event().wait()
""")


def test_a_worker_does_not_outlive_a_parent_killed_during_an_analysis(
    recording: Path,
) -> None:
    tests = str(Path(rig.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-P", "-c", PARENT, tests, str(recording)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        wait_until_begun(recording)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until(lambda: is_over(worker), 5 * TARGET, what="the worker is gone")


def test_importing_the_client_loads_nothing_heavy() -> None:
    program = (
        "import sys; import mock_interviewer.app.feedback.worker.client;"
        "print(sorted({'onnxruntime', 'tokenizers', 'parselmouth', 'pydantic', 'numpy'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
