import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from system_parts import Part, font_exists, library_loads, missing, module_exists, parts_for

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's own libraries")


def names(parts: tuple[Part, ...]) -> set[str]:
    return {part.name for part in parts}


@pytest.mark.parametrize("manager", ["apt", "dnf", "pacman"])
def test_every_linux_component_except_venv_has_a_package_everywhere(manager: str) -> None:
    lacking = [part.name for part in parts_for("test", "linux") if manager not in part.packages]
    assert lacking in ([], ["ensurepip"])


def test_debian_has_a_venv_package_for_each_python_version() -> None:
    environments = parts_for("check", "linux")[0]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert environments.packages == {"apt": f"python{version}-venv"}


@pytest.mark.parametrize("purpose", ["run", "test", "check"])
def test_outside_linux_wheels_contain_every_library(purpose: str) -> None:
    assert names(parts_for(purpose, "darwin")) == {"ensurepip"}


def test_linting_needs_no_sound_and_no_screen() -> None:
    assert names(parts_for("check", "linux")) == {"ensurepip"}


def test_tests_need_everything_that_running_needs() -> None:
    assert names(parts_for("run", "linux")) < names(parts_for("test", "linux"))


def test_running_needs_a_sound_server_plugin_only_if_one_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    without = names(parts_for("run", "linux"))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    assert names(parts_for("run", "linux")) - without == {"ALSA's way to PulseAudio or PipeWire"}


def test_missing_components_are_those_not_present() -> None:
    here = Part("here", "x", lambda: True, {})
    gone = Part("gone", "x", lambda: False, {})
    assert missing([here, gone]) == [gone]


@on_linux
def test_a_library_is_present_if_the_linker_finds_it() -> None:
    assert library_loads("libc.so.6")
    assert not library_loads("libno-such-library.so.1")


def test_a_module_is_present_if_python_finds_it() -> None:
    assert module_exists("venv")
    assert not module_exists("no_such_module")


def test_a_font_is_found_at_any_depth(tmp_path: Path) -> None:
    fonts = tmp_path / "truetype" / "sans"
    fonts.mkdir(parents=True)
    (fonts / "README").touch()
    assert not font_exists([tmp_path / "absent", tmp_path])
    (fonts / "Plain.ttf").touch()
    assert font_exists([tmp_path / "absent", tmp_path])


@on_linux
def test_qt_libraries_are_complete_if_no_component_is_missing() -> None:
    if missing(parts_for("run")):
        pytest.skip("this machine lacks parts; 'make setup' installs them")
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    qt = Path(spec.origin).parent / "Qt"
    files = [
        *(qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus", "Svg")),
        qt / "lib" / "libQt6Network.so.6",
        qt / "plugins" / "platforms" / "libqxcb.so",
        qt / "plugins" / "platforms" / "libqwayland.so",
        qt / "plugins" / "platforms" / "libqoffscreen.so",
        *sorted((qt / "plugins" / "imageformats").glob("*.so")),
        *sorted((qt / "plugins" / "iconengines").glob("*.so")),
        *sorted((qt / "plugins" / "wayland-shell-integration").glob("*.so")),
    ]
    ldd = shutil.which("ldd")
    assert ldd is not None
    listed = subprocess.run(
        [ldd, *files], capture_output=True, check=True, encoding="utf-8", timeout=60
    ).stdout
    lost = {line.split()[0] for line in listed.splitlines() if "not found" in line}
    assert {name for name in lost if not name.startswith("libQt6")} == set()
