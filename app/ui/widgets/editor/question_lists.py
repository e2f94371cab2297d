"""The lists that are part of a question, to be written."""

from collections.abc import Callable, Sequence

from mock_interviewer.app.ui.widgets.editor.follow_up_row import FollowUpRow
from mock_interviewer.app.ui.widgets.editor.key_point_row import KeyPointRow
from mock_interviewer.app.ui.widgets.editor.rows import Rows
from mock_interviewer.app.ui.widgets.editor.see_also_row import Others, SeeAlsoRow
from mock_interviewer.app.ui.widgets.editor.text_rows import ReferenceRow, TermRow

LISTS = ("key_points", "vocabulary", "follow_ups", "references")
"""The lists whose entries are fields, as those of a question are."""


def question_lists(
    points: Callable[[], Sequence[tuple[str, str]]], others: Others
) -> dict[str, Rows]:
    """Make the lists, by their names in a question.

    ``points`` gives ids and words of its key points; entries of ``see_also`` have an ``id`` each.
    """
    return {
        "key_points": Rows(
            "Key points",
            "What a good answer says. Your answers are held against these.",
            "Add a key point",
            KeyPointRow,
        ),
        "vocabulary": Rows(
            "Vocabulary",
            "Terms that an answer is likely to use, so that they are heard right.",
            "Add a term",
            TermRow,
        ),
        "follow_ups": Rows(
            "Follow-ups",
            "What to ask back about key points that an answer missed.",
            "Add a follow-up",
            lambda: FollowUpRow(points),
        ),
        "references": Rows(
            "References",
            "Where it can be read up.",
            "Add a reference",
            ReferenceRow,
        ),
        "see_also": Rows(
            "See also",
            "Other questions of this bank on the same matter.",
            "Add a question to see also",
            lambda: SeeAlsoRow(others),
        ),
    }
