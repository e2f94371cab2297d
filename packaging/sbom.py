"""The program's bill of materials: a CycloneDX document, the same for the same parts.

It holds no time, and its serial number follows from its content.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mock_interviewer.audio.model_files import ModelFile

if TYPE_CHECKING:
    from notices import Part, Pin

_TYPES = {
    "package": ComponentType.LIBRARY,
    "library": ComponentType.LIBRARY,
    "model": ComponentType.MACHINE_LEARNING_MODEL,
    "voice": ComponentType.MACHINE_LEARNING_MODEL,
    "data": ComponentType.DATA,
}


@dataclass(frozen=True)
class Entry:
    """A component in the document: a package with its pin, or a model with its files."""

    part: "Part"
    pin: "Pin | None"
    files: Sequence[ModelFile] = ()


def bill_of_materials(project: dict[str, Any], entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the document; ``project`` is that table of pyproject.toml."""
    licenses = LicenseFactory()
    root = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        description=project["description"],
        licenses=[licenses.make_from_string(project["license"])],
        bom_ref=project["name"],
    )
    bom = Bom(metadata=BomMetaData(component=root))
    components = [_component(entry, licenses) for entry in entries]
    by_name: dict[str, list[Component]] = {}
    for component in components:
        bom.components.add(component)
        by_name.setdefault(component.name, []).append(component)
    asked = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    others = {entry.part.name for entry in entries if entry.pin is None}
    bom.register_dependency(
        root, [each for name in sorted(asked | others) for each in by_name[name]]
    )
    for parent, children in _dependencies(entries, by_name).items():
        for component in by_name[parent]:
            bom.register_dependency(component, children)
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return _stable(json.loads(outputter.output_as_string()))


def _component(entry: Entry, licenses: LicenseFactory) -> Component:
    part, pin = entry.part, entry.pin
    purl = PackageURL("pypi", name=pin.name, version=pin.version) if pin else None
    hashes = HashTypeFactory()
    files = [
        Component(
            type=ComponentType.FILE,
            name=file.name,
            hashes=[hashes.from_hashlib_alg("sha256", file.sha256)],
            bom_ref=f"{part.name}/{file.name}",
        )
        for file in entry.files
    ]
    return Component(
        type=_TYPES[part.kind],
        name=part.name,
        version=pin.version if pin else None,
        description=part.note or None,
        licenses=[licenses.make_from_string(part.license)],
        purl=purl,
        bom_ref=str(purl) if purl else part.name,
        components=files,
        properties=[Property(name="marker", value=pin.marker)] if pin and pin.marker else [],
        external_references=[
            ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(part.source))
            if part.source.startswith("https://github.com/")
            else ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.source))
        ],
    )


def _dependencies(
    entries: Sequence[Entry], by_name: dict[str, list[Component]]
) -> dict[str, list[Component]]:
    """Return the requirements of each package by name, without the program itself."""
    children: dict[str, list[Component]] = {}
    for entry in entries:
        for parent in entry.pin.via if entry.pin else ():
            if parent in by_name:
                found = children.setdefault(parent, [])
                found += [each for each in by_name[entry.part.name] if each not in found]
    return children


def _stable(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without its time, with a serial number that follows from the rest."""
    document["metadata"].pop("timestamp", None)
    document.pop("serialNumber", None)
    content = json.dumps(document, sort_keys=True)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, content)
    return dict(sorted({**document, "serialNumber": f"urn:uuid:{serial}"}.items()))
