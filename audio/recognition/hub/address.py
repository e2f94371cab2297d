"""Which hub is asked for models, and how the one process that may ask it is set up."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from mock_interviewer.audio.child import OFFLINE, child_environment
from mock_interviewer.audio.errors import ModelError

USUAL = "https://huggingface.co"
ENDPOINT = "HF_ENDPOINT"
"""Environment variable that names another hub."""

_HUB_VARIABLES = ("HF_", "HUGGINGFACE_", "HUGGING_FACE_", "TRANSFORMERS_")
_QUIET = {
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
}


def hub_address() -> str:
    """Return the hub's address; raises ModelError when HF_ENDPOINT is no address."""
    address = (os.environ.get(ENDPOINT) or USUAL).rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ModelError(
            f"{ENDPOINT} is set to {address!r}, which is no address of a model hub.",
            f"Unset it, or set it to an address such as {USUAL}.",
        )
    return address


def hub_host() -> str:
    """Return the hub's address as a person reads it; raises ModelError."""
    return hub_address().partition("://")[2]


def fetching_environment(home: Path) -> dict[str, str]:
    """Return the environment of the process that fetches, alone of all with a way to a hub.

    Of the variables that the hub's library knows only HF_ENDPOINT is passed on: no token, no
    cache, no place of the person's. ``home`` is where the library may keep what it likes.
    """
    environment = {
        name: value
        for name, value in child_environment().items()
        if not name.upper().startswith(_HUB_VARIABLES)
    }
    ours = {name: value for name, value in OFFLINE.items() if not name.startswith(_HUB_VARIABLES)}
    return environment | ours | _QUIET | {ENDPOINT: hub_address(), "HF_HOME": str(home)}
