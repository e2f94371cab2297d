"""What a person does where the library lists answers too and can be searched."""

import time
from collections.abc import Callable
from typing import Any

from benchmarks.library.kept import QUERIES
from benchmarks.library.page_steps import Found, Steps, Watched, drawn_or_still

SEARCHES = QUERIES[:6]


def answers(
    watch: Watched, page: Any, found: Found, scroll: Callable[[Watched, Any, Found, str], Steps]
) -> Steps:
    """List by answer, and scroll through that."""
    from mock_interviewer.app.ui.browsing import View

    arrived = _Arrivals(page.browsing)
    page.parts.view.choose(View.ANSWERS)
    begin = time.perf_counter()
    page.parts.view.chosen.emit()
    yield arrived.came
    yield drawn_or_still(watch)
    found["answers"] = [1000 * (watch.drawn_at - begin)]
    yield from scroll(watch, page, found, "answers")


def search(watch: Watched, page: Any, found: Found) -> Steps:
    """Search letter by letter, each once what the one before it found is seen."""
    took = found.setdefault("search in the window", [])
    for query in SEARCHES:
        for end in range(1, len(query) + 1):
            arrived = _Arrivals(page.browsing)
            begin = time.perf_counter()
            page.parts.search.setText(query[:end])
            if query[:end].strip() == query[: end - 1].strip():
                continue
            yield arrived.came
            yield drawn_or_still(watch)
            took.append(1000 * (watch.drawn_at - begin))
    page.parts.search.clear()
    yield drawn_or_still(watch)


class _Arrivals:
    """Notes whether rows arrive from now on."""

    def __init__(self, browsing: Any) -> None:
        self._came = False
        browsing.arrived.connect(self._note)

    def came(self) -> bool:
        return self._came

    def _note(self) -> None:
        self._came = True
