import stat
import tempfile
import threading
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.small_disk import small_disk

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.settings.declarations import (
    COLOR_SCHEME,
    MICROPHONE,
    QUESTION_COUNT,
    SETTINGS,
    STYLE,
    THINK_TIME,
    VOICE_RATE,
)
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.setting import Setting, SettingGroup, SettingKind
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.recognition.models.manifest import is_model_name

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_lines = _text.filter(lambda text: text.splitlines() in ([], [text]))
_names = _text.filter(lambda name: name not in {"", "default"})


def _of(setting: Setting[object]) -> st.SearchStrategy[object]:
    match setting.kind:
        case SettingKind.SWITCH:
            return st.booleans()
        case SettingKind.NUMBER:
            number = st.integers(setting.minimum, setting.maximum)
            return st.none() | number if setting.default is None else number
        case SettingKind.CHOICE:
            return st.sampled_from([choice.value for choice in setting.choices])
        case SettingKind.NAME:
            return st.none() | _names
        case SettingKind.MODEL:
            return st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True).filter(
                is_model_name
            )
        case SettingKind.TEXT:
            return _lines
        case SettingKind.NAMES:
            return st.lists(_text, max_size=4).map(tuple)
        case SettingKind.TEXTS:
            return st.lists(_lines, max_size=4).map(tuple)
        case SettingKind.DEVICE:
            return st.none() | st.builds(DeviceName, _text, _text)


_snapshots = st.fixed_dictionaries({setting.key: _of(setting) for setting in SETTINGS})


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


def _broken(file: SettingsFile) -> list[str]:
    return [path.read_text() for path in sorted(file.path.parent.glob("settings.broken-*"))]


