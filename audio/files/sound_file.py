"""Sound files: any kind is read, and WAV, FLAC, MP3, or Opus is written."""

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
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

_log = logging.getLogger(__name__)


LONGEST_SOUND: Final = 24 * 3600.0
"""Seconds of sound that are transcribed, analyzed or kept from one file."""


_BLOCK: Final = 1 << 16


_MOST_AT_ONCE: Final = 1 << 28
"""Samples for which memory is set aside because a file says that it has them."""


_UNKNOWN: Final = 1 << 62
"""Frames from which libsndfile means that a file does not say how many it has."""


_HOUR: Final = 3600.0


_LOWEST_RATE: Final = 1_000


_HIGHEST_RATE: Final = 768_000


_CONTAINERS: Final = (
    *("mov", "matroska", "webm", "ogg", "mp3", "aac", "wav", "w64", "flac", "aiff", "caf", "au"),
    *("asf", "avi", "amr", "ac3", "eac3", "ape", "wv", "tta", "mpeg", "mpegts", "flv", "dsf"),
)
"""FFmpeg's names of what may hold a recording."""


_OPTIONS: Final = {"protocol_whitelist": "none", "format_whitelist": ",".join(_CONTAINERS)}
"""No playlists and no protocols: a file must not make FFmpeg fetch, or wait for, another one."""


_REMEDY: Final = "Choose another file, for example a WAV, FLAC, MP3 or Ogg recording."


_LONG_REMEDY: Final = "Cut it into shorter files."


_MISSING_REMEDY: Final = "Check the path, or choose another file."


