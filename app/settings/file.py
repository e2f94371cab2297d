"""The settings file: TOML that a person can read and edit."""

import logging
import textwrap
import threading
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item, Table

from mock_interviewer.app.data_folder.private_files import (
    free_broken_name,
    make_private_folder,
    write_private,
)
from mock_interviewer.app.data_folder.toml_file import DamagedFile, read_toml
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.settings.declarations import SETTINGS
from mock_interviewer.app.settings.setting import Setting, SettingKind
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.text.formatting import listed
from mock_interviewer.audio.devices.device import DeviceName

log = logging.getLogger(__name__)

_ASKED: dict[str, Setting[Any]] = {
    setting.key: setting for setting in SETTINGS if setting.asked_after_restore is not None
}
_RESTORED = "restored"
_ABOUT_RESTORED = (
    "From a restored backup. Not used until you agree when you next open Mock Interviewer."
)
_DEFAULT = "default"
"""Stands for None in the file, since TOML has no null value."""


@dataclass(frozen=True)
class LoadedSettings:
    """Settings as read from the file.

    ``problem`` is a message for the person if some could not be used. ``restored`` are values from
    a restored backup, by key, that the person has not agreed to; they are not in ``values``.
    """

    values: SettingValues
    problem: str | None = None
    restored: Mapping[str, object] = field(default_factory=dict)

    @property
    def asks(self) -> str:
        """What the ``restored`` values would do, to follow "these settings"; "" for nothing."""
        phrases = [
            setting.asked_after_restore(self.restored[setting.key])
            for setting in SETTINGS
            if setting.asked_after_restore is not None and setting.key in self.restored
        ]
        return listed(phrases)


