"""The demo on a disk that fills while it runs; the interview itself is real."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library

TESTS = Path(__file__).parents[2]

_FILLS = """
import sys
from pathlib import Path
from rig.kept_takes import keep, new_session, question, record
from mock_interviewer.app import cli
from mock_interviewer.app.demo import run

def filling(do):
    def first(*arguments, **named):
        with open(Path(place) / "ballast", "ab", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                try:
                    while ballast.write(bytes(size)):
                        pass
                except OSError:
                    continue
        return do(*arguments, **named)
    return first

async def hold(demo):
    asked = question(demo._rehearsed[0].question.id)

    def kept(library):
        session = new_session(library)
        take = keep(library, session, "so it is", asked=asked)
        record(library.take(take).recording, 1.0)
        library.end_session(session)
        return session
    return demo._store.submit(kept).result()

place, moment, *words = sys.argv[1:]
if moment == "the report":
    run._Demo.hold = hold
    run.write_report = filling(run.write_report)
    run.speak_answers = lambda _: {}
else:
    run.speak_answers = filling(lambda _: {})
sys.exit(cli.main(words))
"""


def _demo(disk: Path, *program: str) -> "subprocess.CompletedProcess[str]":
    words = ["demo", "--questions", "1", "--model", "tiny.en", "--data-dir", str(disk / "data")]
    return subprocess.run(
        [sys.executable, *program, *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
    )


def _is_told(done: "subprocess.CompletedProcess[str]", disk: Path) -> None:
    assert done.returncode == 1, done.stderr
    assert "write it elsewhere" not in done.stderr
    assert "is full" in done.stderr
    assert f"{disk}/data" in done.stderr
    assert done.stderr.endswith("Free up space there and try again.\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kilobytes", [8, 64, 300])
def test_a_disk_too_small_for_the_database_is_one_sentence(kilobytes: int, tmp_path: Path) -> None:
    with small_disk(tmp_path, kilobytes=kilobytes):
        _is_told(_demo(tmp_path, "-m", "mock_interviewer.app"), tmp_path)


def test_a_disk_that_fills_before_the_report_is_one_sentence_and_the_answers_are_kept(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path):
        _is_told(_demo(tmp_path, "-c", _FILLS, str(tmp_path), "the report"), tmp_path)
        (tmp_path / "ballast").unlink()
        with Library.open(DataFolder(tmp_path / "data"), read_only=True) as library:
            (session,) = library.sessions()
            (take,) = library.takes(session.id)
            assert take.recording is not None
            assert soundfile.info(take.recording).duration == 1.0


@pytest.mark.rig
@pytest.mark.model
def test_a_disk_that_fills_before_the_interview_is_one_sentence(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        _is_told(_demo(tmp_path, "-c", _FILLS, str(tmp_path), "the interview"), tmp_path)
