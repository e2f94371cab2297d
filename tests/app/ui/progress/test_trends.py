from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.store.practice.progress import (
    DELIVERY_FIGURES,
    ChartStep,
    PracticeHistory,
    PracticePeriod,
)
from mock_interviewer.app.ui.progress.trends import TrendCharts
from mock_interviewer.app.ui.progress.words import trends
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def charts(qtbot: QtBot, look: Theme) -> TrendCharts:
    made = TrendCharts(trends())
    qtbot.addWidget(made)
    made.show()
    return made


def history(*pace: float | None) -> PracticeHistory:
    """Return days with a pace, and on the first also all other measures."""
    others = dict.fromkeys(DELIVERY_FIGURES, 1.0)
    return PracticeHistory(
        ChartStep.DAY,
        tuple(
            PracticePeriod(
                date(2026, 3, 2 + at),
                90.0,
                1,
                {} if value is None else ({} if at else others) | {"pace": value},
            )
            for at, value in enumerate(pace)
        ),
    )


@pytest.mark.parametrize("width", [300, 520, 760])
def test_every_row_of_charts_fills_the_width(charts: TrendCharts, qtbot: QtBot, width: int) -> None:
    charts.show_history(history(140.0, 150.0))
    charts.resize(width, 900)
    grid = charts.layout()
    assert grid is not None
    grid.activate()
    rows: dict[int, list[tuple[int, int]]] = {}
    for box in charts.boxes:
        rows.setdefault(box.y(), []).append((box.x(), box.x() + box.width()))
    for row in rows.values():
        assert row[0][0] == 0
        assert row[-1][1] == width
        wide = [right - left for left, right in row]
        assert max(wide) - min(wide) <= 1


def test_a_single_value_is_shown_as_text_and_two_as_a_chart(charts: TrendCharts) -> None:
    pace, fillers, *_ = charts.boxes
    charts.show_history(history(None, 140.0))
    assert pace.figure == "140 On 3 March · recommended: 120 to 160"
    assert pace.chart.isHidden()
    charts.show_history(history(150.0, 140.0))
    assert pace.figure == ""
    assert pace.chart.isVisible()
    assert fillers.figure.startswith("1.0 On 2 March")
