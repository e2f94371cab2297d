import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from rig.command_line import Run, answered, call, interrupt_at
from rig.feedback import EVERYTHING
from rig.kept_takes import keep as keep_take
from rig.kept_takes import new_session, question

from mock_interviewer.app.commands import sessions_analyze
from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.errors import RecognitionError
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

SAID = Transcript((TranscriptSegment("It weighs.", 0.5, 1.2),), 2.0, "base")
OLD = replace(EVERYTHING, version=FEEDBACK_VERSION - 1, advice=())


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AnalysisRequest]:
    """Return the requested analyses; each gets EVERYTHING as feedback."""
    requests: list[AnalysisRequest] = []

    def analyse(request: AnalysisRequest) -> Feedback:
        requests.append(request)
        return EVERYTHING

    monkeypatch.setattr(answer_feedback, "load_analyzer", lambda: analyse)
    return requests


def keep(data: DataFolder, *kept: Feedback | Transcript | None, ident: str = "what-is-rag") -> str:
    """Save a session with takes without a transcript, with one, and with feedback."""
    with Library.open(data) as library:
        asked = question(ident, "One", "What is RAG?", bank="small")
        session = new_session(library, asked)
        for what in kept:
            heard = None if what is None else SAID
            made = what if isinstance(what, Feedback) else None
            keep_take(library, session, heard, asked=asked, made=made, seconds=2.0, recorded=True)
        return library.end_session(session).id


def feedback(data: DataFolder, take: str) -> Feedback | None:
    with Library.open(data, read_only=True) as library:
        kept = library.feedback(take)
    return None if kept is None else kept.feedback


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data, "sessions", "analyze")


def analyzed(run: Run, *words: str) -> list[dict[str, Any]]:
    takes: list[dict[str, Any]] = answered(run, *words)["takes"]
    return takes


def test_missing_or_outdated_feedback_is_computed_and_saved(run: Run, data: DataFolder) -> None:
    session = keep(data, None, SAID, EVERYTHING, OLD)
    takes = analyzed(run, session[:17])
    assert [take["take"] for take in takes] == [f"{session}-02", f"{session}-04"]
    assert takes[0]["session"] == session
    assert takes[0]["delivery"]["pace"] == 125.0
    assert takes[0]["coverage"]["made"] == 1
    assert takes[0]["error"] is None
    for number in ("02", "04"):
        assert feedback(data, f"{session}-{number}") == EVERYTHING
    assert analyzed(run, session) == []


def test_current_feedback_is_computed_again_on_request(
    run: Run, asked: list[AnalysisRequest], data: DataFolder
) -> None:
    session = keep(data, None, replace(EVERYTHING, advice=()))
    assert [take["take"] for take in analyzed(run, session, "--again")] == [f"{session}-02"]
    assert feedback(data, f"{session}-02") == EVERYTHING
    assert len(asked) == 1


def test_damaged_feedback_is_computed_again(run: Run, data: DataFolder) -> None:
    session = keep(data, EVERYTHING, EVERYTHING)
    with Library.open(data) as library:
        library.access.connection.execute("""UPDATE feedback SET data = '{"version": 1}'""")
    assert len(analyzed(run, session)) == 2


def test_all_covers_every_session_oldest_first(run: Run, data: DataFolder) -> None:
    first, second = keep(data, SAID), keep(data, SAID)
    assert [take["take"] for take in analyzed(run, "--all")] == [f"{first}-01", f"{second}-01"]


def test_an_answer_is_analyzed_with_its_recording_and_question_if_they_exist(
    run: Run, asked: list[AnalysisRequest], data: DataFolder
) -> None:
    session, other = keep(data, SAID), keep(data, SAID, ident="asked-long-ago")
    (data.sessions / other / "01.wav").unlink()
    run("--all")
    there, gone = asked
    assert there.transcript == SAID
    assert there.recording == data.sessions / session / "01.wav"
    assert there.asked is not None
    assert there.asked.text == "What is RAG?"
    assert (gone.recording, gone.asked) == (None, None)


@pytest.mark.parametrize("flags", [("limit",), ()])
def test_the_analysis_knows_whether_the_limit_ended_the_answer(
    run: Run, asked: list[AnalysisRequest], data: DataFolder, flags: tuple[str, ...]
) -> None:
    session = keep(data, SAID)
    with Library.open(data) as library:
        library.close_take(f"{session}-01", 2.0, flags)
    analyzed(run, session)
    assert [request.stopped_by_limit for request in asked] == [bool(flags)]


def test_progress_is_printed_apart_from_the_result(run: Run, data: DataFolder) -> None:
    session = keep(data, SAID, SAID)
    status, out, err = run(session)
    assert (status, out) == (0, "Analyzed 2 answers.\n")
    assert err == f"1 of 2: {session}-01\n2 of 2: {session}-02\n"
    assert run("--all") == (0, "There is nothing to analyze.\n", "")


def test_a_failed_analysis_is_reported_and_the_others_continue(
    run: Run, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_the_first(request: AnalysisRequest) -> Feedback:
        assert request.recording is not None
        if request.recording.name == "01.wav":
            raise RecognitionError("It stopped.", "Try again.")
        return EVERYTHING

    monkeypatch.setattr(answer_feedback, "load_analyzer", lambda: refuse_the_first)
    session = keep(data, SAID, SAID)
    status, out, err = run(session)
    assert (status, out) == (1, "Analyzed 1 answer; 1 failed.\n")
    assert f"{session}-01: It stopped. Try again." in err
    assert feedback(data, f"{session}-01") is None
    (failed,) = json.loads(run(session, "--json")[1])["takes"]
    assert (failed["delivery"], failed["error"]) == (None, "It stopped. Try again.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Choose what to analyze"),
        (("never",), "There is no session 'never'"),
        (("{session}", "--all"), "not both"),
    ],
)
def test_a_usage_error_is_one_line_and_changes_nothing(
    run: Run, data: DataFolder, words: tuple[str, ...], sentence: str
) -> None:
    session = keep(data, SAID)
    status, out, err = run(*(word.format(session=session) for word in words))
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert feedback(data, f"{session}-01") is None


def test_beside_an_open_window_the_command_says_that_it_is_open(run: Run, data: DataFolder) -> None:
    session = keep(data, SAID)
    with Library.open(data):
        status, out, err = run(session)
    assert (status, out) == (2, "")
    assert "Mock Interviewer is open" in err


def test_an_interrupt_keeps_finished_work(
    run: Run, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = keep(data, SAID, SAID)
    interrupt_at(monkeypatch, sessions_analyze, "2 of 2")
    status, out, err = run(session)
    assert (status, out) == (130, "")
    assert "Analyzed 1 of 2. The results so far are saved." in err
    assert feedback(data, f"{session}-01") == EVERYTHING
    assert feedback(data, f"{session}-02") is None
