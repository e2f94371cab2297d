"""Buttons: labeled, with a key hint, with a tooltip, with a chevron, and the play button."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QToolButton, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, SMALL, Icon, pixmap, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import ARROW_KEYS, ENTER_KEYS
from mock_interviewer.app.ui.widgets.labels import TextLabel


def labeled_button(label: str, name: str = "") -> QPushButton:
    """Return a button that Enter presses too; ``name`` is its accessible name if not ``label``."""
    button = QPushButton(label)
    button.setAccessibleName(name or label)
    button.setAutoDefault(True)
    return button


def tip_button(label: str, tip: str) -> QPushButton:
    """Return a quiet button; ``tip``, without its key in parentheses, is its accessible name."""
    button = QPushButton(label)
    set_kind(button, "quiet")
    button.setAccessibleName(tip.partition(" (")[0])
    button.setToolTip(tip)
    return button


class KeyHintButton(QPushButton):
    """A button that shows its key. Tab reaches it, but a click doesn't move the focus."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        primary: bool = False,
        kind: str = "quiet",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Enter presses the focused button, and no other.
        self.setAutoDefault(True)
        set_kind(self, "primary" if primary else kind)
        self.setAccessibleName(label)
        self.setAccessibleDescription(f"Key: {key}")
        self._key = TextLabel(key, FontSize.CAPTION, tabular=True, kind="key")
        self._label = TextLabel(label, FontSize.BODY if primary else FontSize.BASE, strong=primary)
        self._row = row = QHBoxLayout(self)
        self.set_edge(Spacing.M if primary else Spacing.XXS)
        row.setSpacing(Spacing.XS)
        for part in (self._key, self._label) if not primary else (self._label, self._key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if not primary:
            row.addStretch(1)

    @property
    def key_name(self) -> str:
        """The key as the button shows it."""
        return self._key.plain

    @property
    def key_visible(self) -> bool:
        """Whether the button is visible with its key."""
        return self._key.isVisible()

    @property
    def label(self) -> str:
        """The label."""
        return self._label.plain

    def show_key(self, *, shown: bool) -> None:
        """Show or hide the key; narrow pages have no room for it."""
        if shown == self._key.isHidden():
            self._key.setVisible(shown)
            self.updateGeometry()

    def show_role(self, key: str, *, primary: bool) -> None:
        """Change the key, "" for none, and whether this is the filled button of the page."""
        self._key.show_text(key)
        self.show_key(shown=bool(key))
        self.setAccessibleDescription(f"Key: {key}" if key else "")
        set_kind(self, "primary" if primary else "")
        for part in (self._key, self._label):
            # Their colors depend on the kind of the button.
            part.style().unpolish(part)
            part.style().polish(part)
        # Only now, because the style restores the font that it found.
        self._label.setFont(font(FontSize.BODY if primary else FontSize.BASE, strong=primary))
        self.updateGeometry()

    def set_edge(self, edge: Spacing, above: Spacing = Spacing.XS) -> None:
        """Set the padding at either side, and above and below."""
        self._row.setContentsMargins(edge, above, edge, above)

    def show_label(self, label: str) -> None:
        """Change the label."""
        self._label.show_text(label)
        self.setAccessibleName(label)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the key and the label."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the key and the label."""
        return self.sizeHint()


_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


class DisclosureButton(QPushButton):
    """A labeled button that unfolds something. The chevron points up while it is checked.

    ``kind`` is one of set_kind's.
    """

    def __init__(
        self, label: str = "", kind: str = "unfold", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = ""
        self._accented = kind == "link"
        set_kind(self, kind)
        self.setAutoDefault(True)
        # The chevron comes after the label.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.show_label(label)
        self.toggled.connect(lambda _checked: self._draw_icon())
        self._draw_icon()

    @property
    def label(self) -> str:
        """The label."""
        return self._label

    def show_label(self, label: str) -> None:
        """Change the label."""
        self._label = label
        self.setText(f"{_LEFT_TO_RIGHT}{label}{_LEFT_TO_RIGHT}")
        self.setAccessibleName(label)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the chevron in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_label"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        tint = roles().accent if self._accented else roles().text_muted
        set_icon(self, Icon.FOLD if self.isChecked() else Icon.UNFOLD, tint, SMALL)


class RowButton(QToolButton):
    """An icon button in a row. Enter works like Space, and a click doesn't move the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle Enter like Space, and leave the arrows to the page."""
        if event.key() in ENTER_KEYS:
            self.click()
        elif event.key() in ARROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChevronButton(RowButton):
    """A chevron without a label, checked while its content is unfolded.

    ``what`` names the content for screen readers. The button keeps its room while it is hidden.
    """

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        set_kind(self, "fold")
        self.setCheckable(True)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._show_state)
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_state()

    def _show_state(self) -> None:
        unfolded = self.isChecked()
        self.setAccessibleName(f"{'Less' if unfolded else 'More'}: {self._what}")
        set_icon(self, Icon.FOLD if unfolded else Icon.UNFOLD, roles().text_muted)


_SIZE, _LOW_SIZE = Spacing.XXL, Spacing.XL + Spacing.XXS


_RING = 2


class PlayButton(QAbstractButton):
    """The round button that plays or pauses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit(low=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def show_playing(self, *, playing: bool) -> None:
        """Show Pause if ``playing``, else Play."""
        self._playing = playing
        self._name()
        self.update()

    def fit(self, *, low: bool) -> None:
        """Use a smaller size on a ``low`` page."""
        size = _LOW_SIZE if low else _SIZE
        self.setFixedSize(size, size)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrows to the page, which seeks; Qt would move the focus."""
        if event.key() in ARROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw a disc in the accent color, and a ring around it when focused."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent if self.isEnabled() else colors.raised)
        painter.drawEllipse(disc)
        if self.hasFocus():
            painter.setPen(QPen(colors.text, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        tint = colors.on_accent if self.isEnabled() else colors.text_muted
        which = Icon.PAUSE if self._playing else Icon.PLAY
        drawn = pixmap(which, tint, LARGE, self.devicePixelRatioF())
        corner = (self.width() - LARGE) // 2
        painter.drawPixmap(corner, corner, drawn)

    def _name(self) -> None:
        name = "Pause" if self._playing else "Play"
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Space)")
