"""The record as a table with its targets."""

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.bank.record import ANSWERS, REPHRASED, Heard, Record

TABLE = Path(__file__).with_name("heard.md")

MEAN_WER = {"system": 0.10, "neural": 0.04}
WORST_WER = 0.35
TERMS_KEPT = 0.90
"""Share of an answer's essential terms, and of all of them."""
ANSWERS_KEEPING = 0.99
"""Share of answers that keep theirs: by ear alone BLEU is blue."""
_SHOWN = 15
_NAMES = {"system": "pyttsx3 (espeak-ng) to base", "neural": "Piper to base"}


@dataclass(frozen=True)
class Line:
    """One figure of the table; ``met`` is true if it is within its target."""

    what: str
    figure: str
    target: str
    met: bool


def report(record: Record, path: Path | None = TABLE) -> tuple[str, bool]:
    """Write the table to ``path``, and return it and whether all targets are met."""
    found = lines(record)
    rows = [
        "| what | figure | target | |",
        "|---|---:|---:|---|",
        *(
            f"| {line.what} | {line.figure} | {line.target} | {'met' if line.met else 'missed'} |"
            for line in found
        ),
    ]
    text = "\n".join(["# Heard back", "", *rows, "", *_worst(record), *_lost(record)])
    text = f"{text.rstrip()}\n"
    if path is not None:
        path.write_text(text, "utf-8")
    return text, all(line.met for line in found)


def lines(record: Record) -> list[Line]:
    """Return the figures of a record; a part that was never run has none."""
    found = []
    for engine, limit in MEAN_WER.items():
        for part, what in ((engine, "questions"), (REPHRASED[engine], "rephrasings")):
            rates = [heard.wer or 0.0 for heard in record.parts[part].values()]
            if rates:
                found += _rates(_NAMES[engine], what, rates, limit)
    answers = list(record.parts[ANSWERS].values())
    if answers:
        shares = [_share(heard) for heard in answers]
        kept = sum(len(heard.kept) for heard in answers)
        wanted = kept + sum(len(heard.lost) for heard in answers)
        found += [
            Line(
                f"Piper to tiny.en: essential terms kept in {len(answers)} model answers",
                f"{kept} of {wanted} ({kept / wanted:.1%})",
                f"{TERMS_KEPT:.0%}",
                kept / wanted >= TERMS_KEPT,
            ),
            Line(
                "Piper to tiny.en: answers that keep 90 % of theirs",
                f"{sum(share >= TERMS_KEPT for share in shares)} of {len(answers)}",
                f"{ANSWERS_KEEPING:.0%}",
                sum(share >= TERMS_KEPT for share in shares) / len(shares) >= ANSWERS_KEEPING,
            ),
        ]
    return found


def _rates(name: str, what: str, rates: list[float], limit: float) -> list[Line]:
    average, worst = mean(rates), max(rates)
    title = f"{name}: mean word error rate of {len(rates)} {what}"
    return [
        Line(title, f"{average:.1%}", f"{limit:.0%}", average <= limit),
        Line(f"{name}: worst", f"{worst:.0%}", f"{WORST_WER:.0%}", worst <= WORST_WER),
    ]


def _share(heard: Heard) -> float:
    wanted = len(heard.kept) + len(heard.lost)
    return len(heard.kept) / wanted if wanted else 1.0


def _worst(record: Record) -> list[str]:
    rows = []
    for part in (*MEAN_WER, *REPHRASED.values()):
        wrong = [(ident, heard) for ident, heard in record.parts[part].items() if heard.wer]
        wrong.sort(key=lambda entry: -(entry[1].wer or 0))
        rows += [
            f"| {part} | {ident} | {heard.wer:.0%} | {heard.text} |"
            for ident, heard in wrong[:_SHOWN]
        ]
    title = ["The questions heard worst:", "", "| part | question | rate | heard |"]
    return [*title, "|---|---|---:|---|", *rows, ""] if rows else []


def _lost(record: Record) -> list[str]:
    rows = [
        f"| {ident} | {', '.join(heard.lost)} | {len(heard.kept)} |"
        for ident, heard in record.parts[ANSWERS].items()
        if heard.lost
    ]
    title = ["Essential terms lost in model answers:", "", "| question | lost | kept |"]
    return [*title, "|---|---|---:|", *rows] if rows else []
