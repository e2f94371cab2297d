"""Check that the requirement files agree with pyproject.toml, without a network.

Run in the checkout's own environment. Prints a line per difference and exits with status 1.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_ORIGIN = re.compile(r"mock-interviewer \(pyproject\.toml(?::(?P<group>[\w-]+))?\)")


def group_requirements(groups: dict[str, list[Any]], name: str) -> Iterator[Requirement]:
    """Yield the requirements of a dependency group and of its included groups."""
    for entry in groups[name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from group_requirements(groups, entry["include-group"])


def pinned(text: str) -> dict[str, set[str]]:
    """Return the versions that a requirement file pins, by package; markers may give several."""
    versions: dict[str, set[str]] = {}
    for line in text.splitlines():
        found = _PIN.match(line)
        if found:
            name = canonicalize_name(found["name"])
            versions.setdefault(name, set()).add(found["version"])
    return versions


def asked_for_by_us(text: str) -> set[str]:
    """Return the packages that a requirement file pins because pyproject.toml names them."""
    names = set()
    current = ""
    for line in text.splitlines():
        found = _PIN.match(line)
        if found:
            current = canonicalize_name(found["name"])
        elif _ORIGIN.search(line):
            names.add(current)
    return names


def differences(wanted: list[Requirement], text: str) -> list[str]:
    """Return a line for each missing, wrong, or unneeded pin in a requirement file."""
    versions = pinned(text)
    names = {canonicalize_name(requirement.name) for requirement in wanted}
    lines = []
    for requirement in wanted:
        found = versions.get(canonicalize_name(requirement.name))
        if found is None:
            lines.append(f"{requirement} is not pinned")
            continue
        bad = [version for version in sorted(found) if version not in requirement.specifier]
        lines += [f"{requirement} is pinned to {version}" for version in bad]
    lines += [
        f"{name} is pinned and no longer asked for"
        for name in sorted(asked_for_by_us(text) - names)
    ]
    return lines


def main(root: Path) -> int:
    """Compare every requirement file under ``root`` and return the exit status."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    program = [Requirement(entry) for entry in project["project"]["dependencies"]]
    files = {
        "requirements.txt": program,
        "requirements-build.txt": list(group_requirements(groups, "build")),
        "requirements-dev.txt": [*program, *group_requirements(groups, "dev")],
    }
    found = False
    for name, wanted in files.items():
        text = (root / "packaging" / name).read_text(encoding="utf-8")
        for line in differences(wanted, text):
            found = True
            print(f"packaging/{name}: {line}. Run 'make pins'.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
