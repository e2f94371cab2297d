"""Saying texts one at a time."""

import queue
import threading
import time

import pytest
from rig.speaking import Events, SpeakerOf, say
from rig.voices import Gate, ToneVoice

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices.speaker import (
    UtteranceEvent,
    UtteranceFailed,
    UtteranceFinished,
    UtteranceStarted,
    UtteranceStopped,
)


def _all(events: Events) -> list[UtteranceEvent]:
    """Return all events, up to the one that ends the utterance."""
    told = [events.get(timeout=20)]
    while isinstance(told[-1], UtteranceStarted):
        told.append(events.get(timeout=20))
    assert events.empty()
    return told


def test_a_text_is_spoken_from_start_to_end(speaker_of: SpeakerOf) -> None:
    assert _all(say(speaker_of(ToneVoice()), "One.")) == [
        UtteranceStarted(0.04),
        UtteranceFinished(),
    ]


def test_a_text_is_spoken_in_its_spoken_form_at_the_chosen_rate(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    _all(say(speaker_of(voice), "What are LLMs?"))
    assert voice.texts == ["What are L-L-M's?"]
    assert voice.rates == [150]


def test_events_come_on_another_thread_than_the_callers(speaker_of: SpeakerOf) -> None:
    threads: queue.SimpleQueue[int] = queue.SimpleQueue()
    speaker_of(ToneVoice()).say("One.", lambda _: threads.put(threading.get_ident()))
    assert threading.get_ident() not in {threads.get(timeout=20), threads.get(timeout=20)}


def test_a_prepared_text_is_not_synthesized_again(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    speaker.prepare("One.")
    _all(say(speaker, "Two."))
    assert _all(say(speaker, "One.")) == [UtteranceStarted(0.04), UtteranceFinished()]
    assert sorted(voice.texts) == ["One.", "Two."]


def test_a_repeated_text_is_not_synthesized_again(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    _all(say(speaker, "One."))
    _all(say(speaker, "One."))
    assert voice.texts == ["One."]


def test_only_a_few_sounds_are_cached(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    for text in ("One.", "Two.", "Three.", "Four.", "Five.", "One."):
        _all(say(speaker, text))
    assert voice.texts.count("One.") == 2


def test_a_text_said_during_its_preparation_waits_for_it(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    speaker.prepare("One.")
    gate.reached.get(timeout=20)
    events = say(speaker, "One.")
    gate.open()
    assert _all(events) == [UtteranceStarted(0.04), UtteranceFinished()]
    assert voice.texts == ["One."]


def test_saying_a_text_interrupts_a_preparation_which_is_repeated_later(
    speaker_of: SpeakerOf,
) -> None:
    gate = Gate("Next.")
    speaker = speaker_of(ToneVoice(gate))
    speaker.prepare("Next.")
    gate.reached.get(timeout=20)
    assert _all(say(speaker, "Now.")) == [UtteranceStarted(0.04), UtteranceFinished()]
    assert gate.reached.get(timeout=20) == "Next."


def test_a_new_text_replaces_the_old_one(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    speaker = speaker_of(ToneVoice(gate))
    former = say(speaker, "One.")
    gate.reached.get(timeout=20)
    latter = say(speaker, "Two.")
    assert _all(former) == [UtteranceStopped()]
    assert _all(latter) == [UtteranceStarted(0.04), UtteranceFinished()]


def test_a_text_stopped_before_its_sound_is_ready_ends_as_stopped(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    speaker = speaker_of(ToneVoice(gate))
    events = say(speaker, "One.")
    gate.reached.get(timeout=20)
    speaker.stop()
    assert _all(events) == [UtteranceStopped()]


def test_each_of_many_texts_in_a_row_has_one_end(speaker_of: SpeakerOf) -> None:
    speaker = speaker_of(ToneVoice())
    said = [say(speaker, f"Text {number}.") for number in range(20)]
    ends = [_all(events)[-1] for events in said]
    assert ends == [UtteranceStopped()] * 19 + [UtteranceFinished()]


def test_stopping_without_a_text_does_nothing(speaker_of: SpeakerOf) -> None:
    speaker = speaker_of(ToneVoice())
    speaker.stop()
    speaker.pause()
    speaker.resume()
    assert _all(say(speaker, "One.")) == [UtteranceStarted(0.04), UtteranceFinished()]


def test_a_text_paused_before_it_is_ready_waits_to_be_resumed(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    speaker = speaker_of(ToneVoice(gate))
    events = say(speaker, "One.")
    gate.reached.get(timeout=20)
    speaker.pause()
    gate.open()
    assert events.get(timeout=20) == UtteranceStarted(0.04)
    with pytest.raises(queue.Empty):
        events.get(timeout=0.3)
    speaker.resume()
    assert _all(events) == [UtteranceFinished()]


def test_a_text_without_words_ends_at_once(speaker_of: SpeakerOf) -> None:
    assert _all(say(speaker_of(ToneVoice()), "😀")) == [UtteranceStarted(0.0), UtteranceFinished()]


def test_a_failed_text_is_reported_and_can_be_tried_again(
    speaker_of: SpeakerOf,
) -> None:
    error = VoiceError("The voice did not answer.", "Try again.")
    failures = [error]

    def fail_once(text: str, cancel: threading.Event) -> None:
        if failures:
            raise failures.pop()

    speaker = speaker_of(ToneVoice(fail_once))
    assert _all(say(speaker, "One.")) == [UtteranceFailed(error)]
    assert _all(say(speaker, "One.")) == [UtteranceStarted(0.04), UtteranceFinished()]


def test_a_failed_preparation_is_tried_again_when_the_text_is_said(speaker_of: SpeakerOf) -> None:
    tried: queue.SimpleQueue[str] = queue.SimpleQueue()
    failures = [VoiceError("The voice did not answer.")]

    def fail_once(text: str, cancel: threading.Event) -> None:
        tried.put(text)
        if failures:
            raise failures.pop()

    speaker = speaker_of(ToneVoice(fail_once))
    speaker.prepare("One.")
    assert tried.get(timeout=20) == "One."
    assert _all(say(speaker, "One.")) == [UtteranceStarted(0.04), UtteranceFinished()]


def test_a_bug_in_a_voice_is_logged_and_reported(
    speaker_of: SpeakerOf, caplog: pytest.LogCaptureFixture
) -> None:
    def raise_bug(text: str, cancel: threading.Event) -> None:
        raise ZeroDivisionError

    (event,) = _all(say(speaker_of(ToneVoice(raise_bug)), "One."))
    assert isinstance(event, UtteranceFailed)
    assert "ZeroDivisionError" in caplog.text


def test_closing_ends_the_synthesis_and_the_voice(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    events = say(speaker, "One.")
    gate.reached.get(timeout=20)
    begun = time.monotonic()
    speaker.close()
    assert time.monotonic() - begun < 5 * 2
    assert _all(events) == [UtteranceStopped()]
    assert voice.closed


def test_closing_ends_a_preparation(speaker_of: SpeakerOf) -> None:
    gate = Gate("One.")
    speaker = speaker_of(ToneVoice(gate))
    speaker.prepare("One.")
    gate.reached.get(timeout=20)
    speaker.close()
    speaker.close()
    with pytest.raises(RuntimeError):
        say(speaker, "Two.")
