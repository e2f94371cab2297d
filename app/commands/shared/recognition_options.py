"""Options of commands that transcribe: model, language, and vocabulary."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.audio.recognition.models.catalog import CATALOG, DEFAULT_MODEL
from mock_interviewer.audio.recognition.models.languages import LANGUAGES, refuse_language

if TYPE_CHECKING:
    from mock_interviewer.app.settings.values import SettingValues
    from mock_interviewer.audio.recognition.models.catalog import SpeechModel


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--language``."""
    parser.add_argument(
        "--language",
        metavar="L",
        help=f"the spoken language: {', '.join(LANGUAGES)} (default: from your settings)",
    )


def add_chosen_model(parser: argparse.ArgumentParser) -> None:
    """Add ``--model``, which overrides the model in the settings."""
    parser.add_argument(
        "--model",
        metavar="M",
        help=f"the speech model to use: {', '.join(CATALOG)} (default: from your settings)",
    )


def add_no_vocabulary(parser: argparse.ArgumentParser) -> None:
    """Add ``--no-vocabulary``."""
    parser.add_argument(
        "--no-vocabulary",
        action="store_true",
        help="do not expect the question's vocabulary or your own words",
    )


def add_recognition(parser: argparse.ArgumentParser) -> None:
    """Add the options for recognizing a sound file.

    These are ``--model``, ``--language``, and ``--no-vocabulary``.
    """
    parser.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="M",
        help=f"the speech model to use: {', '.join(CATALOG)} (default: {DEFAULT_MODEL})",
    )
    add_language(parser)
    add_no_vocabulary(parser)


def settings_of(data_dir: Path | None) -> "SettingValues":
    """Return the settings; print problems with their file on stderr."""
    from mock_interviewer.app.settings.file import SettingsFile

    loaded = SettingsFile(DataFolder.at(data_dir).settings_file).load()
    if loaded.problem is not None:
        print(loaded.problem, file=sys.stderr)
    return loaded.values


def language_for(model: "SpeechModel", wanted: str | None, settings: "SettingValues") -> str:
    """Return the language to expect; for None, that in the settings.

    Raises UsageError for an unknown language, ModelError for one that the model does not support.
    """
    from mock_interviewer.app.settings.declarations import LANGUAGE

    language = settings.get(LANGUAGE) if wanted is None else LANGUAGE.check(wanted)
    refuse_language(model.name, language, english_only=model.english_only)
    return language
