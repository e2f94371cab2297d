"""Answers that were judged before there were grades."""

from collections.abc import Iterable

from mock_interviewer.app.store import reviews
from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.records import DEMO

_UNGRADED = """
SELECT t.number
FROM takes AS t
JOIN transcripts AS x ON x.take = t.number AND x.current
JOIN figures AS f ON f.transcript = x.number
JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting AND t.follow_up IS NULL AND t.status = 'saved'
      AND f.coverage IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reviews AS r WHERE r.take = t.number)
      AND coalesce(iif(json_valid(s.plan), s.plan, '{}') ->> '$.style', '') <> ?
ORDER BY t.bank, t.question, t.number
"""


class Ungraded:
    """See Library for the thread and the errors."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def takes(self) -> tuple[int, ...]:
        """Return the takes whose feedback speaks for a grade that they do not have, by number.

        Those of a question are together, in the order in which they began.
        """
        return tuple(number for (number,) in self._access.rows(_UNGRADED, DEMO))

    def grade(self, takes: Iterable[int]) -> None:
        """Give takes the grades that their feedback speaks for, unless they have one by now."""
        with self._access.transaction() as connection:
            for key in {reviews.propose_again(connection, take) for take in takes}:
                if key is not None:
                    reviews.fold_card(connection, key)
