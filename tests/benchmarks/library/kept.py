"""The speed of the store's answers, requested one by one over its thread as by the window."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from benchmarks.library import made
from benchmarks.library.measures import Measure, p95

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import list_for_today
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeFilter
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.questions.shelf import read_shelf

QUERIES = (
    "attention heads",
    "perplexity of a language model",
    "what is overfitting",
    "the model",
    "hallucination retrieval",
    "kv cache",
    "quantization aware training",
    "conflict with a colleague",
    "tokenizer",
    '"fine tuning" data',
    "reinforcement learning from human feedback",
    "bias in training data",
    "so you know",
    "i was",
)
SEARCH_TARGET = 50.0
_RESTED = timedelta(days=365)
_TIMES = 7
_OPENED = 40

_Work = Callable[[Library], object]


def measure(data: DataFolder) -> Iterator[Measure]:
    """Yield the time of each answer in milliseconds. The library is unchanged afterwards."""
    yield Measure("store: database a take", _kilobytes(data), "kB")
    begin = time.perf_counter()
    store = StoreThread(data)
    with closing(_Closed(store)) as closed:
        store.start().result()
        yield Measure("store: open to write", _since(begin), "ms")
        asked = _Asked(store)
        yield from _lists(asked)
        yield from _searches(asked)
        yield from _takes(asked)
        yield from _progress(asked)
        yield from _changes(asked, data)
        begin = time.perf_counter()
        closed.close()
    yield Measure("store: close", _since(begin), "ms")


class _Closed:
    """Closes the store without a time limit, since purged data may have to be rewritten."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store

    def close(self) -> None:
        self._store.close(60.0)


class _Asked:
    """Asks the store."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store

    def __call__(self, work: _Work) -> float:
        """Return the milliseconds until the answer."""
        begin = time.perf_counter()
        self._store.submit(work).result()
        return _since(begin)

    def median(self, name: str, work: _Work) -> Measure:
        """Return the median of several times."""
        return Measure(f"store: {name}", median(self(work) for _ in range(_TIMES)), "ms")

    def answer(self, work: Callable[[Library], list[str]]) -> list[str]:
        """Return the result."""
        return self._store.submit(work).result()


def _first(wanted: TakeFilter, library: Library) -> object:
    return library.listing.takes(wanted, None, 100)


def _count(wanted: TakeFilter, library: Library) -> object:
    return library.listing.count(wanted)


def _find(text: str, wanted: TakeFilter, library: Library) -> object:
    return library.search.find(text, wanted)


def _history(days: int | None, now: datetime, library: Library) -> object:
    return library.progress.history(days, now)


def _lists(ask: _Asked) -> Iterator[Measure]:
    yield ask.median("first sessions", lambda library: library.listing.sessions(None, 100))
    yield ask.median("first answers", lambda library: library.listing.takes(ALL_TAKES, None, 100))
    for name, wanted in (
        ("starred", TakeFilter(starred=True)),
        ("a section", TakeFilter(bank="llm", section="Evaluation and Metrics")),
        ("badly covered", TakeFilter(coverage=(0.0, 0.1))),
    ):
        yield ask.median(f"first answers, {name}", partial(_first, wanted))
        yield ask.median(f"count of answers, {name}", partial(_count, wanted))
    yield ask.median("count of answers", lambda library: library.listing.count(ALL_TAKES))
    yield ask.median("questions practised", lambda library: library.listing.practiced())
    yield ask.median(
        "all takes of a question",
        lambda library: library.listing.of_question("llm", "perplexity"),
    )


def _searches(ask: _Asked) -> Iterator[Measure]:
    for name, wanted in (
        ("", ALL_TAKES),
        (" in a section", TakeFilter(bank="llm", section="Evaluation and Metrics")),
    ):
        took = [
            ask(partial(_find, query[:end], wanted))
            for query in QUERIES
            for end in range(1, len(query) + 1)
        ]
        about = f"{len(took)} keystrokes"
        yield Measure(
            f"store: search as one types{name}, 95th percentile",
            p95(took),
            "ms",
            SEARCH_TARGET,
            about,
        )
        yield Measure(f"store: search as one types{name}, slowest", max(took), "ms", None, about)


def _takes(ask: _Asked) -> Iterator[Measure]:
    takes = ask.answer(_some_takes)

    def read(take: str, library: Library) -> None:
        session = library.take(take).session
        library.takes(session)
        library.transcripts(take)
        library.feedback(take)
        library.cards.graded(take)

    took = [ask(partial(read, take)) for take in takes]
    yield Measure("store: all of a take and its session", p95(took), "ms", None, "95th percentile")
    shelf = read_shelf()
    now = datetime.now(UTC)
    # After much practice, many questions are due at once only after a long break.
    for name, at in (("today", now), ("after a year's rest", now + _RESTED)):
        yield ask.median(
            f"what is due {name}",
            partial(list_for_today, shelf=shelf, now=at, request=SessionRequest()),
        )
    yield ask.median("takes without feedback", lambda library: library.without_feedback())
    yield ask.median("takes without a transcript", lambda library: library.untranscribed())
    yield ask.median("recordings not small yet", lambda library: library.recordings.unpacked())


def _some_takes(library: Library) -> list[str]:
    """Return takes from all over the library."""
    connection = library.access.connection
    found = connection.execute("SELECT id FROM takes WHERE status = 'saved'").fetchall()
    return [ident for (ident,) in found[:: max(1, len(found) // _OPENED)]]


def _progress(ask: _Asked) -> Iterator[Measure]:
    now = datetime.now(UTC)
    yield ask.median("due load of two weeks", lambda library: library.cards.load(now))
    yield ask.median("questions answered", lambda library: library.progress.answered())
    for name, days in (("four weeks", 28), ("all time", None)):
        yield ask.median(f"delivery over {name}", partial(_history, days, now))


def _changes(ask: _Asked, data: DataFolder) -> Iterator[Measure]:
    """Change the library as people do, in a temporary session."""
    session, *takes = ask.answer(lambda library: _another(library, data))
    for name, act in _acts(takes).items():
        yield Measure(f"store: {name}", ask(act), "ms")
    yield Measure(
        "store: delete a session", ask(lambda library: library.trash.discard_session(session)), "ms"
    )
    yield Measure("store: remove it for good", ask(lambda library: library.trash.purge()), "ms")


def _acts(takes: Sequence[str]) -> dict[str, _Work]:
    first, second, *_ = takes
    return {
        "star a take": lambda library: library.marks.set(first, starred=True),
        "write a note": lambda library: library.marks.note(first, "Begin with the definition."),
        "delete a take": lambda library: library.trash.discard_take(second),
    }


def _another(library: Library, data: DataFolder) -> list[str]:
    session = made.add_session(data, library)
    return [session, *(take.id for take in library.takes(session))]


def _kilobytes(data: DataFolder) -> float:
    with Library.open(data, read_only=True) as library:
        return data.database.stat().st_size / 1000 / library.listing.count(ALL_TAKES)


def _since(begin: float) -> float:
    return 1000 * (time.perf_counter() - begin)