def read_sound(path: Path, rate: int | None = None, *, longest: float = math.inf) -> Sound:
    """Read a sound file as mono at ``rate`` Hz, or at its own rate when that is None.

    Reads whatever libsndfile or FFmpeg understands. Channels are averaged, NaN and Inf become
    silence, and samples outside -1 to 1 are clipped. A file that was cut short gives what is left
    of it. Raises BadAudioFile where there is no file, no sound in it, or more than ``longest``
    seconds. Keeps all of it in memory. Blocks: not for the GUI's thread.
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
    """Yield what ``read_sound`` returns, in blocks that follow one another; one at least.

    Keeps one block in memory. Raises the same, before the first block, but for a file that is
    longer than it says: that is found out on the way. Blocks: not for the GUI's thread.
    """
    _refuse_what_is_no_file(path)
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
        raise BadAudioFile(f"{path} is not a sound file.", _REMEDY) from unread
    raise BadAudioFile(f"{path} has no sound in it.", _REMEDY)


def check_sound_file(path: Path, *, longest: float = math.inf) -> None:
    """Raise BadAudioFile where ``read_blocks`` would before its first block."""
    with closing(read_blocks(path, longest=longest)) as blocks:
        next(blocks)


def declared_seconds(path: Path) -> float | None:
    """Return how long a sound file says that it is, which may be wrong.

    None where it does not say, or is no sound file. Raises BadAudioFile where there is no file.
    """
    import soundfile

    _refuse_what_is_no_file(path)
    try:
        with soundfile.SoundFile(path) as file:
            frames = int(file.frames)
            return frames / file.samplerate if 0 < frames < _UNKNOWN else None
    except (soundfile.SoundFileError, TypeError):
        return _declared_to_ffmpeg(path)


def write_wav(path: Path, sound: Sound) -> None:
    """Write ``sound`` as a 16-bit mono WAV file; raises OSError as ``open`` does."""
    with path.open("wb") as file, wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(sound.rate)
        writer.writeframes(to_pcm16(sound.samples))


def to_pcm16(samples: Samples) -> bytes:
    """Return samples as 16-bit little-endian PCM; what lies outside -1 to 1 is clipped."""
    return bytes((np.clip(samples, -1, 1) * 32767).round().astype("<i2").tobytes())


class _UnreadableError(Exception):
    """A decoder does not understand the file."""


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadAudioFile(f"{path} is a folder, not a sound file.", _REMEDY)
        if path.exists() and not path.is_file():
            raise BadAudioFile(f"{path} is not a file.", _REMEDY)
        with path.open("rb") as file:
            if not file.read(1):
                raise BadAudioFile(f"{path} is empty.", _REMEDY)
    except FileNotFoundError as error:
        raise BadAudioFile(f"{path} is not there.", _MISSING_REMEDY) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadAudioFile(f"{path} cannot be read: {reason}.", _MISSING_REMEDY) from error


def _read_with_libsndfile(path: Path, rate: int | None) -> Iterator[Sound]:
    import soundfile

    try:
        file = soundfile.SoundFile(path)
    # TypeError: soundfile takes a file whose name ends in .raw for headerless samples.
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
    """Return how many samples a file is likely to have at a rate; what it says may be wrong."""
    return min(round((declared_seconds(path) or 0.0) * rate) + _BLOCK, _MOST_AT_ONCE)


def _with_room(samples: Samples, size: int) -> Samples:
    """Return samples at the start of an array for more, which takes memory as it is filled."""
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
    """Yield blocks of shape (frames, channels) cleaned, mono and resampled; none that is empty."""
    if not _LOWEST_RATE <= file_rate <= _HIGHEST_RATE:
        raise _UnreadableError(f"{file_rate} samples a second")
    convert = _Converter(file_rate, rate)
    for block in _until_they_break(blocks):
        samples = convert(_clean_mono(block))
        if len(samples):
            yield Sound(samples, convert.rate)
    rest = convert.rest()
    if len(rest):
        yield Sound(rest, convert.rate)


def _until_they_break(blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """Yield the blocks of a damaged file too: a decoder that gives up later has met its end."""
    begun = False
    try:
        for block in blocks:
            yield block
            begun = True
    except _UnreadableError as error:
        if not begun:
            raise
        _log.warning("A sound file breaks off: %s", error)


def _clean_mono(block: NDArray[np.float32]) -> Samples:
    cleaned = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
    mixed = np.clip(cleaned, -1.0, 1.0).mean(axis=1)
    return np.asarray(mixed, dtype=np.float32)


class _Converter:
    """Takes blocks to another rate, one after the other, with no seam between them."""

    def __init__(self, source: int, target: int | None) -> None:
        self.rate = target or source
        self._stream: Any = None
        if self.rate != source:
            import soxr

            self._stream = soxr.ResampleStream(source, self.rate, 1, dtype="float32")

    def __call__(self, block: Samples) -> Samples:
        return block if self._stream is None else self._stream.resample_chunk(block)

    def rest(self) -> Samples:
        """Return what the resampler still holds after the last block."""
        nothing = np.zeros(0, dtype=np.float32)
        return nothing if self._stream is None else self._stream.resample_chunk(nothing, last=True)


_ENCODER_BLOCK: Final = 1 << 13
"""Samples that an encoder is given at once: more overflow the stack of some."""


_ENCODINGS: Final = {
    "wav": {"format": "WAV", "subtype": "PCM_16"},
    "flac": {"format": "FLAC", "subtype": "PCM_16"},
    "mp3": {"format": "MP3", "subtype": "MPEG_LAYER_III"},
    "opus": {"format": "OGG", "subtype": "OPUS"},
}


_LONGEST_WAV: Final = 37 * 3600 * SPEECH_RATE
"""Samples: a WAV file tells its length in 32 bits."""


_DURATION_SLACK: Final = 0.5
"""Seconds by which a file may seem shorter than what was put into it, as encoders count."""


class SoundFormat(StrEnum):
    """A kind of sound file; its value is how the names of such files end."""

    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"
    OPUS = "opus"


def encode_sound(blocks: Iterable[Sound], target: Path, form: SoundFormat) -> float:
    """Write blocks of 16 kHz mono that follow one another to ``target``; return their seconds.

    Keeps one block in memory. Raises OSError where the file cannot be written whole, and whatever
    ``blocks`` raises. Blocks: not for the GUI's thread.
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
    return OSError(None, "not all of the sound could be written, so the disk may be full")
