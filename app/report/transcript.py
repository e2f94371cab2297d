"""What was said, as the page shows it."""

from dataclasses import dataclass

from mock_interviewer.app.report.places import Place, Recording
from mock_interviewer.app.store.doubt import unsure
from mock_interviewer.audio.recognition.transcript import Segment, Transcript


@dataclass(frozen=True)
class Word:
    """``unsure`` where the model was not sure of it, ``apart`` where a space goes before it."""

    text: str
    unsure: bool
    apart: bool = True


@dataclass(frozen=True)
class Line:
    """A segment of the transcript."""

    place: Place
    words: tuple[Word, ...]


def lines(transcript: Transcript | None, recording: Recording) -> tuple[Line, ...]:
    """Return a line for each segment; none for a take without a transcript."""
    if transcript is None:
        return ()
    # Whisper's words carry the space before them; words from elsewhere may carry none at all.
    spaced = any(word.text.startswith(" ") for word in transcript.words)
    return tuple(
        Line(recording.place(segment.start), _words(segment, spaced=spaced))
        for segment in transcript.segments
    )


def _words(segment: Segment, *, spaced: bool) -> tuple[Word, ...]:
    if not segment.words:
        return (Word(segment.text.strip(), unsure=False),)
    return tuple(
        Word(word.text.strip(), unsure(word), apart=not spaced or word.text.startswith(" "))
        for word in segment.words
    )
