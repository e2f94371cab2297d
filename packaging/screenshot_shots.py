"""The pictures that can be drawn of the window's pages, and the few that are committed."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.app.ui.style.theme import ColorScheme


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which scheme, at which size and scale."""

    page: str
    scheme: ColorScheme
    width: int = 1100
    height: int = 720
    scale: int = 1

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        narrow = "-narrow" if self.width < 900 else ""  # noqa: PLR2004
        wide = "-wide" if self.width > 1500 else ""  # noqa: PLR2004
        double = "-2x" if self.scale > 1 else ""
        return f"{self.page}-{self.scheme.value}{narrow}{wide}{double}"


COMMITTED = (
    Shot("practice", ColorScheme.LIGHT),
    Shot("interview-asking", ColorScheme.LIGHT),
    Shot("interview-think-or-speak", ColorScheme.LIGHT),
    Shot("interview-countdown", ColorScheme.LIGHT),
    Shot("interview-confirming", ColorScheme.LIGHT),
    Shot("interview-paused", ColorScheme.LIGHT),
    Shot("interview-feedback", ColorScheme.LIGHT),
    Shot("interview-practice-over", ColorScheme.LIGHT),
    Shot("library", ColorScheme.LIGHT),
    Shot("history", ColorScheme.LIGHT),
    Shot("take", ColorScheme.LIGHT),
    Shot("feedback", ColorScheme.LIGHT),
    Shot("compare", ColorScheme.LIGHT),
    Shot("progress-full", ColorScheme.LIGHT, 1100, 1640),
    Shot("questions-full", ColorScheme.LIGHT),
    Shot("settings", ColorScheme.LIGHT),
    Shot("models", ColorScheme.LIGHT),
    Shot("storage-full", ColorScheme.LIGHT, 1100, 900),
    Shot("licenses", ColorScheme.LIGHT),
    Shot("keys", ColorScheme.LIGHT),
)
"""One picture a page, those that the README shows, and an interview from its start to its end."""

