from mock_interviewer.app.store.database.records import TAKE_MARKS
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS


def test_every_mark_of_a_take_has_a_button_with_a_key_of_its_own() -> None:
    assert tuple(MARK_BUTTONS) == TAKE_MARKS
    keys = [key for look in MARK_BUTTONS.values() for key in (look.key.lower(), look.shortcut)]
    assert len(set(keys)) == len(keys)
