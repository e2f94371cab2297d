from pathlib import Path

import pytest

from mock_interviewer.app.report.places import ReportPlace, ReportRecording, recording_on_page


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "sessions" / "one" / "01.wav"
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_a_link_plays_from_its_time() -> None:
    assert ReportRecording("01.wav").place(65.04) == ReportPlace("1:05", "01.wav#t=65.0")


def test_a_link_before_the_start_plays_from_the_start() -> None:
    assert ReportRecording("01.wav").place(-0.2) == ReportPlace("0:00", "01.wav#t=0.0")


def test_without_a_recording_a_link_is_only_a_time() -> None:
    assert ReportRecording().place(3.0) == ReportPlace("0:03", "")


def test_a_recording_is_linked_relative_to_the_page(recording: Path) -> None:
    assert recording_on_page(recording, recording.parent).address == "01.wav"
    elsewhere = recording.parents[2] / "reports"
    assert recording_on_page(recording, elsewhere).address == "../sessions/one/01.wav"


def test_url_characters_in_a_name_are_escaped(tmp_path: Path) -> None:
    odd = tmp_path / 'a #1?"<.wav'
    odd.touch()
    assert recording_on_page(odd, tmp_path).address == "a%20%231%3F%22%3C.wav"


def test_a_missing_recording_has_no_link(tmp_path: Path) -> None:
    assert recording_on_page(tmp_path / "gone.wav", tmp_path) == ReportRecording()
    assert recording_on_page(None, tmp_path) == ReportRecording()