@settings(max_examples=60, deadline=None)
@given(first=_snapshots, second=_snapshots)
def test_saved_settings_load_again_even_over_an_older_file(
    first: dict[str, object], second: dict[str, object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = SettingsFile(Path(folder) / "settings.toml")
        for snapshot in (first, second):
            file.save(snapshot)
            loaded = file.load()
            assert loaded.problem is None
            assert loaded.values.snapshot() == snapshot


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200) | _text.map(str.encode))
def test_any_content_loads_as_valid_settings_and_is_kept_if_invalid(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = SettingsFile(Path(folder) / "settings.toml")
        file.path.write_bytes(content)
        loaded = file.load()
        SettingValues(loaded.values.snapshot())
        kept = file.path if loaded.problem is None else Path(folder) / "settings.broken-1.toml"
        assert kept.read_bytes() == content


def test_a_missing_file_gives_defaults_without_a_warning(file: SettingsFile) -> None:
    loaded = file.load()
    assert loaded.problem is None
    assert loaded.values.snapshot() == SettingValues().snapshot()
    assert not file.path.exists()


def test_each_setting_follows_its_help(file: SettingsFile) -> None:
    file.save(SettingValues().snapshot())
    lines = file.path.read_text().splitlines()
    for setting in SETTINGS:
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{setting.key} = "))
        above: list[str] = []
        while lines[place - 1].startswith("# "):
            place -= 1
            above.insert(0, lines[place].removeprefix("# "))
        assert " ".join(above).startswith(setting.help)


def test_comments_and_unknown_keys_survive_a_save(file: SettingsFile) -> None:
    file.path.write_text(
        "# my own note\n[look]\ncolor_scheme = 'dark' # easier at night\nfrom_the_future = 3\n"
        "[plugin]\nkey = [1, 2]\n"
    )
    values = file.load().values
    values.set(VOICE_RATE, 120)
    file.save(values.snapshot())
    text = file.path.read_text()
    assert "# my own note" in text
    assert "color_scheme = 'dark' # easier at night" in text
    document = tomllib.loads(text)
    assert document["look"]["from_the_future"] == 3
    assert document["plugin"] == {"key": [1, 2]}
    assert document["sound"]["voice_rate"] == 120


def test_saving_again_leaves_the_file_identical(file: SettingsFile) -> None:
    values = SettingValues(
        {"microphone": DeviceName('A "quoted" one', "ALSA"), "sections": ("x", "y")}
    )
    file.save(values.snapshot())
    before = file.path.read_bytes()
    file.save(values.snapshot())
    assert file.path.read_bytes() == before


@pytest.mark.parametrize("style", ["practice", "exam"])
def test_an_older_mode_becomes_the_style_of_the_same_name(file: SettingsFile, style: str) -> None:
    file.path.write_text(f"[practice]\nmode = '{style}'\nthink_time = 30\n")
    loaded = file.load()
    assert loaded.problem is None
    assert (loaded.values.get(STYLE), loaded.values.get(THINK_TIME)) == (style, 30)


def test_a_style_takes_precedence_over_an_older_mode(file: SettingsFile) -> None:
    file.path.write_text("[practice]\nmode = 'exam'\n")
    values = file.load().values
    values.set(STYLE, "deep-dive")
    file.save(values.snapshot())
    assert file.load().values.get(STYLE) == "deep-dive"


def test_an_automatic_number_is_written_as_automatic(file: SettingsFile) -> None:
    file.save(SettingValues().snapshot())
    text = file.path.read_text()
    assert 'think_time = "default"' in text
    assert '# From 0 to 600 seconds; "default" lets the program choose.' in text
    assert file.load().problem is None
    assert file.load().values.get(THINK_TIME) is None


@pytest.mark.parametrize(
    "text",
    [
        "sound.voice_rate = 120\n",
        "sound = { voice_rate = 120, other = 3 }\n",
        "[sound]\nvoice_rate = 120\n[other]\nx = 1\n[sound.deep]\nz = 3\n",
        '\ufeff[sound]\nvoice_rate = 120\n[sound.microphone]\nname = "a"\nhost_api = "b"\n',
        "[sound]\nvoice_rate = 120\nspeaker.name = 'a'\nspeaker.host_api = 'b'\n",
    ],
)
def test_every_toml_table_syntax_is_read_and_survives_a_save(file: SettingsFile, text: str) -> None:
    file.path.write_text(text, encoding="utf-8")
    loaded = file.load()
    assert loaded.problem is None
    assert loaded.values.get(VOICE_RATE) == 120
    loaded.values.set(MICROPHONE, DeviceName("New", "ALSA"))
    file.save(loaded.values.snapshot())
    assert file.load().values.snapshot() == loaded.values.snapshot()


def test_a_damaged_file_is_set_aside_and_reported(file: SettingsFile) -> None:
    file.path.write_text("[sound]\nvoice_rate = = 3\n")
    loaded = file.load()
    assert loaded.problem == (
        "The settings file is damaged (line 2). Using defaults."
        " The old file was kept as settings.broken-1.toml."
    )
    assert loaded.values.snapshot() == SettingValues().snapshot()
    assert _broken(file) == ["[sound]\nvoice_rate = = 3\n"]
    assert file.load().problem is None


def test_a_value_of_the_wrong_type_is_reported_and_the_others_are_used(file: SettingsFile) -> None:
    text = "[sound]\nvoice_rate = 'fast'\n[look]\ncolor_scheme = 'dark'\n"
    file.path.write_text(text)
    loaded = file.load()
    assert loaded.problem is not None
    assert "voice_rate must be a whole number from 100 to 260" in loaded.problem
    assert loaded.values.get(VOICE_RATE) == 170
    assert loaded.values.get(COLOR_SCHEME) == "dark"
    assert _broken(file) == [text]
    again = file.load()
    assert again.problem is None
    assert again.values.snapshot() == loaded.values.snapshot()


def test_a_group_that_is_not_a_table_is_reported_once(file: SettingsFile) -> None:
    file.path.write_text("sound = 3\n")
    problem = file.load().problem
    assert problem is not None
    assert problem.count("[sound] must be a table.") == 1
    assert file.load().problem is None


def test_a_file_damaged_after_loading_is_kept_by_a_save(file: SettingsFile) -> None:
    values = file.load().values
    file.path.write_text("= oops")
    file.save(values.snapshot())
    assert _broken(file) == ["= oops"]
    assert file.load().problem is None


def test_an_unreadable_file_gives_defaults_and_a_warning(file: SettingsFile) -> None:
    file.path.mkdir()
    loaded = file.load()
    assert loaded.values.snapshot() == SettingValues().snapshot()
    assert loaded.problem is not None
    assert "can't be read" in loaded.problem


def test_a_failed_save_raises_and_leaves_the_old_file(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        file = SettingsFile(tmp_path / "settings.toml")
        file.save(SettingValues().snapshot())
        disk.fill()
        with pytest.raises(StoreError, match="No space left"):
            file.save(SettingValues({"sections": ("long " * 10_000,)}).snapshot())
        assert file.load().values.snapshot() == SettingValues().snapshot()


def test_concurrent_saves_leave_one_complete_file(file: SettingsFile) -> None:
    snapshots = [SettingValues({"voice_rate": 100 + n}).snapshot() for n in range(8)]
    threads = [threading.Thread(target=file.save, args=(each,)) for each in snapshots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.load().values.snapshot() in snapshots
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.toml"]


def test_the_file_is_private(file: SettingsFile) -> None:
    file.save(SettingValues().snapshot())
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


AGREED = {"keep_months": 1, "reviewer_on": True, "reviewer_address": "203.0.113.5:80"}


WRITTEN = [
    "[storage]\nkeep_months = 1\n[reviewer]\nreviewer_on = true\nreviewer_address = SERVER",
    "storage = {keep_months = 1}\nreviewer = {reviewer_on = true, reviewer_address = SERVER}",
    "storage.keep_months = 1\nreviewer.reviewer_on = true\nreviewer.reviewer_address = SERVER",
    """
[storage.a]
b = 1
[reviewer]
reviewer_on = true
[storage]
keep_months = 1
[restored]
reviewer_address = SERVER
question_count = 3
[storage.c]
""",
    """
[[restored]]
x = 1
[storage]
keep_months = 1
[reviewer]
reviewer_on = true
reviewer_address = SERVER
""",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_sensitive_settings_of_a_backup_are_held_back_in_any_syntax(
    tmp_path: Path, text: str
) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.path.write_text(text.replace("SERVER", "'203.0.113.5:80'"))
    file.hold_back()
    loaded = file.load()
    assert loaded.problem is None
    assert dict(loaded.restored) == AGREED
    assert loaded.values.snapshot() == SettingValues().snapshot()


def test_held_back_settings_stay_until_confirmed(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.path.write_text("# mine\n[storage]\nkeep_months = 1 # a month\n")
    file.hold_back()
    file.save({**file.load().values.snapshot(), "question_count": 3})
    assert dict(file.load().restored) == {"keep_months": 1}
    file.save(file.load().values.snapshot(), answered=True)
    loaded = file.load()
    assert (dict(loaded.restored), loaded.asks) == ({}, "")
    assert loaded.values.get(QUESTION_COUNT) == 3
    assert "# mine" in file.path.read_text()


@pytest.mark.parametrize(
    "text", ["", "# mine\n", "= = =", "[storage]\nkeep_months = 'x'", "\ufeffa"]
)
def test_settings_without_sensitive_values_stay_unchanged(tmp_path: Path, text: str) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.path.write_text(text)
    file.hold_back()
    assert file.path.read_text() == text


def test_every_setting_that_deletes_or_sends_needs_confirmation() -> None:
    asked = {setting.key for setting in SETTINGS if setting.asked_after_restore is not None}
    reviewer = {setting.key for setting in SETTINGS if setting.group is SettingGroup.REVIEWER}
    assert asked == {"keep_months"} | reviewer


def test_conflicting_tables_make_a_file_damaged(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.path.write_text("storage.keep_months = 2\n[storage.x]\n[storage.keep_months]\n")
    file.hold_back()
    loaded = file.load()
    assert loaded.problem is not None
    assert loaded.problem.startswith("The settings file is damaged (it is not TOML)")
    assert loaded.values.snapshot() == SettingValues().snapshot()
