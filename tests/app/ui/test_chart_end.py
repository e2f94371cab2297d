import os
import subprocess
import sys

import pytest
from rig import charted_program


@pytest.mark.rig
@pytest.mark.parametrize("way", ["quit", "close", "delete"])
def test_a_program_with_charts_ends_in_peace(way: str) -> None:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "QT_QPA_PLATFORM": "offscreen",
    }
    ended = subprocess.run(
        [sys.executable, "-X", "faulthandler", charted_program.__file__, way],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    assert (ended.returncode, ended.stdout) == (0, "ended 0\n"), ended.stderr
