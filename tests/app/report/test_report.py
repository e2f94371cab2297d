import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rig.small_disk import small_disk

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    Evidence,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.report.report import write_report
from mock_interviewer.app.report.take import ReportModelAnswer
from mock_interviewer.app.store.database.records import (
    NO_RECORDING,
    RECOVERED,
    SKIPPED_BY_PERSON,
    SessionRecord,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

HOSTILE = "<script>alert(1)</script> & <b>\"bold\"</b> '{{ 7 * 7 }}' <!-- $x^2$ </style>"
MEASURES = {
    "pace": DeliveryMeasure(
        name="Pace",
        unit="words a minute",
        definition="Words over minutes.",
        source="A pace book.",
        band=MeasureBand(low=120.0, high=160.0, sentence="Often 120 to 160.", source="A coach."),
    )
}

Write = Callable[..., Any]
"""Writes the report of a take and returns it as a ``conftest.Page``."""


def _said(*words: TranscriptWord, start: float = 0.0) -> Transcript:
    text = " ".join(word.text for word in words)
    return Transcript((TranscriptSegment(text, start, start + 1, words),), 84.0, "base")


def _hostile_feedback(feedback: Feedback) -> Feedback:
    """Return feedback in which every text written by people is hostile."""
    assert feedback.coverage is not None
    points = tuple(
        replace(point, point=HOSTILE, evidence=point.evidence and Evidence(0, len(HOSTILE), 0.0))
        for point in feedback.coverage.points
    )
    delivery = replace(
        feedback.delivery,
        fillers=(SpeechMoment(1.0, 1.2, HOSTILE),),
        untold=(UnavailableMeasure("loudness", HOSTILE), UnavailableMeasure("pace_curve", HOSTILE)),
    )
    story = Story((StoryPart(HOSTILE, points[0].covered, points[0].evidence),), 1, 1)
    advice = (FeedbackAdvice(AdviceBasis.POINT, HOSTILE, HOSTILE, HOSTILE, 1.0),)
    return replace(
        feedback, coverage=Coverage(points), delivery=delivery, story=story, advice=advice
    )


def test_a_take_shows_its_question_length_and_timed_words(page: Write) -> None:
    transcript = _said(
        TranscriptWord("Attention", 65, 66, 0.9), TranscriptWord("weighs", 66, 67, 0.9), start=65.0
    )
    shown = page(transcript=transcript)
    assert "What is number 1?" in shown.text
    assert "1 of 3 · Numbers" in shown.text
    assert "1 min 24 s" in shown.text
    assert "1:05" in shown.text
    assert "Attention weighs" in shown.text


def test_the_recording_plays_from_its_own_folder(page: Write, take: TakeRecord) -> None:
    [audio] = page().all("audio")
    assert "controls" in audio
    source = audio["src"]
    assert source is not None
    assert not source.startswith(("/", "file:"))
    assert take.recording is not None
    assert (take.recording.parent / unquote(source)) == take.recording


def test_each_time_is_a_link_that_plays_from_there(page: Write, feedback: Feedback) -> None:
    played = [link["href"] for link in page(feedback).all("a", "at")]
    assert "01.wav#t=0.0" in played, "the words that made a point"
    assert "01.wav#t=4.0" in played, "a line of the transcript"
    assert "01.wav#t=3.6" in played, "a filler in the table"


def test_a_report_elsewhere_still_finds_the_recording(
    session: SessionRecord, take: TakeRecord, tmp_path: Path
) -> None:
    target = tmp_path / "my reports" / "one.html"
    target.parent.mkdir()
    write_report(session, [take], target)
    assert 'src="../01.wav"' in target.read_text()


def test_html_and_formulas_in_texts_are_shown_literally(page: Write, feedback: Feedback) -> None:
    transcript = _said(*(TranscriptWord(word, 0, 1, 0.9) for word in HOSTILE.split()))
    measure = DeliveryMeasure(
        name=HOSTILE,
        unit=HOSTILE,
        definition=HOSTILE,
        source=HOSTILE,
        band=MeasureBand(low=0.0, high=9.0, sentence=HOSTILE, source=HOSTILE),
    )
    shown = page(
        _hostile_feedback(feedback),
        asked=CoverageQuestion(HOSTILE, (ExpectedPoint("heads", HOSTILE, said=(HOSTILE,)),)),
        model_answer=ReportModelAnswer(HOSTILE),
        measures={"fillers": measure},
        text=HOSTILE,
        section=HOSTILE,
        transcript=replace(transcript, language=HOSTILE),
        flags=(HOSTILE,),
    )
    plain = page(
        feedback,
        asked=CoverageQuestion("", (ExpectedPoint("heads", "", said=("x",)),)),
        model_answer=ReportModelAnswer("x"),
        measures=MEASURES,
    )
    names = {tag for tag, _ in shown.elements}
    assert names <= {tag for tag, _ in plain.elements} | {"details", "summary"}
    assert "".join(shown.styles) == "".join(plain.styles)
    assert shown.text.count(HOSTILE) > 15


def test_the_page_is_self_contained(page: Write, feedback: Feedback) -> None:
    shown = page(feedback, model_answer=ReportModelAnswer("An answer."), measures=MEASURES)
    names = {tag for tag, _ in shown.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    folder = shown.path.parent
    for tag, attributes in shown.elements:
        for key, value in attributes.items():
            assert not key.startswith("on"), f"{tag} {key}"
            assert key not in {"action", "srcset", "poster", "data", "ping", "style"}, tag
            if key in {"src", "href", "xlink:href"}:
                address, _, fragment = str(value).partition("#")
                assert fragment or address
                assert ":" not in address
                assert (folder / unquote(address)).exists(), value
    styles = "".join(shown.styles)
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_page_forbids_scripts(page: Write) -> None:
    [policy] = [one for one in page().all("meta") if one.get("http-equiv")]
    assert "script-src 'none'" in str(policy["content"])


def test_only_uncertain_words_are_faint(page: Write) -> None:
    shown = page(
        transcript=_said(
            TranscriptWord("surely", 0, 1, 0.61), TranscriptWord("perhaps", 1, 2, 0.59)
        )
    )
    assert len(shown.all("span", "unsure")) == 2, "the word, and the words of the legend"
    assert "Faint words" in shown.text


def test_without_uncertain_words_there_is_no_legend(page: Write) -> None:
    assert "Faint words" not in page(transcript=_said(TranscriptWord("surely", 0, 1, 1.0))).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"flags": (RECOVERED,)}, "recovered after an interruption"),
        ({"flags": (NO_RECORDING,), "recording": None}, "no recording"),
        ({"recording": Path("/nowhere/01.wav")}, "the recording is missing"),
        ({"transcript": None}, "Not transcribed yet."),
        ({"transcript": Transcript((), 3.0, "base")}, "No speech was detected."),
        ({}, "No feedback yet."),
        ({"attempt": 2}, "attempt 2"),
        ({"follow_up": 1}, "Follow-up to 1 of 3 · Numbers"),
        ({"status": TakeStatus.SKIPPED, "transcript": None, "recording": None}, "Skipped"),
    ],
)
def test_the_flags_of_a_take_are_explained(
    page: Write, changes: dict[str, object], sentence: str
) -> None:
    assert sentence in page(**changes).text


