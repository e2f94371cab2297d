"""The third parties that the program consists of, with their licenses."""

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
"""What the kinds of parts are called."""


@dataclass(frozen=True)
class LicenseText:
    """A text that goes with a part; ``title`` is the file that it comes from."""

    title: str
    text: str


@dataclass(frozen=True)
class ThirdParty:
    """A part that is not ours. ``license`` is an SPDX expression; ``kind`` is one of KINDS.

    ``version`` is empty for what has none of its own, and two versions are separated by a comma:
    which one is installed depends on the system.
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
        """Its name and version."""
        return f"{self.name} {self.version}".strip()


def load_third_parties() -> tuple[ThirdParty, ...]:
    """Return all third parties by name, with their texts: 1 MB of JSON, some 10 ms. Any thread.

    Raises MachineError where the file is missing or damaged.
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
    """Return the bill of materials, a CycloneDX document in JSON. Raises MachineError."""
    return _read("sbom.cdx.json")


def matching(parties: Sequence[ThirdParty], words: str) -> tuple[ThirdParty, ...]:
    """Return those in whose name, kind, license or note every one of the words is found."""
    wanted = words.lower().split()
    return tuple(party for party in parties if all(word in _searched(party) for word in wanted))


def full_text(party: ThirdParty) -> str:
    """Return all that is known of a third party, as plain text."""
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
