"""Comparison pages in every state, for screenshots."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from screenshot_answers import coverage_of, delivery_of, full
from screenshot_data import EVENING, StillPlayer, sample_take
from screenshot_speech import ANSWERS, sound_of, transcript_of

from mock_interviewer.app.feedback.comparing.word_changes import WordChanges
from mock_interviewer.app.feedback.delivery.delivery import Loudness, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.ui.compare.page import ComparePage
from mock_interviewer.app.ui.compare.source import (
    ComparedTake,
    Comparison,
    compare_transcripts,
)
from mock_interviewer.app.ui.shared.library_source import ListedTake, LoadedSound
from mock_interviewer.audio.files.waveform_outline import peaks_of
from mock_interviewer.audio.recognition.transcript import Transcript

T = TypeVar("T")

_WEEKS_AGO = timedelta(days=23, minutes=72)
_EARLIER = (
    "Pre-training is where the model learns to predict the next token, which needs no labels at "
    "all, from a lot of text from the internet. So it kind of picks up grammar and some facts. And "
    "then fine-tuning is when you train it again on your own data for the task. The nice thing is "
    "that one expensive base model can serve many tasks. I think you also need to be careful with "
    "overfitting, and the learning rate should be small. Sometimes people freeze some layers."
)


class SampleComparison:
    """Two takes of a question, three weeks apart, and one between them."""

    def __init__(self, earlier: ComparedTake, later: ComparedTake | None) -> None:
        self._takes = (earlier,) if later is None else (earlier, later)
        between = replace(
            earlier.listed.take, id="between", started_at=EVENING - timedelta(days=9, minutes=31)
        )
        records = [earlier.listed.take]
        if later is not None:
            records += [between, later.listed.take]
        self._choices = tuple(_line(number, record) for number, record in enumerate(records))

    def compared(self, _take: str, _other: str | None) -> Future[Comparison]:
        """Return both takes."""
        return _now(Comparison(self._takes, self._choices))

    def differences(self, earlier: Transcript, later: Transcript) -> Future[WordChanges]:
        """Compare them."""
        return _now(compare_transcripts(earlier, later))

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Return a sound that fits the take."""
        sound = sound_of(take.transcript or transcript_of(_EARLIER))
        return _now(LoadedSound(sound, peaks_of(sound.samples)))


def _compared(
    answer: str, started: datetime, feedback: Callable[[Transcript], Feedback]
) -> ComparedTake:
    heard = transcript_of(answer)
    listed = sample_take("session", 0, started)
    take = replace(listed.take, id=str(started), transcript=heard, duration=heard.duration)
    return ComparedTake(ListedTake(take, has_sound=True), feedback(heard))


def _then(heard: Transcript) -> Feedback:
    delivery = delivery_of(heard)
    calm = replace(
        delivery,
        first_word=2.3,
        fillers=tuple(
            SpeechMoment(at, at + 0.3, "um") for at in (4.0, 11.2, 17.9, 22.4, 30.1, 41.6)
        ),
        filler_rate=7.4,
        pace=118.0,
        articulation=139.0,
        loudness=Loudness(4.1),
        richness=0.69,
    )
    return Feedback(FEEDBACK_VERSION, calm, coverage_of(heard, "mnmnnn"))


def _line(number: int, take: TakeRecord) -> TakeListRow:
    return TakeListRow(
        number=number,
        id=take.id,
        session=take.session,
        session_name="",
        bank=take.bank,
        question=take.question,
        text=take.text,
        section=take.section,
        position=1,
        attempt=1,
        follow_up=None,
        status=take.status,
        started_at=take.started_at,
        duration=take.duration,
        name="",
        starred=False,
        has_note=False,
        points_made=None,
        points_total=None,
        has_transcript=True,
        has_recording=True,
    )


def compare_page(state: str = "", *, words: bool = False) -> ComparePage:
    """Return a page that compares two takes, with the ``words`` unfolded or not.

    ``state``: "" for all there is, swapped, missing (no words, no sound, no feedback), more (all
    figures), or alone (there is only one take).
    """
    earlier = _compared(_EARLIER, EVENING - _WEEKS_AGO, _then)
    later = _compared(ANSWERS[0].answer, EVENING - timedelta(minutes=95), full)
    if state == "missing":
        bare = replace(earlier.listed.take, transcript=None)
        earlier = ComparedTake(ListedTake(bare, has_sound=False))
    library = SampleComparison(earlier, None if state == "alone" else later)
    page = ComparePage(library, StillPlayer(14.2), now=lambda: EVENING)
    page.body.words_fold.setChecked(words)
    page.body.delivery.more.setChecked(state == "more")
    if state == "swapped":
        page.pair.swap()
    page.open(later.id)
    return page


PAGES: dict[str, Callable[[], ComparePage]] = {
    "compare": compare_page,
    "compare-delivery": partial(compare_page, "more"),
    "compare-words": partial(compare_page, words=True),
    "compare-swapped": partial(compare_page, "swapped", words=True),
    "compare-missing": partial(compare_page, "missing"),
    "compare-missing-words": partial(compare_page, "missing", words=True),
    "compare-alone": partial(compare_page, "alone"),
}
"""Every state by the name of its picture."""


def _now(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future
