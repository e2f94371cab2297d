"""Continuous listening in a hands-free session, during answers and between them."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from mock_interviewer.app.background.short_utterances import OnText, ShortUtteranceRecognizer
from mock_interviewer.app.callback_types import Cancel, Later, Post
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.commands_heard import second_pass, understanding
from mock_interviewer.app.interview.commands_heard.second_pass import (
    LIKELY_PHRASES,
    believed_reading,
    second_pass_choices,
    worth_second_pass,
)
from mock_interviewer.app.interview.current_take import ECHO
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.audio.listening.listener import (
    ListenerEvent,
    ListenerLost,
    ListenerReady,
    ListenerSignalBack,
    SpeechListener,
)
from mock_interviewer.audio.listening.utterance_detection import (
    ShortUtterance,
    SpeechOffset,
    SpeechOnset,
)
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.recording.session_microphone import SessionMicrophone
from mock_interviewer.audio.recording.sources import InputSource

if TYPE_CHECKING:
    from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter


def recognize_utterance(
    recognizer: ShortUtteranceRecognizer, utterance: ShortUtterance, then: OnText, *, alone: bool
) -> None:
    """Recognize an utterance, with a second pass biased toward commands if it is not one.

    ``alone`` means that the utterance is not part of an answer. Within an answer, a word may
    sound like a command ("dawn" and "done"), so the recognizer does not choose among commands
    there. ``then`` is called exactly once, on the thread of ``recognizer``.
    """
    sound, seconds = utterance.samples, utterance.ended - utterance.began

    def first_pass(first: str | None) -> None:
        if first is None:
            then(None)
        elif worth_second_pass(first, seconds):
            recognizer.recognize(
                sound, lambda second: second_pass_done(first, second or ""), likely=LIKELY_PHRASES
            )
        else:
            choose(first)

    def second_pass_done(first: str, second: str) -> None:
        found = believed_reading(first, second)
        if found == first:
            choose(first, second)
        else:
            then(found)

    def choose(first: str, second: str = "") -> None:
        texts = second_pass_choices(first, seconds, second) if alone else ()
        if not texts:
            then(first)
            return

        def chosen(text: str | None) -> None:
            then(text if text in texts[1:] else first)

        recognizer.recognize(sound, chosen, choices=texts)

    recognizer.recognize(sound, first_pass)


log = logging.getLogger(__name__)


_RETRY_AFTER: Final = 2.0
"""Seconds before retrying a lost microphone."""


class HandsFreeListener:
    """One open microphone for a whole session, with a speech listener on it.

    ``within_answer`` returns whether an utterance that began at a monotonic time belongs to an
    answer. Owned by one thread, on which ``on_event`` is called; no method waits. The listener is
    muted while the program plays sound, unless ``player`` is given: then it keeps listening, and
    the sound of that player is removed from the input.
    """

    def __init__(
        self,
        make: Callable[[], InputSource],
        recognizer: ShortUtteranceRecognizer,
        *,
        post: Post,
        later: Later,
        on_event: Callable[[SessionEvent], None],
        within_answer: Callable[[float], bool],
        player: SoundPlayer | None = None,
    ) -> None:
        self._microphone = SessionMicrophone(make)
        self._recognizer = recognizer
        self._post = post
        self._later = later
        self._on_event = on_event
        self._within_answer = within_answer
        self._player = player
        self._own_voice = None if player is None else _own_voice()
        self._listener: SpeechListener | None = None
        self._generation = 0
        """Number of listeners created; events of earlier ones are ignored."""
        self._lost = False
        self._muted = False
        self._cancel_retry: Cancel | None = None
        self._closed = False

    def source(self) -> InputSource:
        """Return another source on the session's microphone, for a recorder."""
        return self._microphone.source()

    def reopen(self) -> None:
        """Open the microphone again, which may be another one now; MicrophoneBack follows."""
        threading.Thread(
            target=self._microphone.let_go, name="microphone-let-go", daemon=True
        ).start()

    def open(self) -> None:
        """Start listening."""
        threading.Thread(target=_load_command_tables, name="commands", daemon=True).start()
        if self._player is not None and self._own_voice is not None:
            self._player.tap(self._own_voice.played)
        self._listen()

    def set_playing(self, *, on: bool) -> None:
        """Ignore the program's own sound from now on, or stop ignoring it."""
        if self._own_voice is not None:
            return
        self._muted = on
        if self._listener is None:
            return
        if on:
            self._listener.stop_listening()
        else:
            self._listener.listen(after=ECHO)

    def close(self, then: Callable[[], None]) -> None:
        """Release the microphone; ``then`` is called on the owning thread afterwards."""
        self._closed = True
        if self._cancel_retry is not None:
            self._cancel_retry()
        if self._player is not None:
            self._player.tap(None)
        listener, self._listener = self._listener, None

        def release() -> None:
            if listener is not None:
                listener.close()
            self._microphone.close()
            self._post(then)

        threading.Thread(target=release, name="microphone-close", daemon=True).start()

    def _listen(self) -> None:
        self._cancel_retry = None
        clean = None if self._own_voice is None else self._own_voice.clean
        self._generation += 1
        on_event = partial(self._on_listener_event, self._generation)
        listener = self._listener = SpeechListener(
            self._microphone.source(),
            listener=lambda event: self._post(partial(on_event, event)),
            clean=clean,
        )
        if self._muted:
            listener.stop_listening()
        listener.open()

    def _on_listener_event(self, generation: int, event: ListenerEvent) -> None:
        listener = self._listener
        if self._closed or listener is None or generation != self._generation:
            return
        match event:
            case SpeechOnset(at):
                self._on_event(ev.PersonSpeaks(at))
            case SpeechOffset():
                self._on_event(ev.PersonSilent())
            case ShortUtterance() as utterance:
                on_text = partial(self._on_text, utterance.began)
                alone = not self._within_answer(utterance.began)
                recognize_utterance(self._recognizer, utterance, on_text, alone=alone)
            case ListenerSignalBack():
                self._on_event(ev.MicrophoneBack())
            case ListenerReady():
                if self._lost:
                    self._lost = False
                    self._on_event(ev.MicrophoneBack())
            case ListenerLost(error):
                log.warning("the listener lost the microphone: %s", error)
                self._lost = True
                self._listener = None
                listener.close()
                self._cancel_retry = self._later(_RETRY_AFTER, self._listen)

    def _on_text(self, began: float, text: str | None) -> None:
        if self._closed or not text:
            return
        log.info("recognized an utterance %.1f s after it began", time.monotonic() - began)
        self._on_event(ev.UtteranceHeard(text, began))


def _load_command_tables() -> None:
    understanding.prepare()
    second_pass.prepare()


def _own_voice() -> "OwnVoiceFilter":
    from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter

    return OwnVoiceFilter()
