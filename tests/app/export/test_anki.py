"""The deck, opened by Anki's own library."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition
from anki.notes import Note
from anki.sound import SoundOrVideoTag
from rig.kept_session import ANSWER, ASKED, POINT
from rig.told_text import told_text

from mock_interviewer.app.export.anki import write_deck
from mock_interviewer.app.export.export_run import write_sound
from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.audio.files.sound_file import SoundFormat

NOW = 1_800_000_000.0


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with closing(Collection(str(tmp_path / "collection.anki2"))) as opened:
        yield opened


def _import(
    collection: Collection, folder: Path, kept: ExportedSession, *, now: float = NOW
) -> None:
    """Write a deck and import it as a person would."""
    folder.mkdir()

    def record(take: ExportedTake, path: Path) -> bool:
        return take.has_recording and write_sound([take], path, SoundFormat.MP3) > 0

    deck = folder / "deck.apkg"
    write_deck([kept], deck, folder, record, now=now)
    newer = ImportAnkiPackageUpdateCondition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    options = ImportAnkiPackageOptions(update_notes=newer, update_notetypes=newer)
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(deck), options=options)
    )


def _notes(collection: Collection) -> list[Note]:
    return [collection.get_note(number) for number in collection.find_notes("")]


def test_a_question_becomes_a_note_with_the_recorded_answer(
    collection: Collection, kept: ExportedSession, tmp_path: Path
) -> None:
    _import(collection, tmp_path / "one", kept)
    assert [deck.name for deck in collection.decks.all_names_and_ids()][1:] == ["Mock Interviewer"]
    main, back = sorted(_notes(collection), key=lambda note: note["Model answer"], reverse=True)
    [card] = main.cards()
    question, answer = card.render_output().question_text, card.render_output().answer_text
    [sound] = card.answer_av_tags()
    assert isinstance(sound, SoundOrVideoTag)
    assert sound.filename == f"mock-interviewer-{kept.takes[0].take.id}.mp3"
    recorded = Path(collection.media.dir()) / sound.filename
    assert recorded.stat().st_size > 500
    assert ASKED in told_text(question)
    assert POINT in told_text(answer)
    assert all(line in told_text(answer) for line in ANSWER.split("\n\n"))
    assert "1 to 2 of 3 key points" in told_text(answer)
    assert told_text(back["Question"]) == "And *then*?"


def test_a_silent_skipped_take_has_no_audio(kept: ExportedSession, tmp_path: Path) -> None:
    heard: list[ExportedTake] = []

    def record(take: ExportedTake, path: Path) -> bool:
        heard.append(take)
        return write_sound([take], path, SoundFormat.MP3) > 0

    first = kept.takes[0]
    silent = replace(first, take=replace(first.take, status=TakeStatus.SKIPPED))
    write_deck([replace(kept, takes=(silent,))], tmp_path / "deck.apkg", tmp_path, record)
    assert heard == []


def test_user_text_is_neither_markup_nor_sound_in_anki(
    collection: Collection, kept: ExportedSession, tmp_path: Path
) -> None:
    _import(collection, tmp_path / "one", kept)
    assert len(_notes(collection)) == 2
    for note in _notes(collection):
        for card in note.cards():
            shown = card.render_output()
            for text in (shown.question_text, shown.answer_text):
                assert all(mark not in text for mark in ("<script", "<img", "<b>", "<i>"))
            assert all(
                isinstance(tag, SoundOrVideoTag) and tag.filename != "x.mp3"
                for tag in card.answer_av_tags()
            )


def test_importing_a_later_deck_updates_the_notes(
    collection: Collection, kept: ExportedSession, tmp_path: Path
) -> None:
    _import(collection, tmp_path / "one", kept)
    before = {note.guid for note in _notes(collection)}
    renamed = replace(
        kept,
        takes=tuple(
            replace(each, take=replace(each.take, section="Renamed")) for each in kept.takes
        ),
    )
    _import(collection, tmp_path / "two", renamed, now=NOW + 60)
    after = _notes(collection)
    assert {note.guid for note in after} == before
    assert {note["Section"] for note in after} == {"Renamed"}
    assert len(after) == len(before)


def test_formulas_are_not_typeset(
    kept: ExportedSession, collection: Collection, tmp_path: Path
) -> None:
    asked = replace(kept.takes[1], take=replace(kept.takes[1].take, text=r"\(x\) and \[y\]"))
    _import(collection, tmp_path / "one", replace(kept, takes=(asked,)))
    [note] = _notes(collection)
    shown = told_text(note["Question"])
    assert shown.replace("\u2060", "") == r"\(x\) and \[y\]"
    assert r"\(" not in shown
    assert r"\[" not in shown
