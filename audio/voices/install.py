"""How to get a speech library on this system."""

import platform
import shutil
from typing import Final

_COMMANDS: Final = (
    ("apt-get", "sudo apt-get install espeak-ng"),
    ("dnf", "sudo dnf install espeak-ng"),
    ("pacman", "sudo pacman -S espeak-ng"),
    ("zypper", "sudo zypper install espeak-ng"),
    ("brew", "brew install espeak-ng"),
)


def how_to_install() -> str:
    """Return one sentence that says how a person installs a speech library on this system."""
    if platform.system() == "Windows":
        return "Add a voice under Settings → Time & language → Speech."
    for tool, command in _COMMANDS:
        if shutil.which(tool):
            return f"Install one with “{command}”."
    return "Install espeak-ng from https://github.com/espeak-ng/espeak-ng/releases."
