"""Reading of sound files of any kind, and writing of WAV, FLAC, MP3, and Opus files."""

import logging
import math
import wave
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.samples import SPEECH_RATE, Resampler, Samples, Sound, to_pcm

_log = logging.getLogger(__name__)


LONGEST_SOUND: Final = 24 * 3600.0
"""Seconds of sound that can be transcribed, analyzed, or imported from one file."""


_BLOCK: Final = 1 << 16


_MOST_AT_ONCE: Final = 1 << 28
"""Samples for which memory is reserved because a file claims to have them."""


_UNKNOWN: Final = 1 << 62
"""From this number of frames on, libsndfile means that the length is not known."""


_HOUR: Final = 3600.0


_LOWEST_RATE: Final = 1_000


_HIGHEST_RATE: Final = 768_000


_CONTAINERS: Final = (
    *("mov", "matroska", "webm", "ogg", "mp3", "aac", "wav", "w64", "flac", "aiff", "caf", "au"),
    *("asf", "avi", "amr", "ac3", "eac3", "ape", "wv", "tta", "mpeg", "mpegts", "flv", "dsf"),
)
"""FFmpeg's names of the containers that may hold a recording."""


_OPTIONS: Final = {"protocol_whitelist": "none", "format_whitelist": ",".join(_CONTAINERS)}
"""No playlists and no protocols: a file must not make FFmpeg open another file or the network."""


_REMEDY: Final = "Choose another file, for example a WAV, FLAC, MP3, or Ogg recording."


_LONG_REMEDY: Final = "Split it into shorter files."


_MISSING_REMEDY: Final = "Check the path, or choose another file."


def read_sound(path: Path, rate: int | None = None, *, longest: float = math.inf) -> Sound:
    """Read a sound file as mono at ``rate`` Hz, or at its own rate for None.

    Reads everything that libsndfile or FFmpeg can read. Channels are averaged, NaN and Inf become
    silence, and samples outside -1 to 1 are clipped. A truncated file gives what is left of it.
    Raises BadAudioFile if there is no file, no sound in it, or more than ``longest`` seconds. Keeps
    all of it in memory. Blocks: do not call it on the GUI thread.
    """
    samples = np.empty(0, dtype=np.float32)
    at = found = 0
    for part in read_blocks(path, rate, longest=longest):
        end = at + len(part.samples)
        if end > len(samples):
            samples = _with_room(samples[:at], max(_likely_size(path, part.rate), end))
        samples[at:end] = part.samples
        at, found = end, part.rate
    return Sound(samples[:at], found)


def read_blocks(
    path: Path, rate: int | None = None, *, longest: float = math.inf
) -> Generator[Sound, None, None]:
    """Yield what ``read_sound`` returns, in consecutive blocks, at least one.

    Keeps one block in memory. Raises the same errors before the first block, except for a file that
    is longer than it claims, which is noticed while reading. Blocks: do not call it on the GUI
    thread.
    """
    _require_file(path)
    if longest < math.inf and (declared_seconds(path) or 0.0) > longest:
        raise _too_long(path, longest)
    unread: _UnreadableError | None = None
    for decode in (_read_with_libsndfile, _read_with_ffmpeg):
        begun, unread = False, None
        seconds = 0.0
        try:
            for part in decode(path, rate):
                begun = True
                seconds += part.duration
                if seconds > longest:
                    raise _too_long(path, longest)
                yield part
        except _UnreadableError as error:
            _log.debug("%s cannot read the file: %s", decode.__name__, error)
            unread = error
        if begun:
            return
    if unread is not None:
        raise BadAudioFile(f"{path} isn't a sound file.", _REMEDY) from unread
    raise BadAudioFile(f"{path} contains no sound.", _REMEDY)


def check_sound_file(path: Path, *, longest: float = math.inf) -> None:
    """Raise BadAudioFile if ``read_blocks`` would raise it before its first block."""
    with closing(read_blocks(path, longest=longest)) as blocks:
        next(blocks)


