"""Study sheets of a bank."""

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from mock_interviewer.app.sheets.study_sheet import SHEET_FORMATS, study_sheet
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
    Reference,
    StarPart,
    VocabularyTerm,
)

STORY = Question(
    id="a-broken-pot",
    text="Tell me about a broken pot.",
    section="Pots & Pans",
    subsection="Pots",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.BEHAVIORAL,
    difficulty=2,
    key_points=(
        KeyPoint(
            id="glue",
            point="It was glued.",
            why="Pots cost money.",
            essential=True,
            part=StarPart.ACTION,
        ),
        KeyPoint(id="held", point="It held for a year."),
    ),
    vocabulary=(
        VocabularyTerm(term="epoxy", definition="a strong glue"),
        VocabularyTerm(term="ceramic"),
    ),
    model_answer="I glued it.\n\nIt held.",
    example=True,
    follow_ups=(
        FollowUp(text="Which glue?", key_points=(KeyPoint(id="epoxy", point="Epoxy resin."),)),
    ),
    references=(Reference(authors="Potter, H.", title="Glue", year=2001, arxiv="2001.00001"),),
    see_also=("what-is-a-pan",),
)
BARE = Question(
    id="what-is-a-pan",
    text="What is a pan?",
    section="Other <things>",
    source=QuestionSource(list=1, number=2),
    kind=QuestionKind.TECHNICAL,
)
BANK = Bank(id="pots", name="Pots", version="1.0", questions=(STORY, BARE))


class Page(HTMLParser):
    """The words, headings, ids, links and addresses of a page; fails on tags that do not close."""

    VOID = frozenset({"meta", "br", "hr", "img", "link"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in found:
            assert found["id"] not in self.ids
            self.ids.add(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        self.loaded += [found[name] for name in ("src", "srcset") if name in found]
        if tag == "link":
            self.loaded.append(found.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def words(form: str, bank: Bank = BANK, sections: tuple[str, ...] = ()) -> str:
    page = study_sheet(bank, form, sections)
    if form == "html":
        return Page(page).text
    tokens = MarkdownIt("commonmark").parse(page)
    said = [
        "".join(" " if child.type == "softbreak" else child.content for child in token.children)
        for token in tokens
        if token.children
    ]
    return " ".join(" ".join(said).split())


@pytest.mark.parametrize("form", SHEET_FORMATS)
@pytest.mark.parametrize(
    "wanted",
    [
        "Pots",
        "2 questions",
        "Pots & Pans",
        "Tell me about a broken pot.",
        "difficulty 2 of 5",
        "It was glued.",
        "Pots cost money.",
        "action",
        "It held for a year.",
        "An example; tell your own story",
        "I glued it.",
        "It held.",
        "Which glue?",
        "Epoxy resin.",
        "ceramic",
        "a strong glue",
        "Potter, H. (2001). Glue.",
        "arXiv:2001.00001",
        "See also",
    ],
)
def test_every_part_of_a_question_is_on_the_sheet(form: str, wanted: str) -> None:
    assert wanted in words(form)


@pytest.mark.parametrize("form", SHEET_FORMATS)
def test_only_the_given_sections_are_on_the_sheet(form: str) -> None:
    said = words(form, sections=("Other <things>",))
    assert "1 question." in said
    assert "What is a pan?" in said
    assert "broken" not in said


@pytest.mark.parametrize("form", SHEET_FORMATS)
def test_missing_parts_have_no_heading(form: str) -> None:
    said = words(form, sections=("Other <things>",))
    for title in ("What a good answer says", "Asked next", "Words", "References", "See also"):
        assert title not in said


@pytest.mark.parametrize("form", SHEET_FORMATS)
def test_special_characters_are_shown_literally(form: str) -> None:
    text = '<script>alert("1")</script> *not* _bold_ & `code`'
    bank = Bank(id="x", name=text, version="1", questions=(BARE.model_copy(update={"text": text}),))
    assert words(form, bank).count(text) >= 2


def test_the_page_loads_nothing_and_its_links_resolve() -> None:
    page = Page(study_sheet(BANK, "html"))
    assert page.loaded == []
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner
    assert set(inner) <= page.ids
    assert [link for link in page.links if not link.startswith("#")] == [
        "https://arxiv.org/abs/2001.00001"
    ]


def test_markdown_has_no_repeated_blank_lines() -> None:
    assert "\n\n\n" not in study_sheet(BANK, "md")
