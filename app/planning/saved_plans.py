"""A person's own plans, kept under names in a TOML file that they can read and edit."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.data_folder.private_files import make_private_folder, write_private
from mock_interviewer.app.data_folder.toml_file import DamagedFile, read_toml
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.styles import FeedbackTiming, SessionRules

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT


LONGEST_NAME = 60


MOST_QUESTIONS = 500


LONGEST_THINK = 600


LONGEST_ANSWER = 3600


UNLIMITED_FOLLOW_UPS = "to-the-end"
"""Stands in a file for follow-ups without a limit."""


_MOST_FOLLOW_UPS = 100


@dataclass(frozen=True)
class SavedPlan:
    """What to ask and under which rules, without the choice of questions itself.

    ``bank`` is a bank's id, "" for the first; no sections means all; ``questions`` is how many are
    asked at most. Raises UsageError where the name is blank, over LONGEST_NAME characters or has a
    control character, or a number is out of range.
    """

    name: str
    rules: SessionRules
    bank: str = ""
    sections: tuple[str, ...] = ()
    questions: int = 8
    shuffle: bool = True

    def __post_init__(self) -> None:
        check_plan_name(self.name)
        _check("questions", self.questions, 1, MOST_QUESTIONS)
        _check("think_time", self.rules.think_time, 0, LONGEST_THINK)
        _check("answer_limit", self.rules.answer_limit, 0, LONGEST_ANSWER)
        most = self.rules.follow_ups.most
        if most is not None:
            _check("follow_ups", most, 0, _MOST_FOLLOW_UPS)

    @property
    def key(self) -> str:
        """What tells it from others."""
        return plan_key(self.name)


def plan_key(name: str) -> str:
    """Return what tells plans apart: a name without case and spaces around."""
    return name.strip().casefold()


def check_plan_name(name: str) -> None:
    """Raise UsageError, with a sentence for the person, where no plan can have this name."""
    if not name.strip() or not name.isprintable():
        raise UsageError("A plan needs a name in ordinary characters.")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"A plan's name has at most {LONGEST_NAME} characters.")


def plan_to_table(plan: SavedPlan) -> dict[str, object]:
    """Return a plan as a table of a file."""
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
    """Return the plan in a table of a file; keys that are not known are ignored.

    Raises UsageError, which names the key, where one is missing or says what it cannot.
    """
    feedback = _text(table, "feedback")
    if feedback not in {when.value for when in FeedbackTiming}:
        either = " or ".join(f'"{when}"' for when in FeedbackTiming)
        raise UsageError(f"feedback must be {either}.")
    think_time, answer_limit = _number(table, "think_time"), _number(table, "answer_limit")
    _check("think_time", think_time, 0, LONGEST_THINK)
    _check("answer_limit", answer_limit, 0, LONGEST_ANSWER)
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
        raise UsageError(f"{key} must be a text.")
    return value


def _texts(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UsageError(f"{key} must be a list of texts.")
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


_LARGEST = 1_000_000
"""Bytes; a file beyond is none of ours and would take long to read."""


@dataclass(frozen=True)
class LoadedPlans:
    """Plans as read, in the file's order. ``problem`` says what could not be used; "" for nothing.

    It is plain sentences for the person.
    """

    plans: tuple[SavedPlan, ...]
    problem: str = ""


class SavedPlansFile:
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
                tables[places[0]].update(plan_to_table(plan))
            else:
                tables.append(tomlkit.item(plan_to_table(plan)))

        self._change(put)

    def remove(self, name: str) -> None:
        """Forget the plan of this name, if there is one; raises StoreError as ``save`` does."""

        def take_out(tables: "AoT") -> None:
            for place in reversed(_places(tables, plan_key(name))):
                del tables[place]

        self._change(take_out)

    def rename(self, name: str, new: str) -> None:
        """Call the plan of this name otherwise, in place of one that is called so.

        Nothing happens where no plan has the name. Raises StoreError as ``save`` does.
        """

        def call(tables: "AoT") -> None:
            places = _places(tables, plan_key(name))
            if not places:
                return
            tables[places[0]]["name"] = new
            for place in reversed(_places(tables, plan_key(new))):
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
                plan = plan_from_table(table)
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
        place for place, name in enumerate(names) if isinstance(name, str) and plan_key(name) == key
    ]


def _called(table: dict[str, Any], number: int) -> str:
    name = table.get("name")
    return f"“{name}”" if isinstance(name, str) and name.strip() else f"Number {number}"
