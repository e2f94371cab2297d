"""A larger speech model, proposed, downloaded and used in the real window, by keys alone."""

from pathlib import Path

import pytest
from rig.hub import Hub
from rig.pulse import PulseRig
from rig.wait import wait_until
from rig.window import Window, asked
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelStore

pytestmark = [pytest.mark.rig, pytest.mark.model]

QUICK = MachineMeasurement("base", 0.3, 4, 16_000_000_000)
NAMES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")


def test_a_recommended_model_is_downloaded_and_used_by_keys(
    pulse: PulseRig, screen: Screen, tmp_path: Path
) -> None:
    data = DataFolder.at(tmp_path / "data")
    data.prepare()
    write_machine_speed(data, MachineSpeed(QUICK))
    real = ModelStore(tmp_path / "unused").verified_folder("tiny.en")
    files = {name: (real / name).read_bytes() for name in NAMES}
    with Hub({"Systran/faster-whisper-small.en": files}) as hub:
        variables = {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"}
        with Window(data.root, screen, pulse, variables) as window:
            window.wait_for_text("more accurate speech model")
            assert hub.asked == []
            window.key("alt+w")
            window.wait_for_text("This disk has")
            window.key("shift+Tab", "Return")
            window.wait_for_text("is ready to use", timeout=60.0)
            window.key("Return")
            wait_until(
                lambda: (
                    data.settings_file.exists()  # not before something was changed
                    and 'model = "small.en"' in data.settings_file.read_text("utf-8")
                ),
                20.0,
                what="the setting is kept",
            )
            assert window.close() == 0
    assert asked(data.root, "models", "verify", "small.en")[0]["ok"]
    measured = read_machine_speed(data)
    assert measured is not None
    assert measured.shown


def test_the_first_start_measures_this_machine(
    pulse: PulseRig, screen: Screen, tmp_path: Path
) -> None:
    data = DataFolder.at(tmp_path / "data")
    with Window(data.root, screen, pulse) as window:
        wait_until(
            lambda: (found := read_machine_speed(data)) is not None and found.shown,
            300.0,
            what="the machine is measured and that is said",
        )
        # Which model suits it, is more exact than need be or too much for it, is its own affair.
        wait_until(
            lambda: "this computer" in window.text().lower(), 60.0, what="what was found is said"
        )
        assert window.close() == 0