class SettingsFile:
    """Reads and writes the settings file at ``path``; any thread, one write at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gate = threading.Lock()

    def load(self) -> LoadedSettings:
        """Return the settings in the file, with defaults for missing ones; never fails.

        A file that is not TOML is set aside. A file with invalid values is copied and then
        repaired. Either way the person's file still exists, and ``problem`` says where.
        """
        with self._gate:
            try:
                document = read_toml(self.path)
            except FileNotFoundError:
                return LoadedSettings(SettingValues())
            except OSError as error:
                return LoadedSettings(
                    SettingValues(),
                    f"The settings in {self.path} can't be read ({error.strerror})."
                    " Using defaults.",
                )
            except DamagedFile as error:
                return LoadedSettings(
                    SettingValues(),
                    f"The settings file is damaged ({error}). Using defaults. {self._set_aside()}",
                )
            given, wrong = _values(document)
            values = SettingValues(given)
            restored = _restored(document)
            if not wrong:
                return LoadedSettings(values, restored=restored)
            return LoadedSettings(
                values,
                f"Some settings are invalid and were reset to their defaults: {' '.join(wrong)}"
                f" {self._repaired(document, values)}",
                restored,
            )

    def save(self, snapshot: Mapping[str, object], *, answered: bool = False) -> None:
        """Write the values of ``SettingValues.snapshot()``.

        If this raises StoreError, the old file is unchanged. Comments and unknown keys are kept.
        A file that is no longer TOML is set aside. With
        ``answered``, the restored values that the person was asked about are removed in the same
        step.
        """
        with self._gate:
            try:
                make_private_folder(self.path.parent)
                document = self._present()
                if answered:
                    document.pop(_RESTORED, None)
                self._write(document, snapshot)
            except OSError as error:
                raise StoreError(
                    f"The settings can't be saved in {self.path}: {error.strerror}.",
                    "Free up space, make it writable, or choose another folder with --data-dir.",
                ) from error

    def hold_back(self) -> None:
        """Hold back the settings of a backup that must not be turned on until the person agrees.

        These settings get their defaults, and their values go to a separate table, from which
        ``load`` returns them as ``restored``. A file that ``load`` cannot use does not change.
        Raises OSError.
        """
        with self._gate:
            try:
                document = read_toml(self.path)
            except (FileNotFoundError, DamagedFile):
                return
            given, _ = _values(document)
            asked = {
                key: given[key] for key in _ASKED if key in given and not _is_default(key, given)
            }
            held = {**_restored(document), **asked}
            if not asked and _RESTORED not in document:
                return
            _hold_back(document, asked, held)
            written = tomlkit.dumps(document)
            if not _are_held_back(written, held):
                # It is written so that it cannot be changed in place, as only an attacker would.
                plain = tomlkit.document()
                for setting in SETTINGS:
                    if setting.key in given and setting.key not in _ASKED:
                        _put(plain, setting, given[setting.key])
                _hold_back(plain, {}, held)
                written = tomlkit.dumps(plain)
            write_private(self.path, written.encode())

    def _present(self) -> tomlkit.TOMLDocument:
        """Return the current document, or an empty one."""
        try:
            return read_toml(self.path)
        except FileNotFoundError:
            return tomlkit.document()
        except DamagedFile:
            log.warning("%s", self._set_aside())
            return tomlkit.document()

    def _set_aside(self) -> str:
        """Rename the file and return a sentence about it."""
        try:
            kept = self.path.rename(free_broken_name(self.path))
        except OSError as error:
            return f"The old file couldn't be renamed: {error.strerror}."
        return f"The old file was kept as {kept.name}."

    def _repaired(self, document: tomlkit.TOMLDocument, values: SettingValues) -> str:
        """Copy the file, write a valid one, and return a sentence about it."""
        try:
            kept = free_broken_name(self.path)
            write_private(kept, self.path.read_bytes())
            self._write(document, values.snapshot())
        except OSError as error:
            return f"The file couldn't be repaired: {error.strerror}."
        return f"The old file was kept as {kept.name}."

    def _write(self, document: tomlkit.TOMLDocument, snapshot: Mapping[str, object]) -> None:
        for setting in SETTINGS:
            _put(document, setting, snapshot[setting.key])
        write_private(self.path, tomlkit.dumps(document).encode())


def _is_default(key: str, given: Mapping[str, object]) -> bool:
    return bool(given[key] == _ASKED[key].default)


def _restored(document: Mapping[str, Any]) -> dict[str, object]:
    """Return the valid values of a restored backup, by key, that the person has not agreed to."""
    table = document.get(_RESTORED)
    found: dict[str, object] = {}
    if not isinstance(table, Mapping):
        return found
    for key, setting in _ASKED.items():
        raw = table.get(key)
        value = _from_toml(setting, raw.unwrap() if isinstance(raw, Item | Container) else raw)
        with suppress(UsageError):
            if raw is not None and setting.check(value) != setting.default:
                found[key] = value
    return found


def _hold_back(
    document: tomlkit.TOMLDocument, asked: Mapping[str, object], held: Mapping[str, object]
) -> None:
    """Reset the settings in ``asked``, and put ``held`` into the table of restored values."""
    with suppress(TOMLKitError, KeyError, TypeError, ValueError):
        for key in asked:
            _put(document, _ASKED[key], _ASKED[key].default)
        document.pop(_RESTORED, None)
    if held:
        table = tomlkit.table()
        for line in textwrap.wrap(_ABOUT_RESTORED, 88):
            table.add(tomlkit.comment(line))
        for key, value in held.items():
            table[key] = _to_toml(value)
        with suppress(TOMLKitError, KeyError, TypeError, ValueError):
            document[_RESTORED] = table


def _are_held_back(text: str, held: Mapping[str, object]) -> bool:
    """Return whether reading the settings file ``text`` gives the intended result."""
    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError):
        return False
    given, _ = _values(document)
    off = all(_is_default(key, given) for key in _ASKED if key in given)
    return off and _restored(document) == dict(held)


def _values(document: Mapping[str, Any]) -> tuple[dict[str, object], list[str]]:
    """Return the valid values by key, and a sentence for each invalid one."""
    given: dict[str, object] = {}
    wrong: list[str] = []
    for setting in SETTINGS:
        table = document.get(setting.group)
        if table is None:
            continue
        if not isinstance(table, Mapping):
            wrong.append(f"[{setting.group}] must be a table.")
            continue
        key = setting.key if setting.key in table else setting.former_key
        if key not in table:
            continue
        raw = table[key]
        value = _from_toml(setting, raw.unwrap() if isinstance(raw, Item | Container) else raw)
        try:
            given[setting.key] = setting.check(value)
        except UsageError as error:
            wrong.append(str(error))
    return given, list(dict.fromkeys(wrong))


def _put(document: tomlkit.TOMLDocument, setting: Setting[Any], value: object) -> None:
    """Write the setting to the document unless it has that value already."""
    table = document.get(setting.group)
    if not isinstance(table, MutableMapping):
        table = tomlkit.table()
        document.pop(setting.group, None)
        document.append(setting.group, table)
    written = _to_toml(value)
    if setting.key in table:
        if table[setting.key] != written or type(table[setting.key]) is not type(written):
            table[setting.key] = written
        return
    if isinstance(table, Table) and not table.is_super_table():
        if len(table):
            table.add(tomlkit.nl())
        for line in comment(setting):
            table.add(tomlkit.comment(line))
    table[setting.key] = written


def comment(setting: Setting[Any]) -> list[str]:
    """Return the comment lines above a setting in the file."""
    match setting.kind:
        case SettingKind.NUMBER:
            unit = f" {setting.unit}" if setting.unit else ""
            or_none = '; "default" lets the program choose' if setting.default is None else ""
            allowed = f"From {setting.minimum} to {setting.maximum}{unit}{or_none}."
        case SettingKind.CHOICE:
            allowed = f"One of: {', '.join(choice.value for choice in setting.choices)}."
        case SettingKind.SWITCH:
            allowed = "true or false."
        case SettingKind.NAME:
            allowed = '"default" lets the program choose.'
        case SettingKind.MODEL:
            allowed = "A model from `mock-interviewer models list`."
        case SettingKind.DEVICE:
            allowed = '"default" for the system\'s, or { name = "…", host_api = "…" }.'
        case SettingKind.TEXT:
            allowed = f'Text; "" means: {setting.empty}.'
        case SettingKind.NAMES:
            allowed = "A list of names."
        case SettingKind.TEXTS:
            allowed = 'A list, such as ["Ada Lovelace", "Zürich"].'
    return [*textwrap.wrap(setting.help, 88), allowed]


def _to_toml(value: object) -> Item:
    plain: object = value
    if value is None:
        plain = _DEFAULT
    elif isinstance(value, tuple):
        plain = list(value)
    elif isinstance(value, DeviceName):
        table = tomlkit.inline_table()
        table.update({"name": value.name, "host_api": value.host_api})
        return table
    item: Item = tomlkit.item(plain)
    return item


def _from_toml(setting: Setting[Any], raw: object) -> object:
    """Return a value of the setting's type, or ``raw`` unchanged if it has another shape."""
    match setting.kind, raw:
        case ((SettingKind.NAME | SettingKind.DEVICE), str()) if raw == _DEFAULT:
            return None
        case SettingKind.NUMBER, str() if raw == _DEFAULT and setting.default is None:
            return None
        case SettingKind.DEVICE, {"name": str(name), "host_api": str(host_api)}:
            return DeviceName(name, host_api)
        case ((SettingKind.NAMES | SettingKind.TEXTS), list()):
            return tuple(raw)
        case _:
            return raw