def declared_seconds(path: Path) -> float | None:
    """Return the length in seconds that a sound file claims to have, which may be wrong.

    None if it does not state one, or is not a sound file. Raises BadAudioFile if there is no file.
    """
    import soundfile

    _require_file(path)
    try:
        with soundfile.SoundFile(path) as file:
            frames = int(file.frames)
            return frames / file.samplerate if 0 < frames < _UNKNOWN else None
    except (soundfile.SoundFileError, TypeError):
        return _declared_to_ffmpeg(path)


def write_wav(path: Path, sound: Sound) -> None:
    """Write ``sound`` as a 16-bit mono WAV file; raises OSError like ``open``."""
    with path.open("wb") as file, wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sound.rate)
        writer.writeframes(to_pcm(sound.samples).astype("<i2").tobytes())


class _UnreadableError(Exception):
    """A decoder cannot read the file."""


def _require_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadAudioFile(f"{path} is a folder, not a sound file.", _REMEDY)
        if path.exists() and not path.is_file():
            raise BadAudioFile(f"{path} isn't a file.", _REMEDY)
        with path.open("rb") as file:
            if not file.read(1):
                raise BadAudioFile(f"{path} is empty.", _REMEDY)
    except FileNotFoundError as error:
        raise BadAudioFile(f"{path} doesn't exist.", _MISSING_REMEDY) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadAudioFile(f"{path} can't be read: {reason}.", _MISSING_REMEDY) from error


def _read_with_libsndfile(path: Path, rate: int | None) -> Iterator[Sound]:
    import soundfile

    try:
        file = soundfile.SoundFile(path)
    # TypeError: soundfile expects headerless samples in a file whose name ends in .raw.
    except (soundfile.SoundFileError, TypeError) as error:
        raise _UnreadableError(str(error)) from error

    def blocks() -> Iterator[NDArray[np.float32]]:
        while True:
            try:
                block = file.read(_BLOCK, dtype="float32", always_2d=True)
            except soundfile.SoundFileError as error:
                raise _UnreadableError(str(error)) from error
            if not len(block):
                return
            yield block

    with file:
        yield from _converted(blocks(), file.samplerate, rate)


def _likely_size(path: Path, rate: int) -> int:
    """Return the likely number of samples of a file at a rate; what the file says may be wrong."""
    return min(round((declared_seconds(path) or 0.0) * rate) + _BLOCK, _MOST_AT_ONCE)


def _with_room(samples: Samples, size: int) -> Samples:
    """Return samples at the start of a larger array, which takes up memory only as it is filled."""
    roomy = np.empty(max(size, 2 * len(samples)), dtype=np.float32)
    roomy[: len(samples)] = samples
    return roomy


def _too_long(path: Path, longest: float) -> BadAudioFile:
    hours = f"{longest / _HOUR:.0f} hours"
    return BadAudioFile(
        f"{path} is longer than {hours}, the longest file that can be read.", _LONG_REMEDY
    )


def _declared_to_ffmpeg(path: Path) -> float | None:
    import av

    try:
        with path.open("rb") as file, av.open(file, "r", options=_OPTIONS) as container:
            return None if container.duration is None else container.duration / av.time_base
    except (av.FFmpegError, ValueError):
        return None


def _read_with_ffmpeg(path: Path, rate: int | None) -> Iterator[Sound]:
    import av

    try:
        with path.open("rb") as file, av.open(file, "r", options=_OPTIONS) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None or not stream.rate:
                raise _UnreadableError("no audio stream")
            yield from _converted(_decoded(container, stream), stream.rate, rate)
    except (av.FFmpegError, ValueError) as error:
        raise _UnreadableError(str(error)) from error


