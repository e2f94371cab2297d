"""The program's own voice is removed from the microphone's sound, and no other voice."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from benchmarks.own_voice.hearing import noticed, noticed_over
from benchmarks.recognition.noise import in_a_room, rms, speech_rms
from rig.bursts import bursts
from rig.made_up_room import Fault, cleaned, cleaned_blocks, leaked, room

from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.listening.echo_cancellation import HeardSound, SoundOrigin
from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter
from mock_interviewer.audio.playback.sound_player import PlayedBlock
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

QUESTION = (
    "Tell me how you would find out why an answer of the model is wrong. "
    "Begin with what you would look at first, and say what you would measure. "
    "Then tell me which of two changes you would try, and how you would know that it helped."
)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def test_without_playback_samples_are_unchanged() -> None:
    own, block = OwnVoiceFilter(), bursts(1, 1)[:400]
    assert own.clean(block, 7.0) == (block, SoundOrigin.CLEAN)


def test_half_a_second_after_playback_samples_are_unchanged() -> None:
    own, played = OwnVoiceFilter(), bursts(2, 1)
    heard = np.concatenate([leaked(played, -20, 0.1, room(0.3)), bursts(2, 2)])
    left = cleaned(own, heard, Sound(played, SPEECH_RATE))
    after = round(2.55 * SPEECH_RATE)
    assert np.array_equal(left[after:], heard[after:])


def test_reverberation_of_the_voice_is_removed_too() -> None:
    played = bursts(2, 1)
    heard = leaked(np.concatenate([played, silence(1)]), -10, 0.2, room(0.4))
    left = cleaned(OwnVoiceFilter(), heard, Sound(played, SPEECH_RATE))
    tail = slice(2 * SPEECH_RATE, round(2.4 * SPEECH_RATE))
    assert rms(left[tail]) < rms(heard[tail]) / 4


def test_a_second_sound_starts_without_the_end_of_the_first() -> None:
    own, block = OwnVoiceFilter(), np.full(400, 0.5, dtype=np.float32)
    left = []
    for number in range(160):
        at = number / 40
        if number in {40, 120}:
            own.played(PlayedBlock(np.full(320, 0.01, np.float32), SPEECH_RATE, at))
        left.append(own.clean(block, at).samples)
    assert not left[40][:160].any()
    assert left[79] is block
    assert not left[120][:160].any()


def test_the_playback_lead_is_determined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    played = bursts(8, 1)
    own, leads = OwnVoiceFilter(), set()
    clean = own.clean

    def noting(block: Samples, at: float) -> HeardSound:
        left = clean(block, at)
        leads.add(own.lead)
        return left

    monkeypatch.setattr(own, "clean", noting)
    cleaned(own, played, Sound(played, 22_050), jitter=0.01)
    assert len(leads) == 2


def test_played_silence_does_not_count_as_sound() -> None:
    heard = bursts(1, 2)
    left = cleaned(OwnVoiceFilter(), heard, Sound(silence(1), SPEECH_RATE))
    assert np.array_equal(left, heard)


def test_at_first_only_sound_louder_than_the_voice_is_kept() -> None:
    played = bursts(1, 1)
    soft = leaked(played, -6, 0.1, room(0.3))
    assert not cleaned(OwnVoiceFilter(), soft, Sound(played, SPEECH_RATE)).any()
    loud = soft + bursts(1, 2, dbfs=-5)
    assert rms(cleaned(OwnVoiceFilter(), loud, Sound(played, SPEECH_RATE))) > rms(loud) / 2


@pytest.mark.parametrize("delay", [-0.03, 0.05, 0.2])
@pytest.mark.parametrize("leak", [-20, -10, -6])
def test_the_voice_is_removed_at_any_delay(leak: float, delay: float) -> None:
    played = bursts(8, 1)
    echo = leaked(played, leak, max(0.0, delay), room(0.3))
    early = round(max(0.0, -delay) * SPEECH_RATE)
    heard = np.concatenate([echo[early:], silence(-min(0.0, delay))])
    left = cleaned(OwnVoiceFilter(), heard, Sound(played, SPEECH_RATE), jitter=0.02)
    assert rms(left[2 * SPEECH_RATE :]) < rms(heard) / 10


def test_speech_over_the_voice_is_kept() -> None:
    played = bursts(8, 1)
    person = np.concatenate([silence(4), bursts(2, 3, dbfs=-26), silence(2)])
    echo = leaked(played, -20, 0.1, room(0.3))
    left = cleaned(OwnVoiceFilter(), echo + person, Sound(played, SPEECH_RATE), jitter=0.02)
    spoken = slice(4 * SPEECH_RATE, 6 * SPEECH_RATE)
    assert rms(left[spoken]) > rms(person[spoken]) / 2


def test_a_pause_between_two_sounds_keeps_the_echo_path() -> None:
    played = np.concatenate([bursts(4, 1), silence(3), bursts(2, 2)])
    heard = leaked(played, -10, 0.1, room(0.3))
    left = cleaned(OwnVoiceFilter(), heard, Sound(played, SPEECH_RATE))
    again = slice(7 * SPEECH_RATE, None)
    assert rms(left[again]) < rms(heard[again]) / 30


@pytest.mark.parametrize("fault", [Fault(4.0, dry=0.15), Fault(4.0, late=0.3)])
def test_playback_dropouts_do_not_cause_false_speech(fault: Fault) -> None:
    played = bursts(8, 1)
    heard = leaked(fault.heard(played), -10, 0.1, room(0.3))
    left = cleaned(OwnVoiceFilter(), heard, Sound(played, SPEECH_RATE), fault=fault)
    tenths = left[3 * SPEECH_RATE : 8 * SPEECH_RATE].reshape(-1, SPEECH_RATE // 10)
    assert max(map(rms, tenths)) < rms(heard) / 10


def test_the_playback_callback_only_stores_samples() -> None:
    own = OwnVoiceFilter()
    for number in range(3_000):
        own.played(PlayedBlock(np.ones(320, np.float32), SPEECH_RATE, number * 0.02))
    assert not own.clean(bursts(1, 1)[:400], 59.9).samples.any()


@pytest.fixture(scope="module")
def question() -> Iterator[Sound]:
    with closing(NeuralVoice()) as voice:
        yield voice.synthesize(QUESTION, rate=160)


def _at_speech_rate(sound: Sound) -> Samples:
    import soxr

    return np.asarray(soxr.resample(sound.samples, sound.rate, SPEECH_RATE), dtype=np.float32)


@pytest.mark.model
@pytest.mark.parametrize("leak", [-20, -10, -6])
def test_the_real_detector_finds_no_speech_in_our_first_sentences(
    question: Sound, leak: float
) -> None:
    echo = in_a_room(leaked(_at_speech_rate(question), leak, 0.1, room(0.3)))
    assert noticed(echo)
    assert not noticed_over(cleaned_blocks(OwnVoiceFilter(), echo, question, jitter=0.02))


@pytest.mark.model
def test_the_real_detector_soon_finds_a_human_voice_over_ours(
    question: Sound, speech_folder: Path
) -> None:
    echo = leaked(_at_speech_rate(question), -20, 0.1, room(0.3))
    human = read_sound(speech_folder / "jfk.wav", SPEECH_RATE).samples[: 3 * SPEECH_RATE]
    person = np.zeros_like(echo)
    start = 4 * SPEECH_RATE
    person[start : start + len(human)] = human * 10 ** (-26 / 20) / speech_rms(human)
    alone = noticed(in_a_room(person))[0]
    left = cleaned_blocks(OwnVoiceFilter(), in_a_room(echo + person), question, jitter=0.02)
    over = noticed_over(left)[0]
    assert 4.0 < over.heard < alone.heard + 0.2
