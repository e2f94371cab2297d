"""Display names of speech models, and errors that name them."""

import re

from mock_interviewer.app.store.takes.edited_transcript import EDITED_BY_PERSON
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.catalog import CATALOG

_COMMAND = "`mock-interviewer "


_PAGE_HELPS = "The page of speech models, in the Settings, has what helps."


_ENGLISH_ONLY = ".en"


_QUOTED = re.compile(r"'([\w.-]+)'")


def model_display_name(name: str) -> str:
    """Return a model's name for people: Base, Small (English only); one's own as it is."""
    if name == EDITED_BY_PERSON:
        return EDITED_BY_PERSON.capitalize()
    if name not in CATALOG:
        return name
    plain = model_family(name).replace("-", " ").capitalize()
    return f"{plain} (English only)" if CATALOG[name].english_only else plain


def model_error_words(error: MachineError) -> str:
    """Return an error as a page says it, where its remedy is a button and not a command."""
    return with_display_names(error.what if _COMMAND in error.remedy else str(error))


def answer_error_words(error: MachineError) -> str:
    """Return an error as it is said of an answer, where no button mends a model."""
    words = model_error_words(error)
    return f"{words} {_PAGE_HELPS}" if _COMMAND in error.remedy else words


def with_display_names(sentence: str) -> str:
    """Return a sentence with the quoted names of models as people know them."""
    return _QUOTED.sub(lambda found: _known_display_name(found[1]) or found[0], sentence)


def _known_display_name(name: str) -> str:
    return model_display_name(name) if name in CATALOG else ""


def model_family(name: str) -> str:
    """Return the name of a model without the mark of its English-only variant."""
    return name.removesuffix(_ENGLISH_ONLY)
