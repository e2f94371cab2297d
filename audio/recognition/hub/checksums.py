"""The two checksums that a hub has of a file: SHA-256 of a large one, Git's own of a small one."""

import hashlib
import re
from pathlib import Path

_CHECKSUM = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256_DIGITS = 64


def is_checksum(text: object) -> bool:
    """Say whether this is a checksum that ``matches`` can compare."""
    return isinstance(text, str) and _CHECKSUM.fullmatch(text) is not None


def matches(path: Path, checksum: str, sha256: str) -> bool:
    """Say whether a file, whose SHA-256 is known, is what a hub's checksum says; raises OSError."""
    if len(checksum) == _SHA256_DIGITS:
        return sha256 == checksum
    return git_checksum(path.read_bytes()) == checksum


def git_checksum(data: bytes) -> str:
    """Return what Git calls a file with these contents."""
    head = f"blob {len(data)}\0".encode()
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()
