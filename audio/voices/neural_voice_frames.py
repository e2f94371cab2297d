"""The frames that the neural voice and its child process exchange on pipes."""

import struct
from typing import IO, Final

from mock_interviewer.audio.packaged_models import SPEECH_MODELS

_LENGTH: Final = struct.Struct("<I")


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Send one frame; raises OSError if the other end is gone."""
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None if the other end is gone, even in the middle of a frame."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


NEURAL_MODEL: Final = SPEECH_MODELS["en_US-joe-medium"]
"""The expected files of the voice's model."""


ANSWER_HEAD: Final = struct.Struct("<cI")


READY: Final = b"r"
"""The voice is loaded; the payload is its sample rate, as decimal digits."""


SOUND: Final = b"s"
"""The payload is float32 samples, little-endian."""


REFUSED: Final = b"x"
"""The voice's model is missing or damaged and was not loaded, so nothing is spoken. The payload is
a JSON list of two sentences: what is wrong, and what to do."""


END: Final = b"e"


FAILED: Final = b"f"
