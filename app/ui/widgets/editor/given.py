"""What was given to controls to be written on, beside what they made of it."""

from mock_interviewer.questions.drafted import Fields


class Given:
    """Gives back as it was what nobody changed.

    Controls show some signs and breaks of lines in another way, and show some fields not at all.
    """

    def __init__(self) -> None:
        self._fields: Fields = {}
        self._shown: Fields = {}

    def take(self, fields: Fields) -> None:
        """Begin with the fields of another entry."""
        self._fields = dict(fields)
        self._shown = {}

    def shown(self, written: Fields) -> None:
        """Know what the controls say right after the fields were put into them."""
        self._shown |= written

    def keep(self, key: str, value: object) -> None:
        """Replace a field that is not shown."""
        self._fields[key] = value

    def get(self, key: str) -> object:
        """Return a field as it was given; None where it was not."""
        return self._fields.get(key)

    def fields(self, written: Fields) -> Fields:
        """Return all fields, where the controls say what is ``written`` now."""
        return written | self._fields | self.changes(written)

    def changes(self, written: Fields) -> Fields:
        """Return what is written otherwise than it was shown."""
        return {
            key: value
            for key, value in written.items()
            if key not in self._shown or value != self._shown[key]
        }
