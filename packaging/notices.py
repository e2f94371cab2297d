"""Write the licenses of all components of the program, and its bill of materials.

    python packaging/notices.py            writes both into app/licenses
    python packaging/notices.py --check    says what in them is not as the pins are now; status 1

Run in the checkout's own environment, under Python 3.11: the texts are those of the packages that
are installed there, and ``notices.toml`` has what they do not say.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path
from typing import Any

from cyclonedx.spdx import is_expression, is_supported_id
from model_folder import replaceable_models
from packaging.utils import canonicalize_name
from sbom import Entry, bill_of_materials

from mock_interviewer.audio.packaged_models import SPEECH_MODELS, PackagedModel

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "app" / "licenses"
NOTICES, SBOM = "notices.json", "sbom.cdx.json"

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+))?")
_VIA = re.compile(r"\s+#(?: via)?\s+(?P<name>[A-Za-z0-9._-]+)")
_ELSEWHERE = "sys_platform == 'emscripten'"
_TEXT = re.compile(r"licen[cs]e|copying|notice|^authors", re.IGNORECASE)
_NO_TEXT = {".py", ".pyc", ".pyi", ".so"}
_REGISTRY = re.compile(r"//(?:[\w-]+\.)*(?:pypi\.org|pythonhosted\.org)\b")
_SOURCES = ("source", "source code", "repository", "code", "github", "homepage", "home")
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
}
_OURS = re.compile(r"LicenseRef-[\w.-]+|SCOWL")
_CODE = "https://github.com/"


class NoticesError(Exception):
    """Missing information about a component; ``str()`` says what to add to notices.toml."""


@dataclass(frozen=True)
class Pin:
    """A package pinned in a requirement file; ``via`` are the packages that require it."""

    name: str
    version: str
    marker: str
    via: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A text of a component, such as its license."""

    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """A component of the program; ``version`` is empty if it has none of its own."""

    name: str
    kind: str
    version: str
    license: str
    source: str
    note: str
    texts: tuple[Text, ...]


def pins_of(requirements: str) -> list[Pin]:
    """Return the pins of a requirement file for the supported systems."""
    pins: list[Pin] = []
    for line in requirements.splitlines():
        found, via = _PIN.match(line), _VIA.match(line)
        if found:
            marker = (found["marker"] or "").strip()
            pins.append(Pin(canonicalize_name(found["name"]), found["version"], marker, ()))
        elif via and pins:
            pins[-1] = replace(pins[-1], via=(*pins[-1].via, canonicalize_name(via["name"])))
    return [pin for pin in pins if _ELSEWHERE not in pin.marker]


def packaged_models() -> dict[str, PackagedModel]:
    """Return every model that comes with the program, by name."""
    return {**SPEECH_MODELS, **replaceable_models()}


def package_part(name: str, versions: list[str], table: dict[str, Any]) -> Part:
    """Return a package with its licenses; ``table`` is its entry of notices.toml.

    Raises NoticesError.
    """
    metadata: dict[str, Any] = {}
    texts = [*_added_texts(table)]
    with suppress(PackageNotFoundError):
        installed = distribution(name)
        metadata = installed.metadata.json
        texts += _texts_of(installed)
    if not texts:
        raise NoticesError(f"{name} has no license text; add “texts” to [packages.{name}].")
    return Part(
        name=name,
        kind="package",
        version=", ".join(versions),
        license=_license(name, metadata, table),
        source=_source(name, metadata, table),
        note=table.get("note", ""),
        texts=tuple(texts),
    )


def other_part(table: dict[str, Any]) -> Part:
    """Return a component that is not a package. Raises NoticesError."""
    return Part(
        name=table["name"],
        kind=table["kind"],
        version="",
        license=_license(table["name"], {}, table),
        source=table["source"],
        note=table["note"],
        texts=tuple(_added_texts(table)),
    )


def collect(root: Path) -> tuple[list[Part], list[Entry]]:
    """Return the components of the program, and their entries in the bill of materials.

    Raises NoticesError.
    """
    table = tomllib.loads((root / "packaging" / "notices.toml").read_text(encoding="utf-8"))
    pins = pins_of((root / "packaging" / "requirements.txt").read_text(encoding="utf-8"))
    versions: dict[str, list[str]] = {}
    for pin in pins:
        versions.setdefault(pin.name, []).append(pin.version)
    left = sorted(set(table["packages"]) - set(versions))
    if left:
        raise NoticesError(f"No pin is called {', '.join(left)}; remove it from notices.toml.")
    packages = {
        name: package_part(name, found, table["packages"].get(name, {}))
        for name, found in versions.items()
    }
    others = [other_part(entry) for entry in table["parts"]]
    models = packaged_models()
    entries = [Entry(packages[pin.name], pin) for pin in pins]
    for part, entry in zip(others, table["parts"], strict=True):
        model = models.get(entry.get("model", ""))
        entries.append(Entry(part, None, model.files if model else ()))
    return sorted([*packages.values(), *others], key=lambda part: part.name.lower()), entries


def notices(parts: list[Part]) -> dict[str, Any]:
    """Return the notices that the program reads: components, and each text once by digest."""
    texts: dict[str, str] = {}
    listed = []
    for part in parts:
        shown: list[tuple[str, str]] = []
        for text in part.texts:
            digest = hashlib.sha256(text.text.encode()).hexdigest()[:16]
            texts[digest] = text.text
            if digest not in [known for _, known in shown]:
                shown.append((text.title, digest))
        fields = {key: value for key, value in vars(part).items() if key != "texts"}
        listed.append({**fields, "texts": shown})
    return {"parts": listed, "texts": dict(sorted(texts.items()))}


