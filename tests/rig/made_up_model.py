"""Files that look like a speech model as long as they are not loaded."""

import json
import random
import struct
from pathlib import Path

WORDS = 300
ENGLISH_ONLY_LARGEST = 51_864


def _text(text: bytes) -> bytes:
    return struct.pack("<H", len(text) + 1) + text + b"\0"


def _variable(name: bytes, shape: tuple[int, ...], data: bytes) -> bytes:
    head = _text(name) + struct.pack(f"<B{len(shape)}I", len(shape), *shape)
    return head + struct.pack("<BI", 1, len(data)) + data


def weights(*, words: int = WORDS, mels: int = 80, filler: int = 100_000, seed: int = 1) -> bytes:
    """Return a small ``model.bin`` of ``filler`` bytes and a header."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    variables = (
        _variable(b"decoder/embeddings/weight", (words, 1), rng.randbytes(words)),
        _variable(b"encoder/conv1/weight", (1, mels, 3), rng.randbytes(3 * mels)),
        _variable(b"encoder/filler", (filler,), rng.randbytes(filler)),
    )
    head = struct.pack("<I", 6) + _text(b"WhisperSpec") + struct.pack("<II", 3, len(variables))
    alias = _text(b"decoder/projection/weight") + _text(b"decoder/embeddings/weight")
    return head + b"".join(variables) + struct.pack("<I", 1) + alias


def made_up_model(*, words: int = WORDS, filler: int = 100_000, seed: int = 1) -> dict[str, bytes]:
    """Return the files of a model by name; another ``seed`` gives another model."""
    tokens = {f"word{number}": number for number in range(words)}
    return {
        "model.bin": weights(words=words, filler=filler, seed=seed),
        "config.json": json.dumps({"lang_ids": [1, 2], "seed": seed}).encode(),
        "tokenizer.json": json.dumps({"model": {"type": "BPE", "vocab": tokens}}).encode(),
        "vocabulary.txt": "".join(f"{token}\n" for token in tokens).encode(),
    }


def write_model(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files of a model into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder
