"""What the page of speech models shows of each model; pure functions."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from mock_interviewer.app.text.formatting import byte_size
from mock_interviewer.app.ui.speech_models.words import (
    model_description,
    model_title,
    pace_words,
    time_left,
)
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus

T = TypeVar("T")

_RECOMMENDED = "Recommended for this computer."
_LOOK_BACK = 10.0
"""Seconds over which the speed of a download is measured."""


class ModelAction(StrEnum):
    """An action on a model; the value is the text of its button."""

    USE = "Use"
    DOWNLOAD = "Download…"
    RESUME = "Resume…"
    REPAIR = "Repair"
    CHECK = "Verify"
    REMOVE = "Remove…"
    CANCEL = "Cancel"


class StatusTone(StrEnum):
    """The color and the icon of a model's status line."""

    PLAIN = "plain"
    HINT = "hint"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class ModelTask:
    """A task on a model. ``share`` is the part done, from 0 to 1, or None if unknown."""

    text: str
    share: float | None = None
    cancellable: bool = False


@dataclass(frozen=True)
class ModelEntry:
    """One model, as the page shows it."""

    name: str
    title: str
    about: str
    status: str
    tone: StatusTone
    actions: tuple[ModelAction, ...]
    here: bool
    """Whether it is, or should be, on this machine."""
    work: ModelTask | None = None


@dataclass(frozen=True)
class ModelsOverview:
    """What is known about the models apart from their files."""

    present: str = ""
    """The model in use."""
    wanted: str = ""
    """The model being loaded, or else the model in use."""
    machine: MachineMeasurement | None = None
    recommended: str = ""
    checked: frozenset[str] = frozenset()
    """Models that passed their last verification."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """Why verification or a download failed, as a sentence by model."""
    work: Mapping[str, ModelTask] = field(default_factory=dict)

    def with_fault(self, name: str, sentence: str) -> "ModelsOverview":
        """Return a copy with the fault of a model set; an empty sentence clears it."""
        return replace(self, faults=_with(self.faults, name, sentence))

    def with_work(self, name: str, work: ModelTask | None) -> "ModelsOverview":
        """Return a copy with the task on a model set; None clears it."""
        return replace(self, work=_with(self.work, name, work))

    def with_check(self, name: str, *, right: bool) -> "ModelsOverview":
        """Return a copy with a model marked as verified or not."""
        one = frozenset({name})
        return replace(self, checked=self.checked | one if right else self.checked - one)

    def after_look(self, statuses: Iterable[ModelStatus]) -> "ModelsOverview":
        """Return a copy without the faults of models whose files are now missing."""
        gone = {each.model.name for each in statuses if each.state is ModelState.MISSING}
        return replace(
            self, faults={name: fault for name, fault in self.faults.items() if name not in gone}
        )


def model_entries(statuses: Iterable[ModelStatus], overview: ModelsOverview) -> list[ModelEntry]:
    """Return the entries of all models; the recommended one comes first."""
    rows = [model_entry(status, overview) for status in statuses]
    return sorted(rows, key=lambda row: row.name != overview.recommended)


def model_entry(status: ModelStatus, overview: ModelsOverview) -> ModelEntry:
    """Return the entry of one model."""
    model = status.model
    name = model.name
    words = [model_description(model), pace_words(overview.machine, model)]
    fault = overview.faults.get(name, "")
    work = overview.work.get(name)
    said, tone = _said(status, overview, fault)
    return ModelEntry(
        name=name,
        title=model_title(model),
        about=_joined(*words),
        status=said,
        tone=tone,
        actions=_actions(status, overview, damaged=bool(fault), work=work),
        here=status.state is not ModelState.AVAILABLE,
        work=work,
    )


def _said(status: ModelStatus, overview: ModelsOverview, fault: str) -> tuple[str, StatusTone]:
    name = status.model.name
    if fault:
        return fault, StatusTone.BAD
    match status.state:
        case ModelState.DAMAGED:
            return _joined(f"Damaged: {status.detail}.", status.remedy), StatusTone.BAD
        case ModelState.MISSING:
            missing = f"It comes with Mock Interviewer, but {status.detail}."
            return _joined(missing, status.remedy), StatusTone.BAD
        case ModelState.AVAILABLE:
            here = f"{status.detail}." if status.detail else ""
        case _:
            here = "Verified." if name in overview.checked else ""
    recommended = _RECOMMENDED if name == overview.recommended else ""
    if name == overview.wanted != overview.present:
        return _joined(
            "Loading; the current model stays in use until then.", here
        ), StatusTone.PLAIN
    if name == overview.present:
        return _joined("In use.", recommended, here), StatusTone.GOOD
    return _joined(recommended, here), StatusTone.HINT if recommended else StatusTone.PLAIN


def _actions(
    status: ModelStatus, overview: ModelsOverview, *, damaged: bool, work: ModelTask | None
) -> tuple[ModelAction, ...]:
    if work is not None:
        return (ModelAction.CANCEL,) if work.cancellable else ()
    model = status.model
    in_use = model.name in {overview.present, overview.wanted}
    removable = () if model.packaged or in_use else (ModelAction.REMOVE,)
    if status.state is ModelState.AVAILABLE:
        return (
            (ModelAction.RESUME, ModelAction.REMOVE) if status.detail else (ModelAction.DOWNLOAD,)
        )
    if status.state in {ModelState.MISSING, ModelState.DAMAGED} or damaged:
        if model.packaged:
            # No button installs a package; this one checks if it is installed by now.
            return (ModelAction.REPAIR,) if _is_bad_copy(status) else (ModelAction.CHECK,)
        return ((ModelAction.DOWNLOAD,) if model.repository else ()) + removable
    use = () if in_use else (ModelAction.USE,)
    return (*use, ModelAction.CHECK, *removable)


def _is_bad_copy(status: ModelStatus) -> bool:
    """Return whether the damaged files are a copy of files in a package."""
    laid_out = status.state in {ModelState.READY, ModelState.DAMAGED} and not status.in_package
    return laid_out and not status.model.in_place


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _with(known: Mapping[str, T], name: str, value: T | None) -> Mapping[str, T]:
    others = {key: each for key, each in known.items() if key != name}
    return others | {name: value} if value else others


class DownloadRate:
    """Estimates the remaining time of a download from its recent speed."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, done: int) -> None:
        """Record that ``done`` bytes were here at ``now``, in seconds of any clock."""
        self._seen.append((now, done))
        while now - self._seen[0][0] > _LOOK_BACK:
            self._seen.popleft()

    def left(self, size: int) -> float | None:
        """Return the seconds until ``size`` bytes are here; None if unknown."""
        if not self._seen:
            return None
        (began, first), (now, done) = self._seen[0], self._seen[-1]
        if now - began < 1.0 or done <= first:
            return None
        return (size - done) * (now - began) / (done - first)


def download_task(done: int, size: int, left: float | None) -> ModelTask:
    """Return the progress of a download as a task."""
    text = f"{byte_size(done)} of {byte_size(size)}"
    return ModelTask(
        text if left is None else f"{text}, {time_left(left)}",
        share=done / size if size else 0.0,
        cancellable=True,
    )
