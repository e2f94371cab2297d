from typing import Any

import pytest
from rig import fixtures


class Item:
    """A test with these fixtures that keeps its marks."""

    def __init__(self, *names: str) -> None:
        self.fixturenames = names
        self.marks: list[str] = []

    def add_marker(self, mark: pytest.MarkDecorator) -> None:
        self.marks.append(mark.name)


@pytest.mark.parametrize(
    ("names", "marks"),
    [(("pulse", "tmp_path"), ["alone"]), (("screen",), ["alone"]), (("tmp_path",), [])],
)
def test_tests_with_sound_or_screen_run_alone(names: tuple[str, ...], marks: list[str]) -> None:
    items: list[Any] = [Item(*names)]
    fixtures.pytest_collection_modifyitems(items)
    assert items[0].marks == marks
