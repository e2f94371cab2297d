"""Recall and precision of filler detection.

``python -m benchmarks.recognition.fillers`` makes the set, looks for fillers with each model on the
way that the program goes, and prints a table. A filler found within half a second of one that was
said is that one; each counts once.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from math import sqrt
from pathlib import Path

from benchmarks.recognition.filler_set import Clip, Said, human_controls, spoken_clips
from rig.recognition import Heard

from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.client.events import FillersFound, RecognizerReady
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

MODELS = ("base", "tiny.en")
TOLERANCE = 0.5
PATIENCE = 600.0
_TWO_SIDED_95 = 1.96


@dataclass
class Tally:
    """Fillers said, found and falsely found, over a number of clips."""

    clips: int = 0
    seconds: float = 0.0
    said: int = 0
    found: int = 0
    false: int = 0
    by_text: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Found and said, for each filler."""

    def add(self, clip: Clip, found: Sequence[Filler]) -> None:
        """Count one clip."""
        right = matched(clip.fillers, found)
        self.clips += 1
        self.seconds += len(clip.samples) / SPEECH_RATE
        self.said += len(clip.fillers)
        self.found += len(right)
        self.false += len(found) - len(right)
        for filler in clip.fillers:
            hits, all_of_it = self.by_text.get(filler.text, (0, 0))
            self.by_text[filler.text] = hits + (filler in right), all_of_it + 1


def matched(said: Iterable[Said], found: Sequence[Filler]) -> list[Said]:
    """Return those said that were found, each by the nearest that no other one has."""
    left = list(found)
    right = []
    for one in said:
        near = [
            other
            for other in left
            if other.start <= one.end + TOLERANCE and other.end >= one.start - TOLERANCE
        ]
        if near:
            middle = one.start + one.end
            left.remove(min(near, key=lambda other: abs(other.start + other.end - middle)))
            right.append(one)
    return right


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion."""
    if not tries:
        return 0.0, 1.0
    square = _TWO_SIDED_95**2
    share = hits / tries
    middle = share + square / (2 * tries)
    reach = _TWO_SIDED_95 * sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    scale = 1 + square / tries
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def table(tallies: dict[str, Tally]) -> str:
    """Return a Markdown table, a line for each model and kind of clip."""
    lines = [
        "| what | clips | minutes | said | recall | precision | false alarms |",
        "|---|---:|---:|---:|---|---|---:|",
    ]
    for name, tally in tallies.items():
        lines.append(
            f"| {name} | {tally.clips} | {tally.seconds / 60:.1f} | {tally.said} "
            f"| {_share(tally.found, tally.said)} "
            f"| {_share(tally.found, tally.found + tally.false)} | {tally.false} |"
        )
    return "\n".join(lines)


def _share(hits: int, tries: int) -> str:
    if not tries:
        return ""
    low, high = wilson(hits, tries)
    return f"{hits}/{tries} = {100 * hits / tries:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def _clips(part: str) -> Iterator[tuple[str, Clip]]:
    """Yield the clips, each with the kind that it is."""
    for clip in spoken_clips(part):
        kind = next(kind for kind in ("joined", "in flow", "fluent") if kind in clip.name)
        yield kind, clip
    folder = os.environ.get("MOCK_INTERVIEWER_SPEECH")
    if folder is not None:
        yield from (("read by people", clip) for clip in human_controls(Path(folder)))


def measure(part: str, models: Sequence[str], folder: Path) -> dict[str, Tally]:
    """Look for the fillers of a part of the set; files are written to ``folder``."""
    clips = []
    for number, (kind, clip) in enumerate(_clips(part)):
        path = folder / f"{number}.wav"
        write_wav(path, Sound(clip.samples, SPEECH_RATE))
        clips.append((kind, clip, path))
    tallies: dict[str, Tally] = {}
    for model in models:
        for kind, clip, found in _found(model, clips, folder / "models"):
            for name in (f"{model}, all", f"{model}, {kind}"):
                tallies.setdefault(name, Tally()).add(clip, found)
    return tallies


def _found(
    model: str, clips: Sequence[tuple[str, Clip, Path]], store: Path
) -> Iterator[tuple[str, Clip, tuple[Filler, ...]]]:
    heard = Heard()
    with closing(Recognizer(ModelStore(store), model, listener=heard)) as recognizer:
        recognizer.start()
        heard.next(RecognizerReady, timeout=PATIENCE)
        for kind, clip, path in clips:
            recognizer.recognize_file(clip.name, path, RecognitionRequest(fillers_only=True))
            yield kind, clip, heard.next(FillersFound, timeout=PATIENCE).fillers


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=list(MODELS))
    parser.add_argument("--part", choices=("development", "test"), default="test")
    parser.add_argument("--json", type=Path, help="keep the figures in this file too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        tallies = measure(arguments.part, arguments.models, Path(folder))
    print(table(tallies))
    for name, tally in tallies.items():
        if name.endswith(", all"):
            found = ", ".join(f"{text} {a}/{b}" for text, (a, b) in sorted(tally.by_text.items()))
            print(f"\n{name}: {found}")
    if arguments.json is not None:
        kept = {name: asdict(tally) for name, tally in tallies.items()}
        arguments.json.write_text(json.dumps(kept, indent=2), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