def _decoded(container: Any, stream: Any) -> Iterator[NDArray[np.float32]]:
    """Yield blocks of shape (frames, channels) at the stream's rate."""
    import av

    to_floats = av.AudioResampler(format="fltp", rate=stream.rate)
    try:
        for frame in chain(container.decode(stream), (None,)):
            for converted in to_floats.resample(frame):
                yield np.asarray(converted.to_ndarray(), dtype=np.float32).T
    except (av.FFmpegError, ValueError) as error:
        raise _UnreadableError(str(error)) from error


def _converted(
    blocks: Iterator[NDArray[np.float32]], file_rate: int, rate: int | None
) -> Iterator[Sound]:
    """Clean, mix down, and resample blocks of shape (frames, channels); skip empty results."""
    if not _LOWEST_RATE <= file_rate <= _HIGHEST_RATE:
        raise _UnreadableError(f"{file_rate} samples a second")
    target = rate or file_rate
    resampler = Resampler(file_rate, target)
    for block in _until_damage(blocks):
        samples = resampler.take(_clean_mono(block))
        if len(samples):
            yield Sound(samples, target)
    rest = resampler.rest()
    if len(rest):
        yield Sound(rest, target)


def _until_damage(blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """Yield blocks up to the end or to damage; raise _UnreadableError only before the first."""
    started = False
    try:
        for block in blocks:
            yield block
            started = True
    except _UnreadableError as error:
        if not started:
            raise
        _log.warning("A sound file is truncated or damaged: %s", error)


def _clean_mono(block: NDArray[np.float32]) -> Samples:
    cleaned = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
    mixed = np.clip(cleaned, -1.0, 1.0).mean(axis=1)
    return np.asarray(mixed, dtype=np.float32)


_ENCODER_BLOCK: Final = 1 << 13
"""Samples given to an encoder at once: more would overflow the stack of some encoders."""


_ENCODINGS: Final = {
    "wav": {"format": "WAV", "subtype": "PCM_16"},
    "flac": {"format": "FLAC", "subtype": "PCM_16"},
    "mp3": {"format": "MP3", "subtype": "MPEG_LAYER_III"},
    "opus": {"format": "OGG", "subtype": "OPUS"},
}


_LONGEST_WAV: Final = 37 * 3600 * SPEECH_RATE
"""Samples: a WAV file stores its length in 32 bits."""


_DURATION_SLACK: Final = 0.5
"""Seconds by which an encoder's file may seem shorter than the sound written to it."""


class SoundFormat(StrEnum):
    """A kind of sound file; the value is its file name extension."""

    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"
    OPUS = "opus"


def encode_sound(blocks: Iterable[Sound], target: Path, form: SoundFormat) -> float:
    """Write consecutive blocks of 16 kHz mono to ``target``; return their length in seconds.

    Keeps one block in memory. Raises OSError if the file cannot be written completely, and whatever
    ``blocks`` raises. Blocks: do not call it on the GUI thread.
    """
    import soundfile

    samples = 0
    try:
        with soundfile.SoundFile(target, "w", SPEECH_RATE, 1, **_ENCODINGS[form]) as file:
            for block in blocks:
                samples += len(block.samples)
                if form is SoundFormat.WAV and samples > _LONGEST_WAV:
                    raise OSError(None, "WAV files are limited to 37 hours; choose FLAC")
                _append(file, block)
        whole = (
            samples == 0
            or soundfile.info(target).duration > samples / SPEECH_RATE - _DURATION_SLACK
        )
    except (soundfile.SoundFileError, AssertionError) as error:
        raise _unwritten() from error
    if not whole:
        raise _unwritten()
    return samples / SPEECH_RATE


def _append(file: Any, block: Sound) -> None:
    if block.rate != SPEECH_RATE:
        raise ValueError(f"{block.rate} samples a second")
    for start in range(0, len(block.samples), _ENCODER_BLOCK):
        file.write(block.samples[start : start + _ENCODER_BLOCK])


def _unwritten() -> OSError:
    return OSError(None, "not all of the sound could be written; the disk may be full")
