import stat
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from rig.small_disk import small_disk

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.lengths import clock_time, spoken_length
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import NO_RECORDING, RECOVERED, TakeRecord
from mock_interviewer.app.store.report import write_report
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word

HOSTILE = "<script>alert(1)</script> & <b>\"bold\"</b> '{{ 7 * 7 }}' <!-- $x^2$ </style>"


class _Page(HTMLParser):
    """The elements and the text of a page, as a browser would see them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._inside:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def take(library: Library, plan: Plan) -> TakeRecord:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    assert take.recording is not None
    take.recording.write_bytes(b"sound")
    return library.close_take(take.id, 84.0)


@pytest.fixture
def page(library: Library, take: TakeRecord, tmp_path: Path) -> Callable[..., _Page]:
    """Write the report of one take, changed as given, and read it."""

    def write(**changes: object) -> _Page:
        target = library.data.session_folder(take.session) / "report.html"
        write_report(library.session(take.session), [replace(take, **changes)], target)
        return _Page(target)

    return write


Write = Callable[..., _Page]


def _said(*words: Word, start: float = 0.0) -> Transcript:
    text = " ".join(word.text for word in words)
    return Transcript((Segment(text, start, start + 1, words),), 84.0, "base")


def test_a_take_shows_its_question_length_and_words_with_their_time(page: Write) -> None:
    transcript = _said(Word("Attention", 65, 66, 0.9), Word("weighs", 66, 67, 0.9), start=65.0)
    shown = page(transcript=transcript)
    assert "What is number 1?" in shown.text
    assert "1 of 3 · Numbers" in shown.text
    assert "1 min 24 s" in shown.text
    assert "1:05" in shown.text
    assert "Attention weighs" in shown.text


def test_the_recording_plays_from_where_it_lies(page: Write, take: TakeRecord) -> None:
    [audio] = page().all("audio")
    assert "controls" in audio
    source = audio["src"]
    assert source is not None
    assert not source.startswith(("/", "file:"))
    assert take.recording is not None
    assert (take.recording.parent / unquote(source)).read_bytes() == b"sound"


def test_a_report_elsewhere_still_finds_the_recording(
    library: Library, take: TakeRecord, tmp_path: Path
) -> None:
    target = tmp_path / "my reports" / "one.html"
    target.parent.mkdir()
    write_report(library.session(take.session), [take], target)
    [audio] = _Page(target).all("audio")
    assert (target.parent / unquote(str(audio["src"]))).read_bytes() == b"sound"


def test_html_and_formulas_are_shown_literally(page: Write) -> None:
    transcript = _said(*(Word(word, 0, 1, 0.9) for word in HOSTILE.split()))
    shown = page(text=HOSTILE, section=HOSTILE, transcript=transcript, flags=(HOSTILE,))
    assert shown.all("script") == []
    assert shown.all("b") == []
    assert shown.text.count(HOSTILE) == 3


def test_the_page_needs_nothing_from_anywhere_else(page: Write) -> None:
    shown = page(transcript=_said(Word("Yes", 0, 1, 0.1)))
    assert not {tag for tag, _ in shown.elements} & {"script", "link", "img", "iframe", "a"}
    named = [
        value
        for _, attributes in shown.elements
        for key, value in attributes.items()
        if key in {"src", "href", "action", "srcset"}
    ]
    assert named == ["01.wav"]


def test_only_words_that_the_model_was_unsure_of_are_faint(page: Write) -> None:
    shown = page(transcript=_said(Word("surely", 0, 1, 0.61), Word("perhaps", 1, 2, 0.59)))
    faint = [attributes for attributes in shown.all("span") if attributes.get("class") == "unsure"]
    assert len(faint) == 2, "the word, and the words of the legend"
    assert "Faint words" in shown.text


def test_without_unsure_words_there_is_no_legend(page: Write) -> None:
    assert "Faint words" not in page(transcript=_said(Word("surely", 0, 1, 1.0))).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"flags": (RECOVERED,)}, "recovered after an interruption"),
        ({"flags": (NO_RECORDING,), "recording": None}, "no recording"),
        ({"recording": Path("/nowhere/01.wav")}, "the recording is missing"),
        ({"transcript": None}, "Not transcribed yet."),
        ({"transcript": Transcript((), 3.0, "base")}, "No speech was detected."),
        ({"attempt": 2}, "attempt 2"),
    ],
)
def test_what_is_special_about_a_take_is_said(
    page: Write, changes: dict[str, object], sentence: str
) -> None:
    assert sentence in page(**changes).text


def test_a_missing_recording_has_no_player(page: Write) -> None:
    assert page(recording=Path("/nowhere/01.wav")).all("audio") == []


def test_segments_without_words_are_shown_whole(page: Write) -> None:
    assert "as one" in page(transcript=Transcript((Segment(" as one ", 0, 1),), 1.0, "base")).text


def test_the_report_is_private_and_replaces_an_older_one(
    library: Library, take: TakeRecord
) -> None:
    target = library.data.session_folder(take.session) / "report.html"
    target.write_text("older")
    write_report(library.session(take.session), [take], target)
    assert "older" not in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_says_so(
    library: Library, take: TakeRecord, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    with small_disk(tmp_path / "full") as disk:
        disk.fill()
        with pytest.raises(StoreError, match=r"report.*No space left"):
            write_report(library.session(take.session), [take], tmp_path / "full" / "r.html")


@pytest.mark.parametrize(
    ("seconds", "place", "length"),
    [
        (0.0, "0:00", "0 s"),
        (59.4, "0:59", "59 s"),
        (59.6, "0:59", "1 min 0 s"),
        (84.0, "1:24", "1 min 24 s"),
        (3725.0, "1:02:05", "1 h 2 min"),
    ],
)
def test_seconds_read_as_people_write_them(seconds: float, place: str, length: str) -> None:
    assert clock_time(seconds) == place
    assert spoken_length(seconds) == length
