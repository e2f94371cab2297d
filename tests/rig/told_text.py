"""The visible text of HTML."""

from html.parser import HTMLParser


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def told_text(page: str) -> str:
    """Return the text between the tags, with character references resolved."""
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "".join(reader.texts)