def test_a_silent_skipped_take_is_noted_once_and_can_be_played(
    page: Write,
) -> None:
    silence = Transcript((), 3.0, "base", speech_detected=False)
    shown = page(status=TakeStatus.SKIPPED, flags=(SKIPPED_BY_PERSON,), transcript=silence)
    assert shown.text.casefold().count("skipped") == 1
    assert "No speech" not in shown.text
    assert shown.all("audio")


def test_an_answer_cut_short_by_a_skip_says_so(page: Write) -> None:
    assert "skipped while you answered" in page(flags=(SKIPPED_BY_PERSON,)).text


def test_a_missing_recording_has_no_player_and_no_links(page: Write, feedback: Feedback) -> None:
    shown = page(feedback, recording=Path("/nowhere/01.wav"))
    assert shown.all("audio") == []
    assert shown.all("a", "at") == []
    assert "The recording is missing, so its waveform isn't shown." in shown.text


def test_an_invalid_recording_has_no_waveform(
    page: Write, feedback: Feedback, take: TakeRecord
) -> None:
    assert take.recording is not None
    take.recording.write_bytes(b"no sound")
    assert "The recording can't be read, so its waveform isn't shown." in page(feedback).text


def test_segments_without_words_show_their_text(page: Write) -> None:
    assert (
        "as one"
        in page(transcript=Transcript((TranscriptSegment(" as one ", 0, 1),), 1.0, "base")).text
    )


def test_word_spacing_follows_the_model(page: Write) -> None:
    words = (
        TranscriptWord(" pre", 0, 1, 0.9),
        TranscriptWord("-training", 1, 2, 0.9),
        TranscriptWord(" helps", 2, 3, 0.9),
    )
    assert "pre-training helps" in page(transcript=_said(*words)).text


def test_feedback_shows_points_with_evidence_and_advice(page: Write, feedback: Feedback) -> None:
    text = page(feedback).text
    assert "1 to 2 of 3 key points" in text
    assert "1 to check, 1 of 1 essential" in text
    assert "Attention weighs every word." in text
    assert "to check" in text
    assert "not made" in text
    assert "essential" in text
    assert "Name the heads." in text
    assert "Each head looks elsewhere." in text


def test_a_measure_shows_its_range_and_definition(page: Write, feedback: Feedback) -> None:
    shown = page(feedback, measures=MEASURES)
    assert "130 words a minute" in shown.text
    assert len(shown.all("svg", "strip")) == 1
    assert len(shown.all("details", "how")) == 1
    for said in ("Often 120 to 160.", "Words over minutes.", "A pace book.", "A coach."):
        assert said in shown.text


