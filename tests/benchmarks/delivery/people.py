"""Delivery of people who read aloud: a plausibility check without known values."""

from collections.abc import Iterator

from benchmarks.recognition.bench import Bench
from benchmarks.recognition.corpus import Spoken
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import incremental

from mock_interviewer.app.feedback.delivery.measure_delivery import measure_delivery_of_sound
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


def measure(bench: Bench) -> Outcome:
    """Measure the human recordings on this machine, with recognized words."""
    figures = [figure for spoken in bench.human for figure in _figures(bench, spoken)]
    return Outcome("People who read aloud", tuple(figures))


def _figures(bench: Bench, spoken: Spoken) -> Iterator[Figure]:
    words = incremental(bench.engine, spoken.samples).words
    segment = TranscriptSegment("", 0.0, spoken.duration, words)
    transcript = Transcript((segment,), spoken.duration, bench.model, fillers=())
    found = measure_delivery_of_sound(transcript, Sound(spoken.samples, SPEECH_RATE))
    name = spoken.name.rpartition(".")[0][-12:]
    over = f"{spoken.duration:.0f} s"
    yield Figure(f"{name}: words", found.words, "", f"{len(spoken.text.split())} read")
    if found.pace is not None:
        yield Figure(f"{name}: pace", found.pace, "words a minute", over)
    if found.first_word is not None:
        yield Figure(f"{name}: first word", found.first_word, "s", over)
    if found.pauses is not None:
        count = f"{len(found.pauses.moments)} pauses"
        yield Figure(f"{name}: pauses in total", found.pauses.total, "s", count)
    if found.pitch is not None:
        yield Figure(f"{name}: pitch", found.pitch.mean, "Hz", over)
        yield Figure(f"{name}: pitch variation", found.pitch.variation, "", over)
    if found.loudness is not None:
        yield Figure(f"{name}: loudness variation", found.loudness.variation, "dB", over)
