"""A person's own plans, saved by name in a TOML file that is meant to be edited."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.data_folder.private_files import make_private_folder, write_private
from mock_interviewer.app.data_folder.toml_file import DamagedFile, read_toml
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.planning.interview_styles import FeedbackTiming, SessionRules
from mock_interviewer.app.planning.plan import FollowUpRules

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT


MAX_NAME = 60


MAX_QUESTIONS = 500


MAX_THINK_TIME = 600


MAX_ANSWER_LIMIT = 3600


UNLIMITED_FOLLOW_UPS = "to-the-end"
"""The value in a file for unlimited follow-ups."""


_MAX_FOLLOW_UPS = 100


@dataclass(frozen=True)
class SavedPlan:
    """A named plan: its rules and its selection of questions, but not the chosen questions.

    ``bank`` is a bank's id, or "" for the first; no sections means all; ``questions`` is the
    maximum number to ask. Raises UsageError if the name is blank, longer than MAX_NAME, or
    unprintable, or if a number is out of range.
    """

    name: str
    rules: SessionRules
    bank: str = ""
    sections: tuple[str, ...] = ()
    questions: int = 8
    shuffle: bool = True

    def __post_init__(self) -> None:
        check_plan_name(self.name)
        _check("questions", self.questions, 1, MAX_QUESTIONS)
        _check("think_time", self.rules.think_time, 0, MAX_THINK_TIME)
        _check("answer_limit", self.rules.answer_limit, 0, MAX_ANSWER_LIMIT)
        most = self.rules.follow_ups.most
        if most is not None:
            _check("follow_ups", most, 0, _MAX_FOLLOW_UPS)

    @property
    def key(self) -> str:
        """Its ``plan_key``."""
        return plan_key(self.name)


def plan_key(name: str) -> str:
    """Return the key that identifies a plan: its name without case and surrounding spaces."""
    return name.strip().casefold()


def check_plan_name(name: str) -> None:
    """Raise UsageError, worded for the person, if a plan cannot have this name."""
    if not name.strip() or not name.isprintable():
        raise UsageError("A plan needs a name of printable characters.")
    if len(name) > MAX_NAME:
        raise UsageError(f"A plan's name can have at most {MAX_NAME} characters.")


def plan_to_table(plan: SavedPlan) -> dict[str, object]:
    """Return a plan as a table for the file."""
    most = plan.rules.follow_ups.most
    return {
        "name": plan.name,
        "bank": plan.bank,
        "sections": list(plan.sections),
        "questions": plan.questions,
        "shuffle": plan.shuffle,
        "think_time": plan.rules.think_time,
        "answer_limit": plan.rules.answer_limit,
        "feedback": str(plan.rules.feedback),
        "follow_ups": UNLIMITED_FOLLOW_UPS if most is None else most,
        "retry": plan.rules.retry,
        "one_topic": plan.rules.one_topic,
    }


def plan_from_table(table: Mapping[str, object]) -> SavedPlan:
    """Return the plan in a table of the file; unknown keys are ignored.

    Raises UsageError, which names the key, if one is missing or has an invalid value.
    """
    feedback = _text(table, "feedback")
    if feedback not in {when.value for when in FeedbackTiming}:
        either = " or ".join(f'"{when}"' for when in FeedbackTiming)
        raise UsageError(f"feedback must be {either}.")
    think_time, answer_limit = _number(table, "think_time"), _number(table, "answer_limit")
    _check("think_time", think_time, 0, MAX_THINK_TIME)
    _check("answer_limit", answer_limit, 0, MAX_ANSWER_LIMIT)
    return SavedPlan(
        name=_text(table, "name"),
        rules=SessionRules(
            think_time=think_time,
            answer_limit=answer_limit,
            feedback=FeedbackTiming(feedback),
            follow_ups=FollowUpRules(_most(table)),
            retry=_switch(table, "retry"),
            one_topic=_switch(table, "one_topic"),
        ),
        bank=_text(table, "bank"),
        sections=_texts(table, "sections"),
        questions=_whole(table, "questions"),
        shuffle=_switch(table, "shuffle"),
    )


def _check(key: str, number: float, low: int, high: int) -> None:
    if not low <= number <= high:
        raise UsageError(f"{key} must be from {low} to {high}.")


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise UsageError(f"{key} must be text.")
    return value


def _texts(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UsageError(f"{key} must be a list of text values.")
    return tuple(value)


def _switch(table: Mapping[str, object], key: str) -> bool:
    value = table.get(key)
    if not isinstance(value, bool):
        raise UsageError(f"{key} must be true or false.")
    return value


def _number(table: Mapping[str, object], key: str) -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{key} must be a number of seconds.")
    return value


def _whole(table: Mapping[str, object], key: str) -> int:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{key} must be a whole number.")
    return value


def _most(table: Mapping[str, object]) -> int | None:
    return None if table.get("follow_ups") == UNLIMITED_FOLLOW_UPS else _whole(table, "follow_ups")


_TABLES = "plan"


_MAX_SIZE = 1_000_000
"""Maximum bytes; a larger file is not a plan file and would take long to read."""


@dataclass(frozen=True)
class LoadedPlans:
    """Plans as read, in the file's order.

    ``problem`` tells the person which parts could not be used, or is "".
    """

    plans: tuple[SavedPlan, ...]
    problem: str = ""


class SavedPlansFile:
    """Reads and writes ``path``, one write at a time. Call from any thread but the GUI's.

    Parts of the file that cannot be used are reported and left unchanged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gate = threading.Lock()

    def load(self) -> LoadedPlans:
        """Return the plans in the file, or none if there is no file; never raises."""
        with self._gate:
            try:
                tables = _tables(self._document())
            except FileNotFoundError:
                return LoadedPlans(())
            except OSError as error:
                return LoadedPlans(
                    (), f"Your plans in {self.path} can't be read: {error.strerror}."
                )
            except DamagedFile as error:
                return LoadedPlans((), str(self._damaged_error(error)))
        return self._usable(tables.unwrap())

    def save(self, plan: SavedPlan) -> None:
        """Save a plan, replacing one with the same name.

        Raises StoreError and keeps the old file if it is damaged or cannot be written.
        """

        def put(tables: "AoT") -> None:
            import tomlkit

            places = _places(tables, plan.key)
            if places:
                tables[places[0]].update(plan_to_table(plan))
            else:
                tables.append(tomlkit.item(plan_to_table(plan)))

        self._change(put)

    def remove(self, name: str) -> None:
        """Delete the plan with this name, if there is one; raises StoreError as ``save`` does."""

        def delete(tables: "AoT") -> None:
            for place in reversed(_places(tables, plan_key(name))):
                del tables[place]

        self._change(delete)

    def rename(self, name: str, new: str) -> None:
        """Rename a plan, replacing one with the new name.

        Does nothing if there is no such plan. Raises StoreError as ``save`` does.
        """

        def change_name(tables: "AoT") -> None:
            places = _places(tables, plan_key(name))
            if not places:
                return
            tables[places[0]]["name"] = new
            for place in reversed(_places(tables, plan_key(new))):
                if place != places[0]:
                    del tables[place]

        self._change(change_name)

    def _change(self, act: "Callable[[AoT], None]") -> None:
        import tomlkit

        with self._gate:
            try:
                document = self._document()
            except FileNotFoundError:
                document = tomlkit.document()
            except OSError as error:
                raise self._write_error(error) from error
            except DamagedFile as error:
                raise self._damaged_error(error) from error
            try:
                act(_tables(document))
                make_private_folder(self.path.parent)
                write_private(self.path, tomlkit.dumps(document).encode())
            except OSError as error:
                raise self._write_error(error) from error
            except DamagedFile as error:
                raise self._damaged_error(error) from error

    def _document(self) -> "TOMLDocument":
        """Read the file. Raises OSError, DamagedFile."""
        if self.path.stat().st_size > _MAX_SIZE:
            raise DamagedFile("it is too large")
        return read_toml(self.path)

    def _usable(self, tables: list[Any]) -> LoadedPlans:
        plans: dict[str, SavedPlan] = {}
        wrong: list[str] = []
        for number, table in enumerate(tables, 1):
            try:
                plan = plan_from_table(table)
                if plan.key in plans:
                    raise UsageError("there is another plan with this name before it.")  # noqa: TRY301
                plans[plan.key] = plan
            except UsageError as error:
                wrong.append(f"{_label(table, number)}: {error}")
        if not wrong:
            return LoadedPlans(tuple(plans.values()))
        return LoadedPlans(
            tuple(plans.values()),
            f"Some of your plans in {self.path} can't be used. {' '.join(wrong)}",
        )

    def _damaged_error(self, error: "DamagedFile") -> StoreError:
        return StoreError(
            f"The file of your plans, {self.path}, is damaged ({error}) and wasn't changed.",
            "Repair it in a text editor, or move it elsewhere to start over.",
        )

    def _write_error(self, error: OSError) -> StoreError:
        return StoreError(
            f"Your plans can't be saved in {self.path}: {error.strerror}.",
            "Free up space, make it writable, or choose another folder with --data-dir.",
        )


def _tables(document: "TOMLDocument") -> "AoT":
    """Return the tables of plans, adding them to a document without any. Raises DamagedFile."""
    import tomlkit
    from tomlkit.items import AoT

    if document.get(_TABLES, []) == []:
        document.pop(_TABLES, None)
        document.append(_TABLES, tomlkit.aot())
    tables = document[_TABLES]
    if not isinstance(tables, AoT):
        raise DamagedFile(f"{_TABLES} isn't a list of tables")
    return tables


def _places(tables: "AoT", key: str) -> list[int]:
    names = [table.get("name") for table in tables]
    return [
        place for place, name in enumerate(names) if isinstance(name, str) and plan_key(name) == key
    ]


def _label(table: dict[str, Any], number: int) -> str:
    name = table.get("name")
    return f"“{name}”" if isinstance(name, str) and name.strip() else f"Number {number}"
