"""The list of available voices, and the choice of the one that speaks."""

import logging
from dataclasses import dataclass, replace

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices.neural_voice import (
    JOE,
    NeuralVoice,
    neural_model,
    neural_problem,
)
from mock_interviewer.audio.voices.system_voice import SystemVoice, SystemVoices, list_system_voices
from mock_interviewer.audio.voices.voice import SILENT, SilentVoice, Voice, VoiceInfo

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VoiceChoice:
    """The voice that speaks.

    ``reason`` explains in one or two sentences why it is not the requested one. ``damage`` is the
    error of the requested voice if it is installed but damaged.
    """

    voice: Voice
    reason: str | None = None
    damage: VoiceError | None = None


def system_voices() -> tuple[VoiceInfo, ...]:
    """Return the system's voices; blocks for up to 10 s.

    Raises VoiceError; if there is no speech library, its remedy is how to install one.
    """
    return list_system_voices().voices


def list_voices() -> tuple[VoiceInfo, ...]:
    """Return all available voices: the default first, then English ones, then the rest.

    Blocks for up to 10 s, and reads the neural voice's model to check for damage. A machine without
    a speech library simply has fewer voices.
    """
    try:
        system = list_system_voices()
    except VoiceError as error:
        _log.info("No system voices: %s", error)
        return _neural_voices()
    others = [voice for voice in system.voices if voice != system.default]
    english = [voice for voice in others if _is_english(voice)]
    foreign = [voice for voice in others if not _is_english(voice)]
    return (system.default, *_neural_voices(), *english, *foreign)


def choose_voice(wanted: str | None) -> VoiceChoice:
    """Return the voice with the ID ``wanted``, or the best available: system, neural, silent.

    A neural voice with a damaged model is never chosen. Does not raise if there is no voice;
    ``reason`` then says what is missing and what to do. Blocks for up to 10 s.
    """
    if wanted == SILENT.id:
        return VoiceChoice(SilentVoice())
    damage = None
    if wanted == JOE.id and neural_model() is not None:
        damage = neural_problem()
        if damage is None:
            return VoiceChoice(NeuralVoice())
    try:
        system = list_system_voices()
    except VoiceError as error:
        return _without_system(wanted, error)
    if damage is not None:
        return _in_place_of_neural(damage, system)
    return _of_the_system(wanted, system)


def _in_place_of_neural(damage: VoiceError, system: SystemVoices) -> VoiceChoice:
    """Return the system's default voice in place of the damaged neural voice."""
    said = f"{damage.what} “{system.default.name}” will be used instead. {damage.remedy}"
    return VoiceChoice(SystemVoice(system.default), said, damage)


def _of_the_system(wanted: str | None, system: SystemVoices) -> VoiceChoice:
    found = next((voice for voice in system.voices if voice.id == wanted), None)
    if found is not None:
        return VoiceChoice(SystemVoice(found))
    default = SystemVoice(system.default)
    if wanted is None:
        return VoiceChoice(default)
    return VoiceChoice(
        default,
        f"The chosen voice, {_plain(wanted)}, is no longer available. “{system.default.name}” will"
        " be used instead.",
    )


def _without_system(wanted: str | None, error: VoiceError) -> VoiceChoice:
    damage = None if neural_model() is None else neural_problem()
    missed = ""
    if wanted is not None and (wanted != JOE.id or damage is None):
        missed = f"The chosen voice, {_plain(wanted)}, is no longer available. "
    if neural_model() is not None and damage is None:
        said = f"{missed}{error.what} The neural voice “{JOE.name}” will be used instead."
        return VoiceChoice(NeuralVoice(), f"{said} {error.remedy}")
    said = f"{missed}{error.what} Questions are shown but not spoken. {error.remedy}"
    if damage is not None:
        said = f"{damage.what} {said}"
    return VoiceChoice(SilentVoice(), said, damage)


def _neural_voices() -> tuple[VoiceInfo, ...]:
    """Return the neural voice, with its problem if any; nothing if it is not installed."""
    if neural_model() is None:
        return ()
    problem = neural_problem()
    return (JOE if problem is None else replace(JOE, problem=str(problem)),)


def _is_english(voice: VoiceInfo) -> bool:
    return voice.language.partition("-")[0] == "en"


def _plain(identity: str) -> str:
    """Return the part of a voice's ID that a person may recognize."""
    return f"“{identity.partition(':')[2] or identity}”"
