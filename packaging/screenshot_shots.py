"""Which pictures of the window's pages are committed, and which can be drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.app.ui.theme import Scheme


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which scheme, at which size and scale."""

    page: str
    scheme: Scheme
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
    Shot("practice", Scheme.LIGHT),
    Shot("practice", Scheme.DARK),
    Shot("practice-due", Scheme.LIGHT),
    Shot("practice-due-new", Scheme.DARK),
    Shot("practice-due-new", Scheme.LIGHT, 640, 480),
    Shot("practice-due-chosen", Scheme.LIGHT),
    Shot("practice-style", Scheme.LIGHT),
    Shot("practice-saving", Scheme.DARK),
    Shot("practice-mended", Scheme.LIGHT),
    Shot("practice-mended", Scheme.DARK, 640, 480),
    Shot("practice-no-microphone", Scheme.LIGHT),
    Shot("library", Scheme.LIGHT),
    Shot("library", Scheme.LIGHT, 640, 480),
    Shot("library-search", Scheme.LIGHT),
    Shot("library-filtered", Scheme.LIGHT),
    Shot("library-answers", Scheme.DARK),
    Shot("library-undo", Scheme.DARK),
    Shot("library-naming", Scheme.LIGHT),
    Shot("library-no-match", Scheme.LIGHT, 640, 480),
    Shot("library-empty", Scheme.DARK),
    Shot("history", Scheme.LIGHT),
    Shot("history-model", Scheme.DARK),
    Shot("take-found", Scheme.LIGHT),
    Shot("take", Scheme.LIGHT),
    Shot("take", Scheme.DARK),
    Shot("keys", Scheme.LIGHT),
    Shot("keys", Scheme.DARK, 640, 480),
    Shot("settings", Scheme.LIGHT),
    Shot("settings-interview", Scheme.LIGHT, 1100, 900),
    Shot("take-again", Scheme.LIGHT),
    Shot("storage-full", Scheme.LIGHT, 1100, 900),
    Shot("storage-removing", Scheme.DARK, 1100, 900),
    Shot("storage-restoring", Scheme.LIGHT),
    Shot("storage-working", Scheme.DARK, scale=2),
    Shot("storage-failed", Scheme.LIGHT, 640, 480),
    Shot("models", Scheme.LIGHT),
    Shot("models-asking", Scheme.DARK),
    Shot("interview-captions", Scheme.LIGHT),
    Shot("interview-captions", Scheme.DARK, scale=2),
    Shot("interview-transcribed", Scheme.LIGHT, scale=2),
    Shot("interview-lost", Scheme.DARK),
    Shot("interview-countdown", Scheme.LIGHT),
    Shot("interview-going-on", Scheme.LIGHT),
    Shot("interview-feedback", Scheme.LIGHT),
    Shot("interview-exam-over", Scheme.LIGHT),
    Shot("progress-full", Scheme.LIGHT, 1100, 1640),
    Shot("progress-full", Scheme.DARK, 1100, 1640),
    Shot("progress-full", Scheme.LIGHT, 640, 480),
    Shot("progress-full", Scheme.DARK, 1600, 900, 2),
    Shot("progress-months", Scheme.LIGHT, 1100, 1640),
    Shot("progress-numbers", Scheme.LIGHT, 1100, 1900),
    Shot("progress-little", Scheme.LIGHT, 1100, 1640),
    Shot("progress-empty", Scheme.LIGHT),
    Shot("progress-failed", Scheme.DARK),
    Shot("questions-full", Scheme.LIGHT),
    Shot("questions-full", Scheme.DARK),
    Shot("questions-full", Scheme.LIGHT, 640, 480),
    Shot("questions-full", Scheme.LIGHT, 1600, 900),
    Shot("questions-details", Scheme.LIGHT),
    Shot("questions-search", Scheme.LIGHT),
    Shot("questions-fault", Scheme.LIGHT),
    Shot("questions-leaving", Scheme.DARK, scale=2),
    Shot("questions-own", Scheme.LIGHT),
    Shot("feedback", Scheme.LIGHT),
    Shot("feedback", Scheme.DARK),
    Shot("feedback-partly", Scheme.LIGHT, 1600, 900),
    Shot("feedback-delivery", Scheme.LIGHT, 1100, 1300),
    Shot("feedback-delivery", Scheme.DARK, 1100, 1300),
    Shot("feedback-model", Scheme.LIGHT),
    Shot("feedback-story", Scheme.DARK),
    Shot("export", Scheme.LIGHT),
    Shot("export-running", Scheme.DARK),
    Shot("export-take", Scheme.DARK),
    Shot("export-failed", Scheme.LIGHT, 640, 480),
    Shot("replay", Scheme.LIGHT),
    Shot("replay", Scheme.DARK, scale=2),
    Shot("replay", Scheme.LIGHT, 640, 480),
    Shot("replay-speeds", Scheme.DARK),
    Shot("replay-editing", Scheme.LIGHT),
    Shot("replay-editing", Scheme.DARK),
    Shot("compare", Scheme.LIGHT),
    Shot("compare", Scheme.DARK, 1600, 900),
    Shot("compare", Scheme.LIGHT, 640, 480),
    Shot("compare-delivery", Scheme.LIGHT),
    Shot("compare-words", Scheme.LIGHT),
    Shot("compare-words", Scheme.DARK),
    Shot("compare-missing", Scheme.LIGHT),
)


def every(pages: Iterable[str]) -> list[Shot]:
    """Return a shot of each page in either scheme, narrow, wide and at double scale."""
    named = tuple(pages)
    shots = [Shot(page, scheme) for page in named for scheme in (Scheme.LIGHT, Scheme.DARK)]
    shots += [Shot(page, Scheme.LIGHT, 640, 480) for page in named]
    shots += [Shot(page, Scheme.LIGHT, 1600, 900) for page in named]
    return shots + [Shot(page, Scheme.DARK, scale=2) for page in named]
