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

_USABLE = {ModelState.READY, ModelState.TO_ASSEMBLE}
_RECOMMENDED = "Proposed for this computer."
_LOOK_BACK = 10.0
"""Seconds over which the pace of a download is taken."""


class ModelAction(StrEnum):
    """What a person can do with a model; the value is the button's text."""

    USE = "Use"
    DOWNLOAD = "Download…"
    RESUME = "Resume…"
    REPAIR = "Repair"
    CHECK = "Check"
    REMOVE = "Remove…"
    CANCEL = "Cancel"


class StatusTone(StrEnum):
    """How the line on where a model stands is shown: a color and an icon, never one alone."""

    PLAIN = "plain"
    HINT = "hint"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class ModelTask:
    """What is being done with a model. ``share`` from 0 to 1, None where nobody knows."""

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
    """What is known of all models beside what lies on the disk."""

    present: str = ""
    """The model in use."""
    wanted: str = ""
    """The one that is to be used, if that is another: it is being loaded."""
    machine: MachineMeasurement | None = None
    proposed: str = ""
    checked: frozenset[str] = frozenset()
    """Models of which every byte was right when last looked at."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """What a check found wrong, or why a download failed, as a sentence."""
    work: Mapping[str, ModelTask] = field(default_factory=dict)

    def with_fault(self, name: str, sentence: str) -> "ModelsOverview":
        """Return the same with something wrong about a model; empty: nothing is any more."""
        return replace(self, faults=_with(self.faults, name, sentence))

    def with_work(self, name: str, work: ModelTask | None) -> "ModelsOverview":
        """Return the same with something being done with a model; None: nothing is any more."""
        return replace(self, work=_with(self.work, name, work))

    def with_check(self, name: str, *, right: bool) -> "ModelsOverview":
        """Return the same after every byte of a model was looked at, or is to be again."""
        one = frozenset({name})
        return replace(self, checked=self.checked | one if right else self.checked - one)

    def after_look(self, statuses: Iterable[ModelStatus]) -> "ModelsOverview":
        """Return the same after a look at the disk: what was wrong with files now gone is past."""
        gone = {each.model.name for each in statuses if each.state is ModelState.MISSING}
        return replace(
            self, faults={name: fault for name, fault in self.faults.items() if name not in gone}
        )


def model_entries(statuses: Iterable[ModelStatus], standing: ModelsOverview) -> list[ModelEntry]:
    """Return what is shown of all models; the proposed one comes first among its like."""
    rows = [model_entry(status, standing) for status in statuses]
    return sorted(rows, key=lambda row: row.name != standing.proposed)


def model_entry(status: ModelStatus, standing: ModelsOverview) -> ModelEntry:
    """Return what is shown of one model."""
    model = status.model
    name = model.name
    words = [model_description(model), pace_words(standing.machine, model)]
    fault = standing.faults.get(name, "")
    work = standing.work.get(name)
    said, tone = _said(status, standing, fault)
    return ModelEntry(
        name=name,
        title=model_title(model),
        about=_joined(*words),
        status=said,
        tone=tone,
        actions=_actions(status, standing, damaged=bool(fault), work=work),
        here=status.state is not ModelState.AVAILABLE,
        work=work,
    )


def _said(status: ModelStatus, standing: ModelsOverview, fault: str) -> tuple[str, StatusTone]:
    name = status.model.name
    if fault:
        return fault, StatusTone.BAD
    match status.state:
        case ModelState.DAMAGED:
            return _joined(f"Damaged: {status.detail}.", status.remedy), StatusTone.BAD
        case ModelState.MISSING:
            missing = f"It comes with the program, but {status.detail}."
            return _joined(missing, status.remedy), StatusTone.BAD
        case ModelState.AVAILABLE:
            here = f"{status.detail}." if status.detail else ""
        case _:
            here = "Every byte is right." if name in standing.checked else ""
    proposed = _RECOMMENDED if name == standing.proposed else ""
    if name == standing.wanted != standing.present:
        return _joined("Being loaded; until then the earlier one is used.", here), StatusTone.PLAIN
    if name == standing.present:
        return _joined("In use.", proposed, here), StatusTone.GOOD
    return _joined(proposed, here), StatusTone.HINT if proposed else StatusTone.PLAIN


def _actions(
    status: ModelStatus, standing: ModelsOverview, *, damaged: bool, work: ModelTask | None
) -> tuple[ModelAction, ...]:
    if work is not None:
        return (ModelAction.CANCEL,) if work.cancellable else ()
    model = status.model
    in_use = model.name in {standing.present, standing.wanted}
    removable = () if model.packaged or in_use else (ModelAction.REMOVE,)
    if status.state is ModelState.AVAILABLE:
        return (
            (ModelAction.RESUME, ModelAction.REMOVE) if status.detail else (ModelAction.DOWNLOAD,)
        )
    if status.state in {ModelState.MISSING, ModelState.DAMAGED} or damaged:
        if model.packaged:
            # No button installs a package; this one tells whether doing so has helped.
            return (ModelAction.REPAIR,) if _is_bad_copy(status) else (ModelAction.CHECK,)
        return ((ModelAction.DOWNLOAD,) if model.repository else ()) + removable
    use = () if in_use else (ModelAction.USE,)
    return (*use, ModelAction.CHECK, *removable)


def _is_bad_copy(status: ModelStatus) -> bool:
    """Return whether what is damaged is a copy of what lies, sound as far as known, in packages."""
    laid_out = status.state in {ModelState.READY, ModelState.DAMAGED} and not status.in_package
    return laid_out and not status.model.in_place


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _with(known: Mapping[str, T], name: str, value: T | None) -> Mapping[str, T]:
    others = {key: each for key, each in known.items() if key != name}
    return others | {name: value} if value else others


class DownloadRate:
    """How long a download will take, from how it went lately."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, done: int) -> None:
        """Note that ``done`` bytes were here at ``now``, in seconds of any clock."""
        self._seen.append((now, done))
        while now - self._seen[0][0] > _LOOK_BACK:
            self._seen.popleft()

    def left(self, size: int) -> float | None:
        """Return the seconds until ``size`` bytes are here; None while that cannot be said."""
        if not self._seen:
            return None
        (began, first), (now, done) = self._seen[0], self._seen[-1]
        if now - began < 1.0 or done <= first:
            return None
        return (size - done) * (now - began) / (done - first)


def download_task(done: int, size: int, left: float | None) -> ModelTask:
    """Return how far a download is."""
    text = f"{byte_size(done)} of {byte_size(size)}"
    return ModelTask(
        text if left is None else f"{text}, {time_left(left)}",
        share=done / size if size else 0.0,
        cancellable=True,
    )
