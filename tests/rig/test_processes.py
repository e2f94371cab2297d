import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from rig import processes
from rig.processes import end, is_over, living_descendants, running

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
input()
"""


def test_children_and_theirs_are_found_while_they_live() -> None:
    before = living_descendants()
    command = [sys.executable, "-S", "-c", PARENT]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())
    assert living_descendants() - before == {child.pid, grandchild}
    end(child)
    assert child.pid not in living_descendants()


def test_a_child_that_another_thread_started_is_found() -> None:
    before = living_descendants()
    started: list[subprocess.Popen[bytes]] = []
    command = [sys.executable, "-S", "-c", "input()"]

    def start() -> None:
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert living_descendants() - before == {started[0].pid}
    end(started[0])


def test_a_child_that_has_ended_is_none() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.pid not in living_descendants()
    end(child)


def test_where_the_system_does_not_tell_quickly_all_are_looked_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "_THREADS", tmp_path / "nowhere")
    child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    assert child.pid in living_descendants()
    end(child)


def test_a_running_child_is_found_by_a_part_of_its_command_line() -> None:
    command = [sys.executable, "-S", "-c", "input()  # by this it is known"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        assert [found.pid for found in running("this it is")] == [child.pid]
        assert running("that it is") == []
        end(child)


def test_a_child_that_has_ended_runs_no_more() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.pid not in [found.pid for found in running("")]
    end(child)


def test_a_child_is_over_once_it_has_ended_whether_or_not_its_status_was_taken() -> None:
    child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    process = psutil.Process(child.pid)
    assert not is_over(process)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_over(process)
    end(child)
    assert is_over(process)
