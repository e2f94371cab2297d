"""The third-party parts of the program, with their licenses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN

KINDS = {
    "package": "Python package",
    "library": "library",
    "model": "model",
    "voice": "voice",
    "data": "data",
}
"""The labels of the kinds of parts."""


@dataclass(frozen=True)
class LicenseText:
    """A license text of a part; ``title`` is the name of its file."""

    title: str
    text: str


@dataclass(frozen=True)
class ThirdParty:
    """A third-party part. ``license`` is an SPDX expression; ``kind`` is one of KINDS.

    ``version`` is empty for parts without a version of their own. Two versions are separated by a
    comma; which one is installed depends on the system.
    """

    name: str
    kind: str
    version: str
    license: str
    source: str
    note: str
    texts: tuple[LicenseText, ...]

    @property
    def title(self) -> str:
        """The name and version."""
        return f"{self.name} {self.version}".strip()


def load_third_parties() -> tuple[ThirdParty, ...]:
    """Return all third parties in order of name, with their texts; reads 1 MB in some 10 ms.

    Any thread. Raises MachineError if the file is missing or damaged.
    """
    try:
        kept = json.loads(_read("notices.json"))
    except ValueError as error:
        raise _damaged() from error
    return tuple(
        ThirdParty(
            **{
                **part,
                "texts": tuple(
                    LicenseText(title, kept["texts"][digest]) for title, digest in part["texts"]
                ),
            }
        )
        for part in kept["parts"]
    )


def bill_of_materials() -> str:
    """Return the bill of materials as a CycloneDX document in JSON. Raises MachineError."""
    return _read("sbom.cdx.json")


def matching(parties: Sequence[ThirdParty], words: str) -> tuple[ThirdParty, ...]:
    """Return the parts with all of the words in their name, kind, license, and note."""
    wanted = words.lower().split()
    return tuple(party for party in parties if all(word in _searched(party) for word in wanted))


def full_text(party: ThirdParty) -> str:
    """Return all information on a third party as plain text."""
    lines = [party.title, f"{KINDS[party.kind].capitalize()} · {party.license}", party.source]
    if party.note:
        lines += ["", party.note]
    for text in party.texts:
        lines += ["", f"— {text.title} —", "", text.text]
    return "\n".join(lines)


def _read(name: str) -> str:
    try:
        return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> MachineError:
    return MachineError("The list of licenses is missing or damaged.", f"{INSTALL_AGAIN}.")


def _searched(party: ThirdParty) -> str:
    return f"{party.title} {KINDS[party.kind]} {party.license} {party.note}".lower()
