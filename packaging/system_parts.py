"""What Mock Interviewer needs of the system it runs on, and what each system calls it.

Pure standard library: this runs before anything is installed.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One thing that must be there, how to see that it is, and which package brings it.

    ``packages`` goes from a package manager's name to that manager's word for it; a manager that
    is absent from it cannot bring this part.
    """

    name: str
    purpose: str
    present: Callable[[], bool]
    packages: Mapping[str, str]


def library_loads(soname: str) -> bool:
    """Return whether the dynamic linker finds a library by the name that the program uses."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def module_exists(name: str) -> bool:
    """Return whether this Python has a module, without importing it."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def font_folders() -> tuple[Path, ...]:
    """Return the default folders in which fontconfig looks for fonts."""
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    )


def font_exists(folders: Iterable[Path]) -> bool:
    """Return whether there is a font at any depth of ``folders``."""
    return any(
        name.endswith((".ttf", ".otf", ".ttc"))
        for folder in folders
        for _, _, names in os.walk(folder)
        for name in names
    )


def alsa_reaches_sound_server() -> bool:
    """Return whether ALSA, which PortAudio uses, can pass sound to PulseAudio or PipeWire."""
    folders = [
        *Path("/usr/lib").glob("*/alsa-lib"),
        Path("/usr/lib/alsa-lib"),
        Path("/usr/lib64/alsa-lib"),
    ]
    plugins = ("libasound_module_pcm_pulse.so", "libasound_module_pcm_pipewire.so")
    return any((folder / plugin).exists() for folder in folders for plugin in plugins)


def sound_server_in_use() -> bool:
    """Return whether this system plays sound through PulseAudio or PipeWire."""
    if os.environ.get("PULSE_SERVER"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "pulse" / "native").exists():
        return True
    return any(shutil.which(name) for name in ("pulseaudio", "pipewire"))


def _library(soname: str, purpose: str, apt: str, dnf: str, pacman: str) -> Part:
    packages = {"apt": apt, "dnf": dnf, "pacman": pacman}
    return Part(soname, purpose, lambda: library_loads(soname), packages)


def _command(name: str, purpose: str, apt: str, dnf: str, pacman: str) -> Part:
    packages = {"apt": apt, "dnf": dnf, "pacman": pacman}
    return Part(name, purpose, lambda: shutil.which(name) is not None, packages)


WINDOW = "the window"
RIG = "tests: a virtual microphone, speaker and screen"

# The libraries that PySide6's own files name and do not bring: those of Qt6Core, Qt6Gui, Qt6DBus
# and Qt6Network and of the xcb and wayland platform plugins.
_QT_LIBRARIES = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    ("libX11.so.6", "libx11-6", "libX11", "libx11"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    ("libbrotlidec.so.1", "libbrotli1", "libbrotli", "brotli"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    (
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    ("libz.so.1", "zlib1g", "zlib", "zlib"),
    ("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
)

_ENVIRONMENTS = Part(
    "ensurepip",
    "a Python environment of our own",
    lambda: module_exists("ensurepip") and module_exists("venv"),
    {"apt": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"},
)

_ALSA_PLUGIN = Part(
    "ALSA's way to PulseAudio or PipeWire",
    "sound through the desktop's sound server",
    alsa_reaches_sound_server,
    {"apt": "libasound2-plugins", "dnf": "alsa-plugins-pulseaudio", "pacman": "alsa-plugins"},
)

_PROGRAM = (
    *(_library(soname, WINDOW, *names) for soname, *names in _QT_LIBRARIES),
    Part(
        "a font",
        WINDOW,
        lambda: font_exists(font_folders()),
        {"apt": "fonts-dejavu-core", "dnf": "dejavu-sans-fonts", "pacman": "ttf-dejavu"},
    ),
    _library(
        "libportaudio.so.2",
        "the microphone and the speaker",
        "libportaudio2",
        "portaudio",
        "portaudio",
    ),
    _library("libespeak-ng.so.1", "the system voice", "libespeak-ng1", "espeak-ng", "espeak-ng"),
)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The names of Chromium on different systems."""

_TESTS = (
    _ALSA_PLUGIN,
    _command("pulseaudio", RIG, "pulseaudio", "pulseaudio", "pulseaudio"),
    _command("pactl", RIG, "pulseaudio-utils", "pulseaudio-utils", "libpulse"),
    _command("Xvfb", RIG, "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    _command("openbox", RIG, "openbox", "openbox", "openbox"),
    _command("xdotool", RIG, "xdotool", "xdotool", "xdotool"),
    _command(
        "import", "tests: pictures of the screen", "imagemagick", "ImageMagick", "imagemagick"
    ),
    _command("tesseract", "tests: reading the screen", "tesseract-ocr", "tesseract", "tesseract"),
    _command("dbus-daemon", "tests: a session bus of their own", "dbus", "dbus-daemon", "dbus"),
    Part(
        "Chromium",
        "tests: opening exported pages",
        lambda: any(shutil.which(name) for name in BROWSERS),
        dict.fromkeys(("apt", "dnf", "pacman"), "chromium"),
    ),
    _command("ffprobe", "tests: opening exported sound", "ffmpeg", "ffmpeg-free", "ffmpeg"),
    _command(
        "pdftotext", "tests: reading exported PDFs", "poppler-utils", "poppler-utils", "poppler"
    ),
    _command("strace", "tests: proof that no network is used", *(["strace"] * 3)),
)


def parts_for(purpose: str, platform: str = sys.platform) -> tuple[Part, ...]:
    """Return what ``purpose`` needs: "run" the program, "test" it, or only "check" its text.

    Outside Linux the wheels bring every library, and the virtual devices do not exist.
    """
    if purpose == "check" or platform != "linux":
        return (_ENVIRONMENTS,)
    if purpose == "test":
        return (_ENVIRONMENTS, *_PROGRAM, *_TESTS)
    if sound_server_in_use():
        return (_ENVIRONMENTS, *_PROGRAM, _ALSA_PLUGIN)
    return (_ENVIRONMENTS, *_PROGRAM)


def missing(parts: Iterable[Part]) -> list[Part]:
    """Return those of ``parts`` that this system does not have."""
    return [part for part in parts if not part.present()]
