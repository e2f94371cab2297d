import base64
import json
import re
import stat
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from rig.kept_session import ASKED, SAID
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.export import web
from mock_interviewer.app.export.export_file import ExportStopped, check_target, export_sessions
from mock_interviewer.app.export.file_names import session_stem, take_stem
from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.export.selection import ExportedSession, ExportedTake

_SOUND = re.compile(r"data:audio/mpeg;base64,([^\"']+)")
_SLOW = {ExportFormat.PDF, ExportFormat.HTML, ExportFormat.ANKI, ExportFormat.OPUS}
QUICK = [form for form in ExportFormat if form not in _SLOW | {ExportFormat.LABELS}]


def test_json_has_the_stored_data(kept: ExportedSession, tmp_path: Path) -> None:
    export_sessions([kept], ExportFormat.JSON, tmp_path / "session.json")
    read = json.loads((tmp_path / "session.json").read_text(encoding="utf-8"))
    first = read["takes"][0]
    assert (first["text"], first["transcript"]["text"]) == (ASKED, SAID)
    assert first["starred"]
    assert first["coverage"]["made"] == 1


def test_json_of_several_sessions_is_a_list(kept: ExportedSession, tmp_path: Path) -> None:
    export_sessions([kept, kept], ExportFormat.JSON, tmp_path / "all.json", several=True)
    read = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [len(session["takes"]) for session in read["sessions"]] == [3, 3]


