"""The voices of the operating system, which speak each utterance in a child process of its own.

pyttsx3 speaks only one text per process reliably, reports success even when it failed, and cannot
be stopped. Here it only writes a file; we check the file and play it ourselves.
"""

import json
import logging
import platform
import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from mock_interviewer.audio.errors import BadAudioFile, VoiceError
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.processes.child_errors import redact_stderr
from mock_interviewer.audio.samples import Sound
from mock_interviewer.audio.voices.child_run import FinishedChild, VoiceTimeoutError, run_child
from mock_interviewer.audio.voices.system_voice_child import NO_LIBRARY, NO_VOICE, UTTERANCE
from mock_interviewer.audio.voices.text_pieces import printable_line
from mock_interviewer.audio.voices.voice import VoiceInfo, empty_speech

_INSTALL_COMMANDS: Final = (
    ("apt-get", "sudo apt-get install espeak-ng"),
    ("dnf", "sudo dnf install espeak-ng"),
    ("pacman", "sudo pacman -S espeak-ng"),
    ("zypper", "sudo zypper install espeak-ng"),
    ("brew", "brew install espeak-ng"),
)


def how_to_install_voices() -> str:
    """Return a sentence that says how to install a speech library on this system."""
    if platform.system() == "Windows":
        return "Add a voice under Settings → Time & language → Speech."
    for tool, command in _INSTALL_COMMANDS:
        if shutil.which(tool):
            return f"Install one with “{command}”."
    return "Install espeak-ng from https://github.com/espeak-ng/espeak-ng/releases."


_log = logging.getLogger(__name__)


_MODULE: Final = "mock_interviewer.audio.voices.system_voice_child"


_PREFIX: Final = "system:"


_LIST_LIMIT: Final = 10.0


_LEAST_LIMIT: Final = 10.0


_MOST_LIMIT: Final = 120.0


_CHARACTERS_A_SECOND: Final = 100


_CHILDS_OWN_GRACE: Final = 5.0


_AUDIBLE: Final = 1e-3


_REMEDY: Final = "Try again, or choose another voice."


class NoSpeechLibraryError(VoiceError):
    """The system has no speech library; the remedy says how to install one."""


class NoSuchVoiceError(VoiceError):
    """The system no longer has the requested voice."""


@dataclass(frozen=True)
class SystemVoices:
    """The voices of the system; ``default`` is one of ``voices``."""

    default: VoiceInfo
    voices: tuple[VoiceInfo, ...]


class SystemVoice:
    """A voice of the operating system; a Voice.

    ``command`` replaces the beginning of the child's command line, to which arguments are added.
    """

    def __init__(self, info: VoiceInfo, *, command: Sequence[str] | None = None) -> None:
        self.info = info
        self._command = command or child_command(_MODULE)

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return ``text`` as speech; see Voice. Leaves nothing on the disk."""
        said = printable_line(text)
        if not said:
            return empty_speech()
        limit = min(_LEAST_LIMIT + len(said) / _CHARACTERS_A_SECOND, _MOST_LIMIT)
        # mkdtemp creates it with mode 0700 at any umask, and the child is gone before it is.
        with tempfile.TemporaryDirectory(prefix="mock-interviewer-scratch-") as folder:
            arguments = ["say", folder, "--rate", str(rate)]
            arguments += ["--voice", self.info.id.removeprefix(_PREFIX)]
            finished = _run(self._command, arguments, said.encode(), limit, cancel, self.info.name)
            if finished.status == NO_VOICE:
                raise NoSuchVoiceError(
                    f"The voice “{self.info.name}” is no longer available.", _REMEDY
                )
            _check_status(finished, self.info.name)
            return _read_speech(Path(folder) / UTTERANCE, self.info.name)

    def close(self) -> None:
        """Do nothing: no process outlives its utterance."""


def list_system_voices(*, command: Sequence[str] | None = None) -> SystemVoices:
    """Return the voices of the system, from a child process; blocks for up to 10 s.

    Raises NoSpeechLibraryError, or VoiceError if the system does not respond.
    """
    what = "The system's speech library"
    finished = _run(command or child_command(_MODULE), ["list"], b"", _LIST_LIMIT, None, what)
    _check_status(finished, what)
    try:
        answer = json.loads(finished.output)
        voices = tuple(
            VoiceInfo(f"{_PREFIX}{voice['id']}", voice["name"], "system", voice["language"])
            for voice in answer["voices"]
        )
        default = next(
            (voice for voice in voices if voice.id == f"{_PREFIX}{answer['default']}"),
            voices[0],
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _no_library() from error
    return SystemVoices(default, voices)


def _run(
    command: Sequence[str],
    arguments: Sequence[str],
    text: bytes,
    limit: float,
    cancel: threading.Event | None,
    name: str,
) -> FinishedChild:
    own_limit = ["--limit", f"{limit + _CHILDS_OWN_GRACE:.0f}"]
    try:
        return run_child([*command, *own_limit, *arguments], text, limit=limit, cancel=cancel)
    except VoiceTimeoutError as error:
        raise VoiceError(f"{name} didn't respond within {limit:.0f} seconds.", _REMEDY) from error
    except OSError as error:
        raise VoiceError(f"{name} couldn't be started: {error.strerror}.", _REMEDY) from error


def _check_status(finished: FinishedChild, name: str) -> None:
    if finished.status == 0:
        return
    _log.warning(
        "A voice's child process ended with %d: %s", finished.status, redact_stderr(finished.stderr)
    )
    if finished.status == NO_LIBRARY:
        raise _no_library()
    raise VoiceError(f"{name} stopped before it finished.", _REMEDY)


def _no_library() -> NoSpeechLibraryError:
    return NoSpeechLibraryError("This system has no speech library.", how_to_install_voices())


def _read_speech(path: Path, name: str) -> Sound:
    """Return the speech in a file; silence is as wrong as no file."""
    try:
        sound = read_sound(path)
    except BadAudioFile as error:
        raise VoiceError(f"{name} produced no sound.", _REMEDY) from error
    if float(np.abs(sound.samples).max()) < _AUDIBLE:
        raise VoiceError(f"{name} produced only silence.", _REMEDY)
    return sound
