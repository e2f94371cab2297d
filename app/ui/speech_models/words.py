"""Sentences about speech models: what they are good for, how fast they run, what to confirm."""

from collections.abc import Mapping

from mock_interviewer.app.text.formatting import byte_size, counted
from mock_interviewer.app.ui.shared.model_names import model_display_name, model_family
from mock_interviewer.audio.recognition.installation.download import DownloadSized
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.models.recommendation import (
    PIECE,
    WORK,
    MachineMeasurement,
    ModelPace,
    model_pace,
    recommended_model,
    seconds_with,
)

_SHORTEST = 0.1


_FEW_SECONDS = 10


_MANY_MINUTES = 90


MODEL_DESCRIPTIONS: Mapping[str, str] = {
    "tiny": "The fastest, with the most mistakes. For slow computers.",
    "base": "Fast, and accurate enough for most answers. Best for most computers.",
    "small": "Far fewer mistakes than Base, but takes four times as long.",
    "distil-small": "Nearly as accurate as Small, but a little faster.",
    "medium": "Few mistakes. For fast computers.",
    "distil-medium": "Nearly as accurate as Medium, but a little faster.",
    "large-v3-turbo": "Very few mistakes. The best choice for the fastest computers.",
    "distil-large-v3": "Very few mistakes. For the fastest computers.",
    "large-v3": "The most accurate, but the slowest. For transcripts that aren't urgent.",
}
"""What each model of the catalog is good for, by its name without the language."""


PACES: Mapping[ModelPace, str] = {
    ModelPace.AT_ONCE: "Runs well on this computer.",
    ModelPace.LATER: "On this computer, you would wait a few seconds after each answer.",
    ModelPace.BEHIND: "Too slow on this computer.",
    ModelPace.TOO_LARGE: "Needs more memory than this computer has available.",
}


def model_title(model: SpeechModel) -> str:
    """Return a model's name, languages, and size, in one line."""
    languages = "English only" if model.english_only else "multilingual"
    plain = model_display_name(model.name).removesuffix(" (English only)")
    return f"{plain} · {languages}, {byte_size(model.size)}"


def model_description(model: SpeechModel) -> str:
    """Return what a model is good for."""
    return MODEL_DESCRIPTIONS.get(model_family(model.name), "Your own model.")


def pace_words(machine: MachineMeasurement | None, model: SpeechModel) -> str:
    """Return how a model would run on this computer; empty if that is unknown."""
    found = None if machine is None else model_pace(machine, model)
    return "" if found is None else PACES[found]


def measurement_words(machine: MachineMeasurement, language: str) -> str:
    """Return the measurement, and the recommended model for a language (a code)."""
    quick = machine.seconds < _SHORTEST
    seconds = f"less than {_SHORTEST} s" if quick else f"{machine.seconds:.1f} s"
    return (
        f"{counted(machine.cores, 'processor')}, {byte_size(machine.memory)} of memory; "
        f"{model_display_name(machine.model)} transcribes {PIECE:.0f} seconds of speech "
        f"in {seconds}."
        f" Recommended: {model_display_name(recommended_model(machine, language).name)}."
    )


def recommendation_words(
    machine: MachineMeasurement, better: SpeechModel, present: SpeechModel
) -> str:
    """Return the sentence that recommends ``better`` to a person who uses ``present``."""
    name, now = model_display_name(better.name), model_display_name(present.name)
    if better.name == present.name:
        if model_pace(machine, present) is ModelPace.AT_ONCE:
            return f"{now}, the speech model in use, runs well on this computer."
        return f"{now}, the speech model in use, is the fastest for this computer."
    if seconds_with(machine, present) is None:
        return f"The recommended speech model for this computer is {name}."
    if WORK[better.name] > WORK[present.name]:
        return f"This computer can run a more accurate speech model than {now}: {name}."
    if model_pace(machine, present) is not ModelPace.AT_ONCE:
        slow = f"{now}, the speech model in use, is slow on this computer."
        return f"{slow} {name} is faster and slightly less accurate."
    return f"The recommended speech model for this computer and your language is {name}."


def download_words(model: SpeechModel, sized: DownloadSized, free: int) -> str:
    """Return the question before a download; ``free`` are the free bytes of the disk."""
    there = f" ({byte_size(sized.done)} already downloaded)" if sized.done else ""
    return (
        f"Download {model_display_name(model.name)}? It is {byte_size(sized.size)}{there}"
        f" and comes from {sized.host}."
        f" This disk has {byte_size(free)} free."
    )


def removal_words(model: SpeechModel) -> str:
    """Return the question before a model is removed."""
    again = "download" if model.repository else "import"
    return (
        f"Remove {model_display_name(model.name)} from this computer? "
        f"To use it again, you must {again} it."
    )


def time_left(seconds: float) -> str:
    """Return the approximate time left, in words."""
    if seconds < _FEW_SECONDS:
        return "a few seconds left"
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute left"
    if minutes < _MANY_MINUTES:
        return f"about {counted(minutes, 'minute')} left"
    return f"about {counted(round(minutes / 60), 'hour')} left"