@pytest.mark.parametrize("form", QUICK)
def test_an_export_is_private_and_replaces_the_old_file(
    kept: ExportedSession, tmp_path: Path, form: ExportFormat
) -> None:
    target = tmp_path / f"out.{form}"
    target.write_text("old")
    target.chmod(0o644)
    assert export_sessions([kept], form, target).takes == 3
    assert target.read_bytes() != b"old"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_without_verdicts_of_the_person_there_are_no_labels_to_export(
    kept: ExportedSession, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no verdicts of yours"):
        export_sessions([kept], ExportFormat.LABELS, tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_sound_too_long_for_a_page_is_left_out_and_reported(
    kept: ExportedSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "session.html"
    whole = export_sessions([kept], ExportFormat.HTML, target)
    first, second = _SOUND.findall(target.read_text("utf-8"))
    assert (bool(second), whole.omitted) == (True, ())

    monkeypatch.setattr(web, "MOST_IN_PAGE", len(base64.b64decode(first)))
    done = export_sessions([kept], ExportFormat.HTML, target)
    assert _SOUND.findall(target.read_text("utf-8")) == [first]
    [sentence] = done.omitted
    assert sentence == (
        f"The recording of take {kept.takes[1].take.id} is too long to embed in the page."
        " Export as .zip to include it."
    )


@pytest.mark.parametrize("form", [ExportFormat.SRT, ExportFormat.FLAC])
def test_an_archive_has_a_file_for_each_recorded_take(
    kept: ExportedSession, tmp_path: Path, form: ExportFormat
) -> None:
    export_sessions([kept], form, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    stems = [take_stem(each.take, timed=True) for each in kept.takes]
    expected = stems[:1] if form is ExportFormat.SRT else stems[:2]
    assert names == [f"{stem}.{form}" for stem in expected]


def test_an_archive_of_pages_has_the_sound_beside_each_page(
    kept: ExportedSession, tmp_path: Path
) -> None:
    export_sessions([kept], ExportFormat.HTML, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = archive.namelist()
        stem = session_stem(kept.session)
        page = archive.read(f"{stem}/{stem}.html").decode()
    sounds = [f"{take_stem(each.take, timed=True)}.mp3" for each in kept.takes[:2]]
    assert set(names) == {f"{stem}/{name}" for name in (*sounds, f"{stem}.html")}
    played = [unquote(address) for address in re.findall(r'<audio[^>]* src="([^"]*)"', page)]
    assert played == sounds
    led_to = {unquote(address) for address in re.findall(r'href="([^"#]*)#t=', page)}
    assert led_to == {sounds[0]}


def test_takes_with_the_same_name_keep_their_own_sound(
    kept: ExportedSession, tmp_path: Path
) -> None:
    first = kept.takes[0]
    twin = replace(first, take=replace(first.take, id=f"{first.take.id}-again"))
    export_sessions([replace(kept, takes=(first, twin))], ExportFormat.HTML, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        sounds = [Path(name).name for name in archive.namelist() if name.endswith(".mp3")]
    stem = take_stem(first.take, timed=True)
    assert sounds == [f"{stem} (2).mp3", f"{stem}.mp3"]


@pytest.mark.parametrize(
    "form", [ExportFormat.CSV, ExportFormat.WAV, ExportFormat.MP3, ExportFormat.ANKI]
)
def test_a_full_disk_is_reported_and_leaves_the_old_file(
    kept: ExportedSession, tmp_path: Path, form: ExportFormat
) -> None:
    with small_disk(tmp_path) as disk:
        target = tmp_path / f"out.{form}"
        target.write_text("old")
        disk.fill()
        with pytest.raises(StoreError, match=r"can't be written: .*existing file"):
            export_sessions([kept], form, target)
        assert target.read_text() == "old"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["ballast", target.name]


def test_a_canceled_export_leaves_the_old_file(kept: ExportedSession, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")

    def stop_at_second(takes: int) -> None:
        if takes > 3:
            raise ExportStopped

    with pytest.raises(ExportStopped):
        export_sessions(iter([kept, kept]), ExportFormat.MARKDOWN, target, report=stop_at_second)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_export_can_be_canceled_within_one_recording(
    kept: ExportedSession, tmp_path: Path
) -> None:
    told: list[int] = []

    def stop_in_sound(takes: int) -> None:
        told.append(takes)
        if len(told) > 1:
            raise ExportStopped

    one = replace(kept, takes=kept.takes[:1])
    with pytest.raises(ExportStopped):
        export_sessions([one], ExportFormat.FLAC, tmp_path / "out.flac", report=stop_in_sound)
    assert told == [1, 1]
    assert not list(tmp_path.iterdir())


def test_an_unreadable_recording_is_left_out_and_named(
    kept: ExportedSession, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound")
    damaged = replace(kept, takes=(_recorded_at(kept.takes[0], broken), kept.takes[1]))
    result = export_sessions([damaged], ExportFormat.WAV, tmp_path / "out.wav")
    assert result.omitted == (f"{broken} isn't a sound file. {_remedy(result.omitted[0])}",)
    assert (tmp_path / "out.wav").stat().st_size < 70_000


def test_missing_recordings_are_counted(kept: ExportedSession, tmp_path: Path) -> None:
    gone = tuple(_recorded_at(each, tmp_path / "gone.wav") for each in kept.takes[:2])
    page = export_sessions([replace(kept, takes=gone)], ExportFormat.HTML, tmp_path / "out.html")
    assert page.omitted == ("2 recordings are missing.",)
    one = replace(kept, takes=(gone[0], kept.takes[1]))
    sound = export_sessions([one], ExportFormat.WAV, tmp_path / "out.wav")
    assert sound.omitted == ("1 recording is missing.",)


def test_a_session_without_sound_cannot_be_exported_as_sound(
    kept: ExportedSession, tmp_path: Path
) -> None:
    silent = replace(kept, takes=(kept.takes[2],))
    with pytest.raises(UsageError, match="There are no recordings to export"):
        export_sessions([silent], ExportFormat.MP3, tmp_path / "out.mp3")
    with pytest.raises(UsageError, match="There are no transcripts to export"):
        export_sessions([silent], ExportFormat.VTT, tmp_path / "out.vtt")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    return folder


def test_a_full_temporary_folder_is_named_instead_of_the_target(
    kept: ExportedSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    with small_disk(place, kilobytes=64) as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(place))
        disk.fill()
        with pytest.raises(StoreError, match=f"{place} is full"):
            export_sessions([kept], ExportFormat.JSON, tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_an_export_cannot_overwrite_recordings(data: DataFolder) -> None:
    for path in (data.sessions / "one" / "01.wav", data.database, data.settings_file):
        with pytest.raises(UsageError, match="keeps its own files"):
            check_target(path, ExportFormat.WAV, data, several=False)
    check_target(data.root / "out.wav", ExportFormat.WAV, data, several=False)


def test_names_that_do_not_match_the_format_are_rejected(data: DataFolder) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        check_target(data.root, ExportFormat.JSON, data, several=False)
    with pytest.raises(UsageError, match=r"ends in \.apkg"):
        check_target(Path("out.zip"), ExportFormat.ANKI, data, several=True)
    with pytest.raises(UsageError, match=r"ends in \.zip"):
        check_target(Path("out.mp3"), ExportFormat.MP3, data, several=True)
    check_target(Path("out.mp3"), ExportFormat.MP3, data, several=False)


def _recorded_at(kept: ExportedTake, recording: Path) -> ExportedTake:
    return replace(kept, take=replace(kept.take, recording=recording))


def _remedy(sentence: str) -> str:
    return sentence.partition("sound file. ")[2]


def test_an_unfinished_export_lies_where_the_next_one_cleans_up(
    kept: ExportedSession, tmp_path: Path
) -> None:
    seen: set[str] = set()

    def tell(_takes: int) -> None:
        seen.update(path.name for path in tmp_path.iterdir())

    export_sessions([kept], ExportFormat.WAV, tmp_path / "out.wav", report=tell)
    [name] = seen
    assert name.startswith(".mock-interviewer-partial-")
