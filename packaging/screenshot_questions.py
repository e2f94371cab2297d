"""The questions page for screenshots: an included bank with edits."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.importing.import_view import ImportSource
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.questions.spoken_answer import SpokenAnswer
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.editing import EditedBank, OverlaidBank, OwnBank
from mock_interviewer.questions.importing.import_reader import read_pasted
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
)
from mock_interviewer.questions.overlay import BankOverlay
from mock_interviewer.questions.shelf import BankShelf

BANK = "llm"
STATES = (
    "full",
    "search",
    "fault",
    "own",
    "leaving",
    "new",
    "menu",
    "details",
    "last",
    "import",
    "import-refused",
    "import-list",
    "import-table",
    "points",
)


LIST = """\
Backend interviews

Collected from three forums.

1. Tell me about yourself.
Why they ask: to hear how you summarize.
2) What is a deadlock, and how do you find one in production?
   - Two holders wait for each other
   - Lock order prevents it
3) How does an index speed up a query,
   and when does it hurt?
Q4: What is idempotency?
5.What is the CAP theorem?
Question 6 - How do you design a rate limiter?
**7.** Explain eventual consistency.
Some say it is enough.

System design
8. What happens when you type an address into the browser?
9. Describe a time you disagreed with your team.
Tip: use STAR.
10. Why us?
"""
SAID = (
    "So, um, that's a good question. I want to build tools that people use every day, and your "
    "editor is one of them. I've contributed to its plug-in interface for two years. And I'd like "
    "to work with people who write as well as they code."
)
TABLE = """\
No.;Frage;Thema;Level;Bemerkung
1;Tell me about yourself.;Behavioral;easy;Asked twice
2;What is a deadlock?;Concurrency;hard;
3;What is a race condition?;Concurrency;tricky;Ask for an example
4;;Concurrency;;A row without a question
5;What is a deadlock?;Concurrency;hard;
"""


def questions_page(state: str) -> QWidget:
    """Return the page in one of STATES; the rest happens once it is shown."""
    page = QuestionsPage()
    page.show_shelf(_shelf())
    second = page.pane.listed[1]
    page.show_takes([PracticedQuestion(BANK, "", second.id, 3)])
    acts: dict[str, Callable[[], object]] = {
        "full": lambda: _choose(page, 1),
        "search": lambda: page.pane.search.setText("quantum entanglement"),
        "fault": lambda: _fault(page),
        "own": lambda: page.show_bank("my-questions"),
        "leaving": lambda: _leave(page),
        "new": page.add.click,
        "menu": page.bank_actions.menu.open_menu,
        "details": lambda: _unfold(page),
        "last": lambda: _unfold_last(page),
        "import": page.instead.importing.open_start,
        "import-refused": lambda: _refuse(page),
        "import-list": lambda: _preview(page, LIST),
        "import-table": lambda: _preview(page, TABLE),
        "points": lambda: _make_points(page),
    }
    QTimer.singleShot(0, acts[state])
    return page


def _shelf() -> BankShelf:
    shipped = load_bank(BANK)
    edition: EditedBank = OverlaidBank(shipped, BankOverlay(bank=BANK))
    first, second, third = shipped.questions[:3]
    edition = edition.put(second.model_copy(update={"difficulty": 5, "spoken": "Say it so."}))
    edition = edition.retire(third.id)
    group = QuestionGroup(name="Before Friday", questions=(first.id, second.id))
    edition = edition.set_groups([group])
    own = OwnBank(
        Bank(
            id="my-questions",
            name="My Questions",
            version="1",
            questions=(
                Question(
                    id="why-us",
                    text="Why do you want to work here, and not elsewhere?",
                    section="Motivation",
                    source=QuestionSource(list=1, number=1),
                    kind=QuestionKind.BEHAVIORAL,
                ),
            ),
        )
    )
    editions = {BANK: edition, own.bank.id: own}
    return BankShelf((edition.bank, own.bank), (), editions)


def _choose(page: QuestionsPage, number: int) -> None:
    page.pane.list.chosen.emit(page.pane.listed[number].id)


def _text(page: QuestionsPage) -> GrowingTextEdit:
    (text,) = page.editor.form.fields_by_name["text"].findChildren(GrowingTextEdit)
    return text


def _fault(page: QuestionsPage) -> None:
    points = page.editor.form.list_of("key_points")
    points.add.click()
    points.rows[-1].show_values({"said": ["Short."]})
    _text(page).setPlainText("")
    page.editor.request_save()
    page.body.show_question()


def _leave(page: QuestionsPage) -> None:
    _text(page).insertPlainText("And ")
    _choose(page, 2)


def _unfold(page: QuestionsPage) -> None:
    page.body.show_question()
    page.editor.form.focus_field(("key_points", 0, "why"))


def _unfold_last(page: QuestionsPage) -> None:
    """Expand the end of the page: a term, a follow-up, related questions."""
    page.body.show_question()
    form = page.editor.form
    form.focus_field(("follow_ups", 0, "key_points"))
    form.list_of("follow_ups").rows[0].findChildren(EntryList)[0].add.click()
    form.focus_field(("vocabulary", 0, "heard_as"))
    form.list_of("see_also").add.click()


def _preview(page: QuestionsPage, text: str) -> None:
    """Show what is understood of a text."""
    view = page.instead.importing

    def read(source: ImportSource) -> None:
        view.show_draft(source, read_pasted(str(source.given)))

    view.read_requested.connect(read)
    view.open_start()
    view.read(text)


def _refuse(page: QuestionsPage) -> None:
    """Show why a file can't be read."""
    view = page.instead.importing
    view.read_requested.connect(
        lambda source: view.show_refusal(
            source, "list.xlsx: the file has a password; save it without one and import that."
        )
    )
    view.read(Path("list.xlsx"))


def _make_points(page: QuestionsPage) -> None:
    """Offer the sentences of an answer as key points, two of them checked."""
    text = "Why do you want to work here, and not elsewhere?"
    page.instead.make_points(SpokenAnswer("t1", "my-questions", "why-us", text, SAID))
    for row in page.instead.points.rows[1:3]:
        row.check.click()
