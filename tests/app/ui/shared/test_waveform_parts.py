import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.ui.shared.waveform_parts import MIN_ZOOM_SPAN, WaveformZoom

DURATION = 600.0
_seconds = st.floats(0.0, DURATION)


@st.composite
def _zooms(draw: st.DrawFn) -> WaveformZoom:
    factor = draw(st.floats(0.001, 1.0))
    return WaveformZoom.whole(DURATION).scaled(factor, draw(_seconds))


@given(_zooms(), st.floats(0.1, 10.0), _seconds)
def test_a_view_stays_within_the_recording(
    zoom: WaveformZoom, factor: float, around: float
) -> None:
    for made in (zoom.scaled(factor, around), zoom.moved(around), zoom.showing(around)):
        assert MIN_ZOOM_SPAN <= made.span <= DURATION
        assert made.begin >= 0.0
        assert made.end <= DURATION + 1e-6


@given(_zooms(), _seconds)
def test_positions_and_seconds_convert_both_ways(zoom: WaveformZoom, seconds: float) -> None:
    assert zoom.at(zoom.share(seconds)) == pytest.approx(seconds, abs=1e-6)


@given(_zooms(), st.floats(0.0, 1.0))
def test_zooming_keeps_the_second_under_the_pointer(zoom: WaveformZoom, share: float) -> None:
    around = zoom.at(share)
    closer = zoom.scaled(0.8, around)
    assert closer.share(around) == pytest.approx(share, abs=1e-6)


@given(_zooms(), _seconds)
def test_the_player_is_always_in_view(zoom: WaveformZoom, seconds: float) -> None:
    assert -1e-9 <= zoom.along(seconds).share(seconds) <= 1 + 1e-9


def test_the_view_moves_only_as_far_as_needed() -> None:
    zoom = WaveformZoom(DURATION, 100.0, 10.0)
    assert zoom.along(105.0) is zoom
    assert zoom.along(109.0).share(109.0) == pytest.approx(0.85)
    assert zoom.along(50.0).begin == pytest.approx(49.0)


def test_a_short_recording_is_always_shown_whole() -> None:
    assert WaveformZoom.whole(2.0).scaled(0.1, 1.0).is_whole
    assert WaveformZoom.whole(0.0).scaled(0.5, 0.0).is_whole
