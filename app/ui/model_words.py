"""Speech models in plain words."""

import re
from collections.abc import Mapping

from mock_interviewer.app.store.edited import EDITED
from mock_interviewer.app.wording import amount, counted
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.catalogue import CATALOGUE, Model
from mock_interviewer.audio.recognition.hub.events import Sized
from mock_interviewer.audio.recognition.proposal import (
    PIECE,
    WORK,
    Machine,
    Pace,
    pace,
    proposed,
    seconds_with,
)

_COMMAND = "`mock-interviewer "
_PAGE_HELPS = "The page of speech models, in the Settings, has what helps."
_ENGLISH_ONLY = ".en"
_QUOTED = re.compile(r"'([\w.-]+)'")
_SHORTEST = 0.1
_FEW_SECONDS = 10
_MANY_MINUTES = 90

ABOUT: Mapping[str, str] = {
    "tiny": "The quickest, with the most mistakes. For slow computers.",
    "base": "Quick and good enough for most answers. Right for most computers.",
    "small": "Clearly fewer mistakes than Base, for four times the work.",
    "distil-small": "Nearly as exact as Small, and a little quicker.",
    "medium": "Few mistakes. For strong computers.",
    "distil-medium": "Nearly as exact as Medium, and a little quicker.",
    "large-v3-turbo": "Very few mistakes. The best for the strongest computers.",
    "distil-large-v3": "Very few mistakes. For the strongest computers.",
    "large-v3": "The fewest mistakes and the most work. For transcripts that can wait.",
}
"""What each model of the catalogue is good for, by its name without the language."""

PACES: Mapping[Pace, str] = {
    Pace.AT_ONCE: "Easy for this computer.",
    Pace.LATER: "On this computer you would wait some seconds after each answer.",
    Pace.BEHIND: "Too much work for this computer.",
    Pace.TOO_LARGE: "Needs more memory than this computer can spare.",
}


def known_as(name: str) -> str:
    """Return a model's name for people: Base, Small (English only); one's own as it is."""
    if name == EDITED:
        return EDITED.capitalize()
    if name not in CATALOGUE:
        return name
    plain = _without_language(name).replace("-", " ").capitalize()
    return f"{plain} (English only)" if CATALOGUE[name].english_only else plain


def title(model: Model) -> str:
    """Return a model's name, what it hears, and its size, in one line."""
    languages = "English only" if model.english_only else "many languages"
    plain = known_as(model.name).removesuffix(" (English only)")
    return f"{plain} · {languages}, {amount(model.size)}"


def about(model: Model) -> str:
    """Return what a model is good for."""
    return ABOUT.get(_without_language(model.name), "Your own model.")


def pace_words(machine: Machine | None, model: Model) -> str:
    """Return how a model would do on this computer; empty where that is not known."""
    found = None if machine is None else pace(machine, model)
    return "" if found is None else PACES[found]


def machine_words(machine: Machine, language: str) -> str:
    """Return what was measured, and what is proposed to who answers in a language (a code)."""
    quick = machine.seconds < _SHORTEST
    seconds = f"less than {_SHORTEST} s" if quick else f"{machine.seconds:.1f} s"
    return (
        f"{counted(machine.cores, 'processor')}, {amount(machine.memory)} of memory; "
        f"{known_as(machine.model)} writes {PIECE:.0f} seconds of speech down in {seconds}."
        f" Proposed: {known_as(proposed(machine, language).name)}."
    )


def proposal_words(machine: Machine, better: Model, present: Model) -> str:
    """Return the sentence that proposes a model to somebody who uses ``present``."""
    name, now = known_as(better.name), known_as(present.name)
    if better.name == present.name:
        if pace(machine, present) is Pace.AT_ONCE:
            return f"This computer was measured: {now}, the speech model in use, suits it."
        return f"This computer was measured: {now} is the quickest speech model for it."
    if seconds_with(machine, present) is None:
        return f"For this computer the speech model {name} is proposed."
    if WORK[better.name] > WORK[present.name]:
        return f"This computer can carry a more exact speech model than {now}: {name}."
    if pace(machine, present) is not Pace.AT_ONCE:
        slow = f"{now}, the speech model in use, is slow on this computer."
        return f"{slow} {name} is quicker and a little less exact."
    return f"For this computer and your language the speech model {name} is proposed."


def download_words(model: Model, sized: Sized, free: int) -> str:
    """Return what a person is asked before a model is fetched; ``free`` bytes of the disk are."""
    there = f", of which {amount(sized.done)} are here" if sized.done else ""
    return (
        f"Download {known_as(model.name)}? It is {amount(sized.size)}{there},"
        f" and comes from {sized.host}."
        f" {amount(free)} are free on this disk."
    )


def removal_words(model: Model) -> str:
    """Return what a person is asked before a model is removed."""
    again = "downloaded" if model.repository else "imported"
    return (
        f"Remove {known_as(model.name)}? What is here of it will be gone from this computer, and"
        f" it must be {again} again before it can be used."
    )


def fault_words(error: MachineError) -> str:
    """Return an error as a page says it, where its remedy is a button and not a command."""
    return in_plain_names(error.what if _COMMAND in error.remedy else str(error))


def answer_fault_words(error: MachineError) -> str:
    """Return an error as it is said of an answer, where no button mends a model."""
    words = fault_words(error)
    return f"{words} {_PAGE_HELPS}" if _COMMAND in error.remedy else words


def in_plain_names(sentence: str) -> str:
    """Return a sentence with the quoted names of models as people know them."""
    return _QUOTED.sub(lambda found: _known(found[1]) or found[0], sentence)


def time_left(seconds: float) -> str:
    """Return how long something will take, roughly, since nobody knows exactly."""
    if seconds < _FEW_SECONDS:
        return "a few seconds left"
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute left"
    if minutes < _MANY_MINUTES:
        return f"about {counted(minutes, 'minute')} left"
    return f"about {counted(round(minutes / 60), 'hour')} left"


def _known(name: str) -> str:
    return known_as(name) if name in CATALOGUE else ""


def _without_language(name: str) -> str:
    return name.removesuffix(_ENGLISH_ONLY)
