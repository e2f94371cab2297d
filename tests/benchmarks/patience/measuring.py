"""How often an interviewer interrupts pauses for thought, and how long it waits at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np
from benchmarks.patience.answers import END_KINDS, LENGTHS, PAUSE_KINDS, Pause, paused_answers
from benchmarks.patience.hearing import Hear, as_written, by_worker
from benchmarks.patience.judging import CutIn, Judged, judged
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.figures import Figure, Outcome

from mock_interviewer.audio.recognition.endpointing.endpointer import Patience

SETTINGS = (Patience.PATIENT, Patience.NORMAL, Patience.BRISK)
SHORT = 4.0
"""Seconds of pauses that count for the target."""
CUT_IN, WAIT = 2.0, 2.5
"""Targets at the normal setting: percent of the pauses up to SHORT, and seconds in the median."""


def live(bench: Bench, half: str) -> Outcome:
    """Play the answers of one half through the real worker."""
    hear = by_worker(bench.store.folder, bench.model)
    return _outcome(bench, half, hear, f"heard by {bench.model}", _LIVE)


def words(bench: Bench, half: str) -> Outcome:
    """Use the words of one half as written: a minute instead of an hour."""
    return _outcome(bench, half, as_written, "known words", _WRITTEN)


def _outcome(bench: Bench, half: str, hear: Hear, how: str, note: str) -> Outcome:
    by_setting: dict[Patience, list[Judged]] = {setting: [] for setting in SETTINGS}
    rows = []
    for answer in paused_answers(bench.voices, half, bench.few):
        told = hear(answer)
        for setting in SETTINGS:
            by_setting[setting].append(judged(answer, told, setting))
        normal = by_setting[Patience.NORMAL][-1]
        rows.append(_row(normal) | {"told": [asdict(each) for each in told]})
        cut_ins = ", ".join(_named(cut_in) for cut_in in normal.cut_ins)
        progress(f"{answer.name}: {normal.wait:.2f} s, {answer.end_kind}; cut in: {cut_ins or '-'}")
    figures = [each for setting in SETTINGS for each in _figures(setting, by_setting[setting])]
    return Outcome(f"Patience, {half}, {how}", tuple(figures), (note, *_NOTES), tuple(rows))


def _figures(setting: Patience, answers: Sequence[Judged]) -> Iterator[Figure]:
    pauses = [pause for each in answers for pause in each.answer.pauses]
    cut = [cut_in.pause for each in answers for cut_in in each.cut_ins]
    target = CUT_IN if setting is Patience.NORMAL else None
    short = [pause for pause in pauses if round(pause.length, 2) <= SHORT]
    yield _share(f"{setting}: pauses up to {SHORT:.0f} s cut in on", short, cut, target)
    for length in sorted(LENGTHS):
        of_length = [pause for pause in pauses if round(pause.length, 2) == length]
        yield from _if_any(f"{setting}: pauses of {length:.1f} s cut in on", of_length, cut)
    for kind in PAUSE_KINDS:
        of_kind = [pause for pause in short if pause.kind == kind]
        name = f"{setting}: pauses up to {SHORT:.0f} s, {kind}, cut in on"
        yield from _if_any(name, of_kind, cut)
    yield Figure(f"{setting}: speech cut in on", float(cut.count(None)), "times", "all answers")
    yield from _waits(setting, "all", [each.wait for each in answers])
    for kind in END_KINDS:
        waits = [each.wait for each in answers if each.answer.end_kind == kind]
        yield from _waits(setting, kind, waits)


def _if_any(name: str, pauses: Sequence[Pause], cut: Sequence[Pause | None]) -> Iterator[Figure]:
    if pauses:
        yield _share(name, pauses, cut)


def _share(
    name: str, pauses: Sequence[Pause], cut: Sequence[Pause | None], target: float | None = None
) -> Figure:
    share = 100 * sum(pause in cut for pause in pauses) / max(1, len(pauses))
    return Figure(name, share, "%", f"{len(pauses)} pauses", at_most=target)


def _waits(setting: Patience, kind: str, waits: Sequence[float]) -> Iterator[Figure]:
    if not waits:
        return
    target = WAIT if kind == "all" and setting is Patience.NORMAL else None
    name = f"{setting}: wait after a true end, {kind}"
    over = f"{len(waits)} ends"
    yield Figure(f"{name}, median", float(np.median(waits)), "s", over, at_most=target)
    yield Figure(f"{name}, 95th percentile", float(np.percentile(waits, 95)), "s", over)


def _row(normal: Judged) -> dict[str, object]:
    answer = normal.answer
    return {
        "answer": answer.name,
        "pauses": [asdict(pause) for pause in answer.pauses],
        "end": answer.end,
        "end_kind": answer.end_kind,
        "cut_ins": [asdict(cut_in) for cut_in in normal.cut_ins],
        "wait": normal.wait,
        "understood": normal.text,
    }


def _named(cut_in: CutIn) -> str:
    if cut_in.pause is None:
        return f"speech at {cut_in.at:.1f} s"
    return f"{cut_in.pause.length:.1f} s {cut_in.pause.kind} after {cut_in.text[-40:]!r}"


_LIVE = (
    "The real worker with captions, on the sound's clock: work is really done and moves the clock "
    "by the processor's time that it takes, waits are skipped."
)
_WRITTEN = (
    "The words as written, without fillers and with a stop at each pause, as recognition writes; "
    "they are understood 1.2 s after they were said."
)
_NOTES = (
    (
        "Where people pause and how they end was marked by hand; the pauses are silences of known "
        "lengths in sound of espeak-ng and the neural voice, in a quiet room."
    ),
    "An answer that is cut in on goes on, and each pause counts once.",
    (
        "Which share of ends is known by its words decides the median: most closing and summing-up "
        "ends are, of the others few; after those silence decides."
    ),
)
