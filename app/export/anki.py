"""Export of questions as an Anki deck, with key points and the person's own recorded answers."""

import html
import json
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.text.formatting import long_date, spoken_length

if TYPE_CHECKING:
    import genanki

_DECK: Final = 1_764_167_505
_MODEL: Final = 1_764_167_506
"""The IDs of our deck and note type in Anki, which must never change."""
_FIELDS: Final = ("Question", "Key points", "Model answer", "Your answer", "Section")
_BACK: Final = """{{FrontSide}}
<hr id="answer">
{{#Key points}}{{Key points}}{{/Key points}}
{{#Your answer}}<p>{{Your answer}}</p>{{/Your answer}}
{{#Model answer}}<details>
<summary>Model answer</summary>{{Model answer}}
</details>{{/Model answer}}
"""
_CSS: Final = """.card { font-family: sans-serif; font-size: 20px; text-align: left;
  margin: 1em auto; max-width: 36em; line-height: 1.4; }
.section { font-size: 14px; opacity: 0.7; }
"""
_CONTROLS: Final = re.compile("[\0-\x08\x0b-\x1f\x7f]")
_MATHS: Final = re.compile(r"\\(?=[(\[])")

WriteMp3 = Callable[[ExportedTake, Path], bool]
"""Writes a take's sound as MP3 to a path; returns False if there is none."""


def write_deck(
    sessions: Iterable[ExportedSession],
    target: Path,
    folder: Path,
    write_mp3: WriteMp3,
    now: float | None = None,
) -> int:
    """Write a deck of all answered questions; return the number of questions.

    Each question has its best recorded answer: the one that covered the most key points by weight,
    and of several such, the latest. A question is the same note in every deck, so importing a later
    deck updates an earlier one; ``now`` is the time of the deck in seconds of the epoch. Texts are
    shown literally. ``folder`` is for temporary files. Raises OSError.
    """
    best = _best(take for kept in sessions for take in kept.takes)
    media: list[Path] = []
    deck = _deck()
    model = _model()
    for kept in best:
        sound = folder / f"mock-interviewer-{kept.take.id}.mp3"
        recorded = kept.take.status is not TakeStatus.SKIPPED and write_mp3(kept, sound)
        media += [sound] if recorded else []
        deck.add_note(_note(model, kept, sound.name if recorded else ""))
    _pack(deck, media, target, folder, time.time() if now is None else now)
    return len(best)


def _best(takes: Iterable[ExportedTake]) -> list[ExportedTake]:
    """Return the best take of each question and follow-up, in the order of their first takes."""
    found: dict[tuple[str, str, str], ExportedTake] = {}
    for kept in takes:
        before = found.get(_key(kept))
        if before is None or _worth(kept) >= _worth(before):
            found[_key(kept)] = kept
    return list(found.values())


def _key(kept: ExportedTake) -> tuple[str, str, str]:
    take = kept.take
    return take.bank, take.question, "" if take.follow_up is None else take.text


def _worth(kept: ExportedTake) -> tuple[bool, float]:
    coverage = None if kept.feedback is None else kept.feedback.coverage
    share = None if coverage is None else coverage.share
    return kept.has_recording, share or 0.0


def _note(model: "genanki.Model", kept: ExportedTake, sound: str) -> "genanki.Note":
    import genanki

    take, question = kept.take, kept.question
    answer = None if question is None or take.follow_up is not None else question.model_answer
    fields = (
        _shown(take.text),
        _listed(_points(kept)),
        "".join(f"<p>{_shown(line)}</p>" for line in (answer or "").splitlines() if line.strip()),
        f"[sound:{sound}] {_shown(_about(kept))}" if sound else "",
        _shown(take.section),
    )
    return genanki.Note(
        model=model,
        fields=list(fields),
        guid=genanki.guid_for("mock-interviewer", *_key(kept)),
        tags=[re.sub(r"[^\w-]+", "-", take.section).strip("-") or "question"],
    )


def _points(kept: ExportedTake) -> Sequence[str]:
    if kept.asked is not None:
        return [point.point for point in kept.asked.points]
    coverage = None if kept.feedback is None else kept.feedback.coverage
    return [] if coverage is None else [point.point for point in coverage.points]


def _about(kept: ExportedTake) -> str:
    parts = [f"Your answer of {long_date(kept.take.started_at)}", spoken_length(kept.take.duration)]
    if kept.feedback is not None and kept.feedback.coverage is not None:
        parts.append(headline(kept.feedback.coverage))
    return ", ".join(parts)


def _listed(points: Sequence[str]) -> str:
    items = "".join(f"<li>{_shown(point)}</li>" for point in points)
    return f"<ul>{items}</ul>" if items else ""


def _shown(text: str) -> str:
    """Escape a text so that Anki shows it literally, without HTML, sound, or formulas."""
    plain = _CONTROLS.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    escaped = html.escape(_MATHS.sub("\\\\\u2060", plain)).replace("[", "&#91;")
    return escaped.replace("{{", "&#123;&#123;").replace("\n", "<br>")


def _deck() -> "genanki.Deck":
    import genanki

    return genanki.Deck(_DECK, "Mock Interviewer")


def _model() -> "genanki.Model":
    import genanki

    return genanki.Model(
        _MODEL,
        "Mock Interviewer question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[
            {
                "name": "Question",
                "qfmt": '<p class="section">{{Section}}</p>\n{{Question}}',
                "afmt": _BACK,
            }
        ],
        css=_CSS,
    )


def _pack(deck: Any, media: Sequence[Path], target: Path, folder: Path, now: float) -> None:
    """Write the archive; genanki itself would leave the texts in the system's temporary folder."""
    import genanki

    database = folder / "collection.anki2"
    with closing(sqlite3.connect(database)) as connection:
        genanki.Package(deck).write_to_db(connection.cursor(), now, count(int(now * 1000)))
        connection.commit()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, "collection.anki2")
        names = {str(number): path.name for number, path in enumerate(media)}
        archive.writestr("media", json.dumps(names))
        for number, path in enumerate(media):
            archive.write(path, str(number), zipfile.ZIP_STORED)
