"""The languages in which answers can be transcribed."""

from collections.abc import Mapping

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.models.catalog import DEFAULT_MODEL

ENGLISH = "en"
DEFAULT_LANGUAGE = ENGLISH

LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "ar": "Arabic",
    "bs": "Bosnian",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "hr": "Croatian",
    "cs": "Czech",
    "da": "Danish",
    "nl": "Dutch",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "gl": "Galician",
    "de": "German",
    "el": "Greek",
    "he": "Hebrew",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ko": "Korean",
    "lv": "Latvian",
    "lt": "Lithuanian",
    "mk": "Macedonian",
    "ms": "Malay",
    "no": "Norwegian",
    "fa": "Persian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}
"""Whisper's code of each language and its name, English first.

Of Whisper's hundred languages, these are the ones that its multilingual models know well, that put
spaces between words (a transcript consists of words with times), and whose script needs so few
tokens that a piece of speech stays within the limit that keeps the model from looping.
"""


def refuse_language(model: str, language: str, *, english_only: bool) -> None:
    """Raise ModelError, with what to choose instead, if a model does not know a language.

    ``model`` is its name.
    """
    if english_only and language != ENGLISH:
        raise ModelError(
            f"The speech model {model!r} knows English only, not"
            f" {LANGUAGES.get(language, language)}.",
            f"Choose English, or a model for many languages such as {DEFAULT_MODEL!r}.",
        )
