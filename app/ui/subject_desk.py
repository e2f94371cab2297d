"""What a choice of scope is about, looked up in the library."""

from functools import partial

from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.phrases import local_now
from mock_interviewer.app.ui.subject import subject_of
from mock_interviewer.app.ui.widgets.scope_choice import ScopeChoice


def tell_subjects(store: StoreThread, scope: ScopeChoice) -> None:
    """Tell a choice what it is about, whenever it asks. GUI thread only."""
    # What it waits for is dropped with it.
    arrivals = Arrivals(scope)

    def look(session: str, take: str) -> None:
        # Where it cannot be told, whatever is done then says why.
        found = store.submit(partial(subject_of, session=session, take=take, now=local_now()))
        arrivals.wait(found, scope.show_subject, lambda _: None)

    scope.subject_wanted.connect(look)
