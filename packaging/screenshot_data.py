"""Sample sessions after some weeks of practice, for screenshots of the library.

``library_page``, ``take_page`` and ``settings_page`` return pages ready to be shown and grabbed;
each needs a QApplication, and a turn of its event loop for the data to arrive.
"""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from screenshot_listing import SampleListing
from screenshot_speech import ANSWERS, sound_of, transcript_of

from mock_interviewer.app.settings.declarations import (
    BARGE_IN,
    MICROPHONE,
    MODEL,
    SOUNDS,
    SPEAKER,
    VOICE,
    VOICE_RATE,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.database.records import (
    SessionRecord,
    TakeRecord,
    TakeStatus,
    TranscriptRecord,
)
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.shared.library_source import ListedTake, LoadedSound
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, ScopeDescription
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.files.waveform_outline import outline_of_sound
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.transcript import Transcript

T = TypeVar("T")

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
"""The moment of every picture."""

_TAKE = "What is the purpose of using a pre-training and fine-tuning approach for LLMs?"
_SESSION = "Today at 17:25 · Practice · 5 of 6 questions · 2 min 22 s spoken"
SUBJECT = ScopeDescription(
    "session-0000",
    "",
    {
        AnswerScope.TAKE: f"{_TAKE} · 1 min 5 s",
        AnswerScope.SESSION: _SESSION,
        AnswerScope.ALL: "12 sessions",
    },
    {},
)
"""The scope of an export or a transcription."""

_IN_A_SENTENCE = 12.3
_EARLIER = timedelta(days=9)


def sample_take(session: str, number: int, started: datetime, *, attempt: int = 1) -> ListedTake:
    """Return the take that answers sample question ``number``."""
    section, question, answer = ANSWERS[number % len(ANSWERS)]
    transcript = transcript_of(answer, seed=number)
    take = TakeRecord(
        id=f"{session}-{number + 1:02}",
        session=session,
        bank="llm",
        question=f"q-{number}",
        text=question,
        section=section,
        position=number + 1,
        attempt=attempt,
        status=TakeStatus.SAVED,
        started_at=started + timedelta(minutes=2 * number),
        duration=transcript.duration,
        recording=Path("recording.wav"),
        flags=(),
        transcript=transcript,
    )
    return ListedTake(take, has_sound=True)


def sample_takes(session: str, started: datetime, count: int) -> tuple[ListedTake, ...]:
    """Return a session's takes, among them one of each unusual kind."""
    takes = [sample_take(session, number, started) for number in range(count)]
    changes: dict[int, dict[str, Any]] = {
        2: {"flags": ("recovered",)},
        3: {"transcript": None},
        4: {"status": TakeStatus.SKIPPED, "transcript": None, "duration": 0.0},
    }
    for number, change in changes.items():
        if number < count:
            listed = takes[number]
            takes[number] = replace(
                listed,
                take=replace(listed.take, **change),
                has_sound=change.get("status") is not TakeStatus.SKIPPED,
            )
    if count > len(changes) + 2:
        takes[5] = replace(takes[5], has_sound=False)
    return tuple(takes)


class SampleLibrary(SampleListing):
    """A library in memory."""

    def __init__(self, sessions: int = 12) -> None:
        super().__init__()
        for number in range(sessions):
            started = EVENING - timedelta(minutes=95 + 1507 * number + 413 * (number % 3))
            ident = f"session-{number:04}"
            takes = sample_takes(ident, started, 6 - number % 4)
            saved = [each.take for each in takes if each.take.status is TakeStatus.SAVED]
            self.kept[ident] = takes
            self.records.append(
                SessionRecord(
                    id=ident,
                    mode="exam" if number % 5 == 2 else "practice",  # noqa: PLR2004
                    started_at=started,
                    ended_at=started + timedelta(minutes=15),
                    planned=8 if number % 2 else 6,
                    takes=len(saved),
                    answered=len({take.position for take in saved}),
                    duration=sum(take.duration for take in saved),
                )
            )

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Return the takes of a session."""
        return _now(self.kept[session])

    def set_takes(self, session: str, takes: tuple[ListedTake, ...]) -> None:
        """Replace a session's takes."""
        self.kept[session] = takes

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        """Return a take's transcript and, of one that has it, the one before."""
        found = [each.take for takes in self.kept.values() for each in takes]
        transcript = next((each.transcript for each in found if each.id == take), None)
        if transcript is None:
            return _now(())
        older = replace(transcript, model="tiny.en")
        return _now(
            (
                TranscriptRecord(2, transcript, transcript.model, EVENING, current=True),
                TranscriptRecord(1, older, older.model, EVENING - _EARLIER, current=False),
            )
        )

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        """Do nothing."""
        raise NotImplementedError

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        """Do nothing."""
        raise NotImplementedError

    def models(self) -> Future[tuple[SpeechModel, ...]]:
        """Return the models, one of them downloaded."""
        return _now(tuple(CATALOG[name] for name in ("tiny.en", "base", "small.en")))

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Return a sound that fits the take."""
        sound = sound_of(take.transcript or transcript_of(ANSWERS[0][2]))
        return _now(LoadedSound(sound, outline_of_sound(sound)))


class StillPlayer:
    """A player that keeps its position, for screenshots of a page that plays."""

    def __init__(self, at: float = 0.0) -> None:
        self._at = at
        self._playing = False

    def play(self, _sound: AdjustableSound, *, start: float = 0.0, on_end: object) -> None:
        """Stay at the position, or move to ``start`` if given."""
        del on_end
        self._at, self._playing = start or self._at, True

    def pause(self) -> None:
        """Do nothing."""
        self._playing = False

    def resume(self) -> None:
        """Do nothing, as if playing."""
        self._playing = True

    def stop(self) -> None:
        """Do nothing."""
        self._playing = False

    def seek(self, seconds: float) -> None:
        """Move to ``seconds``."""
        self._at = seconds

    def position(self) -> float:
        """Return the position."""
        return self._at

    def playing(self) -> bool:
        """Return whether it pretends to play."""
        return self._playing


def library_page() -> LibraryPage:
    """Return a library of some weeks, its newest session opened."""
    page = LibraryPage(SampleLibrary(), now=lambda: EVENING)
    page.open_session("session-0000")
    return page


def take_page() -> TakePage:
    """Return a take that plays, in the middle of a sentence."""
    page = TakePage(SampleLibrary(1), StillPlayer(_IN_A_SENTENCE), now=lambda: EVENING)
    page.open("session-0000", "session-0000-01", play=True)
    return page


def take_again_page() -> TakePage:
    """Return a take page on which another transcript is about to be requested."""
    library = SampleLibrary(1)
    page = TakePage(library, StillPlayer(), now=lambda: EVENING)
    page.open("session-0000", "session-0000-02")
    page.again.offer(library.models().result())
    return page


def take_flagged_page() -> TakePage:
    """Return a take page with an incomplete transcript."""
    library = SampleLibrary(1)
    takes = library.takes("session-0000").result()
    heard = takes[0].take.transcript
    if heard is not None:
        flagged = replace(takes[0].take, transcript=replace(heard, flags=("cut-off",)))
        library.set_takes("session-0000", (replace(takes[0], take=flagged), *takes[1:]))
    page = TakePage(library, StillPlayer(_IN_A_SENTENCE), now=lambda: EVENING)
    page.open("session-0000", "session-0000-01")
    return page


def library_again_page(done: int | None = None) -> LibraryPage:
    """Return a library that asks for a model, or is transcribing with so many ``done``."""
    page = library_page()
    if done is None:
        page.retranscription.offer(SampleLibrary(1).models().result(), SUBJECT.session)
        if page.retranscription.scope is not None:
            page.retranscription.scope.show_description(SUBJECT)
    else:
        page.retranscription.show_progress(done, 12)
    return page


def interview_settings_page() -> SettingsPage:
    """Return the settings with those of the interviewer in view, one of them turned on."""
    page = settings_page()
    page.field(BARGE_IN.key).editor.edited.emit(True)
    sounds = page.field(SOUNDS.key).editor
    QTimer.singleShot(0, lambda: sounds.setFocus(Qt.FocusReason.TabFocusReason))
    return page


def settings_page() -> SettingsPage:
    """Return a settings page with some changed settings."""
    microphone = DeviceName("USB Headset", "ALSA")
    joe = "neural:en_US-joe-medium"
    values = SettingValues({MICROPHONE.key: microphone, VOICE.key: joe, VOICE_RATE.key: 180})
    return SettingsPage(
        values,
        Path("/home/you/.local/share/mock-interviewer"),
        option_finders={
            MICROPHONE.key: lambda: _now([(microphone, microphone.name)]),
            SPEAKER.key: lambda: _now([]),
            VOICE.key: lambda: _now([(joe, "Joe (neural)")]),
            MODEL.key: lambda: _now([("base", "Base"), ("tiny.en", "Tiny (English only)")]),
        },
    )


def _now(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future
