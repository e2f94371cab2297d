"""The top of the page that compares: the way back, what was asked, and both sides."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, font
from mock_interviewer.app.ui.widgets.back_button import BackButton
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.compare.side_head import SideHead
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.text import Text

_SHORT_QUESTION = 90


class CompareHead(QWidget):
    """Both sides, with buttons that the page connects. It bleeds."""

    def __init__(self, earlier: SideHead, later: SideHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = BackButton()
        self.swap = KeyHint("S", "Swap sides")
        self.swap.set_edge(Space.S)
        self.swap.setAccessibleName("Swap the sides")
        self._question = Text(size=Type.TITLE, wrap=True)
        self._sides = QWidget()
        self._heads = (earlier, later)
        ways = QHBoxLayout()
        ways.addWidget(self.back)
        ways.addStretch(1)
        ways.addWidget(self.swap)
        asked = QHBoxLayout()
        asked.setContentsMargins(BLEED, 0, BLEED, 0)
        asked.addWidget(self._question)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._sides)
        self._row.setContentsMargins(BLEED, 0, BLEED, 0)
        for head in self._heads:
            self._row.addWidget(head, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(ways)
        self._column.addLayout(asked)
        self._column.addWidget(self._sides)

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self._question.plain

    def show_question(self, text: str) -> None:
        """Show what was asked."""
        self._question.show_text(text)

    def show_sides(self, *, shown: bool) -> None:
        """Show both sides, or neither."""
        self._sides.setVisible(shown)
        self.swap.setVisible(shown)

    def arrange(self, *, swapped: bool) -> None:
        """Put the later side first if ``swapped``."""
        for head in reversed(self._heads) if swapped else self._heads:
            self._row.removeWidget(head)
            self._row.addWidget(head, 1)

    def fit(self, *, low: bool, stacked: bool) -> None:
        """Take less room where the page is low, and put one side above the other if ``stacked``."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._row.setSpacing((Space.XXS if low else Space.S) if stacked else Space.XL)
        self._column.setSpacing(Space.XS if low else Space.S)
        small = low or len(self._question.plain) > _SHORT_QUESTION
        self._question.setFont(font(Type.BODY, strong=True) if small else font(Type.TITLE))
        for head in self._heads:
            head.fit(low=low or stacked, flat=low and stacked)
