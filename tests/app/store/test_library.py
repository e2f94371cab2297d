import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rig.small_disk import read_only_folder, small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

Heard = Callable[..., Transcript]
FOUND = (Filler("um", 0.25, 0.5), Filler("uh", 3.0, 3.25))


def _save_one(library: Library, plan: Plan) -> str:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    return library.close_take(take.id, 4.5).id


def test_a_session_counts_the_planned_questions(library: Library, plan: Plan) -> None:
    session = library.create_session(plan)
    assert (session.mode, session.planned, session.takes) == ("exam", 3, 0)
    assert session.ended_at is None
    assert library.session(session.id) == session


def test_a_take_is_visible_to_others_before_create_take_returns(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[1], 2, 1)
    with Library.open(library.data, read_only=True) as beside:
        assert beside.take(take.id) == take
    assert take.status is TakeStatus.OPEN
    assert (take.question, take.text) == ("question-2", "What is number 2?")
    assert take.recording == library.data.sessions / session.id / "01.wav"
    assert take.recording.parent.is_dir()


def test_takes_of_a_session_are_numbered_in_the_order_in_which_they_start(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    order = [(1, 1), (1, 2), (2, 1)]
    for position, attempt in order:
        library.create_take(session.id, plan.questions[position - 1], position, attempt)
    takes = library.takes(session.id)
    assert [(take.position, take.attempt) for take in takes] == order
    assert [take.id for take in takes] == [f"{session.id}-{n:02}" for n in (1, 2, 3)]


def test_a_closed_take_keeps_its_length_and_flags(library: Library, plan: Plan) -> None:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    closed = library.close_take(take.id, 12.25, ("gaps", "limit", "gaps"))
    assert (closed.status, closed.duration) == (TakeStatus.SAVED, 12.25)
    assert closed.flags == ("gaps", "limit")
    assert library.session(session.id).duration == 12.25


def test_a_skipped_take_without_sound_names_no_recording(library: Library, plan: Plan) -> None:
    session = library.create_session(plan)
    skipped = library.skip_take(library.create_take(session.id, plan.questions[0], 1, 1).id)
    assert (skipped.status, skipped.recording) == (TakeStatus.SKIPPED, None)
    assert library.session(session.id).takes == 0


def test_a_skipped_take_keeps_a_recording_that_cannot_be_checked(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    assert take.recording is not None
    take.recording.symlink_to(take.recording)
    assert library.skip_take(take.id).recording == take.recording


def test_a_skipped_take_keeps_its_sound(library: Library, plan: Plan) -> None:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    assert take.recording is not None
    take.recording.write_bytes(bytes(1000))
    assert library.skip_take(take.id).recording == take.recording


def test_a_newer_transcript_becomes_the_current_one_and_the_old_is_kept(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take = _save_one(library, plan)
    fast, better = heard("a quick guess", "tiny.en"), heard("a better text", "base")
    library.save_transcript(take, fast)
    library.save_transcript(take, better)
    assert library.take(take).transcript == better
    assert [(one.transcript, one.model, one.current) for one in library.transcripts(take)] == [
        (better, "base", True),
        (fast, "tiny.en", False),
    ]


def test_an_older_transcript_can_be_chosen_and_the_newer_is_kept(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take = _save_one(library, plan)
    fast, better = heard("a quick guess", "tiny.en"), heard("a better text", "base")
    library.save_transcript(take, fast)
    library.save_transcript(take, better)
    older = library.transcripts(take)[1]
    assert library.choose_transcript(take, older.number).transcript == fast
    assert [(one.transcript, one.current) for one in library.transcripts(take)] == [
        (better, False),
        (fast, True),
    ]


def test_fillers_are_saved_with_the_current_transcript(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take = _save_one(library, plan)
    older, text = heard("so this it", "tiny.en"), heard("so this is it")
    library.save_transcript(take, older)
    library.save_transcript(take, text)
    with_fillers = replace(text, fillers=FOUND)
    assert library.save_fillers(take, FOUND).transcript == with_fillers
    assert [one.transcript for one in library.transcripts(take)] == [with_fillers, older]


def test_the_absence_of_fillers_is_saved_too(library: Library, plan: Plan, heard: Heard) -> None:
    take = _save_one(library, plan)
    library.save_transcript(take, heard("so this is it"))
    kept = library.save_fillers(take, ()).transcript
    assert kept is not None
    assert kept.fillers == ()


def test_fillers_of_a_take_without_a_transcript_are_dropped(library: Library, plan: Plan) -> None:
    take = _save_one(library, plan)
    assert library.save_fillers(take, FOUND).transcript is None
    assert library.transcripts(take) == []


def test_fillers_of_one_take_are_not_those_of_another(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take, other = _save_one(library, plan), _save_one(library, plan)
    for each in (take, other):
        library.save_transcript(each, heard("so this is it"))
    library.save_fillers(take, FOUND)
    kept = library.save_transcript(other, heard("so it is", "small.en")).transcript
    assert kept == heard("so it is", "small.en")


@pytest.mark.parametrize("found", [FOUND, ()])
def test_fillers_stay_with_a_take_that_is_transcribed_again(
    library: Library, plan: Plan, heard: Heard, found: tuple[Filler, ...]
) -> None:
    take = _save_one(library, plan)
    library.save_transcript(take, heard("it ways"))
    library.save_fillers(take, found)
    better = heard("it weighs", "small.en")
    assert library.save_transcript(take, better).transcript == replace(better, fillers=found)


def test_fillers_of_a_new_transcript_replace_those_found_before(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take = _save_one(library, plan)
    library.save_transcript(take, heard("it ways"))
    library.save_fillers(take, FOUND)
    better = replace(heard("it weighs"), fillers=())
    assert library.save_transcript(take, better).transcript == better


def test_a_transcript_of_another_take_cannot_be_chosen(
    library: Library, plan: Plan, heard: Heard
) -> None:
    take, other = _save_one(library, plan), _save_one(library, plan)
    library.save_transcript(take, heard("mine"))
    library.save_transcript(other, heard("not mine"))
    (foreign,) = library.transcripts(other)
    with pytest.raises(KeyError):
        library.choose_transcript(take, foreign.number)
    assert library.take(take).transcript == heard("mine")


def test_untranscribed_takes_are_those_with_sound_and_no_text(
    library: Library, plan: Plan, heard: Heard
) -> None:
    session = library.create_session(plan)
    takes = [library.create_take(session.id, plan.questions[0], 1, n).id for n in range(1, 6)]
    wanted, done, silent, skipped, _still_open = takes
    library.close_take(wanted, 3.0)
    library.close_take(done, 3.0)
    library.save_transcript(done, heard("all of it"))
    library.close_take(silent, 0.0, ("no-recording",))
    library.skip_take(skipped)
    assert [take.id for take in library.untranscribed()] == [wanted]


def test_a_session_ends_once(library: Library, plan: Plan) -> None:
    session = library.create_session(plan)
    ended = library.end_session(session.id)
    assert ended.ended_at is not None
    assert library.end_session(session.id) == ended


def test_everything_saved_is_there_after_reopening(data: DataFolder, plan: Plan) -> None:
    with Library.open(data) as library:
        take = library.take(_save_one(library, plan))
    with Library.open(data) as library:
        assert library.take(take.id) == take


def test_the_data_folder_can_be_moved(tmp_path: Path, plan: Plan) -> None:
    with Library.open(DataFolder(tmp_path / "here")) as library:
        take = _save_one(library, plan)
    (tmp_path / "here").rename(tmp_path / "there")
    with Library.open(DataFolder(tmp_path / "there")) as library:
        recording = library.take(take).recording
    assert recording is not None
    assert recording.is_relative_to(tmp_path / "there")


def test_unusual_names_and_texts_are_returned_unchanged(tmp_path: Path, plan: Plan) -> None:
    data = DataFolder(tmp_path / "dossier été ? #1 % 面试")
    odd = plan.questions[0].__class__("llm", "q", "Why é, 面 & '\"; --?\0", "", "Ünits")
    with Library.open(data) as library:
        session = library.create_session(Plan((odd,)))
        take = library.create_take(session.id, odd, 1, 1)
    with Library.open(data, read_only=True) as library:
        assert library.take(take.id).text == odd.text


def test_a_session_is_found_by_the_start_of_its_id(library: Library, plan: Plan) -> None:
    first, second = library.create_session(plan), library.create_session(plan)
    assert library.find_session(first.id) == first
    assert library.find_session(second.id[:-1]) == second
    with pytest.raises(UsageError, match="2 sessions start with '20'"):
        library.find_session("20")
    with pytest.raises(UsageError, match="There is no session 'never'"):
        library.find_session("never")


def test_an_unknown_id_is_a_key_error(library: Library, plan: Plan) -> None:
    with pytest.raises(KeyError):
        library.take("never")
    with pytest.raises(KeyError):
        library.close_take("never", 1.0)
    with pytest.raises(KeyError):
        library.create_take("never", plan.questions[0], 1, 1)


def test_reading_an_empty_folder_finds_no_sessions_and_creates_no_file(
    tmp_path: Path,
) -> None:
    with Library.open(DataFolder(tmp_path / "none"), read_only=True) as library:
        assert library.sessions() == []
    assert list(tmp_path.iterdir()) == []


def test_a_library_opened_for_reading_cannot_write(data: DataFolder, plan: Plan) -> None:
    with Library.open(data, read_only=True) as library, pytest.raises(RuntimeError):
        library.create_session(plan)


def test_reading_works_on_a_read_only_disk(tmp_path: Path, plan: Plan) -> None:
    with small_disk(tmp_path) as disk:
        data = DataFolder(tmp_path / "data")
        with Library.open(data) as library:
            take = _save_one(library, plan)
        disk.make_read_only()
        with Library.open(data, read_only=True) as library:
            assert library.take(take).duration == 4.5


def test_a_reader_sees_what_the_writer_saved_while_both_are_open(
    library: Library, plan: Plan
) -> None:
    with Library.open(library.data, read_only=True) as beside:
        take = _save_one(library, plan)
        assert beside.take(take).duration == 4.5


def test_opening_a_read_only_folder_for_writing_is_refused(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        Library.open(DataFolder(tmp_path)).close()
        disk.make_read_only()
        with pytest.raises(StoreError, match="Read-only file system"):
            Library.open(DataFolder(tmp_path))


def test_a_folder_that_turns_read_only_is_refused_before_a_question_is_asked(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    library.create_take(session.id, plan.questions[0], 1, 1)
    with read_only_folder(library.data.sessions):
        with pytest.raises(StoreError, match="Read-only file system"):
            library.create_session(plan)
        with pytest.raises(StoreError, match="Read-only file system"):
            library.create_take(session.id, plan.questions[0], 1, 2)
    assert len(library.takes(session.id)) == 1
    assert len(library.sessions()) == 1


def test_a_folder_that_vanishes_is_refused_before_a_question_is_asked(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    root = library.data.root
    root.rename(root.with_name("elsewhere"))
    with pytest.raises(StoreError, match=f"The data folder {root} is missing"):
        library.create_take(session.id, plan.questions[0], 1, 1)
    with pytest.raises(StoreError, match="is missing"):
        library.create_session(plan)
    assert not root.exists()


def test_a_full_disk_is_refused_and_nothing_acknowledged_is_lost(
    tmp_path: Path, plan: Plan, heard: Heard
) -> None:
    with small_disk(tmp_path) as disk:
        with Library.open(DataFolder(tmp_path)) as library:
            take = _save_one(library, plan)
            disk.fill()
            with pytest.raises(StoreError, match="No space left"):
                library.create_session(plan)
            with pytest.raises(StoreError, match=r"is full\. Free up space, then try again\."):
                library.save_transcript(take, heard("word " * 20_000))
            assert library.take(take).transcript is None
            disk.make_room()
            library.save_transcript(take, heard("there is room again"))
        with Library.open(DataFolder(tmp_path)) as library:
            assert library.take(take).duration == 4.5
            assert len(library.transcripts(take)) == 1


def test_a_database_locked_by_another_program_is_reported(library: Library, plan: Plan) -> None:
    library.access.connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(library.data.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        library.create_session(plan)
    other.execute("ROLLBACK")
    other.close()
    assert library.create_session(plan).takes == 0


def test_a_short_lock_of_another_program_is_waited_for(library: Library, plan: Plan) -> None:
    other = sqlite3.connect(library.data.database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.1, lambda: other.execute("ROLLBACK"))
    letting_go.start()
    assert library.create_session(plan).takes == 0
    letting_go.join()
    other.close()


def test_every_file_and_folder_is_private_regardless_of_the_umask(
    tmp_path: Path, plan: Plan
) -> None:
    before = os.umask(0)
    try:
        data = DataFolder(tmp_path / "data")
        with Library.open(data) as library:
            _save_one(library, plan)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.root.rglob("*")}
            files = {path.name for path in data.root.rglob("*") if path.is_file()}
    finally:
        os.umask(before)
    assert {"library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm", "lock"} <= files
    for name, mode in modes.items():
        assert mode == (0o600 if name in files else 0o700), name


def test_a_take_is_never_recovered_by_the_run_that_started_it(data: DataFolder, plan: Plan) -> None:
    with Library.open(data) as library:
        session = library.create_session(plan)
        left = library.create_take(session.id, plan.questions[0], 1, 1)
        assert library.recovered == ()
    with Library.open(data) as library:
        begun = library.create_take(session.id, plan.questions[0], 1, 2)
        assert [take.id for take in library.recovered] == [left.id]
        assert [take.id for take in library.unfinished()] == [begun.id]


def test_the_database_can_be_read_by_sqlite_itself(library: Library, plan: Plan) -> None:
    take = _save_one(library, plan)
    with sqlite3.connect(library.data.database) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("SELECT id FROM takes").fetchone() == (take,)
    other.close()
