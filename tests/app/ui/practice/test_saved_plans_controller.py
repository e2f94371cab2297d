from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.shown_practice import ShownPractice

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.interview_styles import EXAM
from mock_interviewer.app.planning.saved_plans import SavedPlan, SavedPlansFile
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.practice.saved_plans_controller import SavedPlansController
from mock_interviewer.app.ui.style.theme import Theme

MODELS = BankOffer("models", "Models", (("Training", 12), ("Evaluation", 9)))
SHORT = replace(EXAM.rules, answer_limit=60.0)
LUNCH = SavedPlan("Before lunch", SHORT, bank="models", questions=5)


@dataclass
class Room:
    page: PracticePage
    controller: SavedPlansController
    file: SavedPlansFile
    announced: Announced

    @property
    def problems(self) -> list[str]:
        return self.announced.texts("plans")

    def until(self, true: Callable[[], bool]) -> None:
        self.bot.waitUntil(true)

    bot: QtBot = field(kw_only=True)


@pytest.fixture
def room(qtbot: QtBot, look: Theme, tmp_path: Path) -> Iterator[Room]:
    page = PracticePage()
    qtbot.addWidget(page)
    path = DataFolder(tmp_path / "data").plans_file
    announced = Announced()
    controller = SavedPlansController(page, path, announced)
    made = Room(page, controller, SavedPlansFile(path), announced, bot=qtbot)
    page.show_banks([MODELS], SessionRequest(bank="models"))
    yield made
    made.controller.close()


def test_a_saved_plan_is_in_the_file_and_chosen(room: Room) -> None:
    room.page.plan.show_request(SessionRequest("models", rules=SHORT, count=5))
    room.page.plan.save_requested.emit(room.page.plan.request.named("Before lunch"))
    room.until(lambda: room.page.plan.request.plan == "Before lunch")
    assert room.file.load().plans == (LUNCH,)
    assert room.problems == [""]


def test_the_last_plan_is_chosen_once_the_plans_are_read(room: Room) -> None:
    room.file.save(LUNCH)
    room.page.show_banks([MODELS], SessionRequest("models", plan="before lunch"))
    told: list[SessionRequest] = []
    room.page.request_changed.connect(told.append)
    room.controller.read()
    room.until(lambda: room.page.plan.request.plan == "Before lunch")
    assert room.page.plan.request.rules == SHORT
    assert ShownPractice(room.page).custom[0].endswith("· 5 questions")
    assert told == []


def test_a_renamed_plan_stays_chosen(room: Room) -> None:
    room.file.save(LUNCH)
    room.page.show_banks([MODELS], SessionRequest("models", plan=LUNCH.name))
    room.controller.read()
    room.until(lambda: room.page.plan.request.plan == LUNCH.name)
    told: list[SessionRequest] = []
    room.page.request_changed.connect(told.append)
    room.page.plan.rename_requested.emit(LUNCH.name, "After lunch")
    room.until(lambda: room.page.plan.request.plan == "After lunch")
    assert [request.plan for request in told] == ["After lunch"]
    assert room.file.load().plans == (replace(LUNCH, name="After lunch"),)


def test_a_deleted_plan_leaves_its_rules(room: Room) -> None:
    room.file.save(LUNCH)
    room.page.show_banks([MODELS], SessionRequest("models", plan=LUNCH.name))
    room.controller.read()
    room.until(lambda: room.page.plan.request.plan == LUNCH.name)
    told: list[SessionRequest] = []
    room.page.request_changed.connect(told.append)
    room.page.plan.delete_requested.emit(LUNCH.name)
    room.until(lambda: room.page.plan.request.plan == "")
    assert room.page.plan.request.rules == SHORT
    assert [request.plan for request in told] == [""]
    assert room.file.load().plans == ()


def test_a_damaged_file_is_reported_and_left_unchanged(room: Room) -> None:
    room.file.path.parent.mkdir()
    room.file.path.write_text("= oops", "utf-8")
    room.controller.read()
    room.until(lambda: len(room.problems) == 1)
    room.page.plan.save_requested.emit(LUNCH)
    room.until(lambda: len(room.problems) == 2)
    for problem in room.problems:
        assert "is damaged" in problem
        assert "Repair it in a text editor" in problem
    assert room.file.path.read_text("utf-8") == "= oops"
    assert room.page.plan.request.plan == ""


def test_results_for_a_destroyed_page_are_dropped(
    qtbot: QtBot, look: Theme, tmp_path: Path
) -> None:
    page = PracticePage()
    controller = SavedPlansController(page, DataFolder(tmp_path / "data").plans_file, Announced())
    controller.read()
    shiboken6.delete(page)
    controller.close()
    qtbot.wait(1)
