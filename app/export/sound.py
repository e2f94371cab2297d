"""Recordings of takes as sound files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mock_interviewer.app.export.kept import KeptTake
from mock_interviewer.audio.encoding import SoundForm, encode
from mock_interviewer.audio.sound_file import read_blocks
from mock_interviewer.audio.types import SPEECH_RATE, Sound


def write_sound(takes: Sequence[KeptTake], target: Path, form: SoundForm) -> float:
    """Write the recordings of takes one after the other; return their seconds together.

    Raises BadAudioFile where one cannot be read, OSError where the file cannot be written.
    """
    return encode(_blocks(takes), target, form)


def _blocks(takes: Sequence[KeptTake]) -> Iterator[Sound]:
    for kept in takes:
        if kept.take.recording is not None:
            yield from read_blocks(kept.take.recording, SPEECH_RATE)
