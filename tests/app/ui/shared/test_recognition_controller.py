from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.recognition import fake_command

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import LANGUAGE, MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.recognition.client import recognizer

GERMAN_FOR_AN_ENGLISH_MODEL = pytest.mark.parametrize(
    "values", [{LANGUAGE.key: "de", MODEL.key: "tiny.en"}], indirect=True
)


@pytest.fixture
def values(request: pytest.FixtureRequest) -> SettingValues:
    return SettingValues(getattr(request, "param", {}))


@pytest.fixture
def controller(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    gui: GuiThread,
    values: SettingValues,
) -> Iterator[RecognitionController]:
    command = fake_command(tmp_path, fake.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    data = DataFolder(tmp_path / "data")
    store = StoreThread(data)
    store.start()
    controller = RecognitionController(data, store, gui, values)
    yield controller
    controller.close()
    store.close()


@GERMAN_FOR_AN_ENGLISH_MODEL
def test_an_unsupported_language_is_reported_until_another_is_chosen(
    controller: RecognitionController, values: SettingValues, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.problem) as said:
        controller.start()
    (sentence,) = said.args
    assert "model Tiny (English only) knows English only, not German" in sentence
    assert "such as Base." in sentence
    assert "Your answers are still recorded" in sentence
    with qtbot.waitSignal(controller.problem) as said:
        values.set(LANGUAGE, "en")
    assert said.args == [""]


@GERMAN_FOR_AN_ENGLISH_MODEL
def test_the_reason_an_answer_is_not_transcribed_uses_display_names(
    controller: RecognitionController, values: SettingValues, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controller.problem):
        controller.start()
    told: list[TranscriptReady | TranscriptFailed] = []
    controller.transcriptions.listen(told.append)
    controller.transcriptions.begin(
        "take", controller.transcriptions.defaults, tmp_path / "take.wav"
    )
    controller.transcriptions.finish("take")
    qtbot.waitUntil(lambda: bool(told))
    sentence = (
        "The speech model Tiny (English only) knows English only, not German. Choose English, or a"
        " model for many languages such as Base."
    )
    assert told == [TranscriptFailed("take", sentence)]


def test_another_model_uses_the_same_language(
    controller: RecognitionController, values: SettingValues, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.problem):
        controller.start()
    values.set(LANGUAGE, "de")
    with qtbot.waitSignal(controller.problem) as said:
        values.set(MODEL, "tiny.en")
    assert "German" in said.args[0]


def test_a_model_that_cannot_be_loaded_leaves_the_earlier_one_in_use(
    controller: RecognitionController, values: SettingValues, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.problem):
        controller.start()
    with qtbot.waitSignal(controller.model_kept) as said:
        values.set(MODEL, "mine")
    assert said.args == ["base", "The model is damaged. Base stays in use."]
    assert (controller.model, controller.wanted, controller.ready) == ("base", "base", True)


def test_the_same_transcriptions_are_kept_for_another_model(
    controller: RecognitionController, values: SettingValues, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.problem):
        controller.start()
    first = controller.transcriptions
    values.set(MODEL, "tiny.en")
    assert (controller.model, controller.wanted) == ("base", "tiny.en")
    qtbot.waitUntil(lambda: controller.model == "tiny.en")
    assert controller.transcriptions is first
