"""Recordings of takes as sound files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mock_interviewer.app.export.kept import KeptTake
from mock_interviewer.audio.encoding import SoundForm, encode
from mock_interviewer.audio.flac import at_hand
from mock_interviewer.audio.sound_file import read_blocks
from mock_interviewer.audio.types import SPEECH_RATE, Sound


def write_sound(
    takes: Sequence[KeptTake],
    target: Path,
    form: SoundForm,
    check: Callable[[], None] = lambda: None,
) -> float:
    """Write the recordings of takes one after the other; return their seconds together.

    ``check`` is called every few seconds of sound, and what it raises ends it. Raises BadAudioFile
    where a recording cannot be read, OSError where the file cannot be written.
    """
    return encode(_blocks(takes, check), target, form)


def _blocks(takes: Sequence[KeptTake], check: Callable[[], None]) -> Iterator[Sound]:
    for kept in takes:
        if kept.take.recording is None:
            continue
        for block in read_blocks(at_hand(kept.take.recording), SPEECH_RATE):
            check()
            yield block
