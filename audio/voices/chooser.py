"""Which voices there are, and which one speaks."""

import logging
from dataclasses import dataclass

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.voices.neural import JOE, NeuralVoice, neural_model
from mock_interviewer.audio.voices.protocol import Voice, VoiceInfo
from mock_interviewer.audio.voices.silent import SILENT, SilentVoice
from mock_interviewer.audio.voices.system import SystemVoice, SystemVoices, list_system_voices

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choice:
    """The voice that speaks, and a sentence or two where it is not the one that was wanted."""

    voice: Voice
    reason: str | None = None


def system_voices() -> tuple[VoiceInfo, ...]:
    """Return the system's voices; blocks for up to 10 s.

    Raises VoiceError, with how to install a speech library where there is none.
    """
    return list_system_voices().voices


def list_voices() -> tuple[VoiceInfo, ...]:
    """Return every voice that can speak here: the default first, then English ones, then the rest.

    Blocks for up to 10 s. A machine without a speech library simply has fewer.
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


def choose_voice(wanted: str | None) -> Choice:
    """Return the voice with the id ``wanted``, or the best there is: system, neural, silent.

    Never raises for want of a voice; ``reason`` then says what is missing and what to do. Blocks
    for up to 10 s.
    """
    if wanted == SILENT.id:
        return Choice(SilentVoice())
    if wanted == JOE.id and _neural_voices():
        return Choice(NeuralVoice())
    try:
        system = list_system_voices()
    except VoiceError as error:
        return _without_system(wanted, error)
    return _of_the_system(wanted, system)


def _of_the_system(wanted: str | None, system: SystemVoices) -> Choice:
    found = next((voice for voice in system.voices if voice.id == wanted), None)
    if found is not None:
        return Choice(SystemVoice(found))
    default = SystemVoice(system.default)
    if wanted is None:
        return Choice(default)
    return Choice(
        default, f"The chosen voice, {_plain(wanted)}, is gone, so “{system.default.name}” speaks."
    )


def _without_system(wanted: str | None, error: VoiceError) -> Choice:
    missed = "" if wanted is None else f"The chosen voice, {_plain(wanted)}, is gone. "
    if _neural_voices():
        said = f"{missed}{error.what} The neural voice “{JOE.name}” speaks instead."
        return Choice(NeuralVoice(), f"{said} {error.remedy}")
    said = f"{missed}{error.what} Questions are shown and not spoken."
    return Choice(SilentVoice(), f"{said} {error.remedy}")


def _neural_voices() -> tuple[VoiceInfo, ...]:
    return (JOE,) if neural_model() is not None else ()


def _is_english(voice: VoiceInfo) -> bool:
    return voice.language.partition("-")[0] == "en"


def _plain(identity: str) -> str:
    """Return the part of a voice's id that a person may recognise."""
    return f"“{identity.partition(':')[2] or identity}”"
