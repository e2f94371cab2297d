"""Stories with the findings of a careful reader, from ``app/feedback/stories.yaml``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint

_FILE = Path(__file__).parents[1] / "app" / "feedback" / "stories.yaml"


@dataclass(frozen=True)
class ToldStory:
    """An answer; ``measured`` are words, any of which is a measured result."""

    id: str
    asked: CoverageQuestion
    text: str
    parts: dict[str, str]
    acted: dict[str, list[str]]
    measured: tuple[str, ...]


@cache
def told_stories() -> tuple[ToldStory, ...]:
    """Return all stories."""
    entries = yaml.safe_load(_FILE.read_text("utf-8"))
    return tuple(_story(entry) for entry in entries)


def _story(entry: dict[str, Any]) -> ToldStory:
    measured = entry["measured"] or []
    return ToldStory(
        id=entry["id"],
        asked=CoverageQuestion(
            "Tell me about it.",
            (ExpectedPoint("did", "Did something.", part="action"),),
            entry.get("kind", "behavioral"),
        ),
        text=entry["text"],
        parts=entry["parts"],
        acted={"I": entry["i"], "we": entry["we"]},
        measured=tuple([measured] if isinstance(measured, str) else measured),
    )