STATES = (
    *COMMITTED,
    Shot("practice", ColorScheme.DARK),
    Shot("practice-due", ColorScheme.LIGHT),
    Shot("practice-due-new", ColorScheme.DARK),
    Shot("practice-due-new", ColorScheme.LIGHT, 640, 480),
    Shot("practice-due-chosen", ColorScheme.LIGHT),
    Shot("practice-unfolded", ColorScheme.LIGHT),
    Shot("practice-first", ColorScheme.LIGHT, 900, 700),
    Shot("practice-first", ColorScheme.DARK, 640, 480),
    Shot("practice-first-no-microphone", ColorScheme.LIGHT),
    Shot("practice-style", ColorScheme.LIGHT),
    Shot("practice-saving", ColorScheme.DARK),
    Shot("practice-mended", ColorScheme.LIGHT),
    Shot("practice-mended", ColorScheme.DARK, 640, 480),
    Shot("practice-continuing", ColorScheme.LIGHT),
    Shot("practice-continuing", ColorScheme.DARK, 640, 480),
    Shot("practice-no-microphone", ColorScheme.LIGHT),
    Shot("library", ColorScheme.LIGHT, 640, 480),
    Shot("library-search", ColorScheme.LIGHT),
    Shot("library-filtered", ColorScheme.LIGHT),
    Shot("library-answers", ColorScheme.DARK),
    Shot("library-undo", ColorScheme.DARK),
    Shot("library-naming", ColorScheme.LIGHT),
    Shot("library-no-match", ColorScheme.LIGHT, 640, 480),
    Shot("library-empty", ColorScheme.DARK),
    Shot("history-model", ColorScheme.DARK),
    Shot("take-found", ColorScheme.LIGHT),
    Shot("take", ColorScheme.DARK),
    Shot("take-tools", ColorScheme.LIGHT),
    Shot("take-tools", ColorScheme.DARK, 640, 480),
    Shot("take", ColorScheme.LIGHT, 1920, 1000),
    Shot("library", ColorScheme.LIGHT, 1920, 1000),
    Shot("keys", ColorScheme.DARK, 640, 480),
    Shot("settings-interview", ColorScheme.LIGHT, 1100, 900),
    Shot("take-again", ColorScheme.LIGHT),
    Shot("storage-removing", ColorScheme.DARK, 1100, 900),
    Shot("storage-restoring", ColorScheme.LIGHT),
    Shot("storage-working", ColorScheme.DARK, scale=2),
    Shot("storage-failed", ColorScheme.LIGHT, 640, 480),
    Shot("models-asking", ColorScheme.DARK),
    Shot("interview-captions", ColorScheme.LIGHT),
    Shot("interview-captions", ColorScheme.DARK, scale=2),
    Shot("interview-transcribed", ColorScheme.LIGHT, scale=2),
    Shot("interview-lost", ColorScheme.DARK),
    Shot("interview-going-on", ColorScheme.LIGHT),
    Shot("interview-feedback", ColorScheme.DARK),
    Shot("interview-feedback", ColorScheme.LIGHT, 640, 480),
    Shot("interview-feedback-mixed", ColorScheme.DARK),
    Shot("interview-feedback-unfolded", ColorScheme.LIGHT, 1100, 1500),
    Shot("interview-practice-over", ColorScheme.DARK),
    Shot("interview-practice-over", ColorScheme.LIGHT, 640, 480),
    Shot("interview-exam-over", ColorScheme.LIGHT),
    Shot("progress-full", ColorScheme.DARK, 1100, 1640),
    Shot("progress-full", ColorScheme.LIGHT, 640, 480),
    Shot("progress-full", ColorScheme.DARK, 1600, 900, 2),
    Shot("progress-months", ColorScheme.LIGHT, 1100, 1640),
    Shot("progress-numbers", ColorScheme.LIGHT, 1100, 1900),
    Shot("progress-little", ColorScheme.LIGHT, 1100, 1640),
    Shot("progress-empty", ColorScheme.LIGHT),
    Shot("progress-failed", ColorScheme.DARK),
    Shot("questions-full", ColorScheme.DARK),
    Shot("questions-full", ColorScheme.LIGHT, 640, 480),
    Shot("questions-full", ColorScheme.LIGHT, 1600, 900),
    Shot("questions-details", ColorScheme.LIGHT),
    Shot("questions-search", ColorScheme.LIGHT),
    Shot("questions-fault", ColorScheme.LIGHT),
    Shot("questions-leaving", ColorScheme.DARK, scale=2),
    Shot("questions-own", ColorScheme.LIGHT),
    Shot("questions-import", ColorScheme.LIGHT),
    Shot("questions-import-refused", ColorScheme.DARK),
    Shot("questions-import-list", ColorScheme.LIGHT),
    Shot("questions-import-list", ColorScheme.DARK),
    Shot("questions-import-table", ColorScheme.LIGHT),
    Shot("questions-import-table", ColorScheme.LIGHT, 640, 480),
    Shot("questions-points", ColorScheme.LIGHT),
    Shot("feedback", ColorScheme.DARK),
    Shot("feedback-mixed", ColorScheme.LIGHT, 1600, 900),
    Shot("feedback-mixed", ColorScheme.DARK, 1100, 1300),
    Shot("feedback-opinions", ColorScheme.LIGHT, 1100, 1300),
    Shot("feedback-opinions", ColorScheme.DARK, 640, 1700),
    Shot("feedback-delivery", ColorScheme.LIGHT, 1100, 1300),
    Shot("feedback-delivery", ColorScheme.DARK, 1100, 1300),
    Shot("feedback-model", ColorScheme.LIGHT),
    Shot("feedback-story", ColorScheme.DARK),
    Shot("export", ColorScheme.LIGHT),
    Shot("export-running", ColorScheme.DARK),
    Shot("export-take", ColorScheme.DARK),
    Shot("export-failed", ColorScheme.LIGHT, 640, 480),
    Shot("replay", ColorScheme.LIGHT),
    Shot("replay", ColorScheme.DARK, scale=2),
    Shot("replay", ColorScheme.LIGHT, 640, 480),
    Shot("replay-speeds", ColorScheme.DARK),
    Shot("replay-editing", ColorScheme.LIGHT),
    Shot("replay-editing", ColorScheme.DARK),
    Shot("compare", ColorScheme.DARK, 1600, 900),
    Shot("compare", ColorScheme.LIGHT, 640, 480),
    Shot("compare-delivery", ColorScheme.LIGHT, 1100, 1500),
    Shot("compare-words", ColorScheme.LIGHT, 1100, 1500),
    Shot("compare-words", ColorScheme.DARK, 1100, 1500),
    Shot("compare-missing", ColorScheme.LIGHT),
)


def every(pages: Iterable[str]) -> list[Shot]:
    """Return a shot of each page in either scheme, narrow, wide and at double scale."""
    named = tuple(pages)
    shots = [
        Shot(page, scheme) for page in named for scheme in (ColorScheme.LIGHT, ColorScheme.DARK)
    ]
    shots += [Shot(page, ColorScheme.LIGHT, 640, 480) for page in named]
    shots += [Shot(page, ColorScheme.LIGHT, 1600, 900) for page in named]
    return shots + [Shot(page, ColorScheme.DARK, scale=2) for page in named]
