from pathlib import Path

import pytest
from report_sample import write_sample


@pytest.mark.parametrize(
    "part",
    [
        'class="summary"',
        'class="next"',
        'class="points"',
        'class="points story"',
        'class="answer"',
        'class="strip"',
        'class="outline"',
        'class="filler"',
        'class="line"',
        'class="unsure"',
        "Skipped",
    ],
)
def test_the_screenshots_show_every_part_of_a_report(sample: str, part: str) -> None:
    assert part in sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    page: Path = write_sample(tmp_path_factory.mktemp("sample"))
    return page.read_text(encoding="utf-8")
