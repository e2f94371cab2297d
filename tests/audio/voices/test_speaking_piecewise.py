"""Texts of several chunks: the first plays while the next ones are synthesized."""

import queue
import threading

import numpy as np
import pytest
from rig.sounds import tone
from rig.speaking import Events, SpeakerOf, say
from rig.stub_player import StubPlayer
from rig.voices import Gate, StreamingToneVoice, ToneVoice
from rig.wait import wait_until

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import Samples
from mock_interviewer.audio.voices.speaker import (
    Speaker,
    UtteranceEvent,
    UtteranceFailed,
    UtteranceFinished,
    UtteranceStarted,
    UtteranceStopped,
)

TEXT = "First this. Then that. Now go."
PIECES = ["First this.", "Then that.", "Now go."]
WHOLE = 3 * 0.04 + 2 * 0.3
"""Seconds: three tones, and a pause after each of two sentences."""


def _say_up_to(gate: Gate, speaker: Speaker) -> Events:
    """Say TEXT until the voice is blocked at the gate, with everything before it playing."""
    events = say(speaker, TEXT)
    assert isinstance(events.get(timeout=20), UtteranceStarted)
    gate.reached.get(timeout=20)
    return events


def _end(events: Events) -> UtteranceEvent:
    """Return the only remaining event."""
    end = events.get(timeout=20)
    assert events.empty()
    return end


def _prepared(speaker: Speaker, text: str = TEXT) -> None:
    speaker.prepare(text)
    wait_until(lambda: not speaker.busy, 20)


def _given(player: StubPlayer) -> Samples:
    assert isinstance(player.sound, StreamingSound)
    return np.concatenate(player.sound.take()[0])


def test_the_first_chunk_plays_while_the_next_is_synthesized(speaker_of: SpeakerOf) -> None:
    gate = Gate("Then that.")
    voice = ToneVoice(gate)
    events = say(speaker_of(voice), TEXT)
    assert events.get(timeout=20) == UtteranceStarted(None)
    assert gate.reached.get(timeout=20) == "Then that."
    assert events.empty()
    gate.open()
    assert _end(events) == UtteranceFinished()
    assert voice.texts == PIECES


def test_a_streamed_chunk_plays_before_it_is_complete(speaker_of: SpeakerOf) -> None:
    gate = Gate("First this. 1")
    events = say(speaker_of(StreamingToneVoice(gate)), TEXT)
    assert events.get(timeout=20) == UtteranceStarted(None)
    gate.open()
    assert _end(events) == UtteranceFinished()


