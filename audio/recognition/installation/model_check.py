"""Checks of a model's files without loading them: complete, consistent, unchanged.

Weights have no checksum of their own, so a flipped bit among them shows only against one from
elsewhere: a hub's, an archive's, or a manifest's.
"""

import hashlib
import json
import os
import re
import struct
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from mock_interviewer.audio.recognition.models.manifest import VOCABULARIES

_CHECKSUM = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256_DIGITS = 64


def is_checksum(text: object) -> bool:
    """Return whether this is a checksum that ``matches`` can compare."""
    return isinstance(text, str) and _CHECKSUM.fullmatch(text) is not None


def matches(path: Path, checksum: str, sha256: str) -> bool:
    """Return whether a file, whose SHA-256 is known, has a hub's checksum; raises OSError."""
    if len(checksum) == _SHA256_DIGITS:
        return sha256 == checksum
    return git_checksum(path.read_bytes()) == checksum


def git_checksum(data: bytes) -> str:
    """Return Git's checksum of a file with these contents."""
    head = f"blob {len(data)}\0".encode()
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


SPEC = b"WhisperSpec"
MULTILINGUAL_FROM = 51_865
"""Tokens of the smallest vocabulary with languages in it; English-only ones have fewer."""
_VERSIONS: Final = range(4, 100)
_ITEM_SIZES: Final = {0: 4, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2}
"""Bytes of a number, by CTranslate2's type: float32, int8, int16, int32, float16, bfloat16."""
_MOST_VARIABLES = 100_000
_MOST_DIMENSIONS = 8
_USUAL_MELS = 80
"""Mel bands of a model without ``preprocessor_config.json``."""


class InvalidModel(Exception):
    """What is wrong with a model, in a few words that continue "is damaged: "."""


@dataclass(frozen=True)
class ModelWeights:
    """The properties of a model that the shapes of its variables in ``model.bin`` give."""

    vocabulary: int
    mels: int

    @property
    def english_only(self) -> bool:
        """Whether it knows no other language."""
        return self.vocabulary < MULTILINGUAL_FROM


def check_model(folder: Path, names: Collection[str]) -> ModelWeights:
    """Check the files ``names`` of a model in a folder; a few milliseconds for any size.

    Raises InvalidModel where one is truncated, damaged, or does not match the others,
    and OSError where one cannot be read.
    """
    weights = read_weights(folder / "model.bin")
    _json_object(folder / "config.json")
    tokenizer = _json_object(folder / "tokenizer.json")
    if not isinstance(tokenizer.get("model"), dict):
        raise InvalidModel("tokenizer.json holds no tokenizer")
    vocabulary = next(name for name in VOCABULARIES if name in names)
    words = _words(folder / vocabulary)
    if words != weights.vocabulary:
        raise InvalidModel(
            f"{vocabulary} has {words} entries where model.bin has {weights.vocabulary}"
        )
    mels: Any = _USUAL_MELS
    if "preprocessor_config.json" in names:
        mels = _json_object(folder / "preprocessor_config.json").get("feature_size", _USUAL_MELS)
    elif weights.mels != _USUAL_MELS:
        raise InvalidModel("preprocessor_config.json is missing, which this model needs")
    if mels != weights.mels:
        raise InvalidModel(
            f"preprocessor_config.json says {mels} bands where model.bin has {weights.mels}"
        )
    return weights


def read_weights(path: Path) -> ModelWeights:
    """Read ``model.bin`` from variable to variable, to its very end.

    Raises InvalidModel when it is not a complete Whisper model of CTranslate2; OSError.
    """
    with path.open("rb") as file:
        reader = _WeightsReader(file)
        version = reader.number("I")
        if version not in _VERSIONS or reader.text() != SPEC:
            raise InvalidModel("model.bin is not a Whisper model in CTranslate2 format")
        reader.number("I")  # revision
        shapes = dict(reader.variable() for _ in range(reader.count(_MOST_VARIABLES)))
        for _ in range(reader.count(_MOST_VARIABLES)):
            reader.text()
            reader.text()
        if reader.left:
            raise InvalidModel(f"model.bin has {reader.left} bytes after its end")
    vocabulary = shapes.get(b"decoder/embeddings/weight", ())
    bands = shapes.get(b"encoder/conv1/weight", ())
    if len(vocabulary) < len(("words", "width")) or len(bands) < len(("width", "bands", "kernel")):
        raise InvalidModel("model.bin lacks a part of the model")
    return ModelWeights(vocabulary[0], bands[1])


class _WeightsReader:
    """Reads CTranslate2's model format, with bounds: little-endian numbers and texts."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = os.fstat(file.fileno()).st_size

    def variable(self) -> tuple[bytes, tuple[int, ...]]:
        """Return a variable's name and shape, and skip its contents."""
        name = self.text()
        rank = self.number("B")
        if rank > _MOST_DIMENSIONS:
            raise InvalidModel("model.bin is out of step")
        shape = tuple(self.number("I") for _ in range(rank))
        item_size = _ITEM_SIZES.get(self.number("B"))
        size = self.number("I")
        expected = item_size
        for length in shape:
            expected = None if expected is None else expected * length
        if expected != size:
            raise InvalidModel("model.bin is out of step")
        self._take(size)
        self._file.seek(size, os.SEEK_CUR)
        return name, shape

    def text(self) -> bytes:
        """Return a text, without the zero that ends it."""
        return self._read(self.number("H")).removesuffix(b"\0")

    def count(self, most: int) -> int:
        """Return the number of items that follow, at most ``most``."""
        count = self.number("I")
        if count > most:
            raise InvalidModel("model.bin is out of step")
        return count

    def number(self, kind: str) -> int:
        """Return an unsigned number in a format of ``struct``."""
        layout = struct.Struct(f"<{kind}")
        value: int = layout.unpack(self._read(layout.size))[0]
        return value

    def _read(self, size: int) -> bytes:
        self._take(size)
        return self._file.read(size)

    def _take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise InvalidModel("model.bin is cut short")


def _json_object(path: Path) -> dict[str, Any]:
    data = _json(path)
    if not isinstance(data, dict):
        raise InvalidModel(f"{path.name} does not hold what it should")
    return data


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise InvalidModel(f"{path.name} is cut short or damaged") from None


def _words(path: Path) -> int:
    """Count the entries of a vocabulary."""
    if path.suffix == ".json":
        data = _json(path)
        if not isinstance(data, list):
            raise InvalidModel(f"{path.name} does not hold what it should")
        return len(data)
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError:
        raise InvalidModel(f"{path.name} is cut short or damaged") from None
    return data.count(b"\n") + (not data.endswith(b"\n"))
