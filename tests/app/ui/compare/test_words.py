from datetime import UTC, datetime, timedelta

from rig.kept_takes import keep, new_session
from rig.stored_library import Stored

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.ui.compare.source import ComparedTake, Comparison
from mock_interviewer.app.ui.compare.words import take_labels
from mock_interviewer.app.ui.shared.library_source import ListedTake


def _lines(stored: Stored) -> tuple[TakeListRow, ...]:
    def work(library: Library) -> tuple[TakeListRow, ...]:
        first, _ = (keep(library, new_session(library), "it is") for _ in range(2))
        library.marks.rename_take(first, "After lunch")
        return library.listing.of_question("llm", "q")

    return stored.store.submit(work).result(30)


def test_takes_are_labeled_by_name_date_and_number(stored: Stored) -> None:
    lines = _lines(stored)
    now = datetime.now(UTC) + timedelta(days=2)
    named, other = take_labels(Comparison((), lines), now).values()
    assert named.startswith("After lunch, ")
    assert named.endswith(" · answer 1")
    assert other.endswith(" · answer 2")
    assert not other.startswith("After lunch")


def test_a_take_that_is_not_offered_still_has_a_label(stored: Stored) -> None:
    lines = _lines(stored)
    record = stored.store.submit(lambda library: library.take(lines[0].id)).result(30)
    found = Comparison((ComparedTake(ListedTake(record, has_sound=False)),), lines[1:])
    labels = take_labels(found, datetime.now(UTC))
    assert set(labels) == {line.id for line in lines}
    assert labels[record.id].startswith("After lunch, ")
