"""Checks of the code layout: unique class names, and files of a normal size.

Layers and the independence of pages are checked by import-linter; see pyproject.toml.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("app", "audio", "questions")
SMALL, LARGE = 40, 450
REASONS = "packaging/small_files.toml"


def modules(root: Path) -> Iterator[Path]:
    """Yield the modules of the program, without ``__init__.py`` files."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if path.name != "__init__.py":
                yield path


def shared_class_names(root: Path) -> list[str]:
    """Return a line for each public class name that more than one module defines."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in modules(root):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(root)))
    return [
        f"class {name} is defined in {', '.join(places)}"
        for name, places in sorted(found.items())
        if len(places) > 1
    ]


def odd_sizes(root: Path) -> list[str]:
    """Return a line for each file that is too large, or too small without a listed reason."""
    reasons: dict[str, str] = tomllib.loads((root / REASONS).read_text("utf-8"))["reasons"]
    problems = []
    small = set()
    for path in modules(root):
        name, lines = str(path.relative_to(root)), len(path.read_text("utf-8").splitlines())
        if lines < SMALL:
            small.add(name)
            if not reasons.get(name):
                problems.append(
                    f"{name} has {lines} lines; merge it, or give a reason in {REASONS}"
                )
        elif lines > LARGE:
            problems.append(f"{name} has {lines} lines; split it by subject")
    problems += [
        f"{REASONS} lists {name}, which is not a small file" for name in reasons.keys() - small
    ]
    return sorted(problems)


def main(root: Path) -> int:
    """Print the problems; return 1 if there are any."""
    problems = shared_class_names(root) + odd_sizes(root)
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
