"""Options of commands that transcribe: model, language, and vocabulary."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.audio.recognition.models.catalog import CATALOG, DEFAULT_MODEL
from mock_interviewer.audio.recognition.models.languages import LANGUAGES, refuse_language
from mock_interviewer.audio.recognition.request import RecognitionRequest

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
        help="ignore the question's vocabulary and your own words",
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


def recognition_request(
    model: "SpeechModel", language: str | None, settings: "SettingValues"
) -> RecognitionRequest:
    """Return the request from the settings, with ``language`` unless that is None.

    Raises UsageError for an unknown language, ModelError for one that the model does not support.
    """
    from mock_interviewer.app.settings.declarations import LANGUAGE
    from mock_interviewer.app.settings.values import recognition_defaults

    request = recognition_defaults(settings)
    if language is not None:
        request = replace(request, language=LANGUAGE.check(language))
    refuse_language(model.name, request.language, english_only=model.english_only)
    return request
