"""Display names of speech models, and errors that name them."""

import re

from mock_interviewer.app.store.takes.edited_transcript import EDITED_BY_PERSON
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.catalog import CATALOG

_COMMAND = "`mock-interviewer "


_HELP = "See the Speech models page in Settings."


_ENGLISH_ONLY = ".en"


_QUOTED = re.compile(r"'([\w.-]+)'")


def model_display_name(name: str) -> str:
    """Return a model's display name, such as "Small (English only)"; other names unchanged."""
    if name == EDITED_BY_PERSON:
        return EDITED_BY_PERSON.capitalize()
    if name not in CATALOG:
        return name
    plain = model_family(name).replace("-", " ").capitalize()
    return f"{plain} (English only)" if CATALOG[name].english_only else plain


def model_error_words(error: MachineError) -> str:
    """Return an error for a page on which a button replaces the remedy's command."""
    return with_display_names(error.what if _COMMAND in error.remedy else str(error))


def answer_error_words(error: MachineError) -> str:
    """Return an error for an answer's page, which has no button to fix a model."""
    words = model_error_words(error)
    return f"{words} {_HELP}" if _COMMAND in error.remedy else words


def with_display_names(sentence: str) -> str:
    """Return a sentence with quoted model names replaced by display names."""
    return _QUOTED.sub(lambda found: _known_display_name(found[1]) or found[0], sentence)


def _known_display_name(name: str) -> str:
    return model_display_name(name) if name in CATALOG else ""


def model_family(name: str) -> str:
    """Return the name of a model without the suffix of its English-only variant."""
    return name.removesuffix(_ENGLISH_ONLY)