def test_each_chart_has_a_description_and_a_table(page: Write, feedback: Feedback) -> None:
    shown = page(feedback)
    charts = shown.all("svg", "chart")
    assert len(charts) == 3
    ids = {attributes.get("id") for _, attributes in shown.elements}
    for chart in charts:
        assert chart["role"] == "img"
        assert set(str(chart["aria-labelledby"]).split()) <= ids
    assert len(shown.all("table", "readings")) == 3
    assert "The recording lasts 8 s. 2 pauses, 0.8 s in total" in shown.text
    assert "Between 121 at 0:01 and 127 at 0:07, 130 words a minute on average." in shown.text


def test_ids_are_unique(session: SessionRecord, take: TakeRecord, feedback: Feedback) -> None:
    assert take.recording is not None
    target = take.recording.parent / "report.html"
    second = replace(take, id="t2", position=2)
    write_report(session, [take, second], target, feedback={"t1": feedback, "t2": feedback})
    ids = re.findall(r'\sid="([^"]+)"', target.read_text())
    assert len(ids) == len(set(ids))


def test_missing_coverage_says_why(page: Write, delivery: Delivery) -> None:
    shown = page(Feedback(FEEDBACK_VERSION, delivery, None, "The question is gone from its bank."))
    assert "The question is gone from its bank." in shown.text
    assert "of 3 key points" not in shown.text
    assert shown.all("svg", "weights") == []


def test_missing_measures_say_why(page: Write) -> None:
    delivery = Delivery(
        duration=0.0,
        words=0,
        untold=(
            UnavailableMeasure("pace", "Nothing was said."),
            UnavailableMeasure("pace_curve", "Nothing to draw."),
        ),
    )
    shown = page(Feedback(FEEDBACK_VERSION, delivery))
    assert "Nothing was said." in shown.text
    assert shown.all("svg", "chart") == []


def test_a_missing_curve_says_why(page: Write) -> None:
    delivery = Delivery(
        8.0, 3, untold=(UnavailableMeasure("pace_curve", "There are too few words."),)
    )
    shown = page(Feedback(FEEDBACK_VERSION, delivery))
    assert "There are too few words." in shown.text
    assert len(shown.all("svg", "chart")) == 1, "the recording only"


def test_a_missed_point_shows_an_example(page: Write, feedback: Feedback) -> None:
    points = (
        ExpectedPoint("weighs", "", said=("It weighs.",)),
        ExpectedPoint("heads", "", said=("Many heads.", "More heads.")),
    )
    text = page(feedback, asked=CoverageQuestion("", points)).text
    assert "Many heads." in text
    assert "More heads." not in text
    assert "It weighs." not in text, "it was made"


def test_a_story_shows_its_parts(page: Write, feedback: Feedback) -> None:
    assert feedback.coverage is not None
    made, _, missed = feedback.coverage.points
    story = Story(
        (
            StoryPart("situation", made.covered, made.evidence),
            StoryPart("result", missed.covered),
        ),
        i_acted=1,
        we_acted=4,
    )
    text = page(replace(feedback, story=story)).text
    assert "Situation" in text
    assert "missing" in text
    assert "“I” is the actor in 1 clause, “we” in 4." in text
    assert "No figure for the result was found." in text


def test_a_measured_result_is_quoted(page: Write, feedback: Feedback) -> None:
    story = Story((), 1, 0, Evidence(29, 49, 4.0, 7.5))
    shown = page(replace(feedback, story=story))
    assert "A figure for the result: It runs in parallel. 0:04" in shown.text


@pytest.mark.parametrize(
    ("example", "name"), [(False, "Model answer"), (True, "Fictional example; tell your own")]
)
def test_the_model_answer_can_be_expanded(page: Write, example: bool, name: str) -> None:
    shown = page(model_answer=ReportModelAnswer("First.\n\nSecond.", example))
    assert name in shown.text
    assert len(shown.all("details", "answer")) == 1
    assert len(shown.all("blockquote")) == 1
    assert "open" not in shown.all("details", "answer")[0]


def test_the_transcript_declares_its_language(page: Write, transcript: Transcript) -> None:
    shown = page(transcript=replace(transcript, language="ar"))
    assert [one["lang"] for one in shown.all("ol", "segments")] == ["ar"]


def test_the_report_is_private_and_replaces_an_older_one(
    session: SessionRecord, take: TakeRecord, tmp_path: Path
) -> None:
    target = tmp_path / "report.html"
    target.write_text("older")
    write_report(session, [take], target)
    assert "older" not in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_says_so(
    session: SessionRecord, take: TakeRecord, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    with small_disk(tmp_path / "full") as disk:
        disk.fill()
        with pytest.raises(StoreError, match=r"report.*No space left"):
            write_report(session, [take], tmp_path / "full" / "r.html")
