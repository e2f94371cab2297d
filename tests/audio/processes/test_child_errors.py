import subprocess
import sys

import pytest

from mock_interviewer.audio.processes.child_errors import redact_stderr

QUOTED = "marzipan"
_CRASHES = {
    "ValueError": f"raise ValueError('{QUOTED}')",
    "json.decoder.JSONDecodeError": f"import json; raise json.JSONDecodeError('{QUOTED}', '', 0)",
    "ExceptionGroup": f"raise ExceptionGroup('{QUOTED}', [KeyError('{QUOTED}\\n  {QUOTED}')])",
    "Segmentation fault": (
        f"import faulthandler; faulthandler.enable(); print('{QUOTED}', file=__import__('sys')."
        "stderr, flush=True); faulthandler._sigsegv()"
    ),
    "DeprecationWarning": (
        f"import warnings; warnings.simplefilter('always'); warnings.warn('{QUOTED}', "
        "DeprecationWarning); raise DeprecationWarning"
    ),
}


def _complaint(program: str) -> str:
    child = subprocess.run(
        [sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, check=False
    )
    return child.stderr


@pytest.mark.parametrize("kind", _CRASHES)
def test_a_childs_traceback_keeps_only_types_and_locations(kind: str) -> None:
    complaint = _complaint(_CRASHES[kind])
    assert QUOTED in complaint
    kept = redact_stderr(complaint)
    assert QUOTED not in kept
    assert kind.rpartition(".")[2] in kept
    assert 'File "<string>", line ' in kept


def test_omitted_lines_are_counted() -> None:
    assert redact_stderr(f"{QUOTED}\n\n{QUOTED}\n") == ("(2 lines not logged: may quote an answer)")


def test_lines_that_only_look_like_a_location_are_omitted() -> None:
    assert QUOTED not in redact_stderr(f'  File "{QUOTED}.py", line 3, in {QUOTED}')


def test_no_output_stays_none() -> None:
    assert redact_stderr("") == ""