def test_the_length_of_a_prepared_text_is_known(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    _prepared(speaker)
    events = say(speaker, TEXT)
    started = events.get(timeout=20)
    assert isinstance(started, UtteranceStarted)
    assert started.duration == pytest.approx(WHOLE, abs=0.01)
    assert _end(events) == UtteranceFinished()
    assert voice.texts == PIECES


def test_chunks_are_separated_by_a_sentence_pause(
    speaker_of: SpeakerOf,
) -> None:
    player = StubPlayer()
    voice = ToneVoice()
    speaker = speaker_of(voice, player)
    _prepared(speaker)
    say(speaker, "First this. Then that. Now go.")
    given = _given(player)
    assert np.array_equal(given[:882], tone(0.04).samples)
    assert np.array_equal(given[-882:], tone(0.04).samples)
    first = np.flatnonzero(given[900:])[0] / 22_050
    assert first == pytest.approx(0.3, abs=0.01)
    assert len(given) / 22_050 == pytest.approx(WHOLE, abs=0.01)


def test_parts_of_one_chunk_follow_without_a_pause(
    speaker_of: SpeakerOf,
) -> None:
    player = StubPlayer()
    events = say(speaker_of(StreamingToneVoice(), player), "One.")
    assert isinstance(events.get(timeout=20), UtteranceStarted)
    sound = player.sound
    assert isinstance(sound, StreamingSound)
    taken: list[Samples] = []

    def finished() -> bool:
        parts, over = sound.take()
        taken.extend(parts)
        return over

    wait_until(finished, 20)
    assert np.array_equal(np.concatenate(taken), np.tile(tone(0.02).samples, 3))


def test_stopping_between_chunks_ends_the_text_and_its_synthesis(
    speaker_of: SpeakerOf,
) -> None:
    gate = Gate("Then that.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    events = _say_up_to(gate, speaker)
    speaker.stop()
    assert _end(events) == UtteranceStopped()
    assert isinstance(say(speaker, "Other.").get(timeout=20), UtteranceStarted)
    assert voice.texts == ["First this.", "Then that.", "Other."]


def test_a_text_replaced_by_another_sound_is_not_synthesized_further(
    speaker_of: SpeakerOf,
) -> None:
    gate = Gate("Then that.")
    voice = ToneVoice(gate)
    player = StubPlayer()
    speaker = speaker_of(voice, player)
    events = _say_up_to(gate, speaker)
    player.play(tone(1.0), on_end=lambda _: None)
    assert _end(events) == UtteranceStopped()
    assert isinstance(say(speaker, "Other.").get(timeout=20), UtteranceStarted)
    assert voice.texts == ["First this.", "Then that.", "Other."]


def test_a_pause_holds_across_chunks(speaker_of: SpeakerOf) -> None:
    gate = Gate("Then that.")
    speaker = speaker_of(ToneVoice(gate))
    events = _say_up_to(gate, speaker)
    speaker.pause()
    gate.open()
    with pytest.raises(queue.Empty):
        events.get(timeout=1.2 * WHOLE)
    speaker.resume()
    assert _end(events) == UtteranceFinished()


def test_a_failed_chunk_ends_the_text_after_what_was_played(
    speaker_of: SpeakerOf,
) -> None:
    error = VoiceError("The voice did not answer.", "Try again.")
    failures = [error]

    def fail_once(text: str, cancel: threading.Event) -> None:
        if text == "Then that." and failures:
            raise failures.pop()

    voice = ToneVoice(fail_once)
    speaker = speaker_of(voice)
    events = say(speaker, TEXT)
    assert events.get(timeout=20) == UtteranceStarted(None)
    assert _end(events) == UtteranceFailed(error)
    again = say(speaker, TEXT)
    assert isinstance(again.get(timeout=20), UtteranceStarted)
    assert _end(again) == UtteranceFinished()
    assert voice.texts == ["First this.", "Then that.", "Then that.", "Now go."]


def test_stopping_after_a_failed_chunk_counts_as_a_stop(speaker_of: SpeakerOf) -> None:
    def fail(text: str, cancel: threading.Event) -> None:
        if text == "Then that.":
            raise VoiceError("The voice did not answer.")

    player = StubPlayer()
    speaker = speaker_of(ToneVoice(fail), player)
    events = say(speaker, TEXT)
    assert events.get(timeout=20) == UtteranceStarted(None)
    speaker.stop()
    assert _end(events) == UtteranceStopped()


def test_a_failed_stream_is_synthesized_again_from_its_chunk(speaker_of: SpeakerOf) -> None:
    gate = Gate("Then that. 1")
    voice = StreamingToneVoice(gate)
    player = StubPlayer()
    speaker = speaker_of(voice, player)
    first = _say_up_to(gate, speaker)
    second = say(speaker, TEXT)
    assert _end(first) == UtteranceStopped()
    gate.open()
    assert isinstance(second.get(timeout=20), UtteranceStarted)
    wait_until(lambda: len(voice.texts) == 4, 20)
    player.end(PlaybackEnding.FINISHED)
    assert _end(second) == UtteranceFinished()
    third = say(speaker, TEXT)
    started = third.get(timeout=20)
    assert isinstance(started, UtteranceStarted)
    assert voice.texts == ["First this.", "Then that.", "Then that.", "Now go."]
    assert len(_given(player)) / 22_050 == pytest.approx(3 * 0.06 + 2 * 0.3, abs=0.01)


def test_a_partly_prepared_text_plays_at_once(speaker_of: SpeakerOf) -> None:
    gate = Gate("Then that.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    speaker.prepare(TEXT)
    gate.reached.get(timeout=20)
    events = say(speaker, TEXT)
    assert events.get(timeout=20) == UtteranceStarted(None)
    gate.open()
    assert _end(events) == UtteranceFinished()
    assert voice.texts == PIECES


def test_a_text_stopped_early_in_its_preparation_ends_soon(
    speaker_of: SpeakerOf,
) -> None:
    gate = Gate("First this.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    speaker.prepare(TEXT)
    gate.reached.get(timeout=20)
    events = say(speaker, TEXT)
    speaker.stop()
    assert _end(events) == UtteranceStopped()
    gate.open()
    wait_until(lambda: voice.texts[-1] == "Now go.", 20)


def test_the_current_text_is_synthesized_before_preparations(speaker_of: SpeakerOf) -> None:
    gate = Gate("First this.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    say(speaker, TEXT)
    gate.reached.get(timeout=20)
    speaker.prepare("Next one.")
    gate.open()
    wait_until(lambda: voice.texts == [*PIECES, "Next one."], 20)


def test_another_rate_applies_to_the_next_text_and_prepares_again(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    speaker.prepare("Next one.")
    wait_until(lambda: voice.rates == [150], 20)
    speaker.set_rate(220)
    wait_until(lambda: voice.rates == [150, 220], 20)
    events = say(speaker, "Next one.")
    assert events.get(timeout=20) == UtteranceStarted(0.04)
    assert _end(events) == UtteranceFinished()
    assert voice.texts == ["Next one.", "Next one."]


def test_another_rate_does_not_change_the_current_text(speaker_of: SpeakerOf) -> None:
    gate = Gate("Then that.")
    voice = ToneVoice(gate)
    speaker = speaker_of(voice)
    events = _say_up_to(gate, speaker)
    speaker.set_rate(220)
    gate.open()
    assert _end(events) == UtteranceFinished()
    assert voice.rates == [150, 150, 150]


def test_the_same_rate_does_not_prepare_again(speaker_of: SpeakerOf) -> None:
    voice = ToneVoice()
    speaker = speaker_of(voice)
    _prepared(speaker, "Next one.")
    speaker.set_rate(150)
    assert say(speaker, "Next one.").get(timeout=20) == UtteranceStarted(0.04)
    assert voice.texts == ["Next one."]


def test_the_volume_changes_the_current_and_later_texts(speaker_of: SpeakerOf) -> None:
    player = StubPlayer()
    speaker = speaker_of(ToneVoice(), player)
    speaker.set_volume(50)
    assert isinstance(say(speaker, "One.").get(timeout=20), UtteranceStarted)
    sound = player.sound
    assert isinstance(sound, StreamingSound)
    assert sound.volume == pytest.approx(10 ** (-10 / 20), abs=0.01)
    speaker.set_volume(0)
    assert sound.volume == 0.0
    speaker.set_volume(100)
    assert sound.volume == 1.0
