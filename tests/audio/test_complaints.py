import subprocess
import sys

import pytest

from mock_interviewer.audio.complaints import without_quotes

SECRET = "marzipan"
_CRASHES = {
    "ValueError": f"raise ValueError('{SECRET}')",
    "json.decoder.JSONDecodeError": f"import json; raise json.JSONDecodeError('{SECRET}', '', 0)",
    "ExceptionGroup": f"raise ExceptionGroup('{SECRET}', [KeyError('{SECRET}\\n  {SECRET}')])",
    "Segmentation fault": (
        f"import faulthandler; faulthandler.enable(); print('{SECRET}', file=__import__('sys')."
        "stderr, flush=True); faulthandler._sigsegv()"
    ),
    "DeprecationWarning": (
        f"import warnings; warnings.simplefilter('always'); warnings.warn('{SECRET}', "
        "DeprecationWarning); raise DeprecationWarning"
    ),
}


def _complaint(program: str) -> str:
    child = subprocess.run(
        [sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, check=False
    )
    return child.stderr


@pytest.mark.parametrize("kind", _CRASHES)
def test_what_a_child_says_of_its_crash_keeps_the_kind_and_the_place_only(kind: str) -> None:
    complaint = _complaint(_CRASHES[kind])
    assert SECRET in complaint
    kept = without_quotes(complaint)
    assert SECRET not in kept
    assert kind.rpartition(".")[2] in kept
    assert 'File "<string>", line ' in kept


def test_lines_that_are_left_out_are_counted() -> None:
    assert without_quotes(f"{SECRET}\n\n{SECRET}\n") == (
        "(2 other lines are not logged: they may quote an answer)"
    )


def test_what_only_looks_like_a_place_is_left_out() -> None:
    assert SECRET not in without_quotes(f'  File "{SECRET}.py", line 3, in {SECRET}')


def test_no_complaint_stays_none() -> None:
    assert without_quotes("") == ""