def differences(root: Path) -> Iterator[str]:
    """Yield a line for each difference between the shipped files and the pins and models."""
    folder = root / "app" / "licenses"
    pins = pins_of((root / "packaging" / "requirements.txt").read_text(encoding="utf-8"))
    kept = json.loads((folder / NOTICES).read_text(encoding="utf-8"))
    bill = json.loads((folder / SBOM).read_text(encoding="utf-8"))
    noted = {
        (part["name"], version)
        for part in kept["parts"]
        if part["kind"] == "package"
        for version in part["version"].split(", ")
    }
    billed = {
        (component["name"], component["version"])
        for component in bill["components"]
        if component.get("purl")
    }
    pinned = {(pin.name, pin.version) for pin in pins}
    for file, found in ((NOTICES, noted), (SBOM, billed)):
        for name, version in sorted(pinned - found):
            yield f"app/licenses/{file} lacks {name} {version}"
        for name, version in sorted(found - pinned):
            yield f"app/licenses/{file} has {name} {version}, which is not pinned"
    hashes = {
        each["content"]
        for component in bill["components"]
        for file in component.get("components", ())
        for each in file["hashes"]
    }
    for model in packaged_models().values():
        for needed in model.files:
            if needed.sha256 not in hashes:
                yield f"app/licenses/{SBOM} lacks {needed.name} of the model {model.name}"


def main(arguments: list[str]) -> int:
    """Write the files, or compare them with the pins; return the exit status."""
    if arguments == ["--check"]:
        found = list(differences(ROOT))
        for line in found:
            print(f"{line}. Run 'make notices'.")
        return 1 if found else 0
    try:
        parts, entries = collect(ROOT)
    except NoticesError as error:
        print(error, file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    _write(TARGET / NOTICES, notices(parts))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    _write(TARGET / SBOM, bill_of_materials(project, entries))
    print(f"{len(parts)} parts are in {TARGET}.")
    return 0


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _license(name: str, metadata: dict[str, Any], table: dict[str, Any]) -> str:
    """Return an SPDX expression. Raises NoticesError if none is known."""
    said = [table.get("license"), metadata.get("license_expression"), metadata.get("license")]
    classifiers = metadata.get("classifier", ())
    said += [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License")]
    for each in filter(None, said):
        known: str = _SPDX.get(each.strip(), each.strip())
        if is_supported_id(known) or is_expression(known) or _OURS.fullmatch(known):
            return known
    raise NoticesError(f"The license of {name} is not clear; add it to notices.toml.")


def _source(name: str, metadata: dict[str, Any], table: dict[str, Any]) -> str:
    """Return the URL of a package's source. Raises NoticesError if it is unknown."""
    if "source" in table:
        return str(table["source"])
    found: dict[str, str] = {}
    for line in metadata.get("project_url", ()):
        label, _, address = line.partition(",")
        found.setdefault(label.strip().lower(), address.strip())
    found.setdefault("home", metadata.get("home_page", ""))
    addresses = [found[label] for label in _SOURCES if found.get(label)]
    addresses = [each for each in addresses if "://" in each and not _REGISTRY.search(each)]
    addresses = [each.replace("http://github.com/", _CODE) for each in addresses]
    if not addresses:
        raise NoticesError(f"Nothing says where the source of {name} is; add it to notices.toml.")
    return next((each for each in addresses if each.startswith(_CODE)), addresses[0])


def _added_texts(table: dict[str, Any]) -> Iterator[Text]:
    """Yield the texts that notices.toml names. Raises NoticesError if one is missing."""
    above = table.get("copyright", "").strip()
    for name in table.get("texts", ()):
        package, colon, file = name.partition(":")
        if colon:
            found = [text for text in _texts_of(distribution(package)) if text.title.endswith(file)]
            found = found or [*_named_file(distribution(package), file)]
            if not found:
                raise NoticesError(f"{package} has no file {file}.")
            yield found[0]
        else:
            kept = ROOT / "LICENSE" if name == "GPL-3.0" else _kept(name)
            text = _plain(kept.read_bytes())
            yield Text(name, f"{above}\n\n{text}" if above else text)
        above = ""


def _kept(name: str) -> Path:
    return ROOT / "packaging" / "license_texts" / f"{name}.txt"


def _texts_of(installed: Distribution) -> Iterator[Text]:
    for file in sorted(installed.files or (), key=str):
        if _TEXT.search(file.name) and file.suffix not in _NO_TEXT:
            yield _text_of(installed, file)


def _named_file(installed: Distribution, name: str) -> Iterator[Text]:
    for file in installed.files or ():
        if str(file).endswith(name):
            yield _text_of(installed, file)


def _text_of(installed: Distribution, file: PackagePath) -> Text:
    """Return a file of a package under its path, without that of the package's metadata."""
    title = re.sub(r"^.*\.dist-info/(licenses/)?|^(\.\./)+", "", str(file))
    return Text(title, _plain(Path(str(installed.locate_file(file))).read_bytes()))


def _plain(data: bytes) -> str:
    """Return a text with normalized line ends and no trailing whitespace."""
    lines = data.decode("utf-8", "replace").replace("\f", "\n").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
