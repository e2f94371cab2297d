from dataclasses import replace

import pytest

from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library


@pytest.mark.parametrize(
    ("style", "kept", "name"),
    [
        ("", "exam", "Exam"),
        ("exam", "exam", "Exam"),
        ("rapid-fire", "rapid-fire", "Rapid fire"),
        ("custom", "custom", "Custom"),
    ],
)
def test_a_session_is_kept_with_its_style(
    library: Library, plan: Plan, style: str, kept: str, name: str
) -> None:
    session = library.create_session(replace(plan, style=style))
    assert (session.mode, session.style, session.style_name) == ("exam", kept, name)


def test_a_session_from_before_styles_has_the_style_of_its_mode(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    library.access.connection.execute("UPDATE sessions SET plan = '{\"seed\": 7}'")
    assert library.session(session.id).style == "exam"
