from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot
from rig.announced import Announced

from mock_interviewer.app.planning.interview_styles import EXAM, RAPID_FIRE
from mock_interviewer.app.planning.remembered_request import request_in
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.declarations import (
    BANK,
    EXAM_FOLLOW_UPS,
    QUESTION_COUNT,
    SECTIONS,
    STYLE,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.controller import PracticeController, bank_offer
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.questions.bank_loader import bank_ids

TEA = """\
id: tea
name: Tea
version: 1
section: Leaves
groups: [{name: Friday, questions: [why-tea]}]
questions:
  - {id: why-tea, text: Why tea?, kind: technical}
  - {id: why-leaves, text: Why leaves?, kind: technical}
"""


@dataclass
class Room:
    page: PracticePage
    banks: QuestionBanks
    values: SettingValues
    controller: PracticeController
    bot: QtBot

    def read(self) -> None:
        with self.bot.waitSignal(self.banks.have_been_read):
            self.banks.read()

    def choose_count(self, count: int) -> None:
        """Choose how many questions are asked, as the person does."""
        (box,) = self.page.findChildren(QSpinBox)
        box.setValue(count)


@pytest.fixture
def room(qtbot: QtBot, look: Theme, tmp_path: Path, gui: GuiThread) -> Room:
    page = PracticePage()
    qtbot.addWidget(page)
    page.allow_start(allowed=True)
    own = tmp_path / "banks"
    own.mkdir()
    (own / "tea.yaml").write_text(TEA, "utf-8")
    banks, values = QuestionBanks(BackgroundTasks(gui), own, Announced()), SettingValues()
    return Room(page, banks, values, PracticeController(page, banks, values), qtbot)


def test_the_last_request_is_offered_once_the_banks_are_read(room: Room) -> None:
    room.values.set(BANK, "tea")
    assert not room.page.can_start
    room.read()
    assert room.page.can_start
    request = room.page.plan.request
    assert (request.bank, request.count) == ("tea", 2)


def test_without_a_last_request_the_first_bank_is_offered(room: Room) -> None:
    room.read()
    assert room.page.plan.request.bank == bank_ids()[0]


def test_reading_the_banks_again_keeps_the_request(room: Room) -> None:
    room.read()
    chosen = SessionRequest(bank="tea", count=1, rules=EXAM.rules, style=EXAM.id, shuffle=False)
    room.page.plan.show_request(chosen)
    room.read()
    assert room.page.plan.request == chosen


def test_a_group_is_offered_after_the_sections(room: Room) -> None:
    room.values.set(BANK, "tea")
    room.values.set(SECTIONS, ("Friday",))
    room.read()
    bank = room.banks.wanted(room.page.plan.request)
    assert bank is not None
    assert bank_offer(bank) == BankOffer("tea", "Tea", (("Leaves", 2),), (("Friday", 1),))
    assert room.page.plan.request.sections == ("Friday",)
    assert room.page.plan.request.count == 1


def test_a_style_chosen_in_the_settings_is_shown_on_the_page(room: Room) -> None:
    room.read()
    room.values.set(STYLE, "rapid-fire")
    assert room.page.plan.request.rules == RAPID_FIRE.rules


def test_an_exam_without_follow_ups_is_still_an_exam(room: Room) -> None:
    room.read()
    room.values.set(STYLE, "exam")
    room.values.set(EXAM_FOLLOW_UPS, False)
    request = room.page.plan.request
    assert (request.style, request.rules.follow_ups.most) == ("exam", 0)


def test_a_request_chosen_on_the_page_is_remembered(room: Room) -> None:
    room.read()
    room.choose_count(3)
    assert room.values.get(QUESTION_COUNT) == 3
    assert request_in(room.values) == room.page.plan.request


def test_a_section_chosen_elsewhere_replaces_the_plan(room: Room) -> None:
    room.read()
    room.page.plan.show_request(SessionRequest(bank="llm", count=5, plan="Before lunch"))
    room.page.choose("llm", "Advanced Topics")
    request = room.page.plan.request
    assert (request.bank, request.sections, request.plan) == ("llm", ("Advanced Topics",), "")
    assert request_in(room.values) == request
    assert not room.page.starts_due
