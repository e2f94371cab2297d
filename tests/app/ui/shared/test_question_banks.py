from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig.announced import Announced

from mock_interviewer.app.planning.bank_questions import asked_question
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks

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
    own: Path
    desk: QuestionBanks
    announced: Announced


@pytest.fixture
def desk(tmp_path: Path, gui: GuiThread) -> Desk:
    own = tmp_path / "banks"
    own.mkdir()
    (own / "tea.yaml").write_text(TEA, "utf-8")
    announced = Announced()
    return Desk(own, QuestionBanks(BackgroundTasks(gui), own, announced), announced)


def read(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.read()
    qtbot.waitUntil(lambda: desk.desk.first is not None)


def test_a_personal_bank_is_read(desk: Desk, qtbot: QtBot) -> None:
    read(desk, qtbot)
    bank = desk.desk.wanted(SessionRequest(bank="tea"))
    assert bank is not None
    assert [question.id for question in bank.questions] == ["why-tea", "why-leaves"]


def test_a_deleted_bank_falls_back_to_the_first(desk: Desk, qtbot: QtBot) -> None:
    read(desk, qtbot)
    assert desk.desk.wanted(SessionRequest(bank="coffee")) is desk.desk.first


def test_a_broken_bank_is_reported_with_its_line(desk: Desk, qtbot: QtBot) -> None:
    broken = desk.own / "coffee.yaml"
    broken.write_text(TEA.replace("kind: technical", "kind: hot"), "utf-8")
    read(desk, qtbot)
    (sentence,) = desk.announced.texts("bank")
    assert sentence.startswith(f"{broken}, line 6: ")
    assert sentence.endswith(" There is 1 more of this kind.")
    assert desk.desk.question("tea", "why-tea") is not None


def test_banks_are_available_once_the_signal_is_emitted(desk: Desk, qtbot: QtBot) -> None:
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
def test_a_deleted_question_is_not_found(
    desk: Desk, qtbot: QtBot, bank: str, question: str
) -> None:
    read(desk, qtbot)
    assert desk.desk.question(bank, question) is None
    assert desk.desk.asked(bank, question) is None
