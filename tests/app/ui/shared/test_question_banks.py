from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.planning.bank_questions import asked_question
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import EXAM
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks, bank_offer
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.questions.bank_loader import bank_ids

TEA = """\
id: tea
name: Tea
version: 1
section: Leaves
questions:
  - {id: why-tea, text: Why tea?, kind: technical}
  - {id: why-leaves, text: Why leaves?, kind: technical}
"""


@dataclass
class Desk:
    page: PracticePage
    own: Path
    desk: QuestionBanks


@pytest.fixture
def desk(qtbot: QtBot, look: Theme, tmp_path: Path, gui: GuiThread) -> Desk:
    page = PracticePage()
    qtbot.addWidget(page)
    page.allow_start(allowed=True)
    own = tmp_path / "banks"
    own.mkdir()
    (own / "tea.yaml").write_text(TEA, "utf-8")
    return Desk(page, own, QuestionBanks(page, BackgroundTasks(gui), own))


def read(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.read()
    qtbot.waitUntil(lambda: desk.desk.first is not None)


def test_an_own_bank_can_be_practised(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.use(SessionRequest(bank="tea"))
    read(desk, qtbot)
    wishes = desk.page.plan.wishes
    bank = desk.desk.wanted(wishes)
    assert (wishes.bank, wishes.count) == ("tea", 2)
    assert bank is not None
    assert [question.id for question in bank.questions] == ["why-tea", "why-leaves"]


def test_nothing_is_offered_before_it_is_known_what_was_wished_for(
    desk: Desk, qtbot: QtBot
) -> None:
    read(desk, qtbot)
    assert not desk.page.can_start
    desk.desk.use(SessionRequest())
    assert desk.page.can_start
    assert desk.page.plan.wishes.bank == bank_ids()[0]


def test_banks_that_are_read_again_leave_what_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.use(SessionRequest())
    read(desk, qtbot)
    chosen = SessionRequest(bank="tea", count=1, rules=EXAM.rules, style=EXAM.id, shuffle=False)
    desk.page.plan.show_wishes(chosen)
    with qtbot.waitSignal(desk.desk.have_been_read):
        desk.desk.read()
    assert desk.page.plan.wishes == chosen


def test_a_bank_that_is_gone_gives_way_to_the_first(desk: Desk, qtbot: QtBot) -> None:
    read(desk, qtbot)
    assert desk.desk.wanted(SessionRequest(bank="coffee")) is desk.desk.first


def test_a_broken_own_bank_is_named_with_its_line_and_the_others_are_offered(
    desk: Desk, qtbot: QtBot
) -> None:
    broken = desk.own / "coffee.yaml"
    broken.write_text(TEA.replace("kind: technical", "kind: hot"), "utf-8")
    desk.desk.use(SessionRequest(bank="tea"))
    with qtbot.waitSignal(desk.desk.problem) as told:
        desk.desk.read()
    assert told.args is not None
    (sentence,) = told.args
    assert sentence.startswith(f"{broken}, line 6: ")
    assert sentence.endswith(" There is 1 more of this kind.")
    assert desk.page.plan.wishes.bank == "tea"


def test_a_group_is_offered_behind_the_sections(desk: Desk, qtbot: QtBot) -> None:
    grouped = TEA.replace(
        "version: 1", "version: 1\ngroups: [{name: Friday, questions: [why-tea]}]"
    )
    (desk.own / "tea.yaml").write_text(grouped, "utf-8")
    desk.desk.use(SessionRequest(bank="tea", sections=("Friday",), count=9))
    read(desk, qtbot)
    bank = desk.desk.first and desk.desk.wanted(desk.page.plan.wishes)
    assert bank is not None
    assert bank_offer(bank) == BankOffer("tea", "Tea", (("Leaves", 2),), (("Friday", 1),))
    assert desk.page.plan.wishes.sections == ("Friday",)
    assert desk.page.plan.wishes.count == 1


def test_banks_are_there_once_that_is_told(desk: Desk, qtbot: QtBot) -> None:
    there: list[bool] = []
    desk.desk.have_been_read.connect(lambda: there.append(desk.desk.there))
    assert not desk.desk.there
    with qtbot.waitSignal(desk.desk.have_been_read):
        desk.desk.read()
    assert there == [True]


def test_a_question_is_found_in_its_own_bank(desk: Desk, qtbot: QtBot) -> None:
    assert desk.desk.question("tea", "why-tea") is None
    assert desk.desk.asked("tea", "why-tea") is None
    read(desk, qtbot)
    found = desk.desk.question("tea", "why-tea")
    assert found is not None
    assert found.text == "Why tea?"
    assert desk.desk.asked("tea", "why-tea") == asked_question(found)
    assert desk.desk.asked("tea", "why-tea", "Why not coffee?") is None


@pytest.mark.parametrize(("bank", "question"), [("llm", "why-tea"), ("tea", "gone"), ("x", "y")])
def test_a_question_that_is_gone_is_not_found(
    desk: Desk, qtbot: QtBot, bank: str, question: str
) -> None:
    read(desk, qtbot)
    assert desk.desk.question(bank, question) is None
    assert desk.desk.asked(bank, question) is None
