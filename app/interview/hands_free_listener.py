"""Listening to the person in a hands-free session, whether or not an answer is recorded."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from mock_interviewer.app.background.short_utterances import OnText, ShortUtteranceRecognizer
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.commands_heard import second_pass, understanding
from mock_interviewer.app.interview.commands_heard.second_pass import (
    LIKELY_PHRASES,
    believed_reading,
    second_pass_choices,
    worth_second_pass,
)
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.scheduling import Cancel, Later, Post
from mock_interviewer.audio.listening.listener import (
    ListenerEvent,
    ListenerLost,
    ListenerReady,
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
    from mock_interviewer.audio.listening.own_voice import OwnVoiceFilter


def recognize_utterance(
    asides: ShortUtteranceRecognizer, utterance: ShortUtterance, then: OnText, *, alone: bool
) -> None:
    """Have an utterance heard, and again with commands in mind where it was heard as none.

    ``alone``: it is no part of an answer. A word of one may sound like a command, as "dawn" does
    like "done", so that there only what is written down as a command is one.
    ``then`` is called once, on the thread of ``asides`` and as that calls it.
    """
    sound, seconds = utterance.samples, utterance.ended - utterance.began

    def once(first: str | None) -> None:
        if first is None:
            then(None)
        elif worth_second_pass(first, seconds):
            asides.hear(sound, lambda second: twice(first, second or ""), likely=LIKELY_PHRASES)
        else:
            choose(first)

    def twice(first: str, second: str) -> None:
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

        asides.hear(sound, chosen, choices=texts)

    asides.hear(sound, once)


log = logging.getLogger(__name__)


_RETRY_AFTER: Final = 2.0
"""Seconds after which a microphone that was lost is tried again."""


_ECHO: Final = 0.25
"""Seconds that a room and a device go on sounding after the program's own sound."""


class HandsFreeListener:
    """One open microphone for a whole session, and an ear on it.

    ``within_answer`` tells of what began at some time (monotonic) whether it is part of an answer.
    Owned by one thread, on which ``tell`` is called with what the person does; none of its methods
    waits. While the program sounds the ear is deaf; with ``through``, the player of that sound, it
    hears on, and what comes from there is taken out of what it hears.
    """

    def __init__(
        self,
        make: Callable[[], InputSource],
        asides: ShortUtteranceRecognizer,
        *,
        post: Post,
        later: Later,
        tell: Callable[[SessionEvent], None],
        within_answer: Callable[[float], bool],
        through: SoundPlayer | None = None,
    ) -> None:
        self._microphone = SessionMicrophone(make)
        self._asides = asides
        self._post = post
        self._later = later
        self._tell = tell
        self._within_answer = within_answer
        self._through = through
        self._own_voice = None if through is None else _own_voice()
        self._ear: SpeechListener | None = None
        self._ears = 0
        """So many were made; what an earlier one tells comes too late."""
        self._lost = False
        self._deaf = False
        self._cancel_again: Cancel | None = None
        self._closed = False

    def source(self) -> InputSource:
        """Return the session's microphone once more, for a recorder."""
        return self._microphone.source()

    def open(self) -> None:
        """Begin to hear."""
        threading.Thread(target=_load_command_tables, name="commands", daemon=True).start()
        if self._through is not None and self._own_voice is not None:
            self._through.tap(self._own_voice.played)
        self._listen()

    def sounding(self, *, on: bool) -> None:
        """Leave out what the program itself lets be heard from now on, or no longer."""
        if self._own_voice is not None:
            return
        self._deaf = on
        if self._ear is None:
            return
        if on:
            self._ear.stop_listening()
        else:
            self._ear.listen(after=_ECHO)

    def close(self, then: Callable[[], None]) -> None:
        """Let go of the microphone; ``then`` is called on the owning thread once that is done."""
        self._closed = True
        if self._cancel_again is not None:
            self._cancel_again()
        if self._through is not None:
            self._through.tap(None)
        ear, self._ear = self._ear, None

        def let_go() -> None:
            if ear is not None:
                ear.close()
            self._microphone.close()
            self._post(then)

        threading.Thread(target=let_go, name="microphone-close", daemon=True).start()

    def _listen(self) -> None:
        self._cancel_again = None
        clean = None if self._own_voice is None else self._own_voice.clean
        self._ears += 1
        heard = partial(self._heard, self._ears)
        ear = self._ear = SpeechListener(
            self._microphone.source(),
            listener=lambda event: self._post(partial(heard, event)),
            clean=clean,
        )
        if self._deaf:
            ear.stop_listening()
        ear.open()

    def _heard(self, number: int, event: ListenerEvent) -> None:
        ear = self._ear
        if self._closed or ear is None or number != self._ears:
            return
        match event:
            case SpeechOnset(at):
                self._tell(ev.PersonSpeaks(at))
            case SpeechOffset():
                self._tell(ev.PersonSilent())
            case ShortUtterance() as utterance:
                understood = partial(self._understood, utterance.began)
                alone = not self._within_answer(utterance.began)
                recognize_utterance(self._asides, utterance, understood, alone=alone)
            case ListenerReady():
                if self._lost:
                    self._lost = False
                    self._tell(ev.MicrophoneBack())
            case ListenerLost(error):
                log.warning("the ear has no microphone: %s", error)
                self._lost = True
                self._ear = None
                ear.close()
                self._cancel_again = self._later(_RETRY_AFTER, self._listen)

    def _understood(self, began: float, text: str | None) -> None:
        if self._closed or not text:
            return
        log.info("understood %.1f s after it began", time.monotonic() - began)
        self._tell(ev.UtteranceHeard(text, began))


def _load_command_tables() -> None:
    understanding.prepare()
    second_pass.prepare()


def _own_voice() -> "OwnVoiceFilter":
    from mock_interviewer.audio.listening.own_voice import OwnVoiceFilter

    return OwnVoiceFilter()
