"""Where a take is silent, as far as that is known. Knows no Qt."""

from collections.abc import Iterable

from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.rendition.course import Stretch


def silences_of(transcript: Transcript | None, delivery: Delivery | None) -> tuple[Stretch, ...]:
    """Return the silences of a take in seconds, in order.

    Between the words they are the pauses that feedback tells; where it tells none, the gaps between
    words and fillers. What is before the first and after the last word is silence too.
    """
    if transcript is None:
        return ()
    words = [(word.start, word.end) for word in transcript.words]
    heard = sorted([*words, *((filler.start, filler.end) for filler in transcript.fillers or ())])
    if not heard:
        return ()
    gaps = list(_gaps(heard, transcript.duration))
    if delivery is None or delivery.pauses is None:
        return tuple(gaps)
    first, last = heard[0][0], max(end for _start, end in heard)
    pauses = [(pause.start, pause.end) for pause in delivery.pauses.moments]
    around = [gap for gap in gaps if gap[1] <= first or gap[0] >= last]
    return tuple(sorted([*around, *pauses]))


def _gaps(heard: Iterable[Stretch], duration: float) -> Iterable[Stretch]:
    at = 0.0
    for start, end in heard:
        if start > at:
            yield at, start
        at = max(at, end)
    if duration > at:
        yield at, duration
