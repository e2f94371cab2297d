"""In which forms answers can leave the program."""

from enum import StrEnum

from mock_interviewer.audio.encoding import SoundForm


class Form(StrEnum):
    """A kind of file; its value is how the names of such files end."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    CSV = "csv"
    SRT = "srt"
    VTT = "vtt"
    ANKI = "apkg"
    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"
    OPUS = "opus"

    @property
    def sound(self) -> SoundForm | None:
        """The kind of sound file that it is; None for what is read."""
        return SoundForm(self.value) if self.value in set(SoundForm) else None

    @property
    def words(self) -> str:
        """What it is, for people."""
        return _WORDS[self]

    @property
    def by_take(self) -> bool:
        """Whether an archive holds a file for each take: there is nothing around what was said."""
        return self.sound is not None or self in {Form.SRT, Form.VTT}

    def needs_archive(self, *, several: bool) -> bool:
        """Return whether ``several`` sessions, or one, make no single file in this form."""
        return several and (self.by_take or self is Form.HTML)


ARCHIVE = ".zip"
"""How the name of a file ends that holds a file for each session or take."""

_WORDS = {
    Form.MARKDOWN: "Markdown, to read and edit",
    Form.HTML: "Web page, with sound",
    Form.PDF: "PDF, to print",
    Form.JSON: "JSON, for programs",
    Form.CSV: "Table (CSV)",
    Form.SRT: "Subtitles (SRT)",
    Form.VTT: "Subtitles (WebVTT)",
    Form.ANKI: "Anki deck, with sound",
    Form.WAV: "Sound (WAV)",
    Form.FLAC: "Sound (FLAC)",
    Form.MP3: "Sound (MP3)",
    Form.OPUS: "Sound (Opus)",
}
