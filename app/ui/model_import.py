"""Importing a speech model that a person chose in a file dialog, where it has no name yet."""

import itertools
import re
from collections.abc import Collection
from pathlib import Path

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.catalogue import CATALOGUE
from mock_interviewer.audio.recognition.hub.importing import import_model, name_of
from mock_interviewer.audio.recognition.hub.manifest import is_model_name
from mock_interviewer.audio.recognition.hub.proof import Proof, loads
from mock_interviewer.audio.recognition.models import ModelStore

_LONGEST = 60
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


def import_from(store: ModelStore, source: Path, *, proof: Proof = loads) -> str:
    """Import a model and return what it is called here; takes seconds to a minute.

    The name is that of the folder or archive, changed where that is no name for a model or one of
    the program's own has it. Raises ModelError.
    """
    packaged = {model.name for model in CATALOGUE.values() if model.packaged}
    name = usable_name(name_of(source), packaged)
    before = name in store.names() and (store.folder / name).exists()
    try:
        return import_model(store, source, name, proof=proof).manifest.name
    except ModelError as error:
        if before and "another speech model" in error.what:
            raise ModelError(
                error.what, "Remove that first, or give the folder or archive another name."
            ) from error
        raise


def usable_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name that a model may have and none of ``taken`` has, as near as can be."""
    plain = _ODD.sub("-", wanted).strip(".-_")[:_LONGEST].rstrip(".") or "model"
    if not is_model_name(plain):
        plain = plain.replace(".", "-")  # an ending that only our own files have
    lower = {name.casefold() for name in taken}
    numbered = (f"{plain}-{number}" for number in itertools.count(2))
    tried = itertools.chain([plain], numbered)
    return next(name for name in tried if name.casefold() not in lower)
