"""The file of a person's own plans: TOML that they can read and change."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.interview.saved_plan import SavedPlan, from_plain, key_of, to_plain
from mock_interviewer.app.private_files import make_private_folder, write_private
from mock_interviewer.app.toml_file import DamagedFile, read_toml

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT

_TABLES = "plan"
_LARGEST = 1_000_000
"""Bytes; a file beyond is none of ours and would take long to read."""


@dataclass(frozen=True)
class LoadedPlans:
    """Plans as read, in the file's order. ``problem`` says what could not be used; "" for nothing.

    It is plain sentences for the person.
    """

    plans: tuple[SavedPlan, ...]
    problem: str = ""


class SavedPlans:
    """Reads and writes ``path``; any thread but the window's, one write at a time.

    Whatever cannot be used is said and stays in the file as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gate = threading.Lock()

    def load(self) -> LoadedPlans:
        """Return the plans of the file, none where there is no file; never fails."""
        with self._gate:
            try:
                tables = _tables(self._document())
            except FileNotFoundError:
                return LoadedPlans(())
            except OSError as error:
                return LoadedPlans(
                    (), f"Your plans in {self.path} cannot be read: {error.strerror}."
                )
            except DamagedFile as error:
                return LoadedPlans((), str(self._damaged(error)))
        return self._usable(tables.unwrap())

    def save(self, plan: SavedPlan) -> None:
        """Keep a plan, in place of one of the same name; raises StoreError, and keeps the old file.

        A file that is damaged is not written to.
        """

        def put(tables: "AoT") -> None:
            import tomlkit

            places = _places(tables, plan.key)
            if places:
                tables[places[0]].update(to_plain(plan))
            else:
                tables.append(tomlkit.item(to_plain(plan)))

        self._change(put)

    def remove(self, name: str) -> None:
        """Forget the plan of this name, if there is one; raises StoreError as ``save`` does."""

        def take_out(tables: "AoT") -> None:
            for place in reversed(_places(tables, key_of(name))):
                del tables[place]

        self._change(take_out)

    def rename(self, name: str, new: str) -> None:
        """Call the plan of this name otherwise, in place of one that is called so.

        Nothing happens where no plan has the name. Raises StoreError as ``save`` does.
        """

        def call(tables: "AoT") -> None:
            places = _places(tables, key_of(name))
            if not places:
                return
            tables[places[0]]["name"] = new
            for place in reversed(_places(tables, key_of(new))):
                if place != places[0]:
                    del tables[place]

        self._change(call)

    def _change(self, act: "Callable[[AoT], None]") -> None:
        import tomlkit

        with self._gate:
            try:
                document = self._document()
            except FileNotFoundError:
                document = tomlkit.document()
            except OSError as error:
                raise self._refused(error) from error
            except DamagedFile as error:
                raise self._damaged(error) from error
            try:
                act(_tables(document))
                make_private_folder(self.path.parent)
                write_private(self.path, tomlkit.dumps(document).encode())
            except OSError as error:
                raise self._refused(error) from error
            except DamagedFile as error:
                raise self._damaged(error) from error

    def _document(self) -> "TOMLDocument":
        """Read the file. Raises OSError, DamagedFile."""
        if self.path.stat().st_size > _LARGEST:
            raise DamagedFile("it is too large")
        return read_toml(self.path)

    def _usable(self, tables: list[Any]) -> LoadedPlans:
        plans: dict[str, SavedPlan] = {}
        wrong: list[str] = []
        for number, table in enumerate(tables, 1):
            try:
                plan = from_plain(table)
                if plan.key in plans:
                    raise UsageError("there is another plan of this name before it.")  # noqa: TRY301
                plans[plan.key] = plan
            except UsageError as error:
                wrong.append(f"{_called(table, number)}: {error}")
        if not wrong:
            return LoadedPlans(tuple(plans.values()))
        return LoadedPlans(
            tuple(plans.values()),
            f"Some of your plans in {self.path} cannot be used. {' '.join(wrong)}",
        )

    def _damaged(self, error: "DamagedFile") -> StoreError:
        return StoreError(
            f"The file of your plans, {self.path}, is damaged ({error}) and was not changed.",
            "Mend it in a text editor, or move it away to begin anew.",
        )

    def _refused(self, error: OSError) -> StoreError:
        return StoreError(
            f"Your plans cannot be saved in {self.path}: {error.strerror}.",
            "Make room or make it writable, or choose another folder with --data-dir.",
        )


def _tables(document: "TOMLDocument") -> "AoT":
    """Return the plans' tables, put into a document that has none. Raises DamagedFile."""
    import tomlkit
    from tomlkit.items import AoT

    if document.get(_TABLES, []) == []:
        document.pop(_TABLES, None)
        document.append(_TABLES, tomlkit.aot())
    tables = document[_TABLES]
    if not isinstance(tables, AoT):
        raise DamagedFile(f"{_TABLES} is no list of tables")
    return tables


def _places(tables: "AoT", key: str) -> list[int]:
    names = [table.get("name") for table in tables]
    return [
        place for place, name in enumerate(names) if isinstance(name, str) and key_of(name) == key
    ]


def _called(table: dict[str, Any], number: int) -> str:
    name = table.get("name")
    return f"“{name}”" if isinstance(name, str) and name.strip() else f"Number {number}"
