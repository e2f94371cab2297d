import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from rig import fake_worker as fake
from rig.command_line import Run, answered, call, interrupt_at
from rig.kept_takes import keep as keep_take
from rig.kept_takes import new_session, question
from rig.recognition import fake_command, starts
from rig.spoken import speak
from rig.wer import word_error_rate

from mock_interviewer.app.cli import main
from mock_interviewer.app.commands import sessions_transcribe
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

OLD = Transcript((TranscriptSegment("It ways.", 0.5, 1.2),), 2.0, "base")


@pytest.fixture(autouse=True)
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes the command use a worker without a model."""

    def use(*behaviours: str) -> None:
        command = fake_command(tmp_path, *behaviours)
        monkeypatch.setattr(recognizer, "Recognizer", partial(Recognizer, command=command))

    use(fake.WORK)
    return use


def keep(data: DataFolder, *transcripts: Transcript | None, ident: str = "what-is-rag") -> str:
    """Save a session with a recorded take for each of ``transcripts``, and a skipped one."""
    with Library.open(data) as library:
        asked = question(ident, "One", "What is RAG?", bank="small")
        session = new_session(library, asked)
        for heard in transcripts:
            keep_take(library, session, heard, asked=asked, seconds=2.0, recorded=True)
        library.skip_take(library.create_take(session, asked, 1, 1).id)
        return library.end_session(session).id


def takes(data: DataFolder, session: str) -> list[TakeRecord]:
    with Library.open(data, read_only=True) as library:
        return library.takes(session)


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data, "sessions", "transcribe")


def test_a_session_is_transcribed_again_and_its_old_transcripts_are_kept(
    run: Run, data: DataFolder
) -> None:
    session = keep(data, OLD, None)
    answer = answered(run, session[:17], "--model", "tiny.en")
    assert (answer["model"], answer["language"]) == ("tiny.en", "en")
    assert [take["take"] for take in answer["takes"]] == [f"{session}-01", f"{session}-02"]
    first = answer["takes"][0]
    assert (first["session"], first["error"]) == (session, None)
    assert (first["transcript"]["text"], first["transcript"]["model"]) == ("file:01.wav", "tiny.en")
    with Library.open(data, read_only=True) as library:
        again, before = library.transcripts(f"{session}-01")
        assert len(library.transcripts(f"{session}-02")) == 1
    assert (again.model, again.current, again.transcript.text) == ("tiny.en", True, "file:01.wav")
    assert (before.model, before.current, before.transcript) == ("base", False, OLD)


def test_an_older_transcript_is_shown_with_its_model_and_date(
    run: Run, data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    session = keep(data, OLD)
    run(session)
    show = ["sessions", "show", session, "--data-dir", str(data.root)]
    assert main([*show, "--json"]) == 0
    (older,) = json.loads(capsys.readouterr().out)["takes"][0]["older_transcripts"]
    assert (older["text"], older["model"], older["language"]) == ("It ways.", "base", "en")
    assert older["made_at"].endswith("+00:00")
    assert main(show) == 0
    page = capsys.readouterr().out
    assert page.index("file:01.wav") < page.index(", by base:") < page.index("It ways.")


def test_one_take_is_chosen_by_the_number_at_the_end_of_its_id(run: Run, data: DataFolder) -> None:
    session = keep(data, OLD, OLD)
    answer = answered(run, session, "--take", "2")
    assert [take["take"] for take in answer["takes"]] == [f"{session}-02"]
    assert takes(data, session)[0].transcript == OLD


def test_missing_selects_takes_without_a_transcript_oldest_first(
    run: Run, data: DataFolder
) -> None:
    first, second = keep(data, OLD, None), keep(data, None)
    expected = [f"{first}-02", f"{second}-01"]
    assert [take["take"] for take in answered(run, "--missing")["takes"]] == expected
    assert answered(run, "--missing")["takes"] == []


def test_all_selects_the_takes_of_every_session(run: Run, data: DataFolder) -> None:
    first, second = keep(data, OLD), keep(data, None)
    expected = [f"{first}-01", f"{second}-01"]
    assert [take["take"] for take in answered(run, "--all")["takes"]] == expected


def test_progress_is_printed_apart_from_the_result(run: Run, data: DataFolder) -> None:
    session = keep(data, None, None)
    status, out, err = run("--missing")
    assert (status, out) == (0, "Transcribed 2 answers with base.\n")
    assert err == f"1 of 2: {session}-01, 2 s\n2 of 2: {session}-02, 2 s\n"


def test_no_model_is_loaded_if_nothing_is_missing(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    keep(data, OLD)
    assert run("--missing") == (0, "There is nothing to transcribe.\n", "")
    assert starts(tmp_path) == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [((), ["RAG", "chunk", "Zuse"]), (("--no-vocabulary",), [])],
)
def test_the_vocabulary_of_the_question_comes_before_the_persons_own(
    run: Run, data: DataFolder, words: tuple[str, ...], expected: list[str]
) -> None:
    remember(data, own_words=("Zuse",))
    keep(data, None)
    (take,) = answered(run, "--missing", *words)["takes"]
    # The fake gives the vocabulary back as flags.
    assert take["transcript"]["flags"] == expected


def test_a_deleted_question_adds_no_vocabulary(run: Run, data: DataFolder) -> None:
    remember(data, own_words=("Zuse",))
    keep(data, None, ident="asked-long-ago")
    (take,) = answered(run, "--missing")["takes"]
    assert take["transcript"]["flags"] == ["Zuse"]


def test_model_and_language_come_from_the_settings_or_the_options(
    run: Run, data: DataFolder
) -> None:
    remember(data, model="tiny.en")
    session = keep(data, None)
    assert answered(run, session)["model"] == "tiny.en"
    answer = answered(run, session, "--model", "base", "--language", "de")
    assert answer["takes"][0]["transcript"]["language"] == "de"
    remember(data, model="base", language="fr")
    answer = answered(run, session)
    assert (answer["model"], answer["language"]) == ("base", "fr")


def remember(data: DataFolder, **wanted: object) -> None:
    settings = SettingsFile(data.settings_file)
    settings.save(settings.load().values.snapshot() | wanted)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Choose what to transcribe"),
        (("never",), "There is no session 'never'"),
        (("{session}", "--all"), "not both"),
        (("--all", "--take", "1"), "--take needs the ID of one session"),
        (("{session}", "--take", "7"), "has no take 7"),
        (("{session}", "--take", "2"), "{session}-02 has no recording"),
        (("--all", "--model", "huge"), "There is no speech model called 'huge'"),
        (("--all", "--language", "tlh"), "language must be one of en, ar"),
        (("--all", "--model", "tiny.en", "--language", "de"), "'tiny.en' knows English only"),
    ],
)
def test_a_usage_error_is_one_line_and_changes_nothing(
    run: Run, data: DataFolder, words: tuple[str, ...], sentence: str
) -> None:
    session = keep(data, OLD)
    status, out, err = run(*(word.format(session=session) for word in words))
    assert (status, out) == (2, "")
    assert sentence.format(session=session) in err
    assert len(err.splitlines()) == 1
    assert takes(data, session)[0].transcript == OLD


def test_beside_an_open_window_the_command_says_that_it_is_open(run: Run, data: DataFolder) -> None:
    session = keep(data, OLD)
    with Library.open(data):
        status, out, err = run(session)
    assert (status, out) == (2, "")
    assert "Mock Interviewer is open" in err
    assert takes(data, session)[0].transcript == OLD


def test_a_missing_recording_is_reported_and_the_others_are_transcribed(
    run: Run, data: DataFolder
) -> None:
    session = keep(data, OLD, OLD)
    (data.sessions / session / "01.wav").unlink()
    status, out, err = run(session)
    assert (status, out) == (1, "Transcribed 1 answer with base; 1 failed.\n")
    assert f"{session}-01: " in err
    assert "01.wav doesn't exist" in err
    first, second, _ = takes(data, session)
    assert first.transcript == OLD
    assert second.transcript != OLD
    (failed, _) = json.loads(run(session, "--json")[1])["takes"]
    assert failed["transcript"] is None
    assert "01.wav doesn't exist" in failed["error"]


def test_a_model_that_cannot_be_loaded_is_one_error_line(
    run: Run, data: DataFolder, worker: Callable[..., None]
) -> None:
    worker(fake.REFUSE)
    session = keep(data, OLD)
    status, out, err = run(session)
    assert (status, out) == (2, "")
    assert err.splitlines()[1:] == ["mock-interviewer: The model is damaged. Mend it."]
    assert takes(data, session)[0].transcript == OLD


def test_an_interrupt_keeps_finished_work(
    run: Run, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = keep(data, OLD, OLD)
    interrupt_at(monkeypatch, sessions_transcribe, "2 of 2")
    status, out, err = run(session)
    assert (status, out) == (130, "")
    assert "Transcribed 1 of 2. The results so far are saved." in err
    first, second, _ = takes(data, session)
    assert first.transcript != OLD
    assert second.transcript == OLD


@pytest.mark.model
def test_the_real_model_transcribes_a_spoken_answer(
    data: DataFolder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizer, "Recognizer", Recognizer)
    session = keep(data, OLD)
    spoken = speak(
        "Fine tuning changes the weights of a model.", data.sessions / session / "01.wav"
    )
    (take,) = answered(run, session, "--model", "tiny.en")["takes"]
    assert word_error_rate(spoken.text, take["transcript"]["text"]) < 0.15
    assert take["transcript"]["model"] == "tiny.en"
